"""Sets `request.actor` and `request.at`: who asks, and when."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from haizhi.accounts.demonstration import clock
from haizhi.accounts.queries import actor_for, waits_to_join
from haizhi.kernel.actor import PUBLIC, Actor
from haizhi.regulation.civil_time import day_of

OPEN_WITH_AN_INITIAL_PASSWORD = frozenset({"accounts:password", "account_logout"})
"""The pages for somebody whose password the administrator knows: all else waits until it is changed."""


class ActorMiddleware:
    """Builds the actor of each request from the memberships and delegations in force at that moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at, request.demonstration = clock()  # type: ignore[attr-defined]  # the one clock of a request
        request.actor = actor_for(request.user, request.at)  # type: ignore[attr-defined]  # see ui.requests.Asked
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Lead whoever still has an initial password to the page on which it is changed."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if getattr(request.user, "password_is_initial", False) and name not in OPEN_WITH_AN_INITIAL_PASSWORD:
            return HttpResponseRedirect(reverse("accounts:password"))
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell somebody who holds no role yet what they wait for, or how to come by one: no other account helps."""
        actor: Actor = request.actor  # type: ignore[attr-defined]  # set above
        if not isinstance(exception, PermissionDenied) or not actor.is_signed_in or actor.roles != PUBLIC.roles:
            return None
        today = day_of(request.at)  # type: ignore[attr-defined]  # set above
        joining = waits_to_join(request.user, today)
        context = {
            "title": "加入申请还在等待答复" if joining else "您还没有岗位",
            "joining": joining,
            "to_office": joining is not None and not joining.organisation.has_signatory(today),
        }
        return render(request, "accounts/no_role_yet.html", context, status=HTTPStatus.FORBIDDEN)
