"""The joint document: which units it can name, its usual wording, its text laid out as it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import DocumentItem, JointDocument, Objection
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import chinese_number
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.editions import edition, member_units_on
from haizhi.regulation.naming import plaque_name
from haizhi.regulation.parameters import TERM_YEARS

_BY_MONTH = f"建站期限按月计算，至第{chinese_number(12 * TERM_YEARS.value)}个月的月末止。"


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A joint document's parts in the order in which they are printed; `number` and `dated` are empty until issue."""

    issuers: tuple[str, ...]
    number: str
    heading: str
    addressees: str
    paragraphs: tuple[str, ...]
    stations: tuple[tuple[str, str], ...]
    dated: date | None


def documents_of(actor: Actor) -> QuerySet[JointDocument]:
    """The documents that the actor may see, each with the number of its stations."""
    return JointDocument.objects.visible_to(actor).annotate(units=Count("items"))


def draftable(actor: Actor) -> QuerySet[Application]:
    """The cleared applications that no document under way names and against which nothing is open."""
    named = DocumentItem.objects.filter(application=OuterRef("pk"), document__stage__in=facts.OPEN_DOCUMENTS)
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
    body = (
        f"根据《{rule.title}》（{rule.document_number}），经单位申报、资格审核、评审、市科协党组研究和公示，"
        f"决定设立{call.year}年度重庆海智工作站（名单见附件），建站期限自批准之日起{chinese_number(TERM_YEARS.value)}年。\n"
        "请各建站单位加强组织领导，落实工作人员、办公场地和专项经费，健全制度，按期完成建站任务；"
        "请各推荐单位做好指导和服务。"
    )
    return heading, body


def official_text(document: JointDocument, at: datetime) -> OfficialText:
    """The document as it is printed: issuers of its day, the leading one first. One query.

    How the term counts is said only where it departs from the corresponding day (interpretation 17).
    """
    day = document.issued_on or day_of(at)
    lines = [*document.body.splitlines(), *([_BY_MONTH] if document.month_grained else [])]
    return OfficialText(
        issuers=tuple(unit.name for unit in member_units_on(day)),
        number=document.document_number,
        heading=document.heading,
        addressees="各区县（自治县）科协，西部科学城重庆高新区、万盛经开区科协，各有关单位：",
        paragraphs=tuple(line.strip() for line in lines if line.strip()),
        stations=tuple(
            (application.unit.name, plaque_name(application.station_name)) for application in facts.founded_by(document)
        ),
        dated=document.issued_on,
    )
