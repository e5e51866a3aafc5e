"""Public pages change when the ledger grows or time passes, and not otherwise: browsers ask whether they did."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache, lru_cache, partial, wraps
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

import haizhi
from haizhi.portal.queries import log
from haizhi.ui.requests import Asked

P = ParamSpec("P")
View = Callable[Concatenate[Asked, P], HttpResponseBase]


class Pace(StrEnum):
    """How often a page changes by the clock alone."""

    MINUTE = "%Y-%m-%dT%H:%M"
    DAY = "%Y-%m-%d"


def public_page(pace: Pace) -> Callable[[View[P]], View[P]]:
    """A page for GET and HEAD with an ETag of what it is made of: code, ledger, time (RFC 9110 §13).

    Only who brings no cookie is answered by it: others may be shown their own name or a message.
    """

    def decorate(view: View[P]) -> View[P]:
        @require_safe
        @wraps(view)
        def answer(asked: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if asked.actor.is_signed_in or asked.COOKIES:
                response = view(asked, *args, **kwargs)
                patch_cache_control(response, no_cache=True, private=True)
                return response
            etag = _etag(pace, asked)
            known = get_conditional_response(asked, etag=etag)
            response = known or _kept(etag, asked, partial(view, asked, *args, **kwargs))
            response.headers.setdefault("ETag", etag)
            patch_cache_control(response, no_cache=True)
            return response

        return answer

    return decorate


def _kept(etag: str, asked: Asked, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The page as this process has made it before under the same ETag, or made and kept for the next reader."""
    kept = shelf(etag, asked.get_full_path())
    if not kept:
        response = view()
        is_for_one = asked.META.get("CSRF_COOKIE_NEEDS_UPDATE") or response.cookies  # a form of theirs, or a message
        if not isinstance(response, HttpResponse) or response.status_code != HTTPStatus.OK or is_for_one:
            return response
        kept.append(response)
    made = kept[0]
    return HttpResponse(made.content, headers=dict(made.headers))  # another one: what lies around it adds to it


@lru_cache(maxsize=64)
def shelf(_etag: str, _address: str) -> list[HttpResponse]:
    """Where the page of an address stands while it is what its ETag says; those not asked for longest give way."""
    return []


def _etag(pace: Pace, asked: Asked) -> str:
    moment = timezone.localtime(asked.at).strftime(pace)
    state = f"{edition_of_the_code()} {log.state()} {moment} {asked.demonstration}"
    return f'"{sha256(state.encode()).hexdigest()[:32]}"'


@cache
def edition_of_the_code() -> str:
    """A digest over the code and templates that run: a new version must not be answered with 未改动."""
    root = Path(haizhi.__file__).parent
    state = sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in {".py", ".html"}):
        state.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()
