"""Entering a whole workbook at once (评审·7)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from haizhi.accounts.queries import units_by_code
from haizhi.experts.facts import as_stored, check
from haizhi.experts.models import Batch, Expert
from haizhi.files.sheets import Line
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import create_all
from haizhi.kernel.numbers import next_numbers
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused


@transaction.atomic
def enter_all(batch: Batch, lines: list[Line], *, by: Actor, at: datetime, doubts_settled: bool) -> list[Expert]:
    """Enter every line of a checked workbook, each by its own act, all or none; the batch is gone then.

    `doubts_settled`: somebody says that namesakes at one employer are different people. Raises Refused.
    """
    if not Batch.held_by(by).select_for_update().filter(pk=batch.pk).exists():
        raise Refused(Finding(False, None, "这份文件已经入库，或者换成了另一份", "请重新选择文件检查。"))
    found = check(lines, at)
    if found.faults:
        raise Refused(
            Finding(False, None, f"有{len(found.faults)}行需要改正，没有入库", "请按列出的单元格改正后重新选择文件。")
        )
    if found.doubts and not doubts_settled:
        raise Refused(
            Finding(
                False, None, f"有{len(found.doubts)}行与他人同名同单位", "确为不同的人的，请勾选后再入库。", "settled"
            )
        )
    Batch.objects.filter(pk=batch.pk).delete()
    experts = _written(lines, at)
    said = [dict(line.values) for line in lines]
    return create_all(moves.ENTER_EXPERT, list(zip(experts, said, strict=True)), by=by, at=at)


def _written(lines: Sequence[Line], at: datetime) -> list[Expert]:
    """The experts of checked lines as `enter` writes them, unsaved."""
    codes = next_numbers("ZJ", day_of(at).year, len(lines))
    entries = [as_stored(line) for line in lines]
    units = units_by_code([expert.employer_code for expert, _ in entries])
    for code, (expert, contact) in zip(codes, entries, strict=True):
        expert.code, expert.entered_at = code, at
        if unit := units.get(expert.employer_code):
            expert.employer_code = unit.code
        expert.keep(contact, at)
    return [expert for expert, _ in entries]
