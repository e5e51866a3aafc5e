"""Saving a spending that is being written: as often as one likes, without a trace in the ledger."""

from datetime import datetime
from typing import Any

from django.db import transaction

from haizhi.funding.models import EDITED, Spending
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import UNIT_ROLES


def may_edit(spending: Spending, by: Actor) -> bool:
    """Whether the spending is the actor's to write: their unit's, and not handed in."""
    own = any(grant.role in UNIT_ROLES and spending.within(grant) for grant in by.grants)
    return own and spending.stage in EDITED


def save_spending(spending: Spending, *, by: Actor, at: datetime, seen: int | None, **values: Any) -> None:
    """Keep what was typed. `seen` is the number of savings that its writer knew of.

    Raises Refused when it is not the actor's to write, or when somebody has saved it meanwhile.
    """
    with transaction.atomic():
        spending.refresh_from_db(from_queryset=Spending._base_manager.select_for_update())
        if not may_edit(spending, by):
            raise Refused(_refusal(f"此件现为“{spending.stage_label}”，不能再修改", "请返回查看。"))
        if seen != spending.edits:
            raise Refused(
                _refusal(
                    "您填写期间，本单位另一位同事保存过这笔支出",
                    "您填写的内容仍在本页：请在新窗口打开核对后再保存，将以您这次保存的为准。",
                )
            )
        for name, value in values.items():
            setattr(spending, name, value)
        spending.edits += 1
        spending.save()


def _refusal(reason: str, remedy: str) -> Finding:
    return Finding(False, measures(14), reason, remedy)
