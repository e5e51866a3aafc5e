"""One application as its page shows it: the answers by section, its records and materials."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.db import connection

from haizhi.applications.facts import (
    OVERVIEW_FIELDS,
    call_takes,
    form_digest,
    records_of,
    rivals_in,
    signed_scan,
    waits_for_comparing,
)
from haizhi.applications.models import Application, Material, Record
from haizhi.applications.queries.lists import applications_of
from haizhi.kernel.actor import Actor
from haizhi.kernel.statements import Statement
from haizhi.regulation.attempts import ENDED, may_try_again, not_cancelled_before
from haizhi.regulation.evidence import RecordKind, of_section
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.naming import plaque_name
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route, no_rival_interest
from haizhi.regulation.sections import Section
from haizhi.regulation.wordcount import count_words
from haizhi.ui.wording import money_text

FIELD_LABELS = {field.name: str(field.verbose_name) for field in Application._meta.concrete_fields}

OPEN_STAGES = ("draft", "returned")
_UNDECIDED = (*OPEN_STAGES, "endorsing", "qualifying")

_CALL, _UNIT, _DISTRICT = UUID(int=1), UUID(int=2), "…"
"""What stands in the statements below where each case has its own."""


def case_of(actor: Actor, code: str) -> Application:
    """The application with everything its page shows. Raises Application.DoesNotExist when it is not to be seen."""
    return applications_of(actor).prefetch_related("materials", "submissions", "records", "printings").get(code=code)


def page_of(actor: Actor, code: str) -> Application:
    """The application as its page and those beside it show it, without the contents of former versions.

    Raises Application.DoesNotExist.
    """
    return applications_of(actor).prefetch_related("materials", "records").get(code=code)


def rival_shown(application: Application, actor: Actor) -> Finding | None:
    """The district's own interest, for those who judge its opinion and not for the unit it is about."""
    if not actor.holds(*Application.readers) or application.route != Route.VIA_DISTRICT:
        return None
    rivals = _rivals(connection.vendor).rows({_CALL: application.call_id, _DISTRICT: application.district})
    found = no_rival_interest(endorser_applies=bool(rivals))
    return None if found.met else found


@cache
def _rivals(_vendor: str) -> Statement:
    return Statement.of(rivals_in(_CALL, _DISTRICT).order_by().values_list("pk")[:1], _CALL, _DISTRICT)


def other_attempts(application: Application, actor: Actor) -> list[Application]:
    """The unit's other attempts in the same call, as far as they are seen; the last one first (interpretation 29)."""
    ended = _ended(connection.vendor).rows({_CALL: application.call_id, _UNIT: application.unit_id})
    others = {pk for (pk,) in ended} - {application.pk}
    if not others:
        return []
    seen = Application.objects.visible_to(actor).filter(pk__in=others)
    return list(seen.only("code", "stage").order_by("-code"))


@cache
def _ended(_vendor: str) -> Statement:
    ended = Application.objects.filter(call=_CALL, unit=_UNIT, stage__in=ENDED)
    return Statement.of(ended.order_by().values_list("pk"), _CALL, _UNIT)


def begins_again(application: Application, actor: Actor, at: datetime) -> bool:
    """Whether somebody of the unit may begin another in the same call, now that this one came to nothing."""
    if application.stage not in ENDED or not any(
        grant.role in (Role.DRAFTER, Role.SIGNATORY) and application.within(grant) for grant in actor.grants
    ):
        return False
    call, stage, code = application.call, application.stage, application.code
    again = (not_cancelled_before(stage, code), may_try_again(stage, code, new_attempts=call.new_attempts))
    return not unmet(*again, *call_takes(call, at))


def sees_checklist(application: Application, actor: Actor) -> bool:
    """Judgements are the Office's own until it has decided; then unit and district read them too."""
    return actor.holds(*Application.readers) or application.stage not in _UNDECIDED


def due_on(application: Application) -> date | None:
    """The last day for what the stage waits for, if it has one."""
    return application.due


def telephone(application: Application) -> str:
    """The telephone number as people write it."""
    number = "-".join(part for part in (application.phone_area, application.phone) if part)
    return f"{number} 转 {application.phone_extension}" if application.phone_extension else number


