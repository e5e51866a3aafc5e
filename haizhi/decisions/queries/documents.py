"""The joint document: which units it can name, its usual wording, its paper, what its issue would bring about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.facts import OfficialText
from haizhi.decisions.models import DocumentItem, JointDocument, Objection
from haizhi.decisions.queries.preview import Message, messages_of
from haizhi.documents.marks import short_hash
from haizhi.documents.official import Attachment, Form, Official, read_paragraphs
from haizhi.documents.sheets import Grid
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import standing_against
from haizhi.notifications.tasks.foretelling import Foreseen, foretold
from haizhi.regulation import moves
from haizhi.regulation.citations import chinese_number
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.editions import edition, member_units_on
from haizhi.regulation.findings import Finding
from haizhi.regulation.naming import plaque_name
from haizhi.regulation.parameters import TERM_YEARS
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.regulation.term import Term, term_from

LIST_TITLE = "建站名单"
"""What the list of units behind the text is called."""


@dataclass(frozen=True, slots=True)
class Approval:
    """What becomes of one unit when the document is issued; `people` of it are told."""

    unit: str
    station: str
    application: Application
    people: int


@dataclass(frozen=True, slots=True)
class IssuePreview:
    """What issuing would bring about: approvals, the term of all of them, messages, what stands against it."""

    approvals: tuple[Approval, ...]
    term: Term
    messages: tuple[Message, ...]
    missing: tuple[Finding, ...]


def documents_of(actor: Actor) -> QuerySet[JointDocument]:
    """The documents that the actor may see, each with the number of its stations."""
    return JointDocument.objects.visible_to(actor).annotate(units=Count("items"))


def draftable(actor: Actor, besides: JointDocument | None = None) -> QuerySet[Application]:
    """The cleared applications that nothing is open against and no document under way names, `besides` apart."""
    named = DocumentItem.objects.filter(application=OuterRef("pk"), document__stage__in=facts.OPEN_DOCUMENTS)
    if besides is not None:
        named = named.exclude(document=besides)
    against = Objection.objects.filter(application=OuterRef("pk"), stage__in=facts.OPEN_OBJECTIONS)
    cleared = Application.objects.visible_to(actor).filter(stage="cleared").select_related("unit", "call")
    return cleared.exclude(Exists(named)).exclude(Exists(against)).order_by("code")


def suggested_document(applications: Sequence[Application]) -> tuple[str, str]:
    """The usual heading and body of the document that founds these stations; two empty texts for none."""
    if not applications:
        return "", ""
    call = max((a.call for a in applications), key=lambda call: call.year)
    rule = edition(call.edition)
    heading = f"关于设立{call.year}年度重庆海智工作站的通知"
    years = chinese_number(TERM_YEARS.value)
    body = (
        f"根据《{rule.title}》（{rule.document_number}），经单位申报、资格审核、评审、市科协党组研究和公示，"
        f"决定设立{call.year}年度重庆海智工作站（名单见附件）。现将有关事项通知如下。\n"
        f"一、建站期限。建站期限自批准之日起{years}年，批准之日为本通知成文日期；"
        "期满前三个月内可以提出续建申请，经综合评判后重新授牌。\n"
        "二、建站要求。各建站单位要加强组织领导，落实工作人员、办公场地和专项经费，健全制度，"
        "围绕引才引智、技术合作、学术交流和决策咨询开展工作，每年报送年度总结，按期参加评估考核；经费专款专用。\n"
        "三、指导服务。各推荐单位要做好指导、协调和服务，及时反映建站单位的需求和问题。"
    )
    return heading, body


def usual_printer(at: datetime) -> str:
    """Who usually prints a joint document: the general office of the leading unit of the day."""
    return f"{member_units_on(day_of(at))[0].name}办公室"


def official_text(document: JointDocument, at: datetime) -> OfficialText:
    """The document as it is printed. One query."""
    return facts.official_text(document, at)


def official_paper(document: JointDocument, at: datetime) -> Official:
    """The document in the form of GB/T 9704-2012; until it is issued each page bears the version that is signed."""
    text = facts.official_text(document, at)
    rows = tuple((str(place), unit, station) for place, (unit, station) in enumerate(text.stations, 1))
    return Official(
        Form.DOCUMENT,
        text.title,
        at,
        read_paragraphs("\n".join(text.paragraphs)),
        issuers=text.issuers,
        number=text.number or None,
        addressee=text.addressees.removesuffix("："),
        dated=text.dated or document.countersigned_on,
        attachments=(Attachment(LIST_TITLE, table=Grid(("序号", "建站单位", "工作站名称"), (2, 9, 14), rows)),),
        copies=tuple(part for part in [text.copies] if part),
        printed_by=text.printed_by,
        printed_on=text.printed_on,
        margin_note="" if document.stage == "issued" else _version(document, text),
    )


def _version(document: JointDocument, text: OfficialText) -> str:
    sort = "已撤回稿" if document.stage == "recalled" else "送签稿"
    return f"{sort}　{document.code}　版本 {short_hash(text.digest)}"


def issue_preview(document: JointDocument, by: Actor, at: datetime) -> IssuePreview:
    """Work out what issuing the document would bring about. A constant number of queries; nothing is written."""
    items = list(document.items.select_related("application__unit", "application__call").order_by("application__code"))
    foreseen = [Foreseen(moves.APPROVE, item.application) for item in items]
    tellings = foretold([*foreseen, Foreseen(moves.ISSUE, document)], by, at)
    people: dict[object, int] = {}
    for telling in tellings:
        if telling.role in UNIT_ROLES:
            told = telling.foreseen.subject.pk
            people[told] = people.get(told, 0) + telling.people
    approvals = tuple(
        Approval(
            item.application.unit.name,
            plaque_name(item.application.station_name),
            item.application,
            people.get(item.application.pk, 0),
        )
        for item in items
    )
    return IssuePreview(
        approvals=approvals,
        term=term_from(document.countersigned_on or day_of(at), month_grained=document.month_grained),
        messages=tuple(messages_of(tellings, by, at)),
        missing=standing_against(moves.ISSUE, document, by, at),
    )
