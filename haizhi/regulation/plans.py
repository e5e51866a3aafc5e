"""The plan of a station's year: its work within the unit's plan, or a meeting on it (附件4, 第6项), item by item."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.presentations import bears_no_secret
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import names_no_contact

PLANNED = "b6"
"""The indicator of 附件4 that a plan on file, or the meeting that made it, is evidence for."""

QUARTERS = {1: "第一季度", 2: "第二季度", 3: "第三季度", 4: "第四季度"}
"""When an item is to be done, with what people call it."""


class PlanWay(StrEnum):
    """How a unit made the station's work its own for the year: either is enough."""

    PLAN = "plan"
    MEETING = "meeting"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"plan": "纳入本单位年度工作计划", "meeting": "召开海智工作专题会议"}[self.value]

    @property
    def paper(self) -> str:
        """The paper that shows it."""
        return {"plan": "年度工作计划文件", "meeting": "会议纪要"}[self.value]


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One thing to be done in a quarter (1 to 4), and what is to come of it."""

    family: TaskFamily
    quarter: int
    name: str
    target: str


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """A plan as the rules know it."""

    year: int
    way: PlanWay
    held_on: date | None
    has_paper: bool
    items: tuple[PlannedItem, ...]


def plan_findings(plan: PlannedYear) -> tuple[Finding, ...]:
    """Everything that stands before filing it, met or not."""
    return (
        paper_attached(plan.way, plan.has_paper),
        meeting_was_held(plan.way, plan.held_on, plan.year),
        something_is_planned(len(plan.items)),
        *(
            finding
            for n, item in enumerate(plan.items)
            for text, label, place in ((item.name, "事项", "name"), (item.target, "目标", "target"))
            for finding in (
                names_no_contact(text, label, f"item-{n}-{place}"),
                bears_no_secret(text, label, f"item-{n}-{place}"),
            )
        ),
    )


@ruled_by(assessment_indicators())
def paper_attached(way: PlanWay, attached: bool) -> Finding:
    """The unit's plan, or the minutes of the meeting."""
    return Finding(attached, reason=f"没有上传{way.paper}", remedy="请上传后报送。", field="paper")


@ruled_by(assessment_indicators())
def meeting_was_held(way: PlanWay, held_on: date | None, year: int) -> Finding:
    """A meeting has its day, in the year of the plan."""
    if way is not PlanWay.MEETING:
        return Finding(True)
    reason = "没有填写会议日期" if held_on is None else f"会议日期不在{year}年"
    met = held_on is not None and held_on.year == year
    return Finding(met, reason=reason, remedy="请填写本年度召开专题会议的日期。", field="held_on")


@ruled_by(measures(4))
def something_is_planned(items: int) -> Finding:
    """At least one thing of the four families."""
    return Finding(items > 0, reason="没有填写计划事项", remedy="请按四类任务至少填写一项。", field="items")
