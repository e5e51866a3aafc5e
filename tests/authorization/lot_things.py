"""Lots of the city in which the matrix is walked: one that both have signed, and one that everybody may read."""

from datetime import datetime

from django.db.models import Model

from haizhi.accounts.acts.cosigning import sign_by_passphrase
from haizhi.accounts.demonstration import DEMONSTRATION_PASSPHRASE
from haizhi.accounts.facts.cosigning import lacking
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.models import Checkpoint
from haizhi.lots import acts
from haizhi.lots.models import Lot
from haizhi.rehearsal.signers import give_keys

DICE = "6180339887498948482045868343656381177203"


def lots(office: Actor, witness: Actor, at: datetime) -> dict[str, Model]:
    """The lots by the names that the matrix has for them, and a checkpoint of the first."""
    give_keys(office, witness, at=at)
    shut, opened = (_drawn(office, witness, at) for _ in range(2))
    acts.open_lot(opened, by=SYSTEM, at=at)
    return {"lot": shut, "lot-opened": opened, "checkpoint-of-lot": _checkpoint_of(shut)}


def _drawn(office: Actor, witness: Actor, at: datetime) -> Lot:
    members = [{"id": f"GZ-2025-{n:04}", "name": f"第{n}站"} for n in range(1, 4)]
    lot = acts.seal_lot(by=office, at=at, purpose="check", title="经费抽查", members=members, count=1)
    acts.confirm_seal(lot, by=witness, at=at)
    _sign(lot, office, witness, at)
    acts.record_entropy(lot, by=office, at=at, value=DICE)
    acts.witness_entropy(lot, by=witness, at=at, value=DICE)
    acts.draw(lot, by=office, at=at)
    acts.confirm_draw(lot, by=witness, at=at)
    _sign(lot, office, witness, at)
    return lot


def _sign(lot: Lot, office: Actor, witness: Actor, at: datetime) -> None:
    for awaited in lacking(lot):
        for by in (office, witness):
            sign_by_passphrase(lot, awaited.checkpoint, by=by, at=at, passphrase=DEMONSTRATION_PASSPHRASE)


def _checkpoint_of(lot: Lot) -> Checkpoint:
    """A checkpoint of a lot, whose address names the lot."""
    found = Checkpoint.objects.filter(subject_id=lot.pk).order_by("size")[0]
    found.case_code = lot.code  # type: ignore[attr-defined]  # read by `address`
    return found
