"""Behind a proxy on the same machine: whose request it is."""

from collections.abc import Callable
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse


class ProxyMiddleware:
    """Take the client's address from a proxy on this machine, and from nobody else.

    Limits and lockouts count addresses; without it everybody behind the proxy would be one. The last address of
    X-Forwarded-For is the one that the proxy itself saw; what stands before it the client may have made up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if seen and _is(request.META.get("REMOTE_ADDR", ""), loopback=True) and _is(seen):
            request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


def _is(address: str, *, loopback: bool = False) -> bool:
    """Whether the text is an address, with `loopback` one of this machine."""
    try:
        return ip_address(address).is_loopback or not loopback
    except ValueError:
        return False
