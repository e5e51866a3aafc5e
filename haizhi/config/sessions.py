"""Sessions in the database, read by a statement that is put together once: every page of whoever signed in asks."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from haizhi.kernel.statements import Key, Statement

_SOME_KEY, _SOME_MOMENT = "some key", datetime(2000, 1, 1, tzinfo=UTC)
"""What stands in the statement where each session has its own."""


class SessionStore(db.SessionStore):
    """As Django's own; written and ended as there."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing once it has ended or expired. One query."""
        given: dict[Key, Key] = {_SOME_KEY: self.session_key or "", _SOME_MOMENT: timezone.now()}
        found = _content(connection.vendor).rows(given)
        if not found:
            self._session_key = None
            return {}
        content: dict[str, Any] = self.decode(found[0][0])
        return content


@cache
def _content(_vendor: str) -> Statement:
    rows = Session.objects.filter(session_key=_SOME_KEY, expire_date__gt=_SOME_MOMENT)
    return Statement.of(rows.values_list("session_data"), _SOME_KEY, _SOME_MOMENT)
