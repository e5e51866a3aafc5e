"""Template context of every signed-in page: how many notices are unread."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from haizhi.notifications.queries import unread_count


def unread_notices(request: HttpRequest) -> dict[str, Any]:
    """`unread_notices`: a number, read when the head shows it."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_signed_in:
        return {}
    return {"unread_notices": SimpleLazyObject(lambda: unread_count(actor))}
