"""Drawing by lot (办法·14, 考核): seal, dice, draw, each done by the Office and signed by 纪检; void; made public."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from haizhi.accounts.facts.cosigning import (
    is_held,
    is_signed,
    key_in,
    keys_for_freeze,
    published_keys,
    signers_of,
)
from haizhi.accounts.facts.keys import valid_key
from haizhi.accounts.models import Key
from haizhi.fairness.formats import LotRecord, LotResult
from haizhi.fairness.lots import lot_faults, lot_hash
from haizhi.kernel.actor import Actor
from haizhi.kernel.chance import DICE, reading_of
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.lots.assignment import Impossible, check_possible
from haizhi.lots.facts import outcome, record_of, result_of
from haizhi.lots.models import Lot, Member, Purpose, Signers
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, refuse_unmet

_NAMED = 5
"""Members that a refusal names."""


@creates(moves.SEAL_LOT, secret=("purpose", "members", "count", "conflicts"))
def seal_lot(
    *,
    by: Actor,
    at: datetime,
    purpose: str,
    title: str,
    members: Sequence[dict[str, str]],
    count: int,
    conflicts: Sequence[Sequence[str]] = (),
) -> Lot:
    """封存名单: `members` are [{id, name}] with a public code as id; the record hz/lot/v1 is what is recorded.

    `count`: how many peers each assesses, or how many are chosen to be checked; `conflicts` are pairs of ids of peers
    that must not assess each other. Raises Refused for a list that can't be drawn from, for conflicts that no
    assignment keeps clear of, and without the keys of both sides.
    """
    lot = Lot(
        code=next_number("CQ", day_of(at).year),
        name=title,
        purpose=purpose,
        count=count,
        conflicts=[list(pair) for pair in sorted({(min(pair), max(pair)) for pair in conflicts})],
        sealed_at=at,
    )
    named = [Member(lot=lot, code=row["id"], name=row["name"]) for row in members]
    sealed = record_of(lot, [member.code for member in named])
    refuse_unmet(*_can_be_drawn(lot, sealed, named), *keys_for_freeze(by.id, lot.signed_under))
    Member.objects.bulk_create(sorted(named, key=lambda member: member.code))
    Signers(lot=lot, operator_id=str(by.id)).save()
    record(**sealed)
    return lot


def _can_be_drawn(lot: Lot, sealed: LotRecord, named: Iterable[Member]) -> Iterator[Finding]:
    cite, faults = lot.signed_under, lot_faults(sealed)
    for fault in faults:
        yield Finding(False, cite, fault, "请核对名单、数量和避嫌关系后重新封存。")
    if faults or lot.purpose != Purpose.PEERS:
        return
    try:
        check_possible(sealed)
    except Impossible as impossible:
        names = {member.code: member.name for member in named}
        stuck = "、".join(names[one] for one in impossible.members[:_NAMED])
        more = f"等{len(impossible.members)}家" if len(impossible.members) > _NAMED else ""
        reason = f"{stuck}{more}须避嫌的太多，没有足够的互评对象" if stuck else "须避嫌的太多，无法给每家安排互评对象"
        yield Finding(False, cite, reason, "请减少避嫌关系，或减少每家互评的数量，再封存。")


def _witnessed_by_another(lot: Lot, by: Actor, at: datetime) -> Iterator[Finding]:
    signers, cite = signers_of(lot), lot.signed_under
    own = signers is not None and signers.operator_id == by.id
    yield Finding(not own, cite, "会签与封存是同一人", "请由另一名纪检监督人员会签。")
    yield is_held(key_in(signers, Key.Post.OPERATOR) if signers else None, Key.Post.OPERATOR, cite)
    yield is_held(valid_key(by.id, Key.Post.WITNESS), Key.Post.WITNESS, cite)


@act(moves.CONFIRM_LOT_SEAL, requires=_witnessed_by_another)
def confirm_seal(lot: Lot, *, by: Actor, at: datetime) -> None:
    """会签封存: 纪检 signs for the list; nobody changes it from now on."""
    signers = Signers.objects.get(lot=lot)
    signers.witness_id = by.id
    signers.save(update_fields=["witness"])
    lot.signers, lot.frozen_at = signers, at
    record(lot=lot_hash({**record_of(lot)}), **published_keys(signers))


@act(moves.REFUSE_LOT_SEAL)
def refuse_seal(lot: Lot, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予会签: the lot ends; the Office seals another list."""


