"""The big screen of the hall: an address that needs no sign-in and shows nothing personal."""

import hashlib
from datetime import datetime
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from haizhi.reviews import queries
from haizhi.reviews.queries.screen import State
from haizhi.ui.requests import Asked

_MOST = 64
_drawn: dict[str, tuple[State, str, bytes]] = {}
"""What each address answered last: it is drawn once for however many screens, and again when its state changed."""


@require_safe
def screen(asked: Asked, token: str) -> HttpResponse:
    """The page that the projector shows; it asks for the board by itself."""
    found = queries.state_of(token)
    if found is None:
        raise Http404
    context = {
        "board": queries.board_of(found[0][0], asked.at),
        "token": token,
        "now": _milliseconds(asked.at),
        "title": "评审大屏",
    }
    response = render(asked, "reviews/screen.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def board(request: HttpRequest, token: str) -> HttpResponse:
    """The part of the screen that changes; 304 while nothing did, 404 once the address was closed.

    Two hundred screens ask again and again: nothing here may need a session, an actor or a second query.
    """
    found = queries.state_of(token)
    if found is None:
        _drawn.pop(token, None)
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    state, ahead = found
    at = timezone.now() + ahead
    etag, content = _board(token, state, at)
    response = HttpResponseNotModified() if request.headers.get("If-None-Match") == etag else HttpResponse(content)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Content-Security-Policy"] = "default-src 'none'"  # a part of a page, never shown by itself
    response["X-Now"] = str(_milliseconds(at))
    return response


def _board(token: str, state: State, at: datetime) -> tuple[str, bytes]:
    kept = _drawn.get(token)
    if kept is None or kept[0] != state:
        text = render_to_string("reviews/screen_board.html", {"board": queries.board_of(state[0], at)})
        content = text.encode()
        if len(_drawn) >= _MOST:
            _drawn.clear()
        kept = _drawn[token] = state, f'"{hashlib.sha256(content).hexdigest()[:32]}"', content
    return kept[1], kept[2]


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
