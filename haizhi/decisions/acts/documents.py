"""The joint document: drafted from the cleared, signed by 市科协, countersigned by 市人力社保局, issued."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from haizhi.applications.acts import approve
from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import DocumentItem, JointDocument
from haizhi.fairness.encoding import canonical
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.issuing import issue_date_fits, number_of_the_year
from haizhi.regulation.naming import document_number_written_well


@creates(moves.DRAFT_DOCUMENT)
def draft_document(
    *,
    by: Actor,
    at: datetime,
    applications: Sequence[Application],
    heading: str,
    body: str,
    month_grained: bool = False,
) -> JointDocument:
    """Draft the document that founds the stations of cleared applications, each in one document at a time.

    `month_grained` lets their terms end with a month instead of on the corresponding day (interpretation 17).
    """
    fresh = Application.objects.filter(pk__in=[a.pk for a in applications]).select_related("unit").order_by("code")
    found = list(fresh)
    findings = [Finding(bool(found), moves.DRAFT_DOCUMENT.cite, "没有选择单位", "请至少选择一家。", "applications")]
    findings += [_clear(application) for application in found]
    findings += facts.nothing_open_against(found, "applications")
    findings += [_elsewhere(item) for item in _in_open_documents(found)]
    if lacking := unmet(*findings):
        raise Refused(*lacking)
    document = JointDocument(
        code=next_number("FW", day_of(at).year, 2),
        heading=heading.strip(),
        body=body.strip(),
        month_grained=month_grained,
    )
    DocumentItem.objects.bulk_create(DocumentItem(document=document, application=a) for a in found)
    return document


def _clear(application: Application) -> Finding:
    reason = f"{application.unit.name}现为“{application.stage_label}”，不是“公示无异议”"
    met = application.stage == "cleared"
    return Finding(met, moves.DRAFT_DOCUMENT.cite, reason, "请从名单中去掉该单位。", "applications")


def _in_open_documents(applications: Sequence[Application]) -> Iterable[DocumentItem]:
    items = DocumentItem.objects.filter(application__in=applications, document__stage__in=facts.OPEN_DOCUMENTS)
    return items.select_related("document", "application__unit")


def _elsewhere(item: DocumentItem) -> Finding:
    reason = f"{item.application.unit.name}已列入在办的发文{item.document.code}"
    return Finding(False, moves.DRAFT_DOCUMENT.cite, reason, "请先撤回该发文，或从名单中去掉该单位。", "applications")


def text_digest(document: JointDocument) -> str:
    """SHA-256 (hex) of the text with its list and how the term counts: signers and issue stand for one text."""
    named = [application.code for application in facts.founded_by(document)]
    text = {
        "heading": document.heading,
        "body": document.body,
        "month_grained": document.month_grained,
        "applications": named,
    }
    return hashlib.sha256(canonical(text)).hexdigest()


@act(moves.SIGN)
def sign(document: JointDocument, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """市科协 signs the text."""
    document.signed_on = day_of(at)
    record(text=text_digest(document))


@act(moves.COUNTERSIGN)
def countersign(document: JointDocument, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """市人力社保局 countersigns the same text."""
    document.countersigned_on = day_of(at)
    record(text=text_digest(document))


@act(moves.RECALL)
def recall(document: JointDocument, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take the draft back; its units can be named in another."""


def _all_clear(document: JointDocument, by: Actor, at: datetime) -> Iterable[Finding]:
    found = list(facts.founded_by(document))
    cite = moves.ISSUE.cite
    for application in found:
        reason = f"{application.unit.name}现为“{application.stage_label}”，不能批准建站"
        yield Finding(application.stage == "cleared", cite, reason, "请撤回本稿，去掉该单位后重拟。")
    for finding in facts.nothing_open_against(found):
        yield Finding(finding.met, finding.cite, finding.reason, "请先办结，或撤回本稿、去掉该单位后重拟。")


@act(moves.ISSUE, requires=_all_clear)
def issue(document: JointDocument, *, by: Actor, at: datetime, number: str, issued_on: date) -> None:
    """Enter the number given outside and the date of the document: from that day the stations are approved."""
    today = day_of(at)
    findings = unmet(
        document_number_written_well(number),
        number_of_the_year(number, issued_on),
        issue_date_fits(issued_on, document.countersigned_on or today, today),
    )
    if findings:
        raise Refused(*findings)
    document.document_number, document.issued_on = number, issued_on
    record(text=text_digest(document))
    for application in facts.founded_by(document):
        approve(application, by=by, at=at, document_number=number)
