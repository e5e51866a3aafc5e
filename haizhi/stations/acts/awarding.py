"""授牌: a station comes into being with its plaque, and its term runs from the approval (办法·9·3, 办法·13)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from haizhi.accounts.facts import follows_unit
from haizhi.accounts.models import Organisation
from haizhi.applications import acts as applications
from haizhi.applications.models import Application
from haizhi.decisions.facts import nothing_open_against
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.term import term_from
from haizhi.stations import facts
from haizhi.stations.models import STANDING, Plaque, Station, Term


def approved(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    """A plaque is given to whom the joint document approved, once, and while nothing is open against them."""
    cite = moves.AWARD_STATION.cite
    reason = f"{application.unit.name}现为“{application.stage_label}”，不能授牌"
    met = application.stage == "approved" and facts.approved_on(application) is not None
    yield Finding(met, cite, reason, "联合发文印发后方可授牌，每家单位授牌一次。")
    yield from nothing_open_against([application])


@creates(moves.AWARD_STATION, requires=approved, private=("handed_by", "received_by"))
def award(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    short_name: str,
    plaque_serial: str,
    awarded_on: date,
    place: str = "",
    handed_by: str = "",
    received_by: str = "",
) -> Station:
    """Hand the plaque over: the term of three years runs from the day of approval, not of the plaque.

    It ends on the corresponding day or with the month, as the document says (interpretation 17). The plaque is the
    first in the register of the station's; who received it stays inside.
    """
    document = facts.approving_document(application)
    approved_on = (document and document.issued_on) or awarded_on
    findings = facts.award_findings(short_name, plaque_serial, awarded_on, approved_on, at)
    if findings:
        raise Refused(*findings)
    term = term_from(approved_on, month_grained=document is not None and document.month_grained)
    record(approved_on=approved_on, valid_from=term.valid_from, valid_to=term.valid_to)
    applications.award(application, by=by, at=at)
    station = Station(
        code=next_number("GZ", approved_on.year),
        application=application,
        unit=application.unit,
        district=application.district,
        short_name=short_name,
        plaque_serial=plaque_serial.strip(),
        awarded_on=awarded_on,
        approved_on=approved_on,
        valid_from=term.valid_from,
        valid_to=term.valid_to,
    )
    Term.objects.create(
        station=station,
        serial=1,
        approved_on=approved_on,
        document_number=document.document_number if document else "",
        valid_from=term.valid_from,
        valid_to=term.valid_to,
        month_grained=document is not None and document.month_grained,
    )
    Plaque.objects.create(
        station=station,
        serial=station.plaque_serial,
        short_name=short_name,
        state=Plaque.State.HELD,
        made_on=awarded_on,
        handed_on=awarded_on,
        place=place.strip(),
        handed_by=handed_by.strip(),
        received_by=received_by.strip(),
    )
    return station


def _one_has_none(duplicate: Organisation, stays: Organisation) -> Iterator[Finding]:
    standing = Station.objects.filter(stage__in=STANDING)
    both = standing.filter(unit=duplicate).exists() and standing.filter(unit=stays).exists()
    reason = f"{duplicate.name}和{stays.name}都已建站"
    yield Finding(not both, measures(9, 3), reason, "一家单位建一个站，请先核实两家是否确为同一单位。", "into")


follows_unit(
    "工作站",
    lambda unit: Station.objects.filter(unit=unit).order_by("code"),
    lambda duplicate, stays, at: Station.objects.filter(unit=duplicate).update(unit=stays),
    _one_has_none,
)
