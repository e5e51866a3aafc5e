"""The big screen: what everybody in the hall may see, and a validator that costs one indexed query."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet, Subquery

from haizhi.accounts.models import Demonstration
from haizhi.kernel.models import Checkpoint, Entry
from haizhi.kernel.statements import Statement
from haizhi.reviews.models import Screen, Session
from haizhi.reviews.queries.hall import Hall, Line, hall_of

State = tuple[UUID, int, int]
"""A session, the number of the last entry of the ledger, the revision of its timer."""
_SOME_ADDRESS = "some address"

ROOM = 8
"""Lines beside the unit that is being heard, above the root: nobody scrolls in a hall."""


def state_of(token: str) -> tuple[State, timedelta] | None:
    """What the screen of this address depends on, and by how much the demonstration's clock is ahead.

    None for an address that was never handed out or was closed. One query.
    """
    found = _asking(connection.vendor).rows({_SOME_ADDRESS: token})
    if not found:
        return None
    session, last, revision, ahead = found[0]
    return (session, -1 if last is None else last, revision or 0), timedelta(days=ahead or 0)


@cache
def _asking(_vendor: str) -> Statement:
    """The statement of every screen, again and again."""
    last = Entry.objects.order_by("-n").values("n")[:1]
    screens = Screen.objects.filter(token=_SOME_ADDRESS, closed_at__isnull=True).order_by()
    ahead = Demonstration.objects.values("ahead")[:1]
    rows = screens.values_list("session_id", Subquery(last), F("session__timer__revision"), Subquery(ahead))
    return Statement.of(rows, _SOME_ADDRESS)


@dataclass(frozen=True, slots=True)
class Root:
    """The last checkpoint of the session: how many entries it covers, their root (hex), the text that was signed."""

    size: int
    root: str
    text: str

    @property
    def groups(self) -> list[str]:
        """The root in groups of eight digits, as people compare it."""
        return [self.root[i : i + 8] for i in range(0, len(self.root), 8)]


@dataclass(frozen=True, slots=True)
class Board:
    """A session as its big screen shows it."""

    session: Session
    hall: Hall
    root: Root | None

    @property
    def is_under_way(self) -> bool:
        """Whether units are being heard."""
        return self.session.stage == "in_hearing"

    @property
    def has_ranks(self) -> bool:
        """Whether ranks were announced."""
        return any(line.rank is not None for line in self.hall.lines)

    @property
    def standings(self) -> list[Line]:
        """What was announced so far: by rank where ranks are known, else in the order of hearing."""
        lines = [line for line in self.hall.lines if line.turn.stage in ("announced", "absent")]
        return sorted(lines, key=lambda line: (line.rank is None, line.rank or 0, line.turn.position or 0))

    @property
    def beside(self) -> list[Line]:
        """As many of the standings as a projector has room for: the best, where no ranks are known the latest first."""
        return self.standings[:ROOM] if self.has_ranks else self.standings[::-1][:ROOM]

    @property
    def is_crowded(self) -> bool:
        """Whether the final ranking needs small print."""
        return len(self.standings) > 2 * ROOM


def board_of(session_id: UUID, at: datetime) -> Board:
    """The screen's content. Seven queries whatever the number of units."""
    session = Session._base_manager.get(pk=session_id)
    return Board(session, hall_of(session, at), _root_of(session))


def _root_of(session: Session) -> Root | None:
    own = Q(subject_id=session.pk) | Q(subject_id__in=session.turns.values("pk"))
    last: QuerySet[Checkpoint] = Checkpoint.objects.filter(own).order_by("-size", "-id")
    found = last.first()
    return Root(found.size, found.root, found.note.partition("\n\n")[0] + "\n") if found else None
