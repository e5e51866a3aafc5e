"""Stations, and the approved units that wait for their plaque."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from haizhi.applications.models import Application
from haizhi.decisions.models import JointDocument
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.bodies import BODIES, body, predecessors
from haizhi.regulation.term import Term, term_from
from haizhi.stations import facts
from haizhi.stations.models import Station


@dataclass(frozen=True, slots=True)
class Founding:
    """What is known of a station before its plaque is handed over."""

    application: Application
    document: JointDocument
    approved_on: date
    term: Term


def stations_of(actor: Actor) -> QuerySet[Station]:
    """The stations that the actor may see."""
    return Station.objects.visible_to(actor).select_related("unit", "application")


def awaiting_plaque(actor: Actor) -> QuerySet[Application]:
    """The approved applications, each with number, date and counting of terms of the document that approved it."""
    issued = JointDocument.objects.filter(stage="issued", items__application=OuterRef("pk")).order_by("-issued_on")
    approved = Application.objects.visible_to(actor).filter(stage="approved").select_related("unit", "call")
    return approved.annotate(
        document_number=Subquery(issued.values("document_number")[:1]),
        approved_on=Subquery(issued.values("issued_on")[:1]),
        month_grained=Subquery(issued.values("month_grained")[:1]),
    ).order_by(F("approved_on").asc(), "code")


def founding(application: Application) -> Founding | None:
    """The document that approved an application and the term that runs from it, None before its issue."""
    document = facts.approving_document(application)
    if document is None or document.issued_on is None:
        return None
    term = term_from(document.issued_on, month_grained=document.month_grained)
    return Founding(application, document, document.issued_on, term)


def district_choices() -> list[tuple[str, str]]:
    """The districts and counties that exist, by pinyin, as the filter of the list offers them."""
    lasting = [found for found in BODIES if found.valid_to is None]
    return [(found.code, found.short_name) for found in sorted(lasting, key=lambda found: (found.pinyin, found.code))]


def with_predecessors(code: str) -> list[str]:
    """The codes under which a district's stations stand: its own and those of the districts it took over."""
    return [code, *(found.code for found in predecessors(code))]


def district_label(station: Station) -> str:
    """The short name of the district that leads a station, whether or not it still is one."""
    return body(station.district).short_name


def may_award(actor: Actor) -> bool:
    """Whether the actor hands out plaques."""
    return actor.holds(*moves.AWARD_STATION.roles)
