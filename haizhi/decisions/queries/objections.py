"""Objections and reports: for those who decide on them, and for whoever lodged one and holds its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from haizhi.decisions.models import Inquiry, Objection, ObjectionEntry, ObjectionFile
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
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


def read_whole(objection: Objection, actor: Actor) -> None:
    """Read once what its page shows and its rules ask: entries, files, inquiries, all against the unit. Four queries.

    Of what is raised against the unit as much as the actor may see.
    """
    parts: list[str | Prefetch[str]] = ["entries", Prefetch("files", _FILES), "inquiries"]
    if objection.application:
        against = objections_of(actor).order_by("-lodged_at", "code")
        parts.append(Prefetch("application__objections", against))
    prefetch_related_objects([objection], *parts)


_FILES = ObjectionFile.objects.select_related("upload")


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
        said=tuple(_said(*each) for each in entries_of(objection) if each[0].sort != Entry.NOTE),
        takes_more=objection.stage in moves.SUPPLEMENT.sources,
    )


def _said(entry: ObjectionEntry, files: Sequence[Upload]) -> Said:
    label = "海智办请您补充" if entry.sort == Entry.QUESTION else "您的补充"
    return Said(label, entry.text, entry.at, tuple(upload.name for upload in files))


def entries_of(objection: Objection) -> list[tuple[ObjectionEntry, list[Upload]]]:
    """What was asked, added and noted, each with its files, in order of time. Two queries, none once read whole."""
    files = _files_of(objection)
    return [(entry, [file.upload for file in files if file.entry_id == entry.pk]) for entry in objection.entries.all()]


def evidence_of(objection: Objection) -> list[Upload]:
    """The files that came with the matter itself. One query, none once read whole."""
    return [file.upload for file in _files_of(objection) if file.entry_id is None]


def _files_of(objection: Objection) -> list[ObjectionFile]:
    prefetch_related_objects([objection], Prefetch("files", _FILES))
    return list(objection.files.all())


def inquiries_to(actor: Actor) -> QuerySet[Inquiry]:
    """What was put to units, as far as the actor may see it."""
    return Inquiry.objects.visible_to(actor).select_related("unit")


def answer_files(inquiry: Inquiry) -> list[Upload]:
    """The files that the unit handed in with its answer."""
    return [file.upload for file in inquiry.files.select_related("upload")]


def identity(objection: Objection) -> dict[str, str]:
    """Who lodged it: {"name", "contact"}; empty for an anonymous report. Only for a look that is on record."""
    return unseal("objector", bytes(objection.identity)) if objection.identity else {}


def stays_frozen(objection: Objection) -> bool:
    """Whether another matter under way holds the unit's 公示 even if this one is dismissed."""
    if objection.application is None or objection.application.stage != "frozen":
        return False
    others = objection.application.objections.all()
    return any(other.stage in ("accepted", "found") for other in others if other.pk != objection.pk)
