"""The joint document: drafted from the cleared, signed by 市科协, countersigned by 市人力社保局, issued."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from haizhi.applications.acts import approve
from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import DocumentItem, DocumentScan, JointDocument
from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.issuing import number_of_the_year, signed_for_this_text
from haizhi.regulation.naming import document_number_written_well


@creates(moves.DRAFT_DOCUMENT)
def draft_document(
    *,
    by: Actor,
    at: datetime,
    applications: Sequence[Application],
    heading: str,
    body: str,
    directed_to: str = facts.ADDRESSEES,
    copies: str = "",
    printed_by: str = "",
    month_grained: bool = False,
) -> JointDocument:
    """Draft the document that founds the stations of cleared applications, each in one document at a time.

    `month_grained` lets their terms end with a month instead of on the corresponding day (interpretation 17).
    """
    found = facts.read_again(applications)
    if lacking := facts.cannot_be_named(found):
        raise Refused(*lacking)
    document = JointDocument(
        code=next_number("FW", day_of(at).year, 2),
        heading=heading.strip(),
        directed_to=directed_to.strip().rstrip("：:"),
        body=body.strip(),
        copies=copies.strip().rstrip("。"),
        printed_by=printed_by.strip(),
        month_grained=month_grained,
    )
    DocumentItem.objects.bulk_create(DocumentItem(document=document, application=a) for a in found)
    return document


def _as_signed(document: JointDocument, by: Actor, at: datetime) -> Iterable[Finding]:
    yield signed_for_this_text(document.signed_text, facts.official_text(document, at).digest)


def _read(document: JointDocument, read: str, at: datetime) -> str:
    """The digest of the text. Raises Refused when the signer was looking at another one."""
    digest = facts.official_text(document, at).digest
    if read and read != digest:
        reason = "您打开页面之后，文稿内容有变化"
        raise Refused(Finding(False, moves.SIGN.cite, reason, "请阅读最新文稿后再签署。"))
    return digest


@act(moves.SIGN)
def sign(document: JointDocument, *, by: Actor, at: datetime, opinion: str = "", read: str = "") -> None:
    """市科协 signs the text; `read` is the digest of the one that the signer was shown."""
    document.signed_on, document.signed_text = day_of(at), _read(document, read, at)
    record(text=document.signed_text)


@act(moves.COUNTERSIGN, requires=_as_signed)
def countersign(document: JointDocument, *, by: Actor, at: datetime, opinion: str = "", read: str = "") -> None:
    """市人力社保局 countersigns the same text; `read` as in `sign`."""
    document.countersigned_on = day_of(at)
    record(text=_read(document, read, at))


@act(moves.RECALL)
def recall(document: JointDocument, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take the draft back; its units can be named in another."""


def _all_clear(document: JointDocument, by: Actor, at: datetime) -> Iterable[Finding]:
    found = facts.founded_by(document)
    cite = moves.ISSUE.cite
    for application in found:
        reason = f"{application.unit.name}现为“{application.stage_label}”，不能批准建站"
        yield Finding(application.stage == "cleared", cite, reason, "请撤回本稿，去掉该单位后重拟。")
    for finding in facts.nothing_open_against(found):
        yield Finding(finding.met, finding.cite, finding.reason, "请先办结，或撤回本稿、去掉该单位后重拟。")
    yield from _as_signed(document, by, at)


@act(moves.ISSUE, requires=_all_clear)
def issue(document: JointDocument, *, by: Actor, at: datetime, number: str) -> None:
    """Enter the number given outside. The date is that of the last signature; from it the stations are approved."""
    dated = document.countersigned_on or day_of(at)
    if findings := unmet(document_number_written_well(number), number_of_the_year(number, dated)):
        raise Refused(*findings)
    text = facts.official_text(document, at)
    document.document_number, document.issued_on, document.printed_on = number, dated, day_of(at)
    record(text=text.digest, issued_on=dated)
    for item, (unit_name, station) in zip(facts.listed(document), text.stations, strict=True):
        item.unit_name, item.station = unit_name, station
        item.save(update_fields=["unit_name", "station"])
    for application in facts.as_the_log_tells(facts.founded_by(document)):
        approve(application, by=by, at=at, document_number=number)


@act(moves.ATTACH_SCAN)
def attach_scan(
    document: JointDocument, *, by: Actor, at: datetime, scan: Upload, public: bool = False, opinion: str = ""
) -> str:
    """Put a scan of the sealed paper to it; another one takes its place, with the reason, and the earlier one stays."""
    replaces = document.scans.exists()
    findings = unmet(
        may_be_used(scan),
        Finding(
            bool(opinion.strip()) or not replaces,
            moves.ATTACH_SCAN.cite,
            "已有扫描件，更换须写明原因",
            "请填写。",
            "opinion",
        ),
    )
    if findings:
        raise Refused(*findings)
    DocumentScan.objects.create(
        document=document, upload=scan, public=public, note=opinion.strip(), attached_at=at, attached_by=by.name
    )
    return document.stage


def _has_a_scan(document: JointDocument, by: Actor, at: datetime) -> Iterable[Finding]:
    yield Finding(document.scans.exists(), moves.OPEN_SCAN.cite, "还没有盖章扫描件", "请先上传。")


@act(moves.OPEN_SCAN, requires=_has_a_scan)
def open_scan(document: JointDocument, *, by: Actor, at: datetime, public: bool, opinion: str = "") -> str:
    """Let everybody open the scan that counts, or close it again."""
    scan = document.scans.first()
    if scan is not None:
        scan.public = public
        scan.save(update_fields=["public"])
        record(scan=scan.upload)
    return document.stage
