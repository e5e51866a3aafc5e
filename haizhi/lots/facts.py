"""What a lot was sealed with, what follows from it, and what the apps that asked for it take from it."""

from collections.abc import Iterable
from typing import cast

from haizhi.fairness.formats import LotRecord, LotResult
from haizhi.fairness.lots import FLOW, lot_record, lot_result, lot_seed, pairs_rows
from haizhi.fairness.peers import TooDense
from haizhi.kernel.chance import DICE
from haizhi.lots.assignment import assign
from haizhi.lots.models import Lot, Purpose


def record_of(lot: Lot, codes: Iterable[str] | None = None) -> LotRecord:
    """The record hz/lot/v1 that the lot is sealed with; `codes` of its members where they are not saved yet."""
    members = lot.members.values_list("code", flat=True) if codes is None else codes
    return cast("LotRecord", lot_record(lot.purpose, list(members), lot.count, lot.conflicts, [DICE]))


def outcome(lot: Lot) -> LotResult:
    """What follows from record and dice. Raises Impossible where not even a flow keeps clear of the conflicts."""
    record, values = record_of(lot), [lot.recorded]
    try:
        return lot_result(record, values)
    except TooDense:
        seed = lot_seed({**record}, values)
        return LotResult(way=FLOW, chosen=[], pairs=pairs_rows(assign(record, seed)))


def result_of(lot: Lot) -> LotResult:
    """What was drawn, as it is recorded. One query."""
    rows = list(lot.members.order_by("code").values_list("code", "position", "assesses"))
    placed = sorted((position, code) for code, position, _ in rows if position is not None)
    pairs = {code: assesses for code, _, assesses in rows} if lot.purpose == Purpose.PEERS else {}
    return LotResult(way=lot.way, chosen=[code for _, code in placed], pairs=pairs_rows(pairs))


def pairs_of(lot: Lot) -> dict[str, tuple[str, ...]]:
    """Whom each member assesses, by id, ascending. Raises LookupError unless it is a drawn lot of peers. One query."""
    return {row["member"]: tuple(row["assesses"]) for row in _drawn(lot, Purpose.PEERS)["pairs"]}


def chosen_of(lot: Lot) -> tuple[str, ...]:
    """Who was chosen, by id, in the order drawn. Raises LookupError unless it is a drawn lot of those to check."""
    return tuple(_drawn(lot, Purpose.CHECK)["chosen"])


def _drawn(lot: Lot, purpose: Purpose) -> LotResult:
    if lot.stage != "drawn" or lot.purpose != purpose:
        raise LookupError(f"{lot.code} has no confirmed result for {purpose.value}")
    return result_of(lot)
