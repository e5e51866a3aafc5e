"""One application as its page shows it: the form, its materials, what changed from one submission to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from haizhi.applications.facts import FORM_FIELDS, OVERVIEW_FIELDS, current_materials, form_digest
from haizhi.applications.models import Application, Material, Submission
from haizhi.applications.queries.lists import applications_of
from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.naming import plaque_name
from haizhi.regulation.wordcount import count_words
from haizhi.ui.wording import money_text

FIELD_LABELS = {field.name: str(field.verbose_name) for field in Application._meta.concrete_fields}

SHORT_HASH = 12
"""Hex digits of a digest that are printed: enough to tell versions apart, few enough to compare by eye."""

OPEN_STAGES = ("draft", "returned")
_UNDECIDED = (*OPEN_STAGES, "endorsing", "qualifying")


def case_of(actor: Actor, code: str) -> Application:
    """The application with everything its page shows. Raises Application.DoesNotExist when it is not to be seen."""
    return applications_of(actor).prefetch_related("materials", "submissions", "records").get(code=code)


def short_hash(digest: str) -> str:
    """The part of a digest that is printed, in groups of four."""
    shown = digest[:SHORT_HASH].upper()
    return " ".join(shown[i : i + 4] for i in range(0, len(shown), 4))


def sees_checklist(application: Application, actor: Actor) -> bool:
    """Judgements are the Office's own until it has decided; then unit and district read them too."""
    return actor.holds(*Application.readers) or application.stage not in _UNDECIDED


def due_on(application: Application) -> date | None:
    """The last day for what the stage waits for, if it has one."""
    if application.due_on:
        return application.due_on
    deadline = application.call.deadline
    waits = application.stage in OPEN_STAGES or application.stage == "endorsing"
    return day_of(deadline - timedelta(microseconds=1)) if deadline and waits and not application.arrived_at else None


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
class Change:
    """What differs from the submission before, as texts."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """A submission with its printed mark and what changed against the one before; None for the first."""

    submission: Submission
    mark: str
    changes: tuple[Change, ...] | None


def versions(application: Application) -> list[Version]:
    """Every submission, newest first."""
    found: list[Version] = []
    former: Submission | None = None
    for submission in application.submissions.all():
        changed = None if former is None else tuple(changes(former.content, submission.content))
        found.append(Version(submission, short_hash(submission.digest), changed))
        former = submission
    return found[::-1]


def changes(before: dict[str, Any], after: dict[str, Any]) -> Iterable[Change]:
    """What differs between two contents: fields first, then attachments added and taken out."""
    for name in FORM_FIELDS:
        old, new = before["form"].get(name), after["form"].get(name)
        if old != new:
            yield Change(FIELD_LABELS[name], _words(name, old), _words(name, new))
    for sort, demanded in MATERIALS.items():
        old_files, new_files = _files(before, sort), _files(after, sort)
        gone = [name for sha, name in old_files.items() if sha not in new_files]
        come = [name for sha, name in new_files.items() if sha not in old_files]
        if gone or come:
            yield Change(demanded.label, "、".join(gone), "、".join(come))


def _files(content: dict[str, Any], sort: MaterialKind) -> dict[str, str]:
    return {file["sha256"]: file["name"] for file in content["attachments"] if file["sort"] == sort}


def _words(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "money":
        return money_text(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    units = {"staff": " 名", "office_area": " 平方米"}
    return f"{value}{units.get(name, '')}"


def stale_scan(application: Application) -> Material | None:
    """The signed scan in force, if it shows another version than the form as it stands."""
    current = form_digest(application)
    signed = [m for m in current_materials(application) if m.sort == MaterialKind.SIGNED_FORM]
    return next((m for m in signed if m.form_digest != current), None)
