"""Template context of every signed-in page: how much waits, and how many notices are unread."""

from functools import cache, partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from haizhi.desk.queries import head_counts


def head(request: HttpRequest) -> dict[str, Any]:
    """`todo_count`, `unread_notices`: what waits for whoever asks, counted once when the head shows it."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_signed_in:
        return {}
    counted = cache(partial(head_counts, actor))

    def waiting() -> int:
        return counted()[0].total()

    return {"todo_count": SimpleLazyObject(waiting), "unread_notices": SimpleLazyObject(lambda: counted()[1])}
