"""Stations that stood before the platform: what is wrong, doubtful and to come of each row before it is entered."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from haizhi.accounts.identifiers import canonical_code, code_is_valid
from haizhi.accounts.models import Organisation, OrganisationName
from haizhi.accounts.queries import units_by_code
from haizhi.files.sheets import Check, Line
from haizhi.regulation import registry
from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType, affiliation_fits, park_type_given
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.issuing import awarded_after_approval
from haizhi.regulation.naming import short_name_fits
from haizhi.regulation.term import Term as Span
from haizhi.regulation.term import has_expired
from haizhi.stations.facts.lengths import texts_fit
from haizhi.stations.facts.stations import suggested_serials
from haizhi.stations.models import STANDING, Plaque, Station

_FOUNDED = measures(13)
_WRITTEN = ("short_name", "document_number", "plaque_serial", "office", "leader", "head", "contact", "partners")
"""What an entry says in words."""


@dataclass(frozen=True, slots=True)
class Existing:
    """A station as it is to be entered; without `awarded_on` its plaque was handed over on the day of approval."""

    short_name: str
    district: str
    approved_on: date
    valid_from: date
    valid_to: date
    month_grained: bool = False
    document_number: str = ""
    plaque_serial: str = ""
    awarded_on: date | None = None
    office: str = ""
    leader: str = ""
    head: str = ""
    contact: str = ""
    phone: str = ""
    partners: tuple[str, ...] = ()

    @property
    def handed_on(self) -> date:
        """When its plaque was handed over."""
        return self.awarded_on or self.approved_on

    def stage(self, today: date) -> str:
        """In which stage it comes in: with its term over it waits to be judged (办法·13)."""
        return "due" if has_expired(self.valid_to, today) else "active"


def entry_faults(entry: Existing, today: date) -> tuple[Finding, ...]:
    """What has to be mended in an entry by itself. No query."""
    span = Span(entry.valid_from, entry.valid_to)
    return unmet(
        short_name_fits(entry.short_name),
        registry.approved_already(entry.approved_on, today),
        registry.term_runs(span),
        *([awarded_after_approval(entry.awarded_on, entry.approved_on, today)] if entry.awarded_on else ()),
        registry.telephone_written(entry.phone),
        *texts_fit({name: getattr(entry, name) for name in _WRITTEN}),
    )


def _entry_doubts(entry: Existing) -> tuple[Finding, ...]:
    span = Span(entry.valid_from, entry.valid_to)
    return unmet(
        registry.begins_with_approval(span, entry.approved_on),
        registry.lasts_three_years(span, month_grained=entry.month_grained),
        registry.known_by_its_document(entry.document_number),
    )


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that the platform does not know yet, as it would be registered."""

    name: str
    code: str
    applicant_kind: ApplicantKind
    affiliation: Affiliation
    district: str
    park_type: ParkType | None


@dataclass(frozen=True, slots=True)
class Planned:
    """What will come of a row without faults: for which unit, known or new, which station is entered.

    `given_serial`: the plaque's serial continues the register, since none was filled in.
    """

    line: int
    unit: Organisation | NewUnit
    entry: Existing
    stage: str
    given_serial: bool

    @property
    def is_new_unit(self) -> bool:
        """Whether its unit is registered with it."""
        return isinstance(self.unit, NewUnit)


@dataclass
class _Look:
    """One look through a list: what is known of its units, stations and plaques beforehand."""

    by_code: dict[str, Organisation]
    by_name: dict[str, list[Organisation]]
    by_former: dict[str, list[Organisation]]
    stations: dict[Any, str]
    serials: set[str]
    today: date
    faults: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    doubts: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))