def _seal_is_signed(lot: Lot, by: Actor, at: datetime) -> Iterator[Finding]:
    yield is_signed(lot, (moves.CONFIRM_LOT_SEAL.name,))


@act(moves.RECORD_LOT_ENTROPY, requires=_seal_is_signed)
def record_entropy(lot: Lot, *, by: Actor, at: datetime, value: str) -> str:
    """录入随机数: the Office's own reading of the dice, `value` as typed. Raises Refused for no reading."""
    lot.recorded = reading_of(DICE, value, lot.signed_under)
    return _compared(lot, lot.recorded)


@act(moves.WITNESS_LOT_ENTROPY, requires=_seal_is_signed)
def witness_entropy(lot: Lot, *, by: Actor, at: datetime, value: str) -> str:
    """监督录入随机数: 纪检's own reading of the same. Raises Refused for no reading."""
    lot.witnessed = reading_of(DICE, value, lot.signed_under)
    return _compared(lot, lot.witnessed)


def _compared(lot: Lot, value: str) -> str:
    """Seeded once both have entered the same; a difference is counted, and either enters again."""
    if not lot.agreed and lot.recorded and lot.witnessed:
        lot.mismatches += 1
    record(value=value, agreed=lot.agreed)
    return "seeded" if lot.agreed else "sealed"


@act(moves.DRAW_LOT)
def draw(lot: Lot, *, by: Actor, at: datetime) -> None:
    """抽签: what follows from list and dice; nobody chooses anything here."""
    found = _outcome(lot)
    assesses = {row["member"]: row["assesses"] for row in found["pairs"]}
    positions = {code: position for position, code in enumerate(found["chosen"], start=1)}
    members = list(lot.members.all())
    for member in members:
        member.position, member.assesses = positions.get(member.code), assesses.get(member.code, [])
    Member.objects.bulk_update(members, ["position", "assesses"], batch_size=500)
    lot.way = found["way"]
    record(**found)


def _outcome(lot: Lot) -> LotResult:
    try:
        return outcome(lot)
    except Impossible:
        reason = "须避嫌的太多，按封存的名单排不出互评对象"
        remedy = "请办理“提请作废”，会签后减少避嫌关系，或把名单分成几份，重新封存。"
        raise Refused(Finding(False, lot.signed_under, reason, remedy)) from None


@act(moves.CONFIRM_LOT)
def confirm_draw(lot: Lot, *, by: Actor, at: datetime) -> None:
    """会签抽签结果: computed again; from now on it stands."""
    if _outcome(lot) != result_of(lot):
        remedy = "请不要会签，由海智办提请作废并查明原因。"
        raise Refused(Finding(False, lot.signed_under, "抽签结果与重新计算的不符", remedy))
    lot.drawn_at = at


@act(moves.VOID_LOT)
def void(lot: Lot, *, by: Actor, at: datetime, opinion: str) -> None:
    """提请作废: with its reason; 纪检 decides. Possible until the result is countersigned."""
    lot.interrupted = lot.stage


@act(moves.CONFIRM_LOT_VOID)
def confirm_void(lot: Lot, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """会签作废: list, dice and result stay on record; whoever asked for the lot seals another."""
    lot.interrupted, lot.frozen_at = "", None


@act(moves.REFUSE_LOT_VOID)
def refuse_void(lot: Lot, *, by: Actor, at: datetime, opinion: str) -> str:
    """不予作废: the ceremony goes on where it stood."""
    stage, lot.interrupted = lot.interrupted, ""
    return stage


def _not_open_yet(lot: Lot, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(lot.opened_at is None, lot.signed_under, "本次抽签已经公开", "无需再次办理。")


@act(moves.OPEN_LOT, requires=_not_open_yet)
def open_lot(lot: Lot, *, by: Actor, at: datetime) -> None:
    """公开抽签: from now on everybody may read and compute it again.

    Done in the course of what publishes the outcome for which the lot was drawn, by=SYSTEM: as long as peers assess,
    nobody is to learn by whom they are assessed. The bundle can be had once both have signed.
    """
    lot.opened_at = at
