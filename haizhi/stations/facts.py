"""What stands in the decisions about a station to be founded, and what a station shows of itself."""

from datetime import date, datetime

from haizhi.applications.models import Application
from haizhi.decisions.models import JointDocument
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.issuing import awarded_after_approval
from haizhi.regulation.naming import short_name_fits
from haizhi.regulation.presentations import Presented, StationField
from haizhi.stations.models import Plaque, Presentation, Station


def approving_document(application: Application) -> JointDocument | None:
    """The issued joint document that approved an application, if any."""
    return application.documents.filter(stage="issued").order_by("-issued_on").first()


def approved_on(application: Application) -> date | None:
    """The day of approval: the date of that document (办法·13)."""
    document = approving_document(application)
    return document.issued_on if document else None


def award_findings(
    short_name: str, plaque_serial: str, awarded_on: date, approved_on: date, at: datetime
) -> tuple[Finding, ...]:
    """What stands against a plaque with this name and serial, handed over on that day; the unmet ones."""
    return unmet(
        short_name_fits(short_name),
        Finding(bool(plaque_serial.strip()), moves.AWARD_STATION.cite, "没有牌匾编号", "请填写。", "plaque_serial"),
        awarded_after_approval(awarded_on, approved_on, day_of(at)),
    )


def presented(presentation: Presentation) -> Presented:
    """A version as the rules know it."""
    return Presented(
        presentation.introduction,
        frozenset(StationField(row.field) for row in presentation.fields.all()),
        presentation.homepage,
        presentation.office,
        presentation.phone,
        presentation.mailbox,
        presentation.picture_id is not None,
        presentation.picture_text,
    )


def people_of(station: Station) -> frozenset[str]:
    """The names of the people of a station's unit that the platform knows: who holds a role in it, whom it named."""
    unit = station.unit
    named = {unit.contact, unit.head_name, station.application.contact}
    return frozenset(filter(None, named | set(unit.memberships.values_list("person__name", flat=True))))


def latest_plaque(station: Station) -> Plaque | None:
    """The plaque made last, whatever became of it. No query where the plaques were fetched with the station."""
    found = sorted(station.plaques.all(), key=lambda plaque: (plaque.made_on, plaque.pk))
    return found[-1] if found else None


def plaque_of(station: Station) -> Plaque:
    """As `latest_plaque`, of a station that has one. Raises LookupError otherwise."""
    found = latest_plaque(station)
    if found is None:
        raise LookupError(f"{station.code} has no plaque in the register")
    return found
