"""In the demonstration the keys of a hearing stay unlocked, however long it is left running."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from haizhi.rehearsal.signers import unlock_lapsed


class SittingMiddleware:
    """Unlocks the keys of the demonstration's hearings again when somebody comes to them after their time was over.

    Stands after the one that says whether this is the demonstration; anywhere else it does nothing at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Look after the keys before a page of the review is made for somebody who is signed in."""
        of_review = request.resolver_match is not None and request.resolver_match.app_name == "reviews"
        if of_review and request.demonstration and request.actor.is_signed_in:  # type: ignore[attr-defined]  # see ui.requests.Asked
            unlock_lapsed(request.at)  # type: ignore[attr-defined]  # as above
