"""Reading what is said of persons leaves a line in the log, one for each look."""

import logging
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

from haizhi.ui.requests import Asked

READS = logging.getLogger("haizhi.reads")

LOOK = timedelta(hours=1)
"""How long a look takes: who turns the page or comes back within it looks no second time."""

_LOOKED = "looked"

R = TypeVar("R", bound=HttpResponseBase)


def noted(asked: Asked, answer: R) -> R:
    """The answer, once it is in the log that the actor looked at this page; within one look only the first time.

    The browser keeps that it is: signed for this page and this actor, so that nobody can look without a line.
    """
    salt = f"{_LOOKED}/{asked.actor.id}/{asked.path}"
    if asked.get_signed_cookie(_LOOKED, default=None, salt=salt, max_age=LOOK) is None:
        READS.info("%s looked at %s", asked.actor.id, asked.path)
        answer.set_signed_cookie(
            _LOOKED, "1", salt=salt, max_age=LOOK, path=asked.path,
            secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict",
        )  # fmt: skip
    return answer
