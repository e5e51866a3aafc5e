"""Addresses under /api/v1/: each answers GET to everybody, from whatever site, and to nobody otherwise than to all."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from haizhi.kernel.actor import PUBLIC
from haizhi.portal.api.documentation import openapi
from haizhi.portal.api.service import missing, service
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.ui.problems import problem

app_name = "open_data"

_READS = ("GET", "HEAD")
_ALLOWED = "GET, HEAD, OPTIONS"


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view for programs: whoever is signed in is one of the public, other sites may ask (Fetch, CORS), answers carry
    the validators of the public pages, and what is no question is refused in the same form as everything else."""

    def as_get(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.method = "GET"  # the server leaves the content of an answer to HEAD away
        return view(request, *args, **kwargs)

    fresh = public_page(Pace.MINUTE)(as_get)

    @csrf_exempt
    @wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in _READS:
            request.actor, request.COOKIES = PUBLIC, {}
            response = fresh(request, *args, **kwargs)
            response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
        elif request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT)
            response["Access-Control-Allow-Methods"] = "GET, HEAD"
            response["Access-Control-Allow-Headers"] = "If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
            response["Allow"] = _ALLOWED
        else:
            response = problem(HTTPStatus.METHOD_NOT_ALLOWED, "只能读取", "开放数据只读，请用 GET。")
            response["Allow"] = _ALLOWED
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def _schema(request: HttpRequest) -> HttpResponse:
    return JsonResponse(openapi(), json_dumps_params={"ensure_ascii": False})


def _nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return missing()


def _offered() -> list[URLPattern]:
    """The service's own addresses but its bare root, each open to all."""
    found = [pattern for pattern in service.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
    return [path(str(each.pattern), open_to_all(each.callback), name=each.name) for each in found]


urlpatterns = [
    *_offered(),
    path("openapi.json", open_to_all(_schema), name="openapi"),
    path("<path:rest>", open_to_all(_nothing), name="nothing"),
]
