"""Entering a whole workbook at once (评审·7)."""

from datetime import datetime

from django.db import transaction

from haizhi.experts.acts.entering import enter
from haizhi.experts.facts import Line, check
from haizhi.experts.models import Batch, Expert
from haizhi.kernel.actor import Actor
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
    entered = [enter(by=by, at=at, **line.values) for line in lines]
    Batch.objects.filter(pk=batch.pk).delete()
    return entered
