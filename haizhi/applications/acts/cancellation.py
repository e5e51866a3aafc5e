"""Cancellation for fraud or breach: the unit is told, is heard, then it is decided (评审·9)."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.applications.facts import hearing_under_way
from haizhi.applications.models import Application, Hearing
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.checking import hearing_lies_ahead, unit_was_heard
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet

_CITE = review_rules(9)


def _none_under_way(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    running = hearing_under_way(application)
    yield Finding(running is None, _CITE, "已告知申报单位，正在听取陈述申辩", "请先作出处理决定")


@act(moves.NOTIFY, requires=_none_under_way)
def notify(application: Application, *, by: Actor, at: datetime, opinion: str, due_on: date) -> str:
    """拟取消资格告知: the facts (`opinion`), and until which day (inclusive) the unit may state its case."""
    said = Finding(bool(opinion.strip()), _CITE, "须写明拟取消资格的事实与依据", "请填写", "opinion")
    if wrong := unmet(said, hearing_lies_ahead(due_on, day_of(at))):
        raise Refused(*wrong)
    Hearing.objects.create(
        application=application,
        serial=application.hearings.count() + 1,
        grounds=opinion,
        due_on=due_on,
        opened_by=by.name,
        opened_at=at,
    )
    application.opinions["hearing"] = {
        "text": opinion,
        "by": by.name,
        "at": at.isoformat(),
        "due_on": due_on.isoformat(),
    }
    return application.stage


def not_being_heard(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    """What ends an application's course, or completes it, waits for the decision on what its unit is heard about."""
    running = hearing_under_way(application)
    reason = "正在就拟取消资格听取陈述申辩，尚未作出处理决定"
    yield Finding(running is None, _CITE, reason, "请待海智办负责人作出处理决定后再办理")


def _is_heard(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    running = hearing_under_way(application)
    yield Finding(running is not None, _CITE, "没有正在听取陈述申辩的事项", "")
    yield Finding(running is None or not running.stated, _CITE, "本单位已提交陈述申辩", "请等待处理决定")


@act(moves.STATE, requires=_is_heard)
def state(application: Application, *, by: Actor, at: datetime, opinion: str, attachment: Upload | None = None) -> str:
    """陈述申辩: what the unit says to it; late it is taken too, as long as nothing is decided."""
    said = Finding(bool(opinion.strip()), _CITE, "须写明陈述申辩的内容", "请填写", "opinion")
    if wrong := unmet(said):
        raise Refused(*wrong)
    application.hearings.filter(decided_at=None).update(
        statement=opinion, attachment=attachment, stated_by=by.name, stated_at=at
    )
    application.opinions["hearing"] |= {"stated_at": at.isoformat(), "stated_by": by.name, "statement": opinion}
    record(evidence=attachment.sha256 if attachment else "")
    return application.stage


def _was_told(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    running = hearing_under_way(application)
    yield Finding(running is not None, _CITE, "没有待处理的拟取消资格事项", "")


@act(moves.SPARE, requires=_was_told)
def spare(application: Application, *, by: Actor, at: datetime, opinion: str) -> str:
    """不予取消资格: after the unit was heard, or when it proves groundless before that; with the reason."""
    close_hearing(application, by, at, cancelled=False, reason=opinion)
    return application.stage


def _was_heard(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    running = hearing_under_way(application)
    yield unit_was_heard(
        told=running is not None,
        stated=running is not None and running.stated,
        due_on=running.due_on if running else None,
        today=day_of(at),
    )


@act(moves.CANCEL, requires=_was_heard)
def cancel(application: Application, *, by: Actor, at: datetime, opinion: str, accountability: str) -> None:
    """取消资格: for fraud or breach, with the facts in `opinion` and who is held to account (评审·9)."""
    missing = Finding(bool(accountability.strip()), _CITE, "须写明责任追究", "请填写", "accountability")
    if not missing.met:
        raise Refused(missing)
    close_hearing(application, by, at, cancelled=True, reason=opinion)
    application.opinions["cancelled"] = {
        "text": opinion,
        "accountability": accountability,
        "by": by.name,
        "at": at.isoformat(),
        "formerly": application.stage,
    }
    application.due_on = None
    record(formerly=application.stage)


def close_hearing(application: Application, by: Actor, at: datetime, *, cancelled: bool, reason: str) -> None:
    """Note how the hearing under way ended, if there is one: a case that is over leaves nothing to be decided."""
    application.hearings.filter(decided_at=None).update(
        cancelled=cancelled, decided_by=by.name, decided_at=at, reason=reason
    )
    application.opinions.pop("hearing", None)
