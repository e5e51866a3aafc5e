"""Judges look into the papers of a unit (评审·6·2, 评审·8): after the pledge, each look on record."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.kernel.actor import Actor
from haizhi.kernel.door import creates
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused
from haizhi.reviews.facts import may_open, seat_of
from haizhi.reviews.models import Opening, Turn


def _admitted(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from may_open(turn, seat_of(turn.session, by.id))


@creates(moves.OPEN_MATERIAL, requires=_admitted)
def open_material(
    turn: Turn, *, by: Actor, at: datetime, what: Opening.What, name: str = "", sha256: str = ""
) -> Opening:
    """查阅评审材料: `name` and `sha256` tell which file."""
    seat = seat_of(turn.session, by.id)
    if seat is None:
        raise Refused(Finding(False, review_rules(8), "您不是本次评审的评委", "请核对评审会。"))
    return Opening(turn=turn, seat=seat, what=what, name=name[:255], sha256=sha256, at=at)
