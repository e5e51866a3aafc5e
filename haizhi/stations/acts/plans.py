"""The plan of a year: filed by the 负责人, adjusted in the open."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.files.facts import may_be_used
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.plans import plan_findings
from haizhi.stations.acts.former import keep_former, newest_former
from haizhi.stations.facts.work import kept_values, lay_back, plan_rows, planned_year, stands
from haizhi.stations.models import Plan, PlanItem, Station, WorkEntry

_VALUES = ("way", "held_on")
_ITEM = ("family", "quarter", "name", "target")


def station_stands(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    """There is the station."""
    yield stands(station, moves.BEGIN_PLAN)


def plan_is_complete(plan: Plan, by: Actor, at: datetime) -> Iterable[Finding]:
    """Its paper and its items are there, and nothing in it is secret or a person's."""
    yield from plan_findings(planned_year(plan))
    if plan.paper:
        yield may_be_used(plan.paper)


@creates(moves.BEGIN_PLAN, requires=station_stands)
def begin_plan(station: Station, *, by: Actor, at: datetime, year: int) -> Plan:
    """Begin the plan of this year or the next. Raises Refused for another year, and where there is one."""
    this = day_of(at).year
    found = station.plans.filter(year=year).first()
    there = f"{year}年度已有计划（{found.code}，{found.stage_label}）" if found else ""
    cite = moves.BEGIN_PLAN.cite
    refuse_unmet(
        Finding(
            year in (this, this + 1), cite, f"现在不能填报{year}年度的计划", f"请选择{this}或{this + 1}年度。", "year"
        ),
        Finding(found is None, cite, there, "请在那一份上继续。", "year"),
    )
    return Plan(code=next_number("JH", year), station=station, year=year)


@act(moves.FILE_PLAN, requires=plan_is_complete)
def file_plan(plan: Plan, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """The 负责人 lets the Office have it; the record names what was filed."""
    plan.filed_at = at
    record(
        way=plan.way,
        held_on=plan.held_on,
        paper=plan.paper.sha256 if plan.paper else "",
        items=[{name: getattr(item, name) for name in _ITEM} for item in plan.items.order_by("quarter", "pk")],
    )


@act(moves.REVISE_PLAN)
def revise_plan(plan: Plan, *, by: Actor, at: datetime, opinion: str) -> None:
    """Open it again; what was filed is kept and stays on file meanwhile."""
    items = [{name: getattr(item, name) for name in ("pk", *_ITEM)} for item in plan.items.order_by("quarter", "pk")]
    done = WorkEntry.objects.filter(item__plan=plan).order_by("code").values_list("pk", "item")
    values = kept_values(plan, _VALUES) | {
        "paper_id": str(plan.paper_id),
        "items": items,
        "work": [[str(entry), item] for entry, item in done],
    }
    keep_former(plan, plan_rows(plan), values, by=by, at=at, reason=opinion)


@act(moves.KEEP_PLAN)
def keep_plan(plan: Plan, *, by: Actor, at: datetime) -> None:
    """Leave it as it was filed: nothing was adjusted."""
    former = newest_former(plan)
    values = dict(former.values)
    kept, done = values.pop("items"), values.pop("work")
    lay_back(plan, values)
    plan.items.exclude(pk__in=[each["pk"] for each in kept]).delete()
    for each in kept:
        PlanItem(plan=plan, **each).save()  # under its number
    for entry, item in done:  # an item that was taken out meanwhile had let go of its work
        WorkEntry.objects.filter(pk=entry, item=None).update(item=item)
    former.delete()
