"""A lot led by the Office and 纪检 from the sealed list to the signed result."""

from datetime import datetime

from haizhi.accounts.acts.cosigning import sign_by_passphrase
from haizhi.accounts.demonstration import DEMONSTRATION_PASSPHRASE
from haizhi.accounts.facts.cosigning import lacking
from haizhi.accounts.models import Key
from haizhi.fairness.stream import Stream
from haizhi.lots import acts
from haizhi.lots.models import Lot
from haizhi.regulation.roles import Role
from haizhi.rehearsal.city import City
from haizhi.rehearsal.signers import give_keys

_DICE = 40


def lead(city: City, lot: Lot, at: datetime) -> Lot:
    """Countersigned, dice entered by both, drawn, confirmed; each checkpoint signed by both."""
    operator, witness = city.post(Role.OFFICE_CLERK), city.post(Role.SUPERVISOR)
    rolled = thrown(city.stream)
    _sign(city, acts.confirm_seal(lot, by=witness, at=at), at)
    acts.record_entropy(lot, by=operator, at=at, value=rolled)
    acts.witness_entropy(lot, by=witness, at=at, value=rolled)
    acts.draw(lot, by=operator, at=at)
    return _sign(city, acts.confirm_draw(lot, by=witness, at=at), at)


def make_keys(city: City, at: datetime) -> None:
    """Both hold a signing key."""
    give_keys(city.post(Role.OFFICE_CLERK), city.post(Role.SUPERVISOR), at=at)


def thrown(stream: Stream) -> str:
    """Forty ten-sided dice."""
    return "".join(str(stream.below(10)) for _ in range(_DICE))


def _sign(city: City, lot: Lot, at: datetime) -> Lot:
    people = {Key.Post.OPERATOR: city.post(Role.OFFICE_CLERK), Key.Post.WITNESS: city.post(Role.SUPERVISOR)}
    for awaited in lacking(lot):
        for side in awaited.sides:
            sign_by_passphrase(lot, awaited.checkpoint, by=people[side], at=at, passphrase=DEMONSTRATION_PASSPHRASE)
    return lot
