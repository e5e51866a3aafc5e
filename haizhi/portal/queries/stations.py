"""The directory of stations: of each what may be public, and by which recommending body they lie."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from haizhi.applications.models import Call
from haizhi.decisions.models import JointDocument, Publicity
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.bodies import BODIES, Body, bodies_on, body, predecessors, successor
from haizhi.regulation.term import has_expired
from haizhi.stations.models import Station


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
    """The call, the 公示 and the document that led to a station. Three queries."""
    case = station.application_id
    publicity = Publicity.objects.visible_to(PUBLIC).filter(items__application=case).order_by("-published_at").first()
    document = JointDocument.objects.visible_to(PUBLIC).filter(items__application=case).order_by("-issued_on").first()
    return Grounds(Call.objects.visible_to(PUBLIC).filter(applications=case).first(), publicity, document)


def matching(words: str) -> Q:
    """The stations whose unit, name or number contains the words."""
    return Q(unit__name__icontains=words) | Q(short_name__icontains=words) | Q(code__icontains=words)


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
