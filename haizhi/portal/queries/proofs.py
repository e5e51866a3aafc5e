"""Reviews as anybody may check them: what is public of each, and since when names and pool are open."""

from django.db.models import Exists, OuterRef, QuerySet

from haizhi.decisions.models import Publicity
from haizhi.reviews.models import Session
from haizhi.reviews.queries.published import published_sessions

LATEST = 3
"""Sessions on the overview."""


def sessions() -> QuerySet[Session]:
    """The sessions of which anything is public, each with `opened`: whether its 公示 was published."""
    shown = Publicity.objects.filter(resolution__session=OuterRef("pk"), published_at__isnull=False)
    return published_sessions().annotate(opened=Exists(shown))


def latest() -> list[Session]:
    """The newest of them. One query."""
    return list(sessions().order_by("-held_at", "code")[:LATEST])


def session_by(code: str) -> Session | None:
    """The session with this number, if anything of it is public."""
    return sessions().filter(code=code).first()


def is_opened(session: Session) -> bool:
    """Whether pool and names are public, of a session found by this module."""
    return bool(vars(session)["opened"])
