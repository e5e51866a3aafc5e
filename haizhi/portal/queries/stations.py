"""The directory of stations: of each what may be public, and by which recommending body they lie."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from haizhi.applications.models import Call
from haizhi.decisions.models import JointDocument, Publicity
from haizhi.kernel import search
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.bodies import BODIES, Body, bodies_on, body, predecessors, successor
from haizhi.regulation.term import has_expired
from haizhi.stations.models import Presentation, Station


@dataclass(frozen=True, slots=True)
class PublicStation:
    """What the public is shown of a station; the term includes both days."""

    code: str
    name: str
    short_name: str
    unit: str
    district: str
    approved_on: date
    awarded_on: date
    valid_from: date
    valid_to: date
    expired: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """The published papers on which a station stands; None for one that is not there."""

    call: Call | None
    publicity: Publicity | None
    document: JointDocument | None


@dataclass(frozen=True, slots=True)
class BodyCount:
    """A recommending body with the number of stations in its area."""

    body: Body
    count: int


def stations() -> QuerySet[Station]:
    """Every station with its unit."""
    return Station.objects.visible_to(PUBLIC).select_related("unit")


def shown(station: Station, today: date) -> PublicStation:
    """A station as the public sees it."""
    return PublicStation(
        station.code,
        str(station),
        station.short_name,
        station.unit.name,
        district_text(station.district, today),
        station.approved_on,
        station.awarded_on,
        station.valid_from,
        station.valid_to,
        has_expired(station.valid_to, today),
    )


def district_text(code: str, today: date) -> str:
    """The name of a district, with who took over if it is no more. Raises KeyError for an unknown code."""
    found, now = body(code), successor(code, today)
    return found.name if now in (None, found) else f"{found.name}（今{now.name}）"


def grounds(station: Station) -> Grounds:
    """The call (fetched with the station), the 公示 and the document that led to it. Two queries."""
    case, call = station.application_id, station.application.call
    publicity = Publicity.objects.visible_to(PUBLIC).filter(items__application=case).order_by("-published_at").first()
    document = JointDocument.objects.visible_to(PUBLIC).filter(items__application=case).order_by("-issued_on").first()
    return Grounds(call if call.published_at else None, publicity, document)


def matching(words: str) -> Q:
    """The stations by a part of their name or number, of their unit's name or of one it bore, or by its pinyin.

    One query of its own; empty words narrow nothing.
    """
    found = search.finds(words, Station.searched)
    if found is None:
        return Q()
    letters = words.strip().lower()
    spelled = Q(unit__pinyin__contains=letters) if letters.isascii() else Q()
    return found.condition(Station.searched) | spelled


class State(StrEnum):
    """Whether a station's term runs."""

    IN_TERM = "in_term"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        """What people call it."""
        return "有效期内" if self is State.IN_TERM else "有效期已满"

    def condition(self, today: date) -> Q:
        """The stations in this state on a day."""
        return Q(valid_to__gte=today) if self is State.IN_TERM else Q(valid_to__lt=today)


def presentation_of(station: Station) -> Presentation | None:
    """What a station shows of itself, with its picture. Two queries when there is something."""
    shown = Presentation.objects.visible_to(PUBLIC).filter(station=station).select_related("picture")
    return shown.prefetch_related("fields").first()


def former_names(station: Station) -> list[str]:
    """The names that the station's unit bore, the latest first. One query."""
    return list(station.unit.former_names.order_by("-valid_to", "pk").values_list("name", flat=True))


def codes_within(code: str) -> tuple[str, ...]:
    """The code of a body and of all bodies that it took over from, so that old stations are found under it."""
    return (code, *(older for found in predecessors(code) for older in codes_within(found.code)))


def approval_years() -> list[int]:
    """The years in which stations were approved, newest first. One query."""
    days = Station.objects.visible_to(PUBLIC).dates("approved_on", "year", order="DESC")
    return [day.year for day in days]


def counts(today: date) -> list[BodyCount]:
    """Every recommending body of the day with its stations, old ones under who took over. One query.

    A body that is no more and has no successor on the day comes last, if it has any.
    """
    rows = Station.objects.visible_to(PUBLIC).order_by().values_list("district").annotate(n=Count("pk"))
    numbers: dict[str, int] = {}
    for code, number in rows:
        now = successor(code, today) or body(code)
        numbers[now.code] = numbers.get(now.code, 0) + number
    current = bodies_on(today)
    former = [b for b in BODIES if b.code in numbers and b not in current]
    return [BodyCount(b, numbers.get(b.code, 0)) for b in (*current, *former)]
