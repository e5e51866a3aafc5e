"""Whose request it is, behind a proxy and without one."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from haizhi.config.proxy import ProxyMiddleware


def seen_as(remote: str, forwarded: str | None) -> str:
    kept: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        kept.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    ProxyMiddleware(view)(RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers))
    return kept[0]


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "10.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "not an address", "127.0.0.1"),
        ("198.51.100.9", "203.0.113.7", "198.51.100.9"),
        ("", "203.0.113.7", ""),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed(remote: str, forwarded: str | None, address: str) -> None:
    assert seen_as(remote, forwarded) == address
