"""Template context of every signed-in page: how much waits."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from haizhi.desk.queries import counts


def todo_count(request: HttpRequest) -> dict[str, Any]:
    """`todo_count`: the number of rows that wait for whoever asks, read when the head shows it."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_signed_in:
        return {}
    return {"todo_count": SimpleLazyObject(lambda: counts(actor).total())}
