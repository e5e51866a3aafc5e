"""Addresses that no page links to and no database can look up."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class AddressMiddleware:
    """Refuse an address with a NUL in its path or query as a bad request.

    PostgreSQL has no text with one, so that looking it up would end as an error of ours. What is posted is cleaned
    by the forms, which refuse it in words.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a NUL in the address")
        return self.get_response(request)
