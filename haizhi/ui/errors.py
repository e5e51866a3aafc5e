"""The pages for what went wrong: which, why, and what to do now; in the dress of every other page.

Wire them as `handler400` … `handler500` and `CSRF_FAILURE_VIEW`.
"""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.template.response import TemplateResponse

from haizhi.ui.problems import is_for_a_program, problem


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble as its page tells it."""

    status: HTTPStatus
    title: str
    why: str
    remedy: str


_BAD = Trouble(
    HTTPStatus.BAD_REQUEST,
    "请求无法识别",
    "浏览器发来的内容不完整或格式有误。",
    "请返回上一页刷新后重试；如果是从别处复制的网址，请核对是否完整。",
)
_DENIED = Trouble(
    HTTPStatus.FORBIDDEN,
    "没有办理权限",
    "您当前的岗位不能查看或办理这一页的事项。",
    "请换用有相应岗位的账号；如果您应当有此岗位，请联系本单位的岗位管理人员。",
)
_MISSING = Trouble(
    HTTPStatus.NOT_FOUND,
    "没有找到这一页",
    "网址有误，事项已变动，或者不在您的查看范围内。",
    "请核对网址，或从首页、待办重新进入。",
)
_BROKEN = Trouble(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "系统出错，请稍后再试",
    "这一次操作没有完成，已记录供排查；此前已办结的事项不受影响。",
    "请稍后返回上一页重试。多次出现时，请把出错的时间和所办事项告知系统管理员。",
)
_STALE = Trouble(
    HTTPStatus.FORBIDDEN,
    "页面已过期，请重新提交",
    "为防止他人冒用您的身份，提交时要核对页面的一次性凭证，而它已失效或没有送达。",
    "请返回上一页刷新后再提交；如果仍然出现，请在浏览器设置中允许本站使用 Cookie。",
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400."""
    return _page(request, _BAD)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return _page(request, _DENIED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return _page(request, _MISSING)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    return _page(request, _STALE)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: rendered without the request, so that neither database nor session is asked again."""
    if is_for_a_program(request):
        return problem(_BROKEN.status, _BROKEN.title, _BROKEN.why)
    return HttpResponse(loader.render_to_string("ui/errors.html", {"trouble": _BROKEN}), status=_BROKEN.status)


def _page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    if is_for_a_program(request):
        return problem(trouble.status, trouble.title, trouble.why)
    return TemplateResponse(request, "ui/errors.html", {"trouble": trouble}, status=trouble.status).render()
