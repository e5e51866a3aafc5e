"""评定指标对照: which evidence an application holds for each of the 16 indicators of 附件3, and where to add some."""

from dataclasses import dataclass

from haizhi.applications.facts import current_materials, records_of
from haizhi.applications.models import Application, Material, Record
from haizhi.applications.queries.case import FIELD_LABELS, condition_rows
from haizhi.applications.queries.drafting import INTRODUCED, record_url, section_url
from haizhi.regulation.evidence import (
    FORM_EVIDENCE,
    MATERIAL_EVIDENCE,
    RECORDS,
    RecordKind,
    asked_for,
    joint_gap,
    supports,
)
from haizhi.regulation.indicators import REVIEW, Indicator, IndicatorGroup, tenths
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.sections import Section


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: what kind, what it is called, the page it is changed on; `whole`: nothing of it is missing.

    `source` is the record or the material that it stands in; None for an answer of the form.
    """

    sort: str
    text: str
    url: str
    whole: bool = True
    source: Record | Material | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where evidence is added."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator, what speaks to it, what is still wanted beside it, and where to add more."""

    indicator: Indicator
    maximum: str
    evidence: tuple[Evidence, ...]
    gap: str
    places: tuple[Place, ...]

    @property
    def is_covered(self) -> bool:
        """Whether there is evidence, of each kind that it takes."""
        return bool(self.evidence) and not self.gap


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of indicators."""

    group: IndicatorGroup
    maximum: str
    rows: tuple[IndicatorRow, ...]


def coverage(application: Application) -> list[GroupRow]:
    """The five groups with their indicators, in order."""
    gathered = _gathered(application)
    kinds = _supporting_kinds(application)
    return [
        GroupRow(
            group,
            tenths(group.maximum),
            tuple(
                IndicatorRow(
                    indicator,
                    tenths(indicator.maximum),
                    tuple(gathered.get(indicator.key, ())),
                    _gap(indicator.key, kinds.get(indicator.key, set())),
                    _places(application, indicator.key),
                )
                for indicator in group.indicators
            ),
        )
        for group in REVIEW.groups
    ]


def _gathered(application: Application) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    said = dict(condition_rows(application))
    for key, names in FORM_EVIDENCE.items():
        for name in names:
            if getattr(application, name):
                url = f"{section_url(application, Section.CONDITIONS)}#id_{name}"
                label = FIELD_LABELS[name]
                found.setdefault(key, []).append(Evidence(label, said[label], url))
    for record in records_of(application):
        piece = Evidence(record.kind.label, str(record), record_url(application, record), not record.missing, record)
        for key in supports(record.kind, record.values):
            found.setdefault(key, []).append(piece)
    for material in current_materials(application):
        kind = MaterialKind(material.sort)
        section = Section.OVERSEAS if kind in INTRODUCED else Section.ATTACHMENTS
        url = f"{section_url(application, section)}#uploader-{kind}"
        for key in MATERIAL_EVIDENCE.get(kind, ()):
            found.setdefault(key, []).append(Evidence(kind.label, material.upload.name, url, source=material))
    return found


def _supporting_kinds(application: Application) -> dict[str, set[RecordKind]]:
    found: dict[str, set[RecordKind]] = {}
    for record in application.records.all():
        for key in supports(record.kind, record.values):
            found.setdefault(key, set()).add(record.kind)
    return found


def _gap(key: str, kinds: set[RecordKind]) -> str:
    return "、".join(kind.label for kind in joint_gap(key, kinds)) if kinds else ""


def _places(application: Application, key: str) -> tuple[Place, ...]:
    found = [
        Place(kind.label, f"{section_url(application, RECORDS[kind].section)}#{kind.value}") for kind in asked_for(key)
    ]
    if key in FORM_EVIDENCE:
        found.append(Place(Section.CONDITIONS.label, section_url(application, Section.CONDITIONS)))
    return tuple(found)
