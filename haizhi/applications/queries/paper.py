"""An application on paper: rows as `haizhi.documents` takes them, the versions printed, what a signed scan shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from haizhi.applications import facts
from haizhi.applications.facts import OVERVIEW_FIELDS, Version
from haizhi.applications.models import Application, Material, Printing
from haizhi.applications.queries.case import FIELD_LABELS, OPEN_STAGES
from haizhi.applications.queries.versions import Comparison, compare
from haizhi.documents.forms import ApplicationForm, Listed
from haizhi.documents.layout import Annex, RecordGroup, RecordText
from haizhi.documents.marks import SHORT_HASH, short_hash
from haizhi.documents.raster import Unreadable
from haizhi.files.isolation import Unanswered
from haizhi.files.models import Upload
from haizhi.files.papers import MARKS_SECONDS, Enclosure, marks_on
from haizhi.regulation.citations import form
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.evidence import RECORDS, RecordKind
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.naming import chinese_date, plaque_name

_WAN = 1_000_000  # 分 in a 万元

_ANNEXES = (
    ("附件1　联系的海外科技团体简介", (RecordKind.OVERSEAS_GROUP,)),
    ("附件2　已联系的海智专家、引进（拟引进）的海外人才简介", (RecordKind.OVERSEAS_EXPERT,)),
    (
        "附件3　其他资料",
        tuple(k for k in RECORDS if k not in (RecordKind.OVERSEAS_GROUP, RecordKind.OVERSEAS_EXPERT)),
    ),
)
"""附件材料目录 of the form: which records each of its three lines is made of."""


# The form


def form_of(application: Application, version: Version) -> ApplicationForm:
    """A version of the application as 附件1 prints it; a draft without its mark."""
    said, answers = version.content, version.content["form"]
    return ApplicationForm(
        imprint=version.imprint,
        number=said["code"],
        made_at=version.at,
        year=said["year"],
        station_name=plaque_name(answers["station_name"]) if answers["station_name"] else "",
        unit=said["unit"]["name"],
        applied_on=chinese_date(day_of(version.at)) if version.official else "",
        address=answers["address"],
        phone=_telephone(answers),
        contact=answers["contact"],
        fax=answers["fax"],
        email=answers["email"],
        postcode=answers["postcode"],
        overview=tuple((FIELD_LABELS[name], answers[name]) for name in OVERVIEW_FIELDS),
        staff="" if answers["staff"] is None else str(answers["staff"]),
        money="" if answers["money"] is None else _plain(Decimal(answers["money"]) / _WAN),
        office_area="" if answers["office_area"] is None else _plain(Decimal(answers["office_area"])),
        copies=application.call.paper_copies,
        department=application.call.department,
        annexes=tuple(_annexes(said)),
        attachments=tuple(_listed(said)),
    )


def _telephone(answers: Mapping[str, Any]) -> str:
    number = "-".join(part for part in (answers["phone_area"], answers["phone"]) if part)
    return f"{number} 转 {answers['phone_extension']}" if answers["phone_extension"] else number


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _annexes(said: Mapping[str, Any]) -> Iterator[Annex]:
    files = {file["sha256"]: file["name"] for file in said["attachments"]}
    for heading, kinds in _ANNEXES:
        groups = (RecordGroup(kind.label, tuple(_records(said, kind, files))) for kind in kinds)
        there = tuple(group for group in groups if group.records)
        if there:
            yield Annex(heading, there)


def _records(said: Mapping[str, Any], kind: RecordKind, files: Mapping[str, str]) -> Iterator[RecordText]:
    type_ = RECORDS[kind]
    for record in said["records"]:
        if record["sort"] != kind:
            continue
        values = record["values"]
        rows = [(each.label, each.words(values.get(each.key))) for each in type_.fields]
        if record["agreement"]:
            rows.append(("协议", files.get(record["agreement"], short_hash(record["agreement"]))))
        title = type_.field(type_.title).words(values.get(type_.title)) or kind.label
        yield RecordText(title, tuple((label, value) for label, value in rows if value))


def _listed(said: Mapping[str, Any]) -> Iterator[Listed]:
    for file in said["attachments"]:
        yield Listed(MaterialKind(file["sort"]).label, file["name"], file["size"], file["sha256"])


# The dossier


def enclosures_of(application: Application) -> Iterator[Enclosure]:
    """What is bound behind the form: the signed scan first, then the materials in the order of the form's list."""
    current = facts.current_materials(application)
    signed = [m for m in current if m.sort == MaterialKind.SIGNED_FORM]
    for material in (*signed, *(m for m in current if m.sort != MaterialKind.SIGNED_FORM)):
        yield Enclosure(MaterialKind(material.sort).label, material.upload)


