"""Objections and reports: for those who decide on them, and for whoever lodged one and holds its receipt."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet

from haizhi.applications.models import Application
from haizhi.decisions.models import Inquiry, Objection, ObjectionEntry, ObjectionFile
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.kernel.secrecy import unseal
from haizhi.regulation import moves

SETTLED = frozenset({"declined", "upheld", "dismissed"})
"""Stages of an objection after which nothing more is decided on it."""

Entry = ObjectionEntry.Sort


@dataclass(frozen=True, slots=True)
class Said:
    """One line of what was asked and added: `files` by their names alone."""

    label: str
    text: str
    at: datetime
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """What the holder of a receipt may know: nothing of who deals with it, nothing of what the unit said."""

    code: str
    sort: str
    unit: str
    heading: str
    lodged_at: datetime
    state: str
    settled_at: datetime | None
    answer: str
    said: tuple[Said, ...]
    takes_more: bool


_STATES = {
    "lodged": "已收到，待决定是否受理",
    "accepted": "已受理，核查中",
    "found": "已受理，核查中",
    "declined": "不予受理",
    "upheld": "已办结，反映的问题成立",
    "dismissed": "已办结，反映的问题不成立",
}


def objections_of(actor: Actor) -> QuerySet[Objection]:
    """The objections and reports that the actor may see."""
    return Objection.objects.visible_to(actor).select_related("application__unit", "publicity")


def whole(found: QuerySet[Objection]) -> QuerySet[Objection]:
    """With what its page shows; what a matter has nothing of is not asked for again."""
    more = {name: Exists(model._default_manager.filter(objection=OuterRef("pk"))) for name, model in _PARTS.items()}
    return found.select_related("attachment").annotate(**more)


_PARTS: dict[str, type[Model]] = {"has_files": ObjectionFile, "has_entries": ObjectionEntry, "has_inquiries": Inquiry}


def matter(receipt: str) -> Objection | None:
    """The matter with a receipt, None for a receipt that is not one."""
    found = Objection.objects.filter(receipt=receipt).select_related("application__unit", "publicity")
    return found.first() if receipt else None


def progress(objection: Objection) -> Progress:
    """How a matter stands, for the holder of its receipt. Two queries.

    Whether a unit that was named in words has applied is not told: it is called as it was written.
    """
    settled = objection.stage in SETTLED
    public = objection.publicity is not None
    return Progress(
        code=objection.code,
        sort=objection.get_sort_display(),
        unit=objection.unit_name if public else objection.named_unit or objection.unit_name,
        heading=objection.publicity.heading if objection.publicity else "",
        lodged_at=objection.lodged_at,
        state=_STATES[objection.stage],
        settled_at=objection.settled_at,
        answer=objection.answer if settled else "",
        said=tuple(_said(entry) for entry in entries_of(objection) if entry.sort != Entry.NOTE),
        takes_more=objection.stage in moves.SUPPLEMENT.sources,
    )


def _said(entry: ObjectionEntry) -> Said:
    asked = entry.sort == Entry.QUESTION
    names = tuple(file.upload.name for file in entry.files.all())
    return Said("海智办请您补充" if asked else "您的补充", entry.text, entry.at, names)


def entries_of(objection: Objection) -> list[ObjectionEntry]:
    """What was asked, added and noted, with its files, in order of time. Two queries."""
    files = ObjectionFile.objects.select_related("upload")
    return list(objection.entries.prefetch_related(Prefetch("files", files)))


def evidence_of(objection: Objection) -> list[Upload]:
    """The files that came with the matter itself."""
    found = objection.files.filter(entry=None).select_related("upload")
    return [file.upload for file in found]


def inquiries_of(objection: Objection) -> list[Inquiry]:
    """What was put to the unit in this matter, the latest first."""
    return list(objection.inquiries.select_related("unit"))


def inquiries_to(actor: Actor) -> QuerySet[Inquiry]:
    """What was put to units, as far as the actor may see it."""
    return Inquiry.objects.visible_to(actor).select_related("unit")


def answer_files(inquiry: Inquiry) -> list[Upload]:
    """The files that the unit handed in with its answer."""
    return [file.upload for file in inquiry.files.select_related("upload")]


def identity(objection: Objection) -> dict[str, str]:
    """Who lodged it: {"name", "contact"}; empty for an anonymous report. Only for a look that is on record."""
    return unseal("objector", bytes(objection.identity)) if objection.identity else {}


def looks_at_identity(objection: Objection) -> list[Act]:
    """The recorded looks at who lodged it, newest first."""
    return list(Act.objects.filter(subject_id=objection.pk, verb=moves.UNSEAL.name).order_by("-entry_id"))


def matters_against(application: Application, actor: Actor) -> list[Objection]:
    """What the actor may see of everything lodged against one unit, newest first."""
    return list(objections_of(actor).filter(application=application).order_by("-lodged_at", "code"))


def stays_frozen(objection: Objection) -> bool:
    """Whether another matter under way holds the unit's 公示 even if this one is dismissed."""
    if objection.application is None or objection.application.stage != "frozen":
        return False
    others = objection.application.objections.filter(stage__in=["accepted", "found"]).exclude(pk=objection.pk)
    return others.exists()
