"""A project of the user interface alone: every address the head names, and a page to stand on."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path

from haizhi.ui.navigation import PUBLIC_NAV, SIGNED_IN_NAV, NavItem


def page(request: HttpRequest) -> HttpResponse:
    """A page with the head, the foot and nothing else."""
    return render(request, "ui/base.html", {"title": "一页"})


def _names(items: Iterable[NavItem]) -> Iterable[str]:
    for item in items:
        yield item.url_name
        yield from _names(item.children)


_apps: dict[str, set[str]] = {"portal": {"accessibility"}, "accounts": {"profile"}}
for _name in (*_names(PUBLIC_NAV), *_names(SIGNED_IN_NAV)):
    _app, _, _view = _name.rpartition(":")
    _apps.setdefault(_app, set()).add(_view)

urlpatterns: list[URLPattern | URLResolver] = [path("logout/", page, name="account_logout")]
for _app, _views in _apps.items():
    _paths = [path(f"{view}/", page, name=view) for view in sorted(_views)]
    urlpatterns += [path(f"{_app}/", include((_paths, _app)))] if _app else _paths

handler404 = "haizhi.ui.errors.not_found"
