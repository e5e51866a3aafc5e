"""登记已建工作站: stations that stood before the platform, one by one or a whole workbook (办法·9·3, 办法·13)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Required, TypedDict, Unpack

from django.db import transaction

from haizhi.accounts.acts import register as register_unit
from haizhi.accounts.models import Organisation
from haizhi.files.sheets import Line
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import create_all, creates
from haizhi.kernel.numbers import next_number, next_numbers
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.stations import facts
from haizhi.stations.facts import Existing, NewUnit, Planned
from haizhi.stations.models import Host, Plaque, Station, StationBatch, StationPerson, Term

_DUTY = StationPerson.Duty

PERSONAL = ("leader", "head", "contact", "phone")
"""What is recorded as commitments only."""


class Written(TypedDict, total=False):
    """A station as it is entered; of `Existing` the members of the same names."""

    short_name: Required[str]
    district: Required[str]
    approved_on: Required[date]
    valid_from: Required[date]
    valid_to: Required[date]
    month_grained: bool
    document_number: str
    plaque_serial: str
    awarded_on: date | None
    office: str
    leader: str
    head: str
    contact: str
    phone: str
    partners: tuple[str, ...]


@creates(moves.REGISTER_STATION, private=PERSONAL)
def register(*, by: Actor, at: datetime, unit: Organisation, **written: Unpack[Written]) -> Station:
    """Enter a station that stood before: with its term over it waits to be judged, else it is active.

    A plaque without a serial is given the next of the register.
    """
    entry = Existing(**written)
    refuse_unmet(*facts.register_findings(entry, unit, at))
    serial = entry.plaque_serial or facts.suggested_serials([entry.handed_on.year])[0]
    station = _station(unit, entry, serial, next_number("GZ", entry.approved_on.year), at)
    _keep([(station, entry)], at)
    return station


@transaction.atomic
def register_all(
    lines: Sequence[Line], *, by: Actor, at: datetime, doubts_settled: bool, batch: StationBatch | None = None
) -> list[Station]:
    """Enter every row of a checked list, each by its own act, all or none; units not known yet are registered first.

    The batch it was checked as is gone then. `doubts_settled`: somebody confirms what was doubtful. Raises Refused.
    """
    if batch and not StationBatch.held_by(by).select_for_update().filter(pk=batch.pk).exists():
        raise Refused(Finding(False, None, "这份文件已经登记，或者换成了另一份", "请重新选择文件检查。"))
    found, planned = facts.look_through(lines, at)
    if found.faults:
        reason = f"有{len(found.faults)}行需要改正，没有登记"
        raise Refused(Finding(False, None, reason, "请按列出的单元格改正后重新选择文件。"))
    if found.doubts and not doubts_settled:
        raise Refused(
            Finding(False, None, f"有{len(found.doubts)}行需要核对", "核对无误的，请勾选后再登记。", "settled")
        )
    if batch:
        StationBatch.objects.filter(pk=batch.pk).delete()
    units = [_registered(row.unit, by, at) for row in planned]
    codes = _codes([row.entry.approved_on.year for row in planned])
    stations = [
        _station(unit, row.entry, row.entry.plaque_serial, code, at)
        for row, unit, code in zip(planned, units, codes, strict=True)
    ]
    said = [{"unit": unit, **_said(row)} for row, unit in zip(planned, units, strict=True)]
    create_all(moves.REGISTER_STATION, list(zip(stations, said, strict=True)), by=by, at=at)
    _keep([(station, row.entry) for station, row in zip(stations, planned, strict=True)], at)
    return stations


def _registered(unit: Organisation | NewUnit, by: Actor, at: datetime) -> Organisation:
    if isinstance(unit, Organisation):
        return unit
    return register_unit(
        by=by,
        at=at,
        name=unit.name,
        code=unit.code,
        applicant_kind=unit.applicant_kind,
        affiliation=unit.affiliation,
        district=unit.district,
        park_type=unit.park_type,
    )


def _codes(years: Sequence[int]) -> list[str]:
    """A number for each, by the year of its approval."""
    numbers = {year: iter(next_numbers("GZ", year, years.count(year))) for year in sorted(set(years))}
    return [next(numbers[year]) for year in years]


def _said(row: Planned) -> dict[str, object]:
    entry = row.entry
    return {name: getattr(entry, name) for name in Existing.__dataclass_fields__}


def _station(unit: Organisation, entry: Existing, serial: str, code: str, at: datetime) -> Station:
    return Station(
        stage=entry.stage(day_of(at)),
        code=code,
        unit=unit,
        district=entry.district,
        short_name=entry.short_name,
        plaque_serial=serial,
        awarded_on=entry.handed_on,
        approved_on=entry.approved_on,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        office=entry.office,
    )


def _keep(entered: Sequence[tuple[Station, Existing]], at: datetime) -> None:
    """What hangs on the stations: term, plaque, people, units that bear them too. Four queries."""
    today = day_of(at)
    Term.objects.bulk_create(
        Term(
            station=station,
            serial=1,
            approved_on=entry.approved_on,
            document_number=entry.document_number,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            month_grained=entry.month_grained,
        )
        for station, entry in entered
    )
    Plaque.objects.bulk_create(
        Plaque(
            station=station,
            serial=station.plaque_serial,
            short_name=entry.short_name,
            state=Plaque.State.HELD,
            made_on=entry.handed_on,
            handed_on=entry.handed_on,
        )
        for station, entry in entered
    )
    StationPerson.objects.bulk_create(
        StationPerson(station=station, duty=duty, name=name, phone=phone, valid_from=today)
        for station, entry in entered
        for duty, name, phone in (
            (_DUTY.LEADER, entry.leader, ""),
            (_DUTY.HEAD, entry.head, ""),
            (_DUTY.CONTACT, entry.contact, entry.phone),
        )
        if name
    )
    Host.objects.bulk_create(
        Host(station=station, part=Host.Part.JOINT, name=name, valid_from=today)
        for station, entry in entered
        for name in entry.partners
    )