def unit_rows(application: Application) -> list[tuple[str, str]]:
    """The table's part on the unit, as label and value."""
    unit = application.unit
    return [
        ("工作站名称", plaque_name(application.station_name) if application.station_name else ""),
        ("申报单位", unit.name),
        ("统一社会信用代码", unit.code),
        ("单位类别", f"{unit.get_applicant_kind_display()}　{unit.get_affiliation_display()}"),
        ("单位地址", application.address),
        ("电话", telephone(application)),
        ("常设联系人", application.contact),
        ("传真", application.fax),
        ("电子信箱", application.email),
        ("邮编", application.postcode),
    ]


def condition_rows(application: Application) -> list[tuple[str, str]]:
    """The table's part on the station's conditions, as label and value."""
    held = [FIELD_LABELS[name] for name in ("above_scale", "high_tech") if getattr(application, name)]
    return [
        ("工作人员", "" if application.staff is None else f"{application.staff} 名"),
        ("专项经费", "" if application.money is None else money_text(application.money)),
        ("办公场地", "" if application.office_area is None else f"{application.office_area.normalize():f} 平方米"),
        *([("企业资格", "、".join(held))] if application.unit.applicant_kind == "enterprise" else []),
    ]


@dataclass(frozen=True, slots=True)
class OverviewPart:
    """One of the three parts of 项目概述 with its 字数."""

    label: str
    text: str
    words: int


def overview(application: Application) -> list[OverviewPart]:
    """The three parts."""
    texts = [(FIELD_LABELS[name], getattr(application, name)) for name in OVERVIEW_FIELDS]
    return [OverviewPart(label, text, count_words(text)) for label, text in texts]


@dataclass(frozen=True, slots=True)
class MaterialGroup:
    """The files of one kind: those in force and those replaced or removed."""

    kind: MaterialKind
    label: str
    current: tuple[Material, ...]
    former: tuple[Material, ...]


def material_groups(application: Application) -> list[MaterialGroup]:
    """The kinds of material of which there is any file, in the order of the form."""
    groups = []
    every = list(application.materials.all())
    for kind, demanded in MATERIALS.items():
        of_kind = [m for m in every if m.sort == kind]
        if of_kind:
            current = tuple(m for m in of_kind if m.is_current)
            groups.append(MaterialGroup(kind, demanded.label, current, tuple(m for m in of_kind if not m.is_current)))
    return groups


@dataclass(frozen=True, slots=True)
class RecordView:
    """A structured record: what heads it, what is filled in, and the agreement it names."""

    record: Record
    rows: tuple[tuple[str, str], ...]
    agreement: Material | None


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """The records of one kind."""

    kind: RecordKind
    label: str
    records: tuple[RecordView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section with what is filled in: answers as label and value, the parts of the overview, records, files."""

    section: Section
    rows: tuple[tuple[str, str], ...] = ()
    parts: tuple[OverviewPart, ...] = ()
    records: tuple[RecordGroup, ...] = ()
    files: tuple[MaterialGroup, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its place on a page."""
        return f"section-{self.section.value}"


def section_views(application: Application) -> list[SectionView]:
    """Every section in the order of the form."""
    rows = unit_rows(application)
    answers = {
        Section.UNIT: tuple(rows[1:]),
        Section.STATION: tuple(rows[:1]),
        Section.CONDITIONS: tuple(condition_rows(application)),
    }
    files = {m.pk: m for m in application.materials.all()}
    by_kind: dict[str, list[RecordView]] = {}
    for record in records_of(application):
        view = RecordView(record, tuple(record.rows()), files.get(record.agreement_id or 0))
        by_kind.setdefault(record.sort, []).append(view)
    return [
        SectionView(
            section,
            answers.get(section, ()),
            tuple(overview(application)) if section is Section.OVERVIEW else (),
            tuple(
                RecordGroup(type_.kind, type_.label, tuple(by_kind[type_.kind]))
                for type_ in of_section(section)
                if type_.kind in by_kind
            ),
            tuple(material_groups(application)) if section is Section.ATTACHMENTS else (),
        )
        for section in Section
    ]


def stale_scan(application: Application) -> Material | None:
    """The signed scan in force, if it shows another version than the form as it stands."""
    scan = signed_scan(application)
    bound = scan is not None and not waits_for_comparing(scan)
    return scan if scan and bound and scan.form_digest != form_digest(application) else None
