"""Facts of what districts and Office lay down while they check: working papers, paper copies, hearings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from haizhi.applications.facts.applications import Row, applicant_facts, kind_of
from haizhi.applications.models import Application, DistrictCheck
from haizhi.documents.marks import SHORT_HASH, parse
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.checking import opinion_written, sealed_opinion_in_force
from haizhi.regulation.eligibility import Judgement, preliminary, preliminary_conditions
from haizhi.regulation.findings import Finding
from haizhi.regulation.sections import Section

SECTION_LABELS = {section.value: section.label for section in Section}
"""What each section is called, by its value."""


def working_paper(application: Application) -> DistrictCheck | None:
    """The working paper of the district that has the application now; None before it began one."""
    return next((p for p in application.district_checks.all() if p.district == application.district), None)


def preliminary_rows(application: Application, paper: DistrictCheck | None) -> tuple[Row, ...]:
    """Every row of the district's checklist that applies, in order (办法·7·2)."""
    rows = preliminary_conditions(kind_of(application.unit))
    known = {c.key for c in rows if c.judged}
    said = {key: each for key, each in (paper.judgements if paper else {}).items() if key in known}
    ticked = {key: Judgement(each["met"], each["note"]) for key, each in said.items()}
    findings = preliminary(applicant_facts(application), ticked)
    return tuple(Row(row, finding, said.get(row.key)) for row, finding in zip(rows, findings, strict=True))


def unmet_in_preliminary(application: Application, paper: DistrictCheck | None) -> list[str]:
    """The rows that the district judged unmet, by their labels."""
    said = paper.judgements if paper else {}
    return [
        c.label
        for c in preliminary_conditions(kind_of(application.unit))
        if c.judged and not said.get(c.key, {"met": True})["met"]
    ]


def handed_in_digest(application: Application) -> str:
    """The digest (hex) of the version handed in last; empty before the first."""
    return next((s.digest for s in reversed(application.submissions.all())), "")


def endorsement_findings(
    application: Application, paper: DistrictCheck | None, opinion: str, scan: Upload | None
) -> tuple[Finding, ...]:
    """What an endorsement needs besides its time: the sealed opinion of the version handed in, and its text.

    A `scan` handed in with the endorsement itself is of that version; one on the working paper says of which it is.
    """
    current = handed_in_digest(application)
    shown = current if scan else paper.scan_digest if paper else ""
    attached = scan is not None or (paper is not None and paper.scan_id is not None)
    return (sealed_opinion_in_force(attached=attached, shown=shown, current=current), opinion_written(opinion))


def scan_of_working_paper(paper: DistrictCheck | None) -> dict[str, Any]:
    """How the version of the sealed opinion on it is known: read off its mark, or compared by whom and when."""
    if paper is None or paper.scan_at is None:
        return {}
    return {"read": paper.scan_read, "by": paper.scan_by, "at": paper.scan_at.isoformat()}


def correction_of(opinion: str, reasons: Mapping[str, str], by: Actor, at: datetime) -> dict[str, Any]:
    """What is to be corrected, as `opinions["correction"]` keeps it."""
    return {
        "text": opinion,
        "by": by.name,
        "at": at.isoformat(),
        "sections": list(reasons),
        "reasons": dict(reasons),
    }


@dataclass(frozen=True, slots=True)
class Printed:
    """What a paper's footer says: the submitted version it names (hex, empty when none), and whether it is the last."""

    digest: str
    current: bool
    legible: bool


def version_printed(application: Application, printed: str) -> Printed:
    """Which version handed in a footer names, from the text of its QR or the hash printed beside it."""
    mark = parse(printed.strip().upper())
    if mark is not None and mark.imprint.code != application.code:
        return Printed("", current=False, legible=True)
    said = mark.imprint.digest if mark else "".join(printed.split()).lower()
    if len(said) < SHORT_HASH:
        return Printed("", current=False, legible=bool(said))
    found = [s.digest for s in application.submissions.all() if s.digest.startswith(said)]
    last = handed_in_digest(application)
    return Printed(last if last in found else found[-1] if found else "", current=last in found, legible=True)


@dataclass(frozen=True, slots=True)
class HearingUnderWay:
    """A unit is being heard: why, until which day it may speak, what it said (None before it did)."""

    grounds: str
    due_on: date
    statement: str | None

    @property
    def stated(self) -> bool:
        """Whether the unit has spoken."""
        return self.statement is not None


def hearing_under_way(application: Application) -> HearingUnderWay | None:
    """The hearing that is not decided yet, if there is one (评审·9)."""
    said = application.opinions.get("hearing")
    return HearingUnderWay(said["text"], date.fromisoformat(said["due_on"]), said.get("statement")) if said else None
