"""Lots for tests, led through the real acts as far as a test needs them."""

from collections.abc import Sequence
from datetime import datetime

from haizhi.accounts.acts.cosigning import sign_by_passphrase
from haizhi.accounts.facts.cosigning import lacking
from haizhi.accounts.models import Key
from haizhi.kernel.actor import Actor
from haizhi.lots import acts
from haizhi.lots.models import Lot, Purpose
from tests.experts.factories import CLERK, NOW, SUPERVISOR
from tests.replay import replayed
from tests.reviews.factories import DICE, PASSPHRASE, keys


def stations(count: int) -> list[dict[str, str]]:
    """So many members by their public codes."""
    return [{"id": f"GZ-2026-{n:04d}", "name": f"重庆第{n}大学"} for n in range(1, count + 1)]


@replayed
def sealing(
    count: int = 12, purpose: Purpose = Purpose.PEERS, each: int = 5, conflicts: Sequence[Sequence[str]] = ()
) -> Lot:
    """A lot that the Office sealed."""
    keys()
    title = "2026年度考核互评对象" if purpose == Purpose.PEERS else "2026年度经费抽查对象"
    members = stations(count)
    return acts.seal_lot(
        by=CLERK, at=NOW, purpose=purpose, title=title, members=members, count=each, conflicts=conflicts
    )


@replayed
def sealed(
    count: int = 12, purpose: Purpose = Purpose.PEERS, each: int = 5, conflicts: Sequence[Sequence[str]] = ()
) -> Lot:
    """One that 纪检 countersigned, and whose checkpoint both have signed."""
    return signed(acts.confirm_seal(sealing(count, purpose, each, conflicts), by=SUPERVISOR, at=NOW))


@replayed
def drawn(
    count: int = 12, purpose: Purpose = Purpose.PEERS, each: int = 5, conflicts: Sequence[Sequence[str]] = ()
) -> Lot:
    """One with a result that both have signed."""
    return led(sealed(count, purpose, each, conflicts), CLERK, SUPERVISOR, NOW)


@replayed
def signed(lot: Lot, operator: Actor = CLERK, witness: Actor = SUPERVISOR, at: datetime = NOW) -> Lot:
    """Both sign whatever checkpoint of the lot still lacks their signature, by the usual passphrase."""
    people = {Key.Post.OPERATOR: operator, Key.Post.WITNESS: witness}
    for awaited in lacking(lot):
        for side in awaited.sides:
            sign_by_passphrase(lot, awaited.checkpoint, by=people[side], at=at, passphrase=PASSPHRASE)
    return lot


@replayed
def led(lot: Lot, operator: Actor, witness: Actor, at: datetime, dice: str = DICE) -> Lot:
    """A sealed lot led to its confirmed and signed result by these two people."""
    if lot.stage == "sealing":
        lot = signed(acts.confirm_seal(lot, by=witness, at=at), operator, witness, at)
    acts.record_entropy(lot, by=operator, at=at, value=dice)
    acts.witness_entropy(lot, by=witness, at=at, value=dice)
    acts.draw(lot, by=operator, at=at)
    return signed(acts.confirm_draw(lot, by=witness, at=at), operator, witness, at)
