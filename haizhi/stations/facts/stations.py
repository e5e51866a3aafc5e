"""What stands in the decisions about a station to be founded, and what a station shows of itself."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Case, QuerySet, When

from haizhi.applications.models import Application
from haizhi.decisions.models import JointDocument
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.issuing import awarded_after_approval
from haizhi.regulation.naming import serial_after, short_name_fits
from haizhi.regulation.presentations import Presented, StationField
from haizhi.stations.models import Host, Plaque, Presentation, Station, StationPerson, Term


def approving_document(application: Application) -> JointDocument | None:
    """The issued joint document that approved an application, if any."""
    return application.documents.filter(stage="issued").order_by("-issued_on").first()


def latest_term(station: Station) -> Term:
    """The term that a station is in or was in last. One query unless the terms were fetched with it.

    Raises LookupError for a station without one.
    """
    found = max(station.terms.all(), key=lambda term: term.serial, default=None)
    if found is None:
        raise LookupError(f"{station.code} has no term")
    return found


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
    """The names of a station's people that the platform knows: who holds a role in its unit or works in it."""
    unit, application = station.unit, station.application
    named = {unit.contact, unit.head_name, application.contact if application else ""}
    named |= set(unit.memberships.values_list("person__name", flat=True))
    return frozenset(filter(None, named | set(station.people.values_list("name", flat=True))))


def people_ever(station: Station) -> QuerySet[StationPerson]:
    """Who works or worked in a station, by duty, then the latest last."""
    duty = Case(*(When(duty=value, then=place) for place, value in enumerate(StationPerson.Duty.values)))
    return station.people.order_by(duty, "valid_from", "pk")


def people_now(station: Station) -> QuerySet[StationPerson]:
    """Who works in a station as it is, by duty."""
    return people_ever(station).filter(valid_to__isnull=True)


def partners_now(station: Station) -> QuerySet[Host]:
    """The units that bear a station together with its own."""
    return station.hosts.filter(part=Host.Part.JOINT, valid_to__isnull=True).order_by("valid_from", "pk")


def suggested_serials(years: Sequence[int], besides: Collection[str] = ()) -> list[str]:
    """A serial for a plaque of each year that follows the last plaque's, none that is in use.

    Two queries, a few more where very many that follow are in use.
    """
    latest = Plaque.objects.order_by("-made_on", "-pk").values_list("serial", flat=True).first() or ""
    taken, looked_up, ahead = set(besides), set[str](), _LOOKED_AHEAD
    while True:
        found, passed = _following(latest, years, taken)
        if not (new := {*found, *passed} - looked_up):
            return found
        looked_up |= new | set(_following(latest, [*years, *(years[-1] for _ in range(ahead))], taken)[0])
        ahead *= 4
        taken |= set(Plaque.objects.filter(serial__in=looked_up).order_by().values_list("serial", flat=True))


_LOOKED_AHEAD = 50
"""So many further serials are looked up first, then four times as many: the next that is free is seldom farther."""


def _following(latest: str, years: Sequence[int], taken: Collection[str]) -> tuple[list[str], list[str]]:
    """The next serials that are not known to be taken, and those that are and were passed over."""
    serial, found, passed = latest, list[str](), list[str]()
    for year in years:
        serial = serial_after(serial, year)
        while serial in taken:
            passed.append(serial)
            serial = serial_after(serial, year)
        found.append(serial)
    return found, passed


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
