"""The head of public pages: each page lies in one of the sections named there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from haizhi.regulation.moves import BEGIN
from haizhi.ui.context import links_for
from haizhi.ui.requests import Asked


def framed(asked: Asked, template: str, context: dict[str, Any], *, section: str = "") -> HttpResponse:
    """The page with its section marked in the head; the sections share one URL namespace, so the page says which."""
    actor = asked.actor
    links = links_for(actor.roles, actor.is_signed_in, section, "")
    # who has not signed in yet may be an applicant; of those who have, it is known
    begins = not actor.is_signed_in or actor.holds(*BEGIN.roles)
    return render(asked, template, context | {"nav": links, "begins": begins})
