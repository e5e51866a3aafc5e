"""Rows as the regulation's rules take them: facts, judgements, content and its digest, what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from haizhi.accounts.models import Organisation
from haizhi.applications.facts.arriving import arrival
from haizhi.applications.models import Application, Material, Record
from haizhi.fairness.encoding import digest
from haizhi.kernel.actor import Actor
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.eligibility import ApplicantFacts, Condition, Judgement, conditions_for, eligibility
from haizhi.regulation.evidence import RECORDS, RecordKind
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.roles import UNIT_ROLES, Role
from haizhi.regulation.routing import (
    Route,
    no_rival_interest,
    not_judged_by_its_own_people,
    route_for,
)
from haizhi.regulation.sections import Section

FORM_FIELDS = (
    "station_name",
    "address",
    "phone_area",
    "phone",
    "phone_extension",
    "contact",
    "fax",
    "email",
    "postcode",
    "overview_basis",
    "overview_plan",
    "overview_goals",
    "staff",
    "money",
    "office_area",
    "above_scale",
    "high_tech",
)
"""The fields of the form that are printed and signed, in its order."""

REQUIRED_FIELDS = tuple(
    name for name in FORM_FIELDS if name not in ("phone_area", "phone_extension", "fax", "above_scale", "high_tech")
)
"""Those without which nothing is submitted; a unit may have neither fax nor extension."""

OVERVIEW_FIELDS = ("overview_basis", "overview_plan", "overview_goals")

DECLARATIONS = ("truth_declared", "no_secrets_declared")
"""What the unit declares when it submits; not printed, so that ticking it does not make a signed form void."""

SECTION_FIELDS: dict[Section, tuple[str, ...]] = {
    Section.UNIT: ("address", "postcode", "phone_area", "phone", "phone_extension", "contact", "fax", "email"),
    Section.STATION: ("station_name",),
    Section.OVERVIEW: OVERVIEW_FIELDS,
    Section.CONDITIONS: ("staff", "money", "office_area", "above_scale", "high_tech"),
}
"""The fields of the form that each section asks for; the other sections hold records or files."""

SIGNED = (MaterialKind.SIGNED_FORM, MaterialKind.DISTRICT_OPINION)
"""Scans of what is signed on this very application: not printed, and of no use to another one."""

_ANNEX_OF = {
    RecordKind.OVERSEAS_GROUP: MaterialKind.OVERSEAS_GROUPS,
    RecordKind.OVERSEAS_EXPERT: MaterialKind.EXPERTS,
}
"""Introductions that are printed from records instead of being uploaded."""

_RECORD_ORDER = {kind.value: place for place, kind in enumerate(RECORDS)}
_ORDER = {kind.value: place for place, kind in enumerate(MATERIALS)}


def current_materials(application: Application) -> list[Material]:
    """The materials in force, in the order of the form's list."""
    found = [m for m in application.materials.all() if m.is_current]
    return sorted(found, key=lambda m: (_ORDER[m.sort], m.added_at, m.pk))


def records_of(application: Application) -> list[Record]:
    """The structured records, kind by kind as the annexes print them."""
    return sorted(application.records.all(), key=lambda r: (_RECORD_ORDER[r.sort], r.place, r.pk))


def bytes_of_materials(application: Application) -> int:
    """How many bytes the materials in force have altogether; what was purged takes no room."""
    return sum(m.upload.size for m in application.materials.all() if m.is_current and m.upload.erased_at is None)


def purged_materials(application: Application) -> list[Material]:
    """The materials in force whose content had to be erased (办法·15): listed, but handed in no longer."""
    return [m for m in current_materials(application) if m.upload.erased_at is not None]


def supplied(application: Application) -> frozenset[MaterialKind]:
    """The kinds of material that are there: as files not purged, or as the annex that is printed from records."""
    files = {MaterialKind(m.sort) for m in current_materials(application) if m.upload.erased_at is None}
    return frozenset(files | {_ANNEX_OF[r.kind] for r in application.records.all() if r.kind in _ANNEX_OF})


def kind_of(unit: Organisation) -> ApplicantKind:
    """What kind of applicant a unit is."""
    return ApplicantKind(unit.applicant_kind)


def expected_route(unit: Organisation) -> Route:
    """The way of 办法·7 for a unit."""
    return route_for(kind_of(unit), Affiliation(unit.affiliation)).route


def applicant_facts(application: Application) -> ApplicantFacts:
    """What the checklist needs; what is not filled in counts as nothing."""
    return ApplicantFacts(
        kind=kind_of(application.unit),
        route=Route(application.route),
        staff=application.staff or 0,
        money=application.money or 0,
        office_area=application.office_area or Decimal(0),
        above_scale=application.above_scale,
        high_tech=application.high_tech,
        materials=supplied(application),
        purged=frozenset(MaterialKind(m.sort) for m in purged_materials(application)),
    )