def look_through(lines: Sequence[Line], at: datetime) -> tuple[Check, list[Planned]]:
    """Look through the rows as entering them would refuse them, and say what will come of each that has no fault.

    Seven queries, however many the rows; a few more where very many serials that follow are in use.
    """
    look = _known(lines, day_of(at))
    planned: list[Planned] = []
    units: dict[object, int] = {}
    serials: dict[str, int] = {}
    for line in lines:
        look.faults[line.line] += line.unread
        unit = _unit(line, look)
        entry = _entry(line, look)
        if unit is not None:
            _one_each(line.line, unit, look, units)
        if entry is None:
            continue
        look.faults[line.line] += entry_faults(entry, look.today)
        look.doubts[line.line] += _entry_doubts(entry)
        if entry.plaque_serial:
            _serial_free(line.line, entry.plaque_serial, look, serials)
        if unit is not None and not look.faults[line.line]:
            planned.append(Planned(line.line, unit, entry, entry.stage(look.today), not entry.plaque_serial))
    found = Check(
        {number: tuple(found) for number, found in look.faults.items() if found},
        {number: tuple(found) for number, found in look.doubts.items() if found},
    )
    return found, _numbered(planned, set(serials))


def _numbered(planned: list[Planned], besides: Collection[str]) -> list[Planned]:
    """The rows with a serial each: those without one continue the register, in their order."""
    without = [row for row in planned if row.given_serial]
    serials = iter(suggested_serials([row.entry.handed_on.year for row in without], besides)) if without else iter(())
    return [
        replace(row, entry=replace(row.entry, plaque_serial=next(serials))) if row.given_serial else row
        for row in planned
    ]


def _known(lines: Sequence[Line], today: date) -> _Look:
    codes = [line.values.get("code", "") for line in lines]
    names = sorted({line.values["unit"] for line in lines if line.values.get("unit")})
    by_name, by_former = defaultdict(list), defaultdict(list)
    for unit in Organisation.objects.existing().filter(name__in=names):
        by_name[unit.name].append(unit)
    for row in (
        OrganisationName.objects.exclude(organisation__stage="merged")
        .filter(name__in=names)
        .select_related("organisation")
    ):
        by_former[row.name].append(row.organisation)
    wanted = sorted({line.values["plaque_serial"] for line in lines if line.values.get("plaque_serial")})
    return _Look(
        units_by_code(codes),
        by_name,
        by_former,
        dict(Station.objects.filter(stage__in=STANDING).values_list("unit", "code")),
        set(Plaque.objects.filter(serial__in=wanted).values_list("serial", flat=True)),
        today,
    )


def _unit(line: Line, look: _Look) -> Organisation | NewUnit | None:
    """The unit of a row: by its code, by its name, by a name it bore, or a new one; None when that stays open."""
    name, typed = str(line.values.get("unit", "")), str(line.values.get("code", ""))
    faults, doubts = look.faults[line.line], look.doubts[line.line]
    if not name:
        faults.append(Finding(False, _FOUNDED, "没有填写建站单位", "请填写单位全称。", "unit"))
        return None
    code = canonical_code(typed)
    if typed and not code_is_valid(code).met:
        faults.append(replace(code_is_valid(code), field="code"))
        return None
    if found := look.by_code.get(code):
        if found.name != name and found not in look.by_former[name]:
            reason = f"这个代码登记的单位是“{found.name}”"
            doubts.append(Finding(False, _FOUNDED, reason, "确为同一单位的，请确认；否则请核对代码。", "code"))
        return found
    namesakes = look.by_name[name] or look.by_former[name]
    if len(namesakes) > 1:
        reason = f"有{len(namesakes)}家单位叫“{name}”"
        faults.append(Finding(False, _FOUNDED, reason, "请填写统一社会信用代码。", "unit"))
        return None
    if namesakes and code:
        reason = f"“{name}”登记的代码是{namesakes[0].code}"
        faults.append(Finding(False, _FOUNDED, reason, "请核对单位名称和代码。", "code"))
        return None
    return namesakes[0] if namesakes else _new_unit(line, name, code, look)


