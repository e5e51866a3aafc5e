"""Template context of every page: the ways in for whoever asks."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse

from haizhi.regulation.roles import Role
from haizhi.ui.navigation import NavItem, nav_for


@dataclass(frozen=True, slots=True)
class Link:
    """An item of the head as the template draws it."""

    label: str
    url: str
    current: bool
    name: str
    children: tuple["Link", ...] = ()


def nav(request: HttpRequest) -> dict[str, Any]:
    """`nav`: links of the first row; `localnav`: the second row, of the section the page belongs to."""
    actor = getattr(request, "actor", None)
    signed_in = bool(actor and actor.is_signed_in)
    match = request.resolver_match
    view_name, app = (match.view_name, match.namespace) if match else ("", "")
    links = links_for(actor.roles if actor else frozenset(), signed_in, view_name, app)
    section = next((link for link in links if link.current), None)
    return {"nav": links, "localnav": section.children if section and len(section.children) > 1 else ()}


def links_for(roles: frozenset[Role], signed_in: bool, view_name: str, app: str) -> tuple[Link, ...]:
    """The head's first row for these roles; made once for each page and remembered, since every answer has it."""
    return _links_for(roles, signed_in, view_name, app, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=4000)
def _links_for(roles: frozenset[Role], signed_in: bool, view_name: str, app: str, _urlconf: str) -> tuple[Link, ...]:
    return links_of(nav_for(roles, signed_in=signed_in), view_name, app)


def links_of(items: tuple[NavItem, ...], view_name: str, app: str) -> tuple[Link, ...]:
    """The items with their addresses; the current one is the page itself, else the one section it lies in.

    A page lies in the section of its namespace; where none has that, in the one with an item of it.
    An item whose URL the project does not have is left out: a page must not fail over its head.
    """
    links = []
    exact = any(item.url_name == view_name for item in items)
    owned = any(item.app == app for item in items)
    for item in items:
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue
        within = app == item.app if owned else app in {child.app for child in item.children}
        section = bool(app) and within and (not exact or bool(item.children))
        current = item.url_name == view_name or section
        links.append(Link(item.label, url, current, item.url_name, links_of(item.children, view_name, "")))
    return tuple(links)
