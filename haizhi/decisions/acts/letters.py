"""结果告知书: prepared for each application that was not chosen, sent once the public knows who was."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.applications.acts import inform
from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import ResultLetter
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.result_letters import OUTCOMES


def _to_be_told(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    cite = moves.PREPARE_LETTER.cite
    reason = f"{application.unit.name}现为“{application.stage_label}”，不需要发结果告知书"
    yield Finding(application.stage in OUTCOMES, cite, reason, "请核对申报件。", "applications")
    yield facts.not_told_yet(application)


@creates(moves.PREPARE_LETTER, requires=_to_be_told)
def prepare_letter(application: Application, *, by: Actor, at: datetime, reason: str = "") -> ResultLetter:
    """Prepare the letter on the outcome that an application has come to, with a reason that its unit may read."""
    return ResultLetter(
        code=next_number("JG", day_of(at).year),
        application=application,
        outcome=application.stage,
        reason=reason.strip(),
        prepared_at=at,
    )


def _ready(letter: ResultLetter, by: Actor, at: datetime) -> Iterable[Finding]:
    cite, application = OUTCOMES[letter.outcome][1], letter.application
    yield Finding(bool(letter.reason), cite, "没有写明理由", "请补写单位可以看到的理由。")
    reason = f"{application.unit.name}现为“{application.stage_label}”，与拟稿时的结果不同"
    yield Finding(application.stage == letter.outcome, cite, reason, "请撤销本稿，按现在的结果另行拟稿。")
    yield facts.others_settled(application)


@act(moves.SEND_LETTER, requires=_ready)
def send_letter(letter: ResultLetter, *, by: Actor, at: datetime) -> None:
    """Send it: from now on the unit reads and prints it, in these words."""
    letter.sent_at = at
    letter.text = facts.letter_text(letter.application, letter.outcome, letter.reason)
    record(application=letter.application, outcome=letter.outcome, text=letter.text)
    inform(letter.application, by=by, at=at)


@act(moves.DROP_LETTER)
def drop_letter(letter: ResultLetter, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give up a letter that was not sent; another can be prepared."""
