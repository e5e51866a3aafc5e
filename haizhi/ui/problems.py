"""What went wrong, told to a program: problem details as JSON (RFC 9457), in Chinese like every other refusal."""

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

PROGRAMS = "/api/"
"""Addresses under it are asked by programs."""


def problem(status: HTTPStatus, title: str, detail: str, **more: object) -> HttpResponse:
    """An answer of `application/problem+json`; `more` are members of its own."""
    said = {"type": "about:blank", "title": title, "status": int(status), "detail": detail, **more}
    body = json.dumps(said, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/problem+json; charset=utf-8")


def is_for_a_program(request: HttpRequest) -> bool:
    """Whether a program asks."""
    return request.path.startswith(PROGRAMS)
