"""What a station did, planned and keeps in touch with, as the rules and the parts above take it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from haizhi.kernel.actor import Actor
from haizhi.kernel.subjects import Subject
from haizhi.regulation.evidence import RecordField, Shape
from haizhi.regulation.findings import Finding
from haizhi.regulation.moves import Move
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.plans import PlannedItem, PlannedYear
from haizhi.regulation.roles import Role
from haizhi.regulation.work import Detail, Work
from haizhi.stations.models import PLAN_OPEN, STANDING, WORK_OPEN, Plan, Station, Tie, WorkEntry, WorkFile

OWN_ROLES = frozenset({Role.DRAFTER, Role.SIGNATORY, Role.STATION_CLERK})
"""Who writes of a station's work: its own people."""

_MONEY = RecordField("economic", Detail.ECONOMIC.label, Shape.MONEY)
_COUNTED = {Detail.OVERSEAS: "人", Detail.PEOPLE: "人次"}

WORK_VALUES = (
    "sort", "name", "began_on", "ended_on", "place", "account", "partner", "country", "overseas", "people",
    "authority", "economic", "social",
)  # fmt: skip
"""The columns in which a piece of work is told."""

TIE_VALUES = ("name", "name_zh", "institution", "country", "fields", "since", "note")
"""The columns in which a tie is told."""


def is_of(station: Station, actor: Actor) -> bool:
    """Whether the actor is one of the station's own people."""
    return any(grant.role in OWN_ROLES and station.within(grant) for grant in actor.grants)


def stands(station: Station, move: Move) -> Finding:
    """What a station does is logged as long as there is the station (办法·13)."""
    reason = f"工作站现为“{station.stage_label}”"
    return Finding(station.stage in STANDING, move.cite, reason, "已终止的工作站不再登记，原有记录保留。")


def first_day(station: Station) -> date:
    """The first day of the station's first term (办法·13). No query where the terms were fetched with it."""
    return min((term.valid_from for term in station.terms.all()), default=station.valid_from)


def may_write_work(entry: WorkEntry, actor: Actor) -> bool:
    """Whether the actor writes on it as it stands."""
    return entry.stage in WORK_OPEN and is_of(entry.station, actor)


def may_write_plan(plan: Plan, actor: Actor) -> bool:
    """Whether the actor writes on it as it stands."""
    return plan.stage in PLAN_OPEN and is_of(plan.station, actor)


def not_writable(subject: Subject, move: Move) -> Finding:
    """Why nothing more is written on it."""
    return Finding(
        False, move.cite, f"此件现为“{subject.stage_label}”，不能再修改", "已确认或报送的，请先办理更正或调整。"
    )


def proofs(entry: WorkEntry) -> list[WorkFile]:
    """The files that prove it now, with what was uploaded. No query where they were fetched with it."""
    return [file for file in entry.files.all() if file.current]


def work_told(entry: WorkEntry) -> Work:
    """A piece of work as the rules know it."""
    return Work(
        entry.kind_of_work, entry.name, entry.began_on, entry.ended_on, entry.account, entry.details, len(proofs(entry))
    )


def work_of(station: Station, first: date, last: date) -> QuerySet[WorkEntry]:
    """The confirmed work of a station that began within the span, both days inclusive, oldest first.

    Its files come with it as `entry.files.all()`; those no longer current are left out.
    """
    files = WorkFile.objects.filter(current=True).select_related("upload")
    found = WorkEntry.objects.filter(station=station, stage="confirmed", began_on__range=(first, last))
    return found.order_by("began_on", "code").prefetch_related(Prefetch("files", files))


def money_words(fen: int | None) -> str:
    """分 in words of 万元, exactly; empty for none."""
    return _MONEY.words(fen)


def work_rows(entry: WorkEntry) -> list[tuple[str, str]]:
    """What is told of a piece of work, as label and words."""
    days = chinese_date(entry.began_on)
    if entry.ended_on != entry.began_on:
        days += f"至{chinese_date(entry.ended_on)}"
    rows = [("类别", entry.kind_of_work.label), ("名称", entry.name), ("日期", days)]
    rows += [(detail.label, _detail_words(detail, value)) for detail, value in entry.details.items()]
    rows += [("内容与成效", entry.account)]
    return [(label, words) for label, words in rows if words]


def _detail_words(detail: Detail, value: str | int | None) -> str:
    if detail is Detail.ECONOMIC:
        return money_words(value if isinstance(value, int) else None)
    if value is None or value == "":
        return ""
    return f"{value}{_COUNTED.get(detail, '')}"


def planned_year(plan: Plan) -> PlannedYear:
    """A plan as the rules know it."""
    items = tuple(PlannedItem(i.task_family, i.quarter, i.name, i.target) for i in plan.items.all())
    return PlannedYear(plan.year, plan.plan_way, plan.held_on, plan.paper_id is not None, items)


def plan_on_file(station: Station, year: int) -> Plan | None:
    """The plan of a year that the Office has (附件4 第6项), None without any."""
    return Plan.objects.filter(station=station, year=year, filed_at__isnull=False).first()


def plan_rows(plan: Plan) -> list[tuple[str, str]]:
    """What stands in a plan, as label and words."""
    rows = [("方式", plan.plan_way.label)]
    if plan.held_on:
        rows.append(("会议日期", chinese_date(plan.held_on)))
    if plan.paper:
        rows.append((plan.plan_way.paper, plan.paper.name))
    for item in plan.items.all():
        target = f"，目标：{item.target}" if item.target else ""
        rows.append((f"{item.get_quarter_display()}", f"{item.name}（{item.task_family.label}）{target}"))
    return rows


def tie_rows(tie: Tie) -> list[tuple[str, str]]:
    """What is told of a tie, as label and words."""
    since = chinese_date(tie.since) if tie.since else ""
    rows = [
        ("类别", tie.tie_sort.label),
        ("名称（原文）", tie.name),
        ("中文名称", tie.name_zh),
        ("所在机构", tie.institution),
        ("国家或地区", tie.country),
        ("专业领域", tie.fields),
        ("建立联系日期", since),
        ("合作情况", tie.note),
    ]
    return [(label, words) for label, words in rows if words]


def kept_values(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """Columns of a row as a former state keeps them: days as text, the rest as it is."""
    found = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def lay_back(row: Model, values: dict[str, Any]) -> None:
    """Write kept values back into the columns of a row, which is not saved by it."""
    for name, value in values.items():
        is_day = bool(value) and (name.endswith("_on") or name == "since")
        setattr(row, name, date.fromisoformat(value) if is_day else value)
