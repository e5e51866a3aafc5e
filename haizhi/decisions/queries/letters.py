"""结果告知书: who was not told yet, the letters, their paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import ResolutionLine, ResultLetter
from haizhi.decisions.queries.preview import Message, messages_of
from haizhi.documents.official import Form, Official, read_paragraphs
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import standing_against
from haizhi.notifications.tasks.foretelling import Foreseen, foretold
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.naming import OFFICE_NAME
from haizhi.regulation.result_letters import OUTCOMES

LETTER_TITLE = "重庆海智工作站评审结果告知书"


def letters_of(actor: Actor) -> QuerySet[ResultLetter]:
    """The letters that the actor may see, with their units."""
    return ResultLetter.objects.visible_to(actor).select_related("application__unit")


def untold(actor: Actor) -> QuerySet[Application]:
    """The applications whose outcome no letter tells, each with what was decided on it last. One query.

    As many letters as decisions of that sort: who is deferred a second time is told a second time.
    """
    rows = Application.objects.visible_to(actor).filter(stage__in=list(OUTCOMES)).select_related("unit", "call")
    of_the_outcome = Q(result_letters__outcome=F("stage")) & ~Q(result_letters__stage="dropped")
    applied = ResolutionLine.objects.filter(application=OuterRef("pk"), resolution__stage="applied").order_by("-pk")
    sort = {"not_proposed": ResolutionLine.Decision.PASS_OVER, "deferred": ResolutionLine.Decision.DEFER}
    decisions = Q()
    for stage, decision in sort.items():
        decisions |= Q(
            stage=stage, resolution_lines__decision=decision.value, resolution_lines__resolution__stage="applied"
        )
    rows = rows.annotate(
        told=Count("result_letters", filter=of_the_outcome, distinct=True),
        under_way=Count("result_letters", filter=Q(result_letters__stage="prepared"), distinct=True),
        decided=Count("resolution_lines", filter=decisions, distinct=True),
        rank=Subquery(applied.values("rank")[:1]),
        no_result=Subquery(applied.values("no_result")[:1]),
    )
    return rows.filter(under_way=0).filter(Q(told=0) | Q(told__lt=F("decided"))).order_by("code")


def suggested_reason(application: Application) -> str:
    """Words for the reason that hold without doubt; empty where only the Office can say why."""
    if application.stage == "declined":
        return ""
    if getattr(application, "no_result", ""):
        return "贵单位没有有效的评审得分。"
    rank: int | None = getattr(application, "rank", None)
    if rank is not None and rank > application.call.soft_target:
        return "贵单位评审得分排名未进入本年度拟建站数量。"
    return ""


def letter_lines(letter: ResultLetter) -> tuple[str, ...]:
    """What the letter says: as it was sent, or as it would be."""
    text = letter.text or facts.letter_text(letter.application, letter.outcome, letter.reason or "（待填写）")
    return tuple(text.splitlines())


def letter_paper(letter: ResultLetter, at: datetime) -> Official:
    """The letter in the form of a letter of GB/T 9704-2012; one that was not sent says so."""
    return Official(
        Form.LETTER,
        LETTER_TITLE,
        letter.sent_at or at,
        read_paragraphs("\n".join(letter_lines(letter))),
        issuers=(OFFICE_NAME,),
        number="",
        addressee=letter.application.unit.name,
        dated=day_of(letter.sent_at) if letter.sent_at else None,
        margin_note=letter.code if letter.sent_at else f"{letter.code}　未发出稿",
    )


@dataclass(frozen=True, slots=True)
class SendingRow:
    """What would become of one letter: what stands against sending it, how many people of the unit are told."""

    letter: ResultLetter
    findings: tuple[Finding, ...]
    people: int

    @property
    def ready(self) -> bool:
        """Whether it would be sent."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class SendingPreview:
    """What sending these letters would bring about: row by row, and in which words people are told."""

    rows: tuple[SendingRow, ...]
    messages: tuple[Message, ...]


def sending_preview(letters: Collection[ResultLetter], by: Actor, at: datetime) -> SendingPreview:
    """Work out what sending them would do; nothing is written. A few queries for each letter."""
    standing = {letter.pk: standing_against(moves.SEND_LETTER, letter, by, at) for letter in letters}
    going = [Foreseen(moves.SEND_LETTER, letter) for letter in letters if not standing[letter.pk]]
    tellings = foretold(going, by, at)
    people: dict[object, int] = {}
    for telling in tellings:
        told = telling.foreseen.subject.pk
        people[told] = people.get(told, 0) + telling.people
    rows = tuple(SendingRow(letter, standing[letter.pk], people.get(letter.pk, 0)) for letter in letters)
    return SendingPreview(rows, tuple(messages_of(tellings, by, at)))
