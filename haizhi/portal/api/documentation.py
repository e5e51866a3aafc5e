"""The description of the open data (OpenAPI 3.1): as a file for programs, and as rows for the page that people read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from ninja.responses import NinjaJSONEncoder

import haizhi.portal.api.answers  # noqa: F401 - being imported is what enters the answers into the service
from haizhi.portal.api import schemas
from haizhi.portal.api.service import service

PREFIX = "/api/v1/"

_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_TYPES = {"string": "文字", "integer": "整数", "boolean": "是否", "array": "列表", "object": "对象"}
_FORMATS = {"date": "日期", "date-time": "时间"}


@cache
def openapi() -> dict[str, Any]:
    """The whole description; the same for the life of the process."""
    made = service.get_openapi_schema(path_prefix=PREFIX)
    described: dict[str, Any] = json.loads(json.dumps(made, cls=NinjaJSONEncoder))
    described["servers"] = [{"url": settings.HAIZHI_BASE_URL}]
    described["components"]["schemas"]["Problem"] = schemas.Problem.json_schema()
    for address, methods in described["paths"].items():
        operation = methods["get"]
        answers = operation["responses"]
        answers["200"]["description"] = "成功"
        if address.endswith(".csv"):
            answers["200"]["content"] = {"text/csv": {"schema": {"type": "string"}}}
        if operation["parameters"]:
            answers["422"] = {"description": "参数有误", "content": _PROBLEM}
        if "{" in address:
            answers["404"] = {"description": "没有找到", "content": _PROBLEM}
    return described


@dataclass(frozen=True, slots=True)
class Member:
    """A parameter or a member of an answer in words."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that can be asked."""

    address: str
    summary: str
    description: str
    parameters: tuple[Member, ...]
    answer: str
    link: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of thing that is answered."""

    name: str
    label: str
    members: tuple[Member, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Everything that can be asked, in the order of the description."""
    return tuple(_question(address, methods["get"]) for address, methods in openapi()["paths"].items())


@cache
def shapes() -> tuple[Shape, ...]:
    """Everything that is answered: pages of things are told by the things themselves."""
    found = openapi()["components"]["schemas"]
    return tuple(
        Shape(
            name,
            schema.get("description", name),
            tuple(
                Member(member, kind_of(each), each.get("description", ""))
                for member, each in schema["properties"].items()
            ),
        )
        for name, schema in found.items()
        if "properties" in schema and not name.startswith("Page")
    )


def kind_of(schema: Mapping[str, Any]) -> str:
    """What a value is, in words: 日期或空, 列表（文字）, one of so many words."""
    if "$ref" in schema:
        named = str(schema["$ref"]).rpartition("/")[2]
        return f"一页 {named.removeprefix('Page_').strip('_')}" if named.startswith("Page_") else named
    if choices := schema.get("anyOf"):
        words = [kind_of(each) for each in choices if each.get("type") != "null"]
        return "或".join(words) + ("" if len(words) == len(choices) else "或空")
    if schema.get("type") == "array":
        return f"列表（{kind_of(schema['items'])}）"
    if schema.get("enum"):
        return "、".join(map(str, schema["enum"]))
    return _FORMATS.get(schema.get("format", ""), _TYPES.get(str(schema.get("type")), ""))


def _question(address: str, operation: Mapping[str, Any]) -> Question:
    parameters = tuple(
        Member(
            each["name"], _parameter(each["schema"]), each.get("description") or each["schema"].get("description", "")
        )
        for each in operation["parameters"]
    )
    answered = operation["responses"]["200"]["content"]
    answer = "CSV" if "text/csv" in answered else kind_of(answered["application/json"]["schema"])
    link = "" if "{" in address else address
    return Question(address, operation["summary"], operation.get("description", ""), parameters, answer, link)


def _parameter(schema: Mapping[str, Any]) -> str:
    references = [each.get("$ref", "") for each in (schema, *schema.get("anyOf", ()))]
    named = next((reference.rpartition("/")[2] for reference in references if reference), "")
    found = openapi()["components"]["schemas"].get(named)
    return kind_of(found or schema)
