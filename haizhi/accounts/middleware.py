"""Sets `request.actor` and `request.at`: who asks, and when."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from haizhi.accounts.queries import actor_for


class ActorMiddleware:
    """Builds the actor of each request from the memberships and delegations in force at that moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()  # type: ignore[attr-defined]  # the one clock of a request
        request.actor = actor_for(request.user, request.at)  # type: ignore[attr-defined]  # see ui.requests.Asked
        return self.get_response(request)
