"""How the stations do, one a row: term, work of the year, summaries, assessment, money, what calls for a look."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from functools import lru_cache, partial
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, CharField, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from haizhi.assessments.models import Assessed
from haizhi.fairness.tally import shown
from haizhi.funding.queries import money_of
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.statements import Key, Statement
from haizhi.regulation import stages
from haizhi.regulation.books import Balance
from haizhi.regulation.parameters import SCORE_PLACES
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, Role
from haizhi.regulation.term import renewal_window
from haizhi.standing.models import OPEN_RENEWALS, Observation, Renewal
from haizhi.standing.queries import ALERT, concerns, idle
from haizhi.stations.models import STANDING, Station, Summary, WorkEntry
from haizhi.stations.queries import district_label
from haizhi.stations.queries.registry import ending_within

WATCHERS = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
"""Who looks after every station, and at its money and results."""

OVERSEERS = WATCHERS | DISTRICT_ROLES
"""Who looks after stations at all: a district after its own."""

_AT_ONCE = 500
"""Stations of which everything is asked for together, in a file that has all of them."""

ON_A_PAGE = 50
"""Stations on a page of them."""

Look = tuple[str, Callable[[], Q]]
"""What a narrower look at the stations is called, and what makes its condition."""


@dataclass(frozen=True, slots=True)
class Result:
    """The newest published result of an assessment: `points` is exact, from 0 to 120."""

    year: int
    points: Fraction
    passed: bool

    @property
    def shown(self) -> str:
        """The points rounded for display (四舍五入)."""
        return shown(self.points, SCORE_PLACES.value)


@dataclass(frozen=True, slots=True)
class Overview:
    """One station as it stands on a day.

    `work` counts what was confirmed in the year; `summary` is the stage of the summary of the year before `today`'s,
    empty when it was not asked for; `money` that of the year's budget, None for who does not read it; `alert` says that
    the grounds of 办法·13 stand, `missed` that two summaries in a row were missed, `idle` that nothing was confirmed
    for long; none of the three for who does not watch over every station. `renewal` is the stage of the request for
    another term than this one, empty when there is none, None for who does not watch.
    """

    station: Station
    today: date
    work: int
    summary: str
    result: Result | None
    money: Balance | None
    alert: bool
    missed: bool
    idle: bool
    renewal: str | None

    @property
    def district(self) -> str:
        """What its district is called."""
        return district_label(self.station)

    @property
    def days_left(self) -> int:
        """Days until the last one of its term, negative when that is over."""
        return (self.station.valid_to - self.today).days

    @property
    def summary_label(self) -> str:
        """What people call the stage of the summary."""
        return stages.label("summary", self.summary) if self.summary else ""

    @property
    def calls(self) -> list[tuple[str, str]]:
        """What calls for a look, each with its tone, the gravest first."""
        said = [
            (self.alert, "撤销预警", "stop"),
            (self.days_left < 0, "已届满", "stop"),
            (bool(self.money and self.money.outstanding), "待追回", "stop"),
            (self.renewal == "unqualified", "重新授牌不合格", "stop"),
            (bool(self._of_renewal), self._of_renewal, "wait"),
            (self.missed, "连续缺总结", "wait"),
            (self.idle, "久无活动", "wait"),
        ]
        return [(text, tone) for holds, text, tone in said if holds]

    @property
    def _of_renewal(self) -> str:
        """How far the request for another term is, or that one may be made; empty for neither, and after a refusal."""
        if self.renewal in OPEN_RENEWALS:
            return f"重新授牌{stages.label(Renewal.kind, self.renewal)}"
        opens = renewal_window(self.station.valid_to).first_day <= self.today <= self.station.valid_to
        if self.renewal or not opens:
            return ""
        return "三个月内届满" if self.renewal is None else "可申请重新授牌"


@dataclass(frozen=True, slots=True)
class Figures:
    """How many stations exist, how many of them are suspended or wait to be judged, end soon, and call for a look."""

    standing: int
    suspended: int
    due: int
    ending: int
    idle: int
    alert: int


def overseen(actor: Actor, year: int) -> QuerySet[Station]:
    """The stations that exist and that the actor looks after; `activity` sorts them by the work of a year."""
    rows = Station.objects.concerning(actor) if actor.holds(*OVERSEERS) else Station.objects.none()
    return rows.filter(stage__in=STANDING).select_related("unit").alias(activity=_activity(year))


def _activity(year: int) -> Coalesce:
    """How many pieces of work of a station that began in a year are confirmed."""
    span = date(year, 1, 1), date(year, 12, 31)
    work = WorkEntry.objects.filter(station=OuterRef("pk"), stage="confirmed", began_on__range=span)
    counted = work.order_by().values("station").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def looks(actor: Actor, on: date) -> dict[str, Look]:
    """By what the stations can be narrowed to those that call for a look: label and condition, by their keys."""
    found: dict[str, Look] = {
        "over": ("有效期已届满", partial(ending_within, "over", on)),
        "ending": ("三个月内届满", partial(ending_within, "3", on)),
        "summary": (f"{on.year - 1}年总结未通过", partial(_unsummed, on.year - 1)),
    }
    if actor.holds(*WATCHERS):
        found |= {
            "alert": ("撤销预警", partial(_alarming, actor, on)),
            "idle": ("久无活动", partial(idle, on)),
        }
    return found


def _unsummed(year: int) -> Q:
    """The stations whose summary of a year was asked for and is not accepted."""
    asked = Summary.objects.filter(station=OuterRef("pk"), round__year=year)
    return Q(Exists(asked.exclude(stage="accepted"))) & ~Q(Exists(asked.filter(stage="accepted")))


def _alarming(actor: Actor, on: date) -> Q:
    """The stations against which the grounds of 办法·13 stand."""
    observed = Observation.objects.filter(stage="noted").order_by()  # of few stations there is anything to weigh
    return Q(pk__in=concerns(actor, on).filter(ALERT, pk__in=observed.values("station")).values("pk"))


def overview(stations: Sequence[Station], actor: Actor, year: int, on: date) -> list[Overview]:
    """Everything about these stations, in their order. Two queries, however many; one for a district."""
    ids = [station.pk for station in stations]
    watches = actor.holds(*WATCHERS)
    told = _told(ids, actor, year, on)
    money = money_of(ids, year) if watches else {}
    return [
        Overview(
            station,
            on,
            told[station.pk]["activity"],
            told[station.pk]["summary"] or "",
            _result(told[station.pk]),
            money.get(station.pk, Balance()) if watches else None,
            alert=bool(told[station.pk].get("alert")),
            missed=bool(told[station.pk].get("missed")),
            idle=bool(told[station.pk].get("idle")),
            renewal=(told[station.pk]["renewal"] or "") if watches else None,
        )
        for station in stations
    ]


_TOLD = ("pk", "activity", "summary")
_TOLD_WATCHERS = (*_TOLD, "alert", "missed", "idle", "renewal", "result_of", "exact", "passed")


def _told(ids: list[UUID], actor: Actor, year: int, on: date) -> dict[UUID, dict[str, Any]]:
    """What the tables of other parts say of each station, by the names of `Overview`. One query, none for none."""
    if not ids:
        return {}
    places = next(size for size in (ON_A_PAGE, _AT_ONCE) if size >= len(ids))
    asked: dict[Key, Key] = {place: ids[n % len(ids)] for n, place in enumerate(_places(places))}
    names = _TOLD_WATCHERS if actor.holds(*WATCHERS) else _TOLD
    rows = _telling(connection.vendor, actor.grants, year, on, places).rows(asked)
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def _places(count: int) -> list[UUID]:
    """What stands in a statement where ids will be asked for."""
    return [UUID(int=n + 1) for n in range(count)]


@lru_cache(maxsize=200)
def _telling(_vendor: str, grants: tuple[Grant, ...], year: int, on: date, places: int) -> Statement:
    """What tells of so many stations. It depends on nothing but what somebody holds, and on the day."""
    actor, ids = Actor(None, "", grants, on), _places(places)
    summary = Summary.objects.visible_to(actor).filter(station=OuterRef("pk"), round__year=on.year - 1).order_by()
    rows: QuerySet[Any] = Station.objects.filter(pk__in=ids)
    if not actor.holds(*WATCHERS):
        found = rows.annotate(activity=_activity(year), summary=Subquery(summary.values("stage")[:1]))
        return Statement.of(found.values_list(*_TOLD), *ids)
    results = Assessed.objects.filter(station=OuterRef("pk"), stage="published")
    newest = results.order_by("-assessment__year", "-assessment__code")
    asked = Renewal.objects.filter(station=OuterRef("pk"), valid_to=OuterRef("valid_to")).order_by("-code")
    found = concerns(actor, on).filter(pk__in=ids)
    found = found.annotate(
        activity=_activity(year),
        summary=Subquery(summary.values("stage")[:1]),
        alert=Case(When(ALERT, then=True), default=False),
        renewal=Subquery(asked.exclude(stage__in=("withdrawn", "ceased")).values("stage")[:1]),
        result_of=Subquery(newest.values("assessment__year")[:1]),
        exact=Subquery(newest.values("exact")[:1]),
        passed=Subquery(newest.values("passed")[:1]),
    )
    return Statement.of(found.values_list(*_TOLD_WATCHERS), *ids)


def _result(told: Mapping[str, Any]) -> Result | None:
    if not told.get("exact"):
        return None
    return Result(told["result_of"], Fraction(told["exact"]), bool(told["passed"]))


def in_batches(stations: Iterable[Station], actor: Actor, year: int, on: date) -> Iterable[Overview]:
    """The same of any number of stations, so many at a time."""
    left = iter(stations)
    while batch := list(islice(left, _AT_ONCE)):
        yield from overview(batch, actor, year, on)


def figures(actor: Actor, on: date) -> Figures:
    """The stations that the actor looks after in a few figures. One query."""
    counting = _counting(connection.vendor, actor.grants, on)
    counted: dict[str, int] = dict(counting.rows()) if counting else {}
    return Figures(**{field.name: counted.get(field.name, 0) for field in fields(Figures)})


@lru_cache(maxsize=200)
def _counting(_vendor: str, grants: tuple[Grant, ...], on: date) -> Statement | None:
    """What counts the stations by the names of `Figures`; None for whom there can be none.

    It depends on nothing but what somebody holds, and on the day. Each figure is asked for by itself, so that an index
    leads to the few that are counted; a name that counts none has no row.
    """
    actor = Actor(None, "", grants, on)
    narrowed = looks(actor, on)
    conditions: dict[str, Q] = {
        "standing": Q(),
        "suspended": Q(stage="suspended"),
        "due": Q(stage="due"),
        **{name: narrowed[name][1]() for name in ("ending", "idle", "alert") if name in narrowed},
    }
    rows: QuerySet[Any] = overseen(actor, on.year).select_related(None).order_by()
    first, *rest = (
        rows.filter(met).values_list(Value(name, CharField())).annotate(counted=Count("*"))
        for name, met in conditions.items()
    )
    try:
        return Statement.of(first.union(*rest, all=True))
    except EmptyResultSet:
        return None