def judgements(application: Application) -> dict[str, Judgement]:
    """What the Office ticked, by row."""
    return {row: Judgement(said["met"], said["note"]) for row, said in application.judgements.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the checklist: its condition, the answer, and who judged it (None when computed or open).

    `outdated`: the application was handed in again after the judgement, which may no longer fit what it says.
    """

    condition: Condition
    finding: Finding
    judgement: Mapping[str, Any] | None
    outdated: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a person's judgement."""
        return self.condition.judged and self.judgement is None


def checklist(application: Application) -> tuple[Row, ...]:
    """Every row of 办法·6 and 评审·5 that applies, in order."""
    rows = conditions_for(kind_of(application.unit))
    findings = eligibility(applicant_facts(application), judgements(application))
    said = application.judgements
    return tuple(
        Row(row, finding, said.get(row.key), _judged_before(said.get(row.key), application.submitted_at))
        for row, finding in zip(rows, findings, strict=True)
    )


def _judged_before(said: Mapping[str, Any] | None, submitted_at: datetime | None) -> bool:
    return bool(said and submitted_at and datetime.fromisoformat(said["at"]) < submitted_at)


def content(application: Application) -> dict[str, Any]:
    """What is printed and signed: form and list of attachments, canonical (money in 分, area as text in m²)."""
    answers: dict[str, Any] = {name: getattr(application, name) for name in FORM_FIELDS}
    if application.office_area is not None:
        answers["office_area"] = f"{application.office_area:.2f}"
    unit = application.unit
    files: dict[int | None, str] = {m.pk: m.upload.sha256 for m in application.materials.all()}
    return {
        "code": application.code,
        "year": application.call.year,
        "unit": {"name": unit.name, "code": unit.code},
        "form": answers,
        "records": [
            {"sort": r.sort, "values": r.values, "agreement": files.get(r.agreement_id, "")}
            for r in records_of(application)
        ],
        "attachments": [
            {"sort": m.sort, "name": m.upload.name, "sha256": m.upload.sha256, "size": m.upload.size}
            for m in current_materials(application)
            if m.sort not in SIGNED
        ],
    }


def form_digest(application: Application) -> str:
    """SHA-256 over the canonical content (hex): the mark printed on every page of the form."""
    return digest(content(application)).hex()


def may_fill_in(application: Application, by: Actor) -> bool:
    """Whether somebody may work on the draft: the unit's own people, the Office where it records a paper form."""
    for grant in by.grants:
        if grant.role in (Role.DRAFTER, Role.SIGNATORY) and application.within(grant):
            return True
        if grant.role is Role.OFFICE_CLERK and application.recorded_by_office:
            return True
    return False


def submitted_by_its_own(application: Application, by: Actor) -> Finding:
    """The unit's head submits; the Office only what it recorded from paper (办法·8)."""
    own = any(grant.role is Role.SIGNATORY and application.within(grant) for grant in by.grants)
    return Finding(
        own or application.recorded_by_office,
        measures(8),
        "非代录的申报由申报单位负责人提交",
        "请联系申报单位负责人",
    )


def judged_by_others(application: Application, by: Actor) -> Finding:
    """Nobody who acts for the unit judges its application (评审·3)."""
    return not_judged_by_its_own_people(acts_for_unit=str(application.unit_id) in by.places(*UNIT_ROLES))


def correction_overdue(application: Application, at: datetime) -> Finding:
    """Whether what the Office sent back is still out after the day it set (办法·7·3)."""
    due = application.due_on
    late = application.stage == "returned" and due is not None and day_of(at) > due
    return Finding(
        not late,
        measures(7, 3),
        f"补正期限为{chinese_date(due)}，期满未提交补正" if late and due else "无逾期未补正的事项",
    )


def grounds_for_rejection(application: Application, at: datetime) -> tuple[Finding, ...]:
    """What speaks against it for good: late arrival, a correction not made in time, conditions not met."""
    found = [arrival(application, at), correction_overdue(application, at)]
    if application.stage == "qualifying":
        found += [row.finding for row in checklist(application) if not row.is_open]
    return unmet(*found)


def rival_interest(application: Application) -> Finding:
    """Whether the district that gives its opinion applies itself in the same call (办法·7·2)."""
    by_district = application.route == Route.VIA_DISTRICT
    applies = by_district and rivals_in(application.call_id, application.district).exists()
    return no_rival_interest(endorser_applies=applies)


def rivals_in(call: UUID, district: str) -> QuerySet[Application]:
    """The applications in a call that a district handed in itself."""
    own = Application.objects.filter(
        call=call, unit__applicant_kind=ApplicantKind.DISTRICT_ASSOCIATION, unit__district=district
    )
    return own.exclude(stage__in=["draft", "withdrawn", "cancelled"])
