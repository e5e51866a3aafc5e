"""What lies beside an application while it is checked: evidence, visits, paper copies, minutes, hearings, versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet

from haizhi.accounts.models import Organisation
from haizhi.applications import facts
from haizhi.applications.models import Application, Hearing, Minutes, PaperReceipt, Submission, Visit
from haizhi.applications.queries.lists import applications_of
from haizhi.applications.queries.versions import Comparison, compare
from haizhi.documents.marks import short_hash
from haizhi.files.models import Upload
from haizhi.files.queries import readable_if
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation import moves
from haizhi.regulation.checking import enough_copies, meeting_minuted, paper_is_of_this_version
from haizhi.regulation.eligibility import Condition, Shown
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.findings import Finding
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.regulation.sections import Section

_CHECKED_BY_OFFICE = ("qualifying", "qualified", "rejected", "returned")


@readable_if
def paper_of_the_check(actor: Actor, upload: Upload) -> bool:
    """What stands in the trail is read by whoever sees the case; a scan not yet sent on, by all but the unit."""
    seen = Application.objects.visible_to(actor)
    own = Organisation.objects.filter(pk__in=actor.places(*UNIT_ROLES))
    judging = seen.exclude(unit__in=own)
    found = (
        Exists(seen.filter(Q(visits__photos__upload=upload) | Q(hearings__attachment=upload))),
        Exists(judging.filter(district_checks__scan=upload)),
        Exists(Minutes.objects.visible_to(actor).filter(scan=upload)),
    )
    return Upload.objects.filter(found[0] | found[1] | found[2], pk=upload.pk).exists()


# Evidence: where on the page an answer to a row of a checklist is found


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something to look at for a row: what it is, how much of it there is, and its place on the page."""

    label: str
    anchor: str
    present: bool = True


def evidence(application: Application, condition: Condition) -> list[Evidence]:
    """Where the application speaks of a row, in the row's own order. No query beyond the prefetched records.

    A file that was not handed in is left out where records speak of the same: annexes are printed from them.
    """
    found = [(where, _shown(application, where)) for where in condition.shown_by]
    recorded = any(isinstance(where, RecordKind) and each.present for where, each in found)
    return [each for where, each in found if each.present or not (recorded and isinstance(where, MaterialKind))]


def _shown(application: Application, where: Shown) -> Evidence:
    if isinstance(where, Section):
        return Evidence(where.label, f"section-{where.value}")
    if isinstance(where, RecordKind):
        count = sum(r.sort == where for r in application.records.all())
        label = f"{where.label} {count} 条" if count else f"{where.label}：未填"
        return Evidence(label, f"records-{where.value}", bool(count))
    there = [m for m in application.materials.all() if m.sort == where and m.is_current]
    count = sum(m.upload.erased_at is None for m in there)
    without = "已应急清除" if there else "未传"
    label = f"{where.label} {count} 份" if count else f"{where.label}：{without}"
    return Evidence(label, f"material-{where.value}", bool(count))


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row of a checklist with the evidence for it."""

    row: facts.Row
    evidence: tuple[Evidence, ...]


def with_evidence(application: Application, rows: Iterable[facts.Row]) -> list[CheckRow]:
    """The rows of a checklist, each with where to look."""
    return [CheckRow(row, tuple(evidence(application, row.condition))) for row in rows]


# What the trail tells: the case page shows it without asking for the rows behind it


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One submission: its number, when, by whom, the printed mark of its version."""

    serial: int
    at: datetime
    by: str
    mark: str


def submissions_in(trail: Sequence[Act]) -> list[HandedIn]:
    """Every submission, newest first."""
    return [
        HandedIn(act.detail["submission"], act.at, act.actor_name, short_hash(act.detail["digest"]))
        for act in trail
        if act.verb == moves.SUBMIT.name
    ]


def of_the_check(trail: Sequence[Act]) -> dict[str, list[Act]]:
    """Visits, receipts of paper, minutes and hearings in a trail, newest first, by their verb."""
    found: dict[str, list[Act]] = {}
    for act in trail:
        if act.verb in _OF_THE_CHECK:
            found.setdefault(act.verb.partition(".")[2], []).append(act)
    return found


_OF_THE_CHECK = frozenset(
    move.name for move in (moves.VISIT, moves.RECEIVE_PAPER, moves.MINUTE, moves.NOTIFY, moves.STATE, moves.SPARE)
)


def minuted(trail: Sequence[Act]) -> Finding:
    """Whether confirmed minutes stand in a trail: shown beside the check, never a refusal (interpretation 4)."""
    return meeting_minuted(sum(act.verb == moves.MINUTE.name for act in trail))


# What stands in the boxes, and what is to be corrected


@dataclass(frozen=True, slots=True)
class Box:
    """One opinion given on the application: whose, what, by whom, when; who compared its scan if no mark was read."""

    label: str
    text: str
    by: str
    at: datetime
    compared_by: str = ""
    compared_at: datetime | None = None


