"""The calendar as a feed: its address opened, renewed, ended, and what stands under it."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from haizhi.accounts.acts import open_feed, renew_feed
from haizhi.accounts.facts.feeds import digest_of, new_token
from haizhi.accounts.models import Feed
from haizhi.accounts.queries import subscriber
from haizhi.desk.forms import FEED_FORMS
from haizhi.desk.queries import entries_of
from haizhi.documents.calendars import MEDIA_TYPE, calendar_file
from haizhi.kernel import limits
from haizhi.kernel.limits import Limit, TooOften
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import Move
from haizhi.ui.acting import ActForm, act_page, carry_out, panels
from haizhi.ui.exporting import not_kept
from haizhi.ui.refusals import later
from haizhi.ui.requests import Asked

OF_A_FEED = Limit("calendar/feed", 60, timedelta(hours=1), "日历订阅一小时内最多刷新60次")


@login_required
def subscription(asked: Asked) -> HttpResponse:
    """Whether my calendar is subscribed to, and how to."""
    return _page(asked)


@require_POST
@login_required
def subscribe(asked: Asked) -> HttpResponse:
    """Open my feed; its address is shown this once."""
    form = FEED_FORMS[moves.OPEN_FEED.name](asked.POST, asked=asked)
    return _with_address(asked, form, moves.OPEN_FEED, partial(open_feed, by=asked.actor, at=asked.at))


@login_required
def feed(asked: Asked, pk: UUID) -> HttpResponse:
    """My feed has no page beside that of subscribing."""
    _own(asked, pk)
    return redirect("desk:subscription")


@login_required
def feed_act(asked: Asked, pk: UUID, verb: str) -> HttpResponse:
    """Give my feed another address, shown this once, or end it."""
    found = _own(asked, pk)
    if asked.method != "POST" or verb != moves.RENEW_FEED.verb:
        return act_page(asked, found, verb, FEED_FORMS)
    form = FEED_FORMS[moves.RENEW_FEED.name](asked.POST, asked=asked, subject=found)
    renew = partial(renew_feed, found, by=asked.actor, at=asked.at)
    return _with_address(asked, form, moves.RENEW_FEED, renew, found)


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed under an address (RFC 5545): 404 once it leads nowhere, 304 while nothing in it changed (RFC 9110)."""
    asked: Asked = request  # type: ignore[assignment]  # as the middleware left it
    actor = subscriber(token, asked.at)
    if actor is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    try:
        limits.count(OF_A_FEED, token, asked.at)
    except TooOften as refused:
        return later(HttpResponse(str(refused), content_type="text/plain; charset=utf-8"), refused, asked.at)
    entries = entries_of(actor, day_of(asked.at), asked.build_absolute_uri)
    etag = f'W/"{hashlib.sha256(repr(entries).encode()).hexdigest()[:32]}"'  # weak: it has another DTSTAMP each time
    answer = get_conditional_response(asked, etag=etag)
    if answer is None:
        answer = HttpResponse(calendar_file("海智工作站日历", entries, asked.at), content_type=MEDIA_TYPE)
        answer["Content-Disposition"] = 'inline; filename="haizhi.ics"'
    answer["ETag"], answer["Cache-Control"], answer["X-Robots-Tag"] = etag, "private, no-cache", "noindex"
    return answer


def _own(asked: Asked, pk: UUID) -> Feed:
    return get_object_or_404(Feed.objects.visible_to(asked.actor), pk=pk)


def _with_address(
    asked: Asked, form: ActForm, move: Move, call: Callable[..., Feed], subject: Feed | None = None
) -> HttpResponse:
    """Carry out an act that makes an address, and show it: nobody will ever be able to again.

    Posted a second time, it has made none: whoever lost the first page asks for another address.
    """
    token = new_token()
    answer = carry_out(asked, move, form, lambda _: call(token=token), subject=subject)
    made = Feed.objects.visible_to(asked.actor).filter(digest=digest_of(token)).exists()
    return _page(asked, reverse("desk:calendar_feed", args=[token])) if made else answer


def _page(asked: Asked, path: str = "") -> HttpResponse:
    found = Feed.objects.visible_to(asked.actor).filter(stage="active").first()
    context = {
        "title": "订阅日历",
        "crumbs": [("日历", reverse("desk:calendar")), ("订阅日历", "")],
        "feed": found,
        "panels": panels(asked, found, FEED_FORMS) if found else [],
        "form": None if found else FEED_FORMS[moves.OPEN_FEED.name](asked=asked),
        "move": moves.OPEN_FEED,
        "address": asked.build_absolute_uri(path) if path else "",
    }
    return not_kept(render(asked, "desk/subscription.html", context))