# Printed versions


@dataclass(frozen=True, slots=True)
class PrintedVersion:
    """A version that was printed: whether it is the one that stands, and what differs from that if it is not."""

    printing: Printing
    mark: str
    is_current: bool
    differs: tuple[str, ...]


def printed_version(application: Application) -> Printing | None:
    """The print of the version as it stands: paper that the next change makes void. None when there is none."""
    if application.stage not in OPEN_STAGES or not application.printings.all():
        return None
    return facts.printing_of(application, facts.form_digest(application))


def printed_versions(application: Application, version: Version) -> list[PrintedVersion]:
    """Every version printed, the newest first."""
    found = []
    for printing in list(application.printings.all())[::-1]:
        is_current = printing.digest == version.digest
        differs = () if is_current else changed_parts(compare(printing.content, version.content))
        found.append(PrintedVersion(printing, short_hash(printing.digest), is_current, differs))
    return found


def changed_parts(comparison: Comparison) -> tuple[str, ...]:
    """What differs, by the names of sections."""
    unit = ("单位登记信息",) if comparison.unit else ()
    return (*unit, *(section.section.label for section in comparison.sections if section.touched))


def differences_since(application: Application, mark: str) -> Comparison | None:
    """What differs between a printed version (by its digest, hex) and the one that stands; None for an unknown one."""
    printing = facts.printing_of(application, mark)
    return compare(printing.content, facts.content(application)) if printing else None


def printing_marked(application: Application, mark: str) -> Printing | None:
    """The print whose hash is printed so (12 hex digits); None for none."""
    prints = application.printings.all()
    return next((p for p in prints if p.digest[:SHORT_HASH] == mark.lower()), None)


# Signed scans


def read_scan(application: Application, upload: Upload) -> facts.Reading:
    """What a signed scan says of the form as it stands.

    Raises Refused for a file that does not open or takes too long, another paper, or (OutdatedScan) an earlier version.
    """
    try:
        scan = marks_on(upload)
    except Unanswered as unanswered:
        raise Refused(unread(unanswered, MaterialKind.SIGNED_FORM.value)) from unanswered
    except (Unreadable, OSError) as fault:
        raise Refused(_unopened()) from fault
    return facts.reading_of(application, scan)


def unread(unanswered: Unanswered, field: str) -> Finding:
    """What to say of a scan on which nobody could look for marks in time; `field` is where it was handed in."""
    if unanswered.busy:
        return Finding(False, form(), "正在识别的扫描件较多，这份还没有识别", "请稍后再上传", field)
    return Finding(
        False,
        form(),
        f"扫描件没有在{MARKS_SECONDS:.0f}秒内识别完，可能页数过多，或文件有问题",
        "请只扫描签字盖章的各页（200 dpi 即可），附在后面的材料另行上传",
        field,
    )


def _unopened() -> Finding:
    return Finding(
        False,
        form(),
        "扫描件无法打开，不能识别版本",
        "请在本机打开确认，重新扫描成一个 PDF 文件后上传",
        MaterialKind.SIGNED_FORM.value,
    )


@dataclass(frozen=True, slots=True)
class ScanState:
    """The signed scan as pages show it: its version, and what a person has to compare or did compare."""

    material: Material
    mark: str
    is_current: bool
    waits: bool
    pages: int
    unmarked: tuple[int, ...]
    missing: tuple[int, ...]
    compared_by: str
    compared_at: datetime | None

    @property
    def missing_text(self) -> str:
        """The printed pages that were not seen."""
        return pages_text(self.missing)

    @property
    def read_text(self) -> str:
        """The scanned pages that were read; empty when there is none."""
        return pages_text([page for page in range(1, self.pages + 1) if page not in self.unmarked])


def pages_text(pages: Sequence[int]) -> str:
    """Page numbers in words, neighbours joined: 3、5—8."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)


def scan_state(application: Application, version: Version) -> ScanState | None:
    """The signed scan in force; None before there is one."""
    material = facts.signed_scan(application)
    if material is None:
        return None
    reading = material.reading
    return ScanState(
        material=material,
        mark=short_hash(material.form_digest),
        is_current=material.form_digest == version.digest,
        waits=facts.waits_for_comparing(material),
        pages=reading.get("pages", 0),
        unmarked=tuple(reading.get("unmarked", ())),
        missing=tuple(reading.get("missing", ())),
        compared_by=reading.get("by", ""),
        compared_at=datetime.fromisoformat(reading["at"]) if reading.get("at") else None,
    )
