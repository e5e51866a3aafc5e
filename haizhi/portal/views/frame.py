"""The head of public pages: the section each lies in, and what search engines are told of it."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from haizhi.regulation.moves import BEGIN
from haizhi.ui.context import links_for
from haizhi.ui.requests import Asked


def framed(
    asked: Asked, template: str, context: dict[str, Any], *, section: str = "", description: str = ""
) -> HttpResponse:
    """The page with its section marked in the head; the sections share one URL namespace, so the page says which.

    `description` is the page in one sentence; its canonical address is the one without conditions and sorting.
    """
    actor = asked.actor
    links = links_for(actor.roles, actor.is_signed_in, section, "")
    page = asked.GET.get("page", "")
    canonical = f"{settings.HAIZHI_BASE_URL}{asked.path}{f'?page={page}' if page.isdecimal() and page != '1' else ''}"
    # who has not signed in yet may be an applicant; of those who have, it is known
    begins = not actor.is_signed_in or actor.holds(*BEGIN.roles)
    told = {
        "nav": links,
        "begins": begins,
        "canonical": canonical,
        "description": description,
        "section_label": next((link.label for link in links if link.current and section != "portal:home"), ""),
    }
    return render(asked, template, context | told)