def opinions(application: Application) -> list[Box]:
    """The opinions given so far, in the order of the form's boxes."""
    given = application.opinions
    district = f"{application.district_name}科协意见"
    who = (("unit", "申请单位意见"), ("district", district), ("declined", district), ("office", "重庆海智办意见"))
    return [
        Box(label, said["text"], said["by"], datetime.fromisoformat(said["at"]), *_compared(said.get("scan")))
        for key, label in who
        if (said := given.get(key)) and (said["text"] or key != "unit")
    ]


def _compared(scan: Mapping[str, Any] | None) -> tuple[str, datetime | None]:
    """Who compared a sealed opinion with the version handed in, and when; nobody had to if its mark was read."""
    return (scan["by"], datetime.fromisoformat(scan["at"])) if scan and not scan["read"] else ("", None)


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was sent back: by whom, until when, what is to be said of the whole, and what of each section."""

    by_office: bool
    by: str
    due_on: date | None
    remark: str
    sections: tuple[tuple[str, str, str], ...]


def correction(application: Application) -> CorrectionView | None:
    """What is to be corrected now; each section as its value, label and reason."""
    said = application.opinions.get("correction")
    if not said:
        return None
    reasons = said.get("reasons", {})
    labels = facts.SECTION_LABELS
    sections = tuple((s, labels[s], reasons.get(s, "")) for s in said["sections"] if s in labels)
    return CorrectionView("due_on" in said, said["by"], application.due_on, remark(said["text"], sections), sections)


def remark(text: str, sections: Iterable[tuple[str, str, str]]) -> str:
    """What a correction says of the whole: its text without the lines that repeat the sections' reasons."""
    lines = {line for _, label, reason in sections for line in f"{label}：{reason}".splitlines()}
    said = "\n".join(line for line in text.splitlines() if line not in lines)
    return "" if sections and all(reason == said for _, _, reason in sections) else said


# The papers themselves


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt with what is said of copies and version."""

    receipt: PaperReceipt
    version: Finding
    copies: Finding
    mark: str


def receipts_of(application: Application) -> list[ReceiptView]:
    """The receipts of paper, the first first."""
    return [receipt_view(receipt, application) for receipt in application.paper_receipts.all()]


def receipt_view(receipt: PaperReceipt, application: Application) -> ReceiptView:
    """One receipt as it is shown and printed."""
    receipt.application = application
    version = paper_is_of_this_version(
        legible=bool(receipt.printed), known=bool(receipt.digest), current=receipt.is_current
    )
    copies = enough_copies(receipt.copies, application.call.paper_copies)
    return ReceiptView(receipt, version, copies, short_hash(receipt.digest) if receipt.digest else "")


def visits_of(application: Application) -> QuerySet[Visit]:
    """The visits with their pictures, the first first."""
    return application.visits.prefetch_related("photos__upload")


def hearings_of(application: Application) -> QuerySet[Hearing]:
    """The hearings with what was handed in, the first first."""
    return application.hearings.select_related("attachment")


def minutes_of(actor: Actor) -> QuerySet[Minutes]:
    """The minutes that somebody may read."""
    return Minutes.objects.visible_to(actor).select_related("scan")


def can_be_minuted(actor: Actor) -> QuerySet[Application]:
    """The applications that a meeting may have looked at, those under check first; none with confirmed minutes."""
    found = applications_of(actor).filter(stage__in=_CHECKED_BY_OFFICE, arrived_at__isnull=False)
    return found.exclude(minutes__stage="confirmed").order_by("-call__year", "code")


# Versions side by side


@dataclass(frozen=True, slots=True)
class VersionView:
    """A submission beside the one before it, with what had been asked for in between."""

    former: Submission
    latter: Submission
    comparison: Comparison
    asked: str
    by: str

    @property
    def marks(self) -> tuple[str, str]:
        """The printed marks of both."""
        return short_hash(self.former.digest), short_hash(self.latter.digest)


def version_view(application: Application, serial: int) -> VersionView | None:
    """Submission `serial` beside the one before it; None when there are no such two."""
    two = list(application.submissions.filter(serial__in=[serial - 1, serial]))
    if len(two) < 2:
        return None
    sent_back = (
        Act.objects.filter(subject_id=application.pk, verb__in=[moves.RETURN.name, moves.CORRECT.name])
        .filter(at__gte=two[0].at, at__lte=two[1].at)
        .order_by("-entry_id")
        .first()
    )
    comparison = compare(two[0].content, two[1].content, _requested(sent_back.detail) if sent_back else {})
    text, who = (sent_back.opinion, sent_back.actor_name) if sent_back else ("", "")
    return VersionView(two[0], two[1], comparison, text, who)


def _requested(detail: Mapping[str, Any]) -> dict[str, str]:
    reasons = detail.get("reasons") or {}
    return {section: reasons.get(section, "") for section in detail.get("sections", ())}
