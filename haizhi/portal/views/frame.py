"""The head of public pages: each page lies in one of the sections named there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from haizhi.ui.context import links_of
from haizhi.ui.navigation import nav_for
from haizhi.ui.requests import Asked


def framed(asked: Asked, template: str, context: dict[str, Any], *, section: str = "") -> HttpResponse:
    """The page with its section marked in the head; the sections share one URL namespace, so the page says which."""
    items = nav_for(asked.actor.roles, signed_in=asked.actor.is_signed_in)
    return render(asked, template, context | {"nav": links_of(items, section, "")})
