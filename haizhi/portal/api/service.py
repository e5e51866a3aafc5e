"""The service that answers programs: its name, its terms, and its refusals as problem details (RFC 9457)."""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from haizhi.ui.problems import problem

VERSION = "1.0.0"

LICENCE = "知识共享 署名 4.0 国际（CC BY 4.0）"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"


class _Plain(JSONRenderer):
    """JSON whose Chinese can be read."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        """As ninja does, in UTF-8."""
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


service = NinjaAPI(
    title="重庆海智工作站开放数据",
    version=VERSION,
    description="申报通知、通知公告、公示、联合发文、工作站、评审会公开包、推荐单位和统计。只读，不需要登记，不含个人信息。",
    docs_url=None,
    openapi_url=None,
    urls_namespace="open_data_v1",
    renderer=_Plain(),
    openapi_extra={"info": {"license": {"name": LICENCE, "url": LICENCE_URL}}},
)

_WORDS = {
    "int_parsing": "应为整数",
    "greater_than_equal": "不小于{ge}",
    "less_than_equal": "不大于{le}",
    "string_too_long": "不超过{max_length}个字符",
    "enum": "应为其中之一：{expected}",
    "literal_error": "应为其中之一：{expected}",
    "string_pattern_mismatch": "没有这样的位置，请用上一页给出的网址",
}
"""What is wrong with a parameter, by pydantic's name for it."""


@service.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: each parameter that is not understood, with what it should be."""
    wrong = [{"parameter": str(each["loc"][-1]), "detail": _said(each)} for each in error.errors]
    detail = "；".join(f"{each['parameter']}：{each['detail']}" for each in wrong)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "参数有误", f"{detail}。", errors=wrong)


@service.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """404: nothing public is known under this number."""
    return missing()


def missing() -> HttpResponse:
    """404 of the open data."""
    return problem(HTTPStatus.NOT_FOUND, "没有找到", "没有这样的地址或编号，或者没有公开。")


def _said(error: Mapping[str, Any]) -> str:
    said = dict(error.get("ctx", {}))
    if "expected" in said:  # 'a', 'b' or 'c'
        said["expected"] = "、".join(re.findall(r"'([^']*)'", said["expected"]))
    return _WORDS.get(error["type"], "不能识别").format(**said)
