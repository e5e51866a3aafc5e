"""The copy of the bundle that 纪检 keeps (评审·8): who gave which score is theirs alone."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.accounts.facts.cosigning import is_signed
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding
from haizhi.reviews.models import Session


def _signed_by_both(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    yield is_signed(session)


@act(moves.TAKE_COPY, requires=_signed_by_both)
def take_copy(session: Session, *, by: Actor, at: datetime) -> None:
    """领取复核包: who opened the seats, and when, stays on record; the file is made from what the session is."""
