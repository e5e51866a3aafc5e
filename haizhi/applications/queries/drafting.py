"""A draft as its drafters see it: which sections are done, what is missing and where, who else is at work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.urls import reverse

from haizhi.applications.facts import (
    DECLARATIONS,
    SECTION_FIELDS,
    content,
    current_materials,
    records_of,
    submission_findings,
)
from haizhi.applications.models import Application, Presence, Record, binding_cutoffs
from haizhi.applications.models.presence import HERE_FOR
from haizhi.applications.queries.lists import applications_of
from haizhi.applications.queries.versions import Comparison, compare
from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.evidence import RECORDS, RecordKind, RecordType, asked_for, of_section, supports
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.sections import Section

_INTRODUCED_BY = {
    MaterialKind.OVERSEAS_GROUPS.value: RecordKind.OVERSEAS_GROUP.value,
    MaterialKind.EXPERTS.value: RecordKind.OVERSEAS_EXPERT.value,
}
INTRODUCED = frozenset(_INTRODUCED_BY)
"""Materials that records stand for."""

_SECTION_OF = {name: section for section, names in SECTION_FIELDS.items() for name in names}
_APART = (MaterialKind.SIGNED_FORM, MaterialKind.DISTRICT_OPINION)


class Progress(StrEnum):
    """How far a section is; the value is what people read."""

    NOT_BEGUN = "未开始"
    UNDER_WAY = "填写中"
    DONE = "已完成"
    TO_CORRECT = "需补正"

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return {"未开始": "", "填写中": "live", "已完成": "ok", "需补正": "wait"}[self.value]


@dataclass(frozen=True, slots=True)
class Pointed:
    """What is missing, and where it is filled in (empty when nowhere)."""

    finding: Finding
    section: Section | None
    url: str


@dataclass(frozen=True, slots=True)
class Task:
    """A section on the task list; `changed` since the last submission (None when there was none), `reason`: what is
    to be corrected."""

    section: Section
    url: str
    progress: Progress
    missing: tuple[Pointed, ...]
    changed: bool | None
    reason: str
    here: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return f"section-{self.section.value}"


def draft_of(actor: Actor, code: str) -> Application:
    """The application with everything that its drafting pages show, at most five queries.

    Each record knows its agreement. Raises Application.DoesNotExist when it is not to be seen.
    """
    application = applications_of(actor).annotate(bound_until=binding_cutoffs()).get(code=code)
    handed_in = ("submissions",) if application.submitted_at else ()
    prefetch_related_objects([application], "materials", "records", "printings", *handed_in)
    files = {m.pk: m for m in application.materials.all()}
    for record in application.records.all():
        record.agreement = files.get(record.agreement_id or 0)
    return application


def section_url(application: Application, section: Section) -> str:
    """The page of a section."""
    return reverse("applications:section", args=[application.code, section.value])


def record_url(application: Application, record: Record) -> str:
    """The page of a record."""
    return reverse("applications:record_edit", args=[application.code, record.sort, record.mark])


def pointed(application: Application, at: datetime) -> tuple[Pointed, ...]:
    """Everything that stands against a submission now, each with the place where it is put right."""
    records = {f"record-{record.mark}": record for record in application.records.all()}
    return tuple(_pointed(application, finding, records) for finding in unmet(*submission_findings(application, at)))


def _pointed(application: Application, finding: Finding, records: dict[str, Record]) -> Pointed:
    field = finding.field
    if field in _SECTION_OF:
        section = _SECTION_OF[field]
        return Pointed(finding, section, f"{section_url(application, section)}#id_{field}")
    if field in records:
        record = records[field]
        return Pointed(finding, record.type.section, record_url(application, record))
    if field in INTRODUCED:
        kind = _INTRODUCED_BY[field]
        return Pointed(finding, Section.OVERSEAS, f"{section_url(application, Section.OVERSEAS)}#{kind}")
    check = reverse("applications:check", args=[application.code])
    if field in DECLARATIONS:
        return Pointed(finding, None, f"{check}#id_{field}")
    if field == MaterialKind.SIGNED_FORM:
        return Pointed(finding, None, f"{check}#signed_form")
    if field in MATERIALS:
        return Pointed(
            finding, Section.ATTACHMENTS, f"{section_url(application, Section.ATTACHMENTS)}#uploader-{field}"
        )
    return Pointed(finding, None, "")


def tasks(application: Application, missing: Iterable[Pointed], here: Mapping[Section, tuple[str, ...]]) -> list[Task]:
    """Every section in order; `here`: who else is at work on it. Of a returned one exactly those named are open."""
    named: set[str] = set(application.opinions.get("correction", {}).get("sections", ()))
    named = named if application.stage == "returned" else set()
    found = tuple(missing)
    reasons: dict[str, str] = application.opinions.get("correction", {}).get("reasons", {})
    comparison = changes_since(application)
    changed = None if comparison is None else {s.section for s in comparison.sections if s.touched}
    made = []
    for section in Section:
        own = tuple(point for point in found if point.section is section)
        progress = Progress.TO_CORRECT if section.value in named else _progress(application, section, own)
        differs = None if changed is None else section in changed
        made.append(
            Task(
                section,
                section_url(application, section),
                progress,
                own,
                differs,
                reasons.get(section.value, "") if section.value in named else "",
                here.get(section, ()),
            )
        )
    return made


def _progress(application: Application, section: Section, missing: tuple[Pointed, ...]) -> Progress:
    begun = _begun(application, section)
    if not missing and (begun or section is Section.ATTACHMENTS):
        return Progress.DONE
    return Progress.UNDER_WAY if begun else Progress.NOT_BEGUN


def _begun(application: Application, section: Section) -> bool:
    if section in SECTION_FIELDS:
        return any(getattr(application, name) not in (None, "", False) for name in SECTION_FIELDS[section])
    sorts = {m.sort for m in current_materials(application)}
    if section is Section.ATTACHMENTS:
        return bool(sorts - INTRODUCED - set(_APART))
    if section is Section.OVERSEAS and sorts & INTRODUCED:
        return True
    return any(record.type.section is section for record in application.records.all())


def changes_since(application: Application) -> Comparison | None:
    """What differs from what was handed in last, and what was to be corrected; None before the first time."""
    if application.submitted_at is None:
        return None
    submissions = list(application.submissions.all())
    correction = application.opinions.get("correction", {})
    reasons = correction.get("reasons", {})
    asked = {section: reasons.get(section, "") for section in correction.get("sections", ())}
    return compare(submissions[-1].content, content(application), asked)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody else who has a section open, in another window perhaps oneself."""

    name: str
    section: Section
    record: UUID | None
    is_oneself: bool


