"""Unsubmitted work: no ledger entry, and no rule but types stands in its way.

A page of the form names itself and the last save it had seen (`Page`). A field that another page has saved since is
not overwritten silently: the save answers with a `Clash`, and a page that has shown it may save again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.db import transaction

from haizhi.applications.facts import FORM_FIELDS, form_digest, kind_of, may_fill_in
from haizhi.applications.models import Application, Call, Material
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.source import new_code
from haizhi.regulation.citations import measures
from haizhi.regulation.eligibility import conditions_for
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import OFFICE_ROLES

DRAFT_FIELDS: Final = (*FORM_FIELDS, "truth_declared")
"""What a draft's `save` takes."""

CALL_FIELDS: Final = (
    "heading",
    "document_number",
    "issued_on",
    "deadline",
    "department",
    "contact",
    "address",
    "postcode",
    "phone",
    "mailbox",
    "paper_copies",
    "soft_target",
    "body",
)
"""What `edit_call` takes."""

SINGLE_MATERIALS: Final = frozenset({MaterialKind.SIGNED_FORM})
"""Of these only the newest is in force."""

MATERIALS_EACH: Final = 20
"""The most files of one kind of material."""

_OPEN = ("draft", "returned")

S = TypeVar("S", Application, Call)


@dataclass(frozen=True, slots=True)
class Page:
    """A form as it lies open somewhere: the last save it knows, and its own name."""

    serial: int
    name: str

    def __str__(self) -> str:
        return f"{self.serial}.{self.name}"

    @classmethod
    def read(cls, text: str) -> "Page":
        """A page from its text; text that is none is a page that has seen nothing."""
        serial, _, name = text.partition(".")
        known = serial.isdecimal() and serial.isascii() and len(serial) <= 9 and name.isalnum()
        return cls(int(serial), name[:16]) if known else cls(0, new_code(8))


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else saved a field since: what stands there now, who saved it, when (RFC 3339)."""

    field: str
    stands: Any
    by: str
    at: str


def open_page(application: Application) -> Page:
    """A page that shows the draft as it stands."""
    return Page(application.edits.get("serial", 0), new_code(8))


def save(
    application: Application, values: Mapping[str, Any], *, by: Actor, at: datetime, page: Page | None = None
) -> tuple[Clash, ...]:
    """Save fields of a draft (money in 分, area in m²); answers with those that another page changed meanwhile.

    Without a `page` nothing clashes. Raises Refused when the draft is no longer open or not the actor's to fill in,
    ValueError for a field that is none of the form's.
    """
    if unknown := values.keys() - set(DRAFT_FIELDS):
        raise ValueError(f"not a field of the form: {sorted(unknown)}")
    clashes = []
    with transaction.atomic():
        _lock(application)
        _refuse_unless_open(application, by)
        marks = application.edits.get("fields", {})
        serial = application.edits.get("serial", 0) + 1
        changed = {name: value for name, value in values.items() if _differs(getattr(application, name), value)}
        for name, value in changed.items():
            mark = marks.get(name)
            if page and mark and mark["serial"] > page.serial and mark["page"] != page.name:
                clashes.append(Clash(name, getattr(application, name), mark["by"], mark["at"]))
                continue
            setattr(application, name, value)
            marks[name] = {"serial": serial, "page": page.name if page else "", "by": by.name, "at": at.isoformat()}
        if changed:
            application.edits = {"serial": serial, "fields": marks}
        application.saved_at = at
        application.save(update_fields=[*changed, "edits", "saved_at"])
    return tuple(clashes)


def _differs(stands: Any, value: Any) -> bool:
    if isinstance(stands, Decimal) and value is not None:
        return stands != Decimal(value)
    return bool(stands != value)


def attach(
    application: Application,
    sort: MaterialKind,
    upload: Upload,
    *,
    by: Actor,
    at: datetime,
    replaces: int | None = None,
) -> Material:
    """Add a file to a draft; it takes the place of `replaces` (a material's id), or of the former signed form.

    A signed form is bound to the content as it stands: fill in and attach everything else before it.
    Raises Refused for a draft that is not open, the district's material, or too many files of a kind.
    """
    with transaction.atomic():
        _lock(application)
        _refuse_unless_open(application, by)
        if sort is MaterialKind.DISTRICT_OPINION:
            raise Refused(Finding(False, measures(7, 2), f"“{sort.label}”由区县科协在初审时上传", "", "sort"))
        current = application.materials.filter(sort=sort, replaced_at=None)
        replaced = current if sort in SINGLE_MATERIALS else current.filter(pk=replaces) if replaces else current.none()
        replaced.update(replaced_at=at)
        if current.count() >= MATERIALS_EACH:
            raise Refused(
                Finding(
                    False,
                    measures(8),
                    f"“{sort.label}”最多上传{MATERIALS_EACH}个文件",
                    "请合并文件，或先移除不需要的文件",
                    "upload",
                )
            )
        mark = form_digest(application) if sort is MaterialKind.SIGNED_FORM else ""
        material = Material.objects.create(
            application=application, sort=sort, upload=upload, form_digest=mark, added_at=at
        )
        application.saved_at = at
        application.save(update_fields=["saved_at"])
    return material


def remove(material: Material, *, by: Actor, at: datetime) -> None:
    """Take a file out of a draft; it stays as history. Removing it twice is removing it once."""
    application = material.application
    with transaction.atomic():
        _lock(application)
        _refuse_unless_open(application, by)
        if material.sort == MaterialKind.DISTRICT_OPINION:
            raise Refused(Finding(False, measures(7, 2), "区县科协的初审意见不能由申报单位移除", "", "material"))
        Material.objects.filter(pk=material.pk, replaced_at=None).update(replaced_at=at)
        application.saved_at = at
        application.save(update_fields=["saved_at"])


def judge(application: Application, row: str, met: bool | None, note: str, *, by: Actor, at: datetime) -> None:
    """Save the Office's judgement on one row of the checklist; `met` None takes it back.

    Raises Refused outside the qualification check or for somebody else, and for a "no" without its reason;
    ValueError for a row that no person judges for this kind of applicant.
    """
    if row not in {c.key for c in conditions_for(kind_of(application.unit)) if c.judged}:
        raise ValueError(f"not a row to be judged: {row}")
    if not by.holds(*OFFICE_ROLES):
        raise Refused(Finding(False, measures(7, 3), "资格条件由重庆海智办判断", "请换用有此岗位的账号"))
    if met is False and not note.strip():
        raise Refused(Finding(False, measures(7, 3), "判断为不符合须写明理由", "请填写说明", "note"))
    with transaction.atomic():
        _lock(application)
        if application.stage != "qualifying":
            raise Refused(
                Finding(
                    False,
                    measures(7, 3),
                    f"此件现为“{application.stage_label}”，不能修改资格条件的判断",
                    "只有处于“资格审核中”时才能判断",
                )
            )
        said = {k: v for k, v in application.judgements.items() if k != row}
        if met is not None:
            said[row] = {"met": met, "note": note.strip(), "by": by.name, "at": at.isoformat()}
        application.judgements = said
        application.save(update_fields=["judgements"])


def edit_call(call: Call, values: Mapping[str, Any], *, by: Actor, at: datetime, seen: int | None = None) -> None:
    """Edit a call that is not yet published; `seen` is the version its author was looking at.

    Raises Refused once it is published or when somebody else edited it since, ValueError for a field that is none.
    """
    if unknown := values.keys() - set(CALL_FIELDS):
        raise ValueError(f"not a field of a call: {sorted(unknown)}")
    if not by.holds(*OFFICE_ROLES):
        raise Refused(Finding(False, measures(7, 4), "申报通知由重庆海智办拟定", "请换用有此岗位的账号"))
    with transaction.atomic():
        _lock(call)
        if call.stage != "draft":
            raise Refused(
                Finding(False, measures(7, 4), f"通知现为“{call.stage_label}”，不能再修改", "截止时间可办理“延期”")
            )
        if seen is not None and seen != call.version:
            raise Refused(
                Finding(False, None, "您打开页面之后，他人已改过此通知", "您填写的仍在这里；请看过现有内容后再次保存")
            )
        for name, value in values.items():
            setattr(call, name, value)
        call.version += 1
        call.save(update_fields=[*values, "version"])


def _lock(subject: S) -> None:
    subject.refresh_from_db(from_queryset=type(subject)._base_manager.select_for_update())


def _refuse_unless_open(application: Application, by: Actor) -> None:
    if not may_fill_in(application, by):
        raise Refused(
            Finding(False, measures(8), "申报内容由申报单位填写（代录的由海智办填写）", "请换用申报单位的账号")
        )
    if application.stage not in _OPEN:
        raise Refused(
            Finding(
                False,
                measures(8),
                f"此件现为“{application.stage_label}”，不能再修改申报内容",
                "如确需修改，请联系受理部门退回补正，或撤回后重新申报",
            )
        )
