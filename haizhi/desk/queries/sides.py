"""What stands beside the to-do list: how one's own station does, and for those who watch what is under way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse

from haizhi.assessments.models import Appeal
from haizhi.decisions.models import Objection
from haizhi.desk.queries.todo import of_kind
from haizhi.funding.models import GRANTED, Check, FinanceRules, Grant, Recovery
from haizhi.funding.queries.budgets import FIGURES
from haizhi.kernel.actor import Actor
from haizhi.kernel.subjects import Subject
from haizhi.lots.models import Lot
from haizhi.regulation.books import Balance
from haizhi.regulation.roles import UNIT_ROLES, Role
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.term import renewal_window
from haizhi.regulation.work import WorkFigures
from haizhi.reviews.models import Session
from haizhi.standing.models import Rectification, Revocation
from haizhi.stations.facts import work_figures
from haizhi.stations.models import ON_FILE, STANDING, Plan, Station, Summary
from haizhi.ui.wording import day_text, money_text


@dataclass(frozen=True, slots=True)
class OwnStation:
    """The station of one's own unit on a day: its term, the work confirmed this year, its money of all years.

    `lacking`: what is missing or calls for something to be done, each with where to.
    """

    station: Station
    today: date
    work: WorkFigures
    money: Balance
    lacking: tuple[tuple[str, str], ...]

    @property
    def days_left(self) -> int:
        """Days until the last one of its term, negative when that is over."""
        return (self.station.valid_to - self.today).days


def own_stations(actor: Actor, on: date) -> list[OwnStation]:
    """The stations of the actor's units that exist. Seven queries where there is any, one where there is none.

    Nobody's who is not of a unit, without a query.
    """
    units = [UUID(place) for place in actor.places(*UNIT_ROLES)]
    found = list(Station.objects.filter(unit__in=units, stage__in=STANDING)) if units else []
    if not found:
        return []
    ids = [station.pk for station in found]
    work = work_figures(ids, date(on.year, 1, 1), date(on.year, 12, 31))
    planned = set(
        Plan.objects.filter(station__in=ids, year=on.year, stage__in=ON_FILE).values_list("station", flat=True)
    )
    asked: dict[UUID, list[Summary]] = {}
    for summary in Summary.objects.filter(station__in=ids).exclude(stage="accepted").select_related("round"):
        asked.setdefault(summary.station_id, []).append(summary)
    mending: dict[UUID, list[Rectification]] = {}
    for order in Rectification.objects.filter(station__in=ids, stage="issued").order_by("due_on"):
        mending.setdefault(order.station_id, []).append(order)
    money = _money(ids)
    ruled = set(FinanceRules.objects.filter(unit__in=units, stage="accepted").values_list("unit", flat=True))
    return [
        OwnStation(
            station,
            on,
            done := work.get(station.pk, WorkFigures()),
            held := money.get(station.pk, Balance()),
            (
                *_of_mending(mending.get(station.pk, [])),
                *_of_term(station, on),
                *_of_year(station, on, done, planned=station.pk in planned),
                *_of_summaries(asked.get(station.pk, [])),
                *_of_money(station, held, ruled=station.unit_id in ruled),
            ),
        )
        for station in found
    ]


def _money(ids: list[UUID]) -> dict[UUID, Balance]:
    rows = Grant.objects.filter(station__in=ids, stage__in=GRANTED).order_by().values("station_id")
    sums: Any = rows.annotate(**{f"sum_{name}": Sum(name) for name in FIGURES})
    return {row["station_id"]: Balance(*(int(row[f"sum_{name}"]) for name in FIGURES)) for row in sums}


Lacking = Iterator[tuple[str, str]]


def _of_mending(orders: list[Rectification]) -> Lacking:
    for order in orders:
        yield f"整改报告由负责人提交，{day_text(order.due_on)}止", order.get_absolute_url()


def _of_term(station: Station, on: date) -> Lacking:
    window = renewal_window(station.valid_to)
    if station.valid_to < on:
        yield "有效期已届满", f"{station.get_absolute_url()}#terms"
    elif window.first_day <= on:
        yield f"可以申请重新授牌，{day_text(window.last_day)}止", f"{station.get_absolute_url()}#terms"


def _of_year(station: Station, on: date, done: WorkFigures, *, planned: bool) -> Lacking:
    if not planned:
        yield f"{on.year}年度工作计划尚未报送", f"{station.get_absolute_url()}#plans"
    idle = [family.label for family in TaskFamily if not done.of_family(family)]
    if len(idle) == len(TaskFamily):
        yield "今年还没有已确认的工作记录", f"{station.get_absolute_url()}#work"
    elif idle:
        yield f"今年还没有已确认工作记录的任务：{'、'.join(idle)}", f"{station.get_absolute_url()}#work"


def _of_summaries(asked: list[Summary]) -> Lacking:
    for summary in sorted(asked, key=lambda one: one.round.year):
        said = "未参加，已记录在案" if summary.stage == "missed" else summary.stage_label
        yield f"{summary.round.year}年度工作总结：{said}", summary.get_absolute_url()


def _of_money(station: Station, money: Balance, *, ruled: bool) -> Lacking:
    if money.granted and not ruled:
        yield "本单位的财务管理制度尚未备案，不能拨付经费", reverse("funding:rules")
    if money.outstanding:
        yield f"尚有{money_text(money.outstanding)}违规使用的经费待退回", f"{station.get_absolute_url()}#funding"


@dataclass(frozen=True, slots=True)
class Watched:
    """How many of something are under way, and where they are listed."""

    label: str
    count: int
    url: str


_WATCHED: tuple[tuple[type[Subject], str, str, tuple[str, ...]], ...] = (
    (
        Session, "评审会", "reviews:list",
        ("freezing", "frozen", "seeded", "drawing", "drawn", "vacant", "in_hearing", "closing", "voiding"),
    ),
    (Lot, "抽签", "lots:list", ("sealing", "sealed", "seeded", "drawing", "voiding")),
    (Objection, "异议与举报", "decisions:objections", ("lodged", "accepted", "found")),
    (Check, "经费抽查", "funding:checks", ("drawn", "announced", "rectifying", "reported")),
    (Recovery, "经费追回", "funding:recoveries", ("running",)),
    (Appeal, "考核申诉", "assessments:appeals", ("lodged",)),
    (Revocation, "撤销资格", "standing:revocations", ("noticed", "heard", "decided")),
)  # fmt: skip
"""What those who watch over everything look at: its name, its list, and the stages in which it is under way."""


def watched(actor: Actor) -> list[Watched]:
    """What is under way that 纪检 and the auditor watch over; nothing for everybody else. One query."""
    if not actor.holds(Role.SUPERVISOR, Role.AUDITOR):
        return []
    seen = [row for row in _WATCHED if not row[0].readers.isdisjoint(actor.roles)]
    parts = [
        of_kind(model.kind, model.objects.visible_to(actor).filter(stage__in=open_)) for model, _, _, open_ in seen
    ]
    counts: dict[str, int] = dict(parts[0].union(*parts[1:], all=True))
    return [Watched(label, counts.get(model.kind, 0), reverse(url)) for model, label, url, _ in seen]