def neighbours(application: Application, *, by: Actor, window: str, at: datetime) -> list[Neighbour]:
    """Who has which section open now, but for the window that asks."""
    rows = Presence.objects.filter(application=application, seen_at__gte=at - HERE_FOR).exclude(window=window)
    return [Neighbour(row.name, Section(row.section), row.record, row.person_id == by.id) for row in rows]


def others(application: Application, by: Actor, at: datetime) -> dict[Section, tuple[str, ...]]:
    """Who else has which section open now, each named once."""
    rows = Presence.objects.filter(application=application, seen_at__gte=at - HERE_FOR).exclude(person_id=by.id)
    found: dict[Section, dict[str, None]] = {}
    for row in rows:
        found.setdefault(Section(row.section), {})[row.name] = None
    return {section: tuple(names) for section, names in found.items()}


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """The records of one kind on the page of a section, and those of the year before that may be brought in."""

    asks_for: RecordType
    records: tuple[Record, ...]
    former: tuple[Record, ...]


def own_groups(application: Application, section: Section) -> list[RecordGroup]:
    """The kinds of a section with their records alone, in order. No query beyond the records."""
    own = records_of(application)
    return [
        RecordGroup(asks_for, tuple(r for r in own if r.sort == asks_for.kind), ()) for asks_for in of_section(section)
    ]


def record_groups(application: Application, section: Section) -> list[RecordGroup]:
    """The kinds of a section with their records, in order."""
    former = former_records(application)
    return [
        replace(group, former=tuple(r for r in former if r.sort == group.asks_for.kind))
        for group in own_groups(application, section)
    ]


def former_records(application: Application) -> list[Record]:
    """The records of the application before that are not here yet, kind by kind."""
    known = [(record.sort, record.values) for record in application.records.all()]
    before = (
        Application.objects.filter(unit=application.unit_id)
        .exclude(pk=application.pk)
        .order_by("-call__year", "-code")
        .values("pk")[:1]
    )
    order = {kind.value: place for place, kind in enumerate(RECORDS)}
    rows = [r for r in Record.objects.filter(application__in=before) if (r.sort, r.values) not in known]
    return sorted(rows, key=lambda r: (order[r.sort], r.place, r.pk))


def signatories(application: Application, at: datetime) -> list[str]:
    """The names of those who may sign and submit for the unit today."""
    held = application.unit.signatories(day_of(at)).select_related("person")
    return [membership.person.name for membership in held.order_by("valid_from", "pk")]


def supported(kind: RecordKind, record: Record | None) -> frozenset[str]:
    """The indicators that a record speaks to, or, before it is filled in, that its kind may speak to."""
    if record is not None:
        return frozenset(supports(kind, record.values))
    return frozenset(i.key for i in REVIEW.indicators if kind in asked_for(i.key))


def still_valid(record: Record) -> dict[str, object]:
    """The values of a former record that its kind still asks for."""
    return {f.key: record.values[f.key] for f in record.type.fields if f.holds(record.values.get(f.key))}
