"""Facts of printed versions: what stands against a print that may be signed, what a signed scan shows (表)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from haizhi.applications.facts.applications import (
    DECLARATIONS,
    content,
    current_materials,
    form_digest,
)
from haizhi.applications.facts.submission import submission_findings
from haizhi.applications.models import Application, Material, Printing
from haizhi.documents.marks import Imprint, Mark, Sort, short_hash
from haizhi.documents.scans import Scan
from haizhi.fairness.encoding import digest
from haizhi.regulation.citations import form
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.naming import chinese_date

_OPEN_STAGES = ("draft", "returned")
_SCAN = MaterialKind.SIGNED_FORM
_AFTER_PRINTING = frozenset({_SCAN.value, *DECLARATIONS})
"""Fields of findings that wait for the signed paper, or are declared when it is handed in."""


def unprintable(application: Application, at: datetime) -> tuple[Finding, ...]:
    """What stands against a print that may be signed: every rule of a submission but the scan of that very print."""
    return tuple(f for f in submission_findings(application, at) if not f.met and f.field not in _AFTER_PRINTING)


@dataclass(frozen=True, slots=True)
class Version:
    """A version to print: its content and digest (hex), since when it is so, and whether the paper may be signed."""

    content: Mapping[str, Any]
    digest: str
    at: datetime
    official: bool

    @property
    def imprint(self) -> Imprint | None:
        """What marks its pages; none for a draft."""
        return Imprint(Sort.FORM, self.content["code"], self.digest) if self.official else None


def version_of(application: Application, at: datetime) -> Version:
    """The version as it stands: what was handed in last, or the open draft, which is official once it was printed."""
    submissions = list(application.submissions.all())
    if application.stage in _OPEN_STAGES or not submissions:
        said = content(application)
        mark = digest(said).hex()
        printing = printing_of(application, mark)
        return Version(said, mark, printing.at if printing else at, printing is not None)
    last = submissions[-1]
    printing = printing_of(application, last.digest)
    return Version(last.content, last.digest, printing.at if printing else last.at, True)


def printing_of(application: Application, mark: str) -> Printing | None:
    """The first print of a version, by its digest (hex); None when it was never printed."""
    return next((p for p in application.printings.all() if p.digest == mark), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read off a signed scan: its pages, how many were printed, which bear no mark, which are not there.

    `printed` is 0 when no page could be read. Attachments bound behind the form bear no mark either.
    """

    pages: int
    printed: int
    unmarked: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def complete(self) -> bool:
        """Whether every printed page was recognised, so that no person has to compare anything."""
        return self.printed > 0 and not self.missing

    def kept(self) -> dict[str, Any]:
        """As `Material.reading` keeps it."""
        return asdict(self)


class OutdatedScan(Refused):
    """The scan is of an earlier version; `digest` (hex) is which."""

    def __init__(self, *findings: Finding, outdated: str) -> None:
        super().__init__(*findings)
        self.digest = outdated


def reading_of(application: Application, scan: Scan) -> Reading:
    """What a scan says of the form as it stands. Raises Refused for another paper, OutdatedScan for an old version."""
    foreign = [i for i in scan.imprints if i.sort is Sort.FORM and i.code != application.code]
    if foreign:
        raise Refused(_wrong(f"扫描件是申报编号{foreign[0].code}的申报表，不是本件", "请上传本件签字盖章后的申报表"))
    current = Imprint(Sort.FORM, application.code, form_digest(application))
    forms = [i for i in scan.imprints if i.sort is Sort.FORM]
    outdated = [i for i in forms if i != current]
    if outdated:
        raise OutdatedScan(_outdated(application, scan, outdated[0]), outdated=outdated[0].digest)
    if scan.imprints and not forms:
        raise Refused(_wrong("扫描件不是申报表", "请上传申报表签字盖章后的扫描件"))
    printed = max((mark.pages for mark in scan.marks if mark.imprint == current), default=0)
    return Reading(len(scan.pages), printed, scan.unmarked, scan.missing(current))


def _outdated(application: Application, scan: Scan, imprint: Imprint) -> Finding:
    printing = printing_of(application, imprint.digest)
    when = f"{chinese_date(day_of(printing.at))}打印的" if printing else ""
    where = _pages_of(scan, imprint) if len(scan.imprints) > 1 else "扫描件"
    return _wrong(
        f"{where}是{when}旧版本（{imprint.short}），此后申报内容改动过，现为 {short_hash(form_digest(application))}",
        "请重新打印、签字盖章后扫描上传，改动之处可在“打印与装订”中对照",
    )


def _pages_of(scan: Scan, imprint: Imprint) -> str:
    def shows(marks: tuple[Mark, ...]) -> bool:
        return any(mark.imprint == imprint for mark in marks)

    return f"扫描件第{'、'.join(str(page.number) for page in scan.pages if shows(page.marks))}页"


def _wrong(reason: str, remedy: str) -> Finding:
    return Finding(False, form(), reason, remedy, _SCAN.value)


def signed_scan(application: Application) -> Material | None:
    """The signed scan in force."""
    return next((m for m in current_materials(application) if m.sort == _SCAN), None)


def waits_for_comparing(material: Material) -> bool:
    """Whether a person has still to compare its pages with the form."""
    return bool(material.reading) and not material.form_digest
