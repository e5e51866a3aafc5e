"""What changes in the life of a station: its people, its name, its unit, its place, its rest (办法·7·2, 10, 13)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from haizhi.accounts.models import Organisation
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves, registry
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.naming import short_name_fits
from haizhi.regulation.term import has_expired
from haizhi.stations import facts
from haizhi.stations.acts.ceasing import cease_work_of
from haizhi.stations.models import STANDING, Host, Station, StationDistrict, StationName, StationPerson

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Staffed:
    """Somebody with a duty, as the station names them."""

    duty: str
    name: str
    position: str = ""
    phone: str = ""
    email: str = ""


@act(moves.AMEND_STATION, private=("people",))
def amend(
    station: Station,
    *,
    by: Actor,
    at: datetime,
    changed_on: date,
    office: str,
    phone: str,
    people: list[dict[str, str]],
    partners: list[str],
) -> str:
    """Bring people, place and partners up to date as of a day: `people` are `Staffed` by name, all who work there then.

    Who is no longer among them has ended the day before; who is new begins that day. Names are recorded as
    commitments, in the register they stay with their days.
    """
    wanted = [Staffed(**person) for person in people]
    present, joint = list(facts.people_now(station)), list(facts.partners_now(station))
    leaving = [row for row in present if not any((row.duty, row.name) == (p.duty, p.name) for p in wanted)]
    parting = [row for row in joint if row.name not in partners]
    ending: list[StationPerson | Host] = [*leaving, *parting]
    since = max([station.approved_on, *(row.valid_from for row in ending)])
    office, phone = office.strip(), phone.strip()
    changed = [
        label
        for label, differs in (
            ("办公场所", office != station.office),
            ("办公电话", phone != station.phone),
            ("人员", set(wanted) != {_staffed(row) for row in present}),
            ("共建单位", set(partners) != {row.name for row in joint}),
        )
        if differs
    ]
    refuse_unmet(
        Finding(bool(changed), moves.AMEND_STATION.cite, "没有改动任何一项", "请填写变动后的情况。"),
        registry.changed_in_time(changed_on, since, day_of(at)),
        registry.telephone_written(phone),
        *facts.texts_fit({"office": office, "partners": partners}),
        *(registry.telephone_written(person.phone, f"{person.duty}_phone") for person in wanted),
    )
    record(changed=changed)
    station.office, station.phone = office, phone
    for row in ending:
        _end(row, changed_on)
    _staff(station, wanted, present, changed_on)
    Host.objects.bulk_create(
        Host(station=station, part=Host.Part.JOINT, name=name, valid_from=changed_on)
        for name in dict.fromkeys(partners)
        if name not in {row.name for row in joint}
    )
    return station.stage


def _staffed(row: StationPerson) -> Staffed:
    return Staffed(row.duty, row.name, row.position, row.phone, row.email)


def _end(row: StationPerson | Host, changed_on: date) -> None:
    """Let it last to the day before; what began on that very day was entered by mistake and goes."""
    if row.valid_from == changed_on:
        row.delete()
    else:
        row.valid_to = changed_on - _DAY
        row.save()


def _staff(station: Station, wanted: Iterable[Staffed], present: Iterable[StationPerson], changed_on: date) -> None:
    known = {(row.duty, row.name): row for row in present}
    for person in wanted:
        row = known.get((person.duty, person.name))
        if row is None:
            row = StationPerson(station=station, duty=person.duty, name=person.name, valid_from=changed_on)
        row.position, row.phone, row.email = person.position, person.phone, person.email
        row.save()


@act(moves.RENAME_STATION)
def rename(station: Station, *, by: Actor, at: datetime, short_name: str, changed_on: date, opinion: str) -> str:
    """A new short name from a day on; the former one is kept, and the plaque bears it until it is replaced."""
    former = station.former_names.first()
    since = former.valid_to + _DAY if former else station.approved_on
    differs = short_name != station.short_name
    refuse_unmet(
        short_name_fits(short_name),
        Finding(differs, moves.RENAME_STATION.cite, "与现在的简称相同", "请填写新的简称。", "short_name"),
        registry.changed_in_time(changed_on, since + _DAY, day_of(at)),
    )
    record(formerly=station.short_name)
    StationName.objects.create(station=station, short_name=station.short_name, valid_to=changed_on - _DAY)
    station.short_name = short_name
    return station.stage


@act(moves.CHANGE_HOST)
def change_host(
    station: Station, *, by: Actor, at: datetime, unit: Organisation, changed_on: date, opinion: str
) -> str:
    """Another unit bears the station from a day on: the people of that unit act for it now."""
    former = station.hosts.filter(part=Host.Part.FORMER).first()
    since = former.valid_to + _DAY if former and former.valid_to else station.approved_on
    standing = Station.objects.filter(unit=unit, stage__in=STANDING).exclude(pk=station.pk).first()
    refuse_unmet(
        Finding(unit != station.unit, moves.CHANGE_HOST.cite, "已是本站的建站单位", "请选择承接的单位。", "unit"),
        Finding(unit.stage == "active", moves.CHANGE_HOST.cite, f"{unit.name}已并入其他单位", "请核对。", "unit"),
        *([facts.station_there(standing.code)] if standing else []),
        registry.changed_in_time(changed_on, since + _DAY, day_of(at)),
    )
    record(formerly=station.unit.name)
    Host.objects.create(
        station=station,
        part=Host.Part.FORMER,
        name=station.unit.name,
        valid_from=since,
        valid_to=changed_on - _DAY,
    )
    for row in facts.partners_now(station).filter(name=unit.name):
        _end(row, changed_on)
    station.unit = unit
    return station.stage


@act(moves.RELOCATE_STATION)
def relocate(station: Station, *, by: Actor, at: datetime, district: str, changed_on: date, opinion: str) -> str:
    """Another district leads the station from a day on; its own, where that is no more, stays in the history."""
    former = station.former_districts.first()
    since = former.valid_to + _DAY if former else station.approved_on
    cite = moves.RELOCATE_STATION.cite
    refuse_unmet(
        Finding(district != station.district, cite, "已在这个区县", "请选择其他区县。", "district"),
        registry.lies_there(district, changed_on),
        registry.changed_in_time(changed_on, since + _DAY, day_of(at)),
    )
    record(formerly=station.district)
    StationDistrict.objects.create(station=station, district=station.district, valid_to=changed_on - _DAY)
    station.district = district
    return station.stage


@transaction.atomic
def relocate_all(
    places: Sequence[tuple[Station, str]], *, by: Actor, at: datetime, changed_on: date, opinion: str
) -> list[Station]:
    """Relocate several stations, each by its own act, all or none; beside each the district that leads it now."""
    return [
        relocate(station, by=by, at=at, district=district, changed_on=changed_on, opinion=opinion)
        for station, district in places
    ]


@act(moves.SUSPEND_STATION)
def suspend(station: Station, *, by: Actor, at: datetime, opinion: str) -> None:
    """暂停运行: the station rests for a reason; its term runs on."""


@act(moves.RESUME_STATION)
def resume(station: Station, *, by: Actor, at: datetime, opinion: str = "") -> str:
    """恢复运行: active again, or waiting to be judged where its term has ended meanwhile."""
    return "due" if has_expired(station.valid_to, day_of(at)) else "active"


@act(moves.MERGE_STATION, locks=lambda station, said: Station.objects.filter(pk=said["into"].pk))
def merge(station: Station, *, by: Actor, at: datetime, into: Station, ended_on: date, opinion: str) -> None:
    """并入: the station is one no more from a day on, another one carries its work on; its history stays."""
    into.refresh_from_db()
    refuse_unmet(
        registry.joins_another(station.code, into.code, stands=into.stands),
        registry.changed_in_time(ended_on, station.approved_on + _DAY, day_of(at), "ended_on"),
    )
    station.merged_into, station.ended_on = into, ended_on
    cease_work_of(station, at)
