"""What was published: calls, 公示, joint documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Prefetch, QuerySet, Value, When

from haizhi.applications.models import Application, Call
from haizhi.decisions.models import JointDocument, Publicity, PublicityItem
from haizhi.decisions.queries import Notice, notice
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.publicity import objection_in_time

NEWS = 8
"""Rows of the latest notices on the home page."""


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """A unit as a 公示 names it; `number` is its case's, by which the objection form knows it.

    `cancelled`: it has lost its qualification since (评审·9); it stays on the list that was published, and says so.
    """

    name: str
    number: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """A 公示 whose period is not over."""

    code: str
    heading: str
    first_day: date
    last_day: date
    units: tuple[PublishedUnit, ...]


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A 公示 as its page shows it; `open` while objections are in time."""

    notice: Notice
    units: tuple[PublishedUnit, ...]
    open: bool


def calls() -> QuerySet[Call]:
    """The calls that were published."""
    return Call.objects.visible_to(PUBLIC)


def publicities() -> QuerySet[Publicity]:
    """The 公示 that were published, each with the number of its units as `units`."""
    return Publicity.objects.visible_to(PUBLIC).annotate(units=Count("items"))


def documents() -> QuerySet[JointDocument]:
    """The documents that were issued, each with the number of its stations as `units`."""
    return JointDocument.objects.visible_to(PUBLIC).annotate(units=Count("items"))


def recent_publicities(limit: int) -> list[Publicity]:
    """The running 公示 and then the newest others, `limit` in all, with their units. Two queries."""
    items = PublicityItem.objects.select_related("application__unit").order_by("application__code")
    found = Publicity.objects.visible_to(PUBLIC).prefetch_related(Prefetch("items", items))
    first = Case(When(stage="running", then=Value(0)), default=Value(1))
    return list(found.order_by(first, "-published_at", "-code")[:limit])


def running(found: Iterable[Publicity], at: datetime) -> list[Running]:
    """Those of the 公示 to which objections are still in time."""
    return [
        Running(
            publicity.code,
            publicity.heading,
            publicity.first_day,
            publicity.last_day,
            tuple(_published(i.application, i.application.unit.name) for i in publicity.items.all()),
        )
        for publicity in found
        if publicity.stage == "running"
        and publicity.first_day
        and publicity.last_day
        and objection_in_time(at, publicity.last_day).met
    ]


def _published(application: Application, name: str) -> PublishedUnit:
    return PublishedUnit(name, application.code, application.stage == "cancelled")


def public_notice(publicity: Publicity, at: datetime) -> PublicNotice:
    """The text of a 公示, of its units the names alone."""
    last_day = publicity.last_day
    in_time = bool(last_day and objection_in_time(at, last_day).met)
    text = notice(publicity)
    units = tuple(_published(item.application, item.unit) for item in text.items)
    return PublicNotice(text, units, publicity.stage == "running" and in_time)
