"""The directory of stations: of each what may be public, and by which recommending body they lie."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet, Value

from haizhi.applications.models import Call
from haizhi.decisions.models import JointDocument, Publicity
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.bodies import body, predecessors, successor
from haizhi.regulation.term import has_expired
from haizhi.stations.models import STANDING, Presentation, Station, Term
from haizhi.stations.queries import cartogram
from haizhi.stations.queries.cartogram import BodyCount


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
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """The published papers on which a station stands; None for one that is not there."""

    call: Call | None
    publicity: Publicity | None
    document: JointDocument | None


def ever() -> QuerySet[Station]:
    """Every station that is or was one, with its unit: what was published of it can still be read."""
    return Station.objects.visible_to(PUBLIC).select_related("unit")


def stations() -> QuerySet[Station]:
    """The stations that there are, with their units: the directory."""
    return ever().filter(stage__in=STANDING)


def ended() -> QuerySet[Station]:
    """Those that are stations no more, with their units; why is nobody's business."""
    return ever().exclude(stage__in=STANDING)


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
        station.ended_on,
    )


def district_text(code: str, today: date) -> str:
    """The name of a district, with who took over if it is no more. Raises KeyError for an unknown code."""
    found, now = body(code), successor(code, today)
    return found.name if now in (None, found) else f"{found.name}（今{now.name}）"


def grounds(station: Station) -> Grounds:
    """The call (fetched with the station), the 公示 and the document that led to it. Two queries.

    Of a station that stood before the platform it knows none.
    """
    if station.application is None:
        return Grounds(None, None, None)
    case, call = station.application_id, station.application.call
    publicity = Publicity.objects.visible_to(PUBLIC).filter(items__application=case).order_by("-published_at").first()
    document = JointDocument.objects.visible_to(PUBLIC).filter(items__application=case).order_by("-issued_on").first()
    return Grounds(call if call.published_at else None, publicity, document)


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


def former_names(station: Station) -> tuple[list[str], list[str]]:
    """The names that the station's unit bore and those that the station did, the latest first. One query."""
    of_unit = station.unit.former_names.order_by().values_list(Value("unit"), "name", "valid_to")
    own = station.former_names.order_by().values_list(Value("station"), "short_name", "valid_to")
    found = sorted(of_unit.union(own, all=True), key=lambda row: row[2], reverse=True)
    return [name for of, name, _ in found if of == "unit"], [name for of, name, _ in found if of == "station"]


def terms_of(station: Station) -> list[Term]:
    """The terms of a station (fetched with their number, `term_count`), the latest first; one query for more than one.

    Of its only term the station's own days tell.
    """
    return list(station.terms.order_by("-serial")) if vars(station)["term_count"] > 1 else []


def codes_within(code: str) -> tuple[str, ...]:
    """The code of a body and of all bodies that it took over from, so that old stations are found under it."""
    return (code, *(older for found in predecessors(code) for older in codes_within(found.code)))


def approval_years() -> list[int]:
    """The years in which stations were approved, newest first. One query."""
    days = stations().dates("approved_on", "year", order="DESC")
    return [day.year for day in days]


def counts(today: date) -> list[BodyCount]:
    """Every recommending body of the day with the stations that stand in its area. One query."""
    return cartogram.counts(stations(), today)
