"""A plan that is still being written; no ledger entry."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from haizhi.files.facts import may_be_used
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.stations.facts.work import may_write_plan, not_writable
from haizhi.stations.models import Plan, PlanItem

PLAN_ITEMS = 60
"""Items of one plan."""


def save_plan(
    plan: Plan, values: Mapping[str, Any], items: Sequence[tuple[int | None, dict[str, Any]]], *, by: Actor
) -> None:
    """Write the plan and its items: each under its number where it has one, what is not named is taken out.

    Raises Refused when it is not the actor's to write, or a file may not be used.
    """
    with transaction.atomic():
        plan.refresh_from_db(from_queryset=Plan._base_manager.select_for_update())
        if not may_write_plan(plan, by):
            raise Refused(not_writable(plan, moves.FILE_PLAN))
        room = Finding(len(items) <= PLAN_ITEMS, moves.FILE_PLAN.cite, f"计划事项最多{PLAN_ITEMS}项", "请合并后再填。")
        refuse_unmet(room, *([may_be_used(values["paper"])] if values.get("paper") else []))
        for name, value in values.items():
            setattr(plan, name, value)
        plan.save()
        there = {item.pk: item for item in plan.items.all()}
        kept = [number for number, _ in items if number in there]
        plan.items.exclude(pk__in=kept).delete()
        for number, said in items:
            item = there.get(number or 0, PlanItem(plan=plan))
            for name, value in said.items():
                setattr(item, name, value)
            item.save()