def _new_unit(line: Line, name: str, code: str, look: _Look) -> NewUnit | None:
    """A unit to be registered: everything that registering it needs is in the row."""
    said, faults = line.values, look.faults[line.line]
    faults += unmet(*texts_fit({"unit": name}))
    before = len(faults)
    known = "平台尚未登记这家单位"
    kind, affiliation, park_type = said.get("applicant_kind"), said.get("affiliation"), said.get("park_type")
    if not code:
        faults.append(Finding(False, _FOUNDED, f"{known}，缺统一社会信用代码", "请填写，以便一并登记。", "code"))
    unread = {finding.field for finding in line.unread}
    if kind is None and "applicant_kind" not in unread:
        faults.append(Finding(False, measures(5), f"{known}，缺单位类别", "请填写。", "applicant_kind"))
    if affiliation is None and "affiliation" not in unread:
        faults.append(Finding(False, measures(7), f"{known}，缺隶属关系", "请填写。", "affiliation"))
    if kind is not None and affiliation is not None:
        faults += unmet(affiliation_fits(kind, affiliation), park_type_given(kind, park_type))
    district = str(said.get("district", ""))
    if len(faults) > before or kind is None or affiliation is None or not district:
        return None
    return NewUnit(name, code, kind, affiliation, registry.led_now(district, look.today), park_type)


def _entry(line: Line, look: _Look) -> Existing | None:
    """The station of a row, None when something it can't do without is missing."""
    said, faults = line.values, look.faults[line.line]
    unread = {finding.field for finding in line.unread}
    for name, label in (("short_name", "牌匾名称或简称"), ("district", "区县"), ("approved_on", "批准日期")):
        if not said.get(name) and name not in unread:
            faults.append(Finding(False, _FOUNDED, f"没有填写{label}", "请填写。", name))
    if not (said.get("short_name") and said.get("district") and said.get("approved_on")):
        faults += unmet(registry.telephone_written(said.get("phone", "")))
        if said.get("short_name"):
            faults += unmet(short_name_fits(said["short_name"]))
        return None
    span, by_month = registry.registered_term(said["approved_on"], said.get("valid_from"), said.get("valid_to"))
    texts = ("document_number", "plaque_serial", "office", "leader", "head", "contact", "phone")
    return Existing(
        short_name=said["short_name"],
        district=said["district"],
        approved_on=said["approved_on"],
        valid_from=span.valid_from,
        valid_to=span.valid_to,
        month_grained=by_month,
        awarded_on=said.get("awarded_on"),
        partners=tuple(said.get("partners", ())),
        **{name: said.get(name, "") for name in texts},
    )


def _one_each(number: int, unit: Organisation | NewUnit, look: _Look, units: dict[object, int]) -> None:
    """A unit has one station: in the register and in the list."""
    key = unit.pk if isinstance(unit, Organisation) else unit.code
    if code := look.stations.get(key):
        look.faults[number].append(station_there(code))
    if (earlier := units.setdefault(key, number)) != number:
        reason = f"与第{earlier}行是同一家建站单位"
        look.faults[number].append(Finding(False, measures(9, 3), reason, "请核对，重复的删去一行。", "unit"))


def station_there(code: str) -> Finding:
    """A unit has a station already."""
    return Finding(False, measures(9, 3), f"这家单位已有工作站{code}", "已在平台上的请从文件中删去。", "unit")


def _serial_free(number: int, serial: str, look: _Look, serials: dict[str, int]) -> None:
    if serial in look.serials:
        look.faults[number].append(serial_taken(serial))
    if (earlier := serials.setdefault(serial, number)) != number:
        reason = f"牌匾编号与第{earlier}行相同"
        look.faults[number].append(Finding(False, measures(9, 3), reason, "请核对牌匾编号。", "plaque_serial"))


def serial_taken(serial: str) -> Finding:
    """Another plaque bears the serial."""
    reason = f"牌匾编号“{serial}”已在登记簿中"
    return Finding(False, measures(9, 3), reason, "请核对；牌匾上没有编号的，请留空。", "plaque_serial")


def register_findings(entry: Existing, unit: Organisation, at: datetime) -> Iterator[Finding]:
    """What stands against entering one station of a unit. Two queries."""
    yield from entry_faults(entry, day_of(at))
    standing = Station.objects.filter(unit=unit, stage__in=STANDING).values_list("code", flat=True).first()
    if standing:
        yield station_there(standing)
    if entry.plaque_serial and Plaque.objects.filter(serial=entry.plaque_serial).exists():
        yield serial_taken(entry.plaque_serial)
