"""The timer of the hall. Its state is the server's: console and screen only show it, so that both agree."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused
from haizhi.reviews.facts import cut_off, elapsed, phase_line
from haizhi.reviews.models import Session, Timer, Turn

_NEXT = {Timer.Phase.PRESENTATION: Timer.Phase.DEFENCE.value, Timer.Phase.DEFENCE: ""}
_HEARD_EVERY = timedelta(seconds=5)


def move_timer(session: Session, verb: str, *, at: datetime, seen: int) -> Timer:
    """Start, pause, resume, go on to the next phase; after a gap, deduct it or let it count.

    `seen` is the revision that the console showed: whoever pressed on an older one is told so. Raises Refused then,
    when no unit is presenting, and for a verb that does not fit; KeyError for an unknown verb.
    """
    step = _STEPS[verb]
    with transaction.atomic():
        Session._base_manager.select_for_update().get(pk=session.pk)
        turn = session.turns.filter(stage="presenting").select_related("application__unit").first()
        if turn is None:
            raise Refused(_told("现在没有单位在陈述或答辩", "请先请下一家单位入场。"))
        timer = _timer_for(session, turn, at)
        if timer.revision != seen:
            raise Refused(_told("计时已由另一处操作过", "请看过现在的计时，再决定是否操作。"))
        step(timer, at)
        timer.revision += 1
        timer.save()
    return timer


def hear(timer: Timer, *, at: datetime) -> None:
    """A console saw the timer run: at most one write in five seconds, none after a gap that nobody has settled."""
    heard = timer.heard_at
    if timer.running_since is None or heard is None or cut_off(timer, at) or at - heard < _HEARD_EVERY:
        return
    Timer.objects.filter(pk=timer.pk, heard_at=heard, revision=timer.revision).update(heard_at=at)


def _timer_for(session: Session, turn: Turn, at: datetime) -> Timer:
    """The session's timer, made anew when it last timed another unit."""
    timer = Timer.objects.filter(session=session).select_related("turn").first()
    if timer is None:
        return Timer(session=session, turn=turn, phase=Timer.Phase.PRESENTATION)
    if timer.turn_id != turn.pk:
        if timer.began_at is not None:  # its phase ended when scoring began
            timer.log = [*timer.log, phase_line(timer, timer.turn.scoring_at or at)]
        timer.turn, timer.phase = turn, Timer.Phase.PRESENTATION.value
        timer.began_at = timer.running_since = timer.heard_at = None
        timer.spent = 0
    return timer


def _start(timer: Timer, at: datetime) -> None:
    if timer.running_since is not None or not timer.phase:
        raise Refused(_told("计时不在停止状态", "请刷新页面后查看。"))
    timer.began_at = timer.began_at or at
    timer.running_since = timer.heard_at = at


def _pause(timer: Timer, at: datetime) -> None:
    if timer.running_since is None:
        raise Refused(_told("计时没有在走", "请刷新页面后查看。"))
    timer.spent, timer.running_since = elapsed(timer, at), None


def _go_on(timer: Timer, at: datetime) -> None:
    if not timer.phase:
        raise Refused(_told("陈述、答辩都已结束", "请开始打分。"))
    timer.log = [*timer.log, phase_line(timer, at)]
    timer.phase = _NEXT[Timer.Phase(timer.phase)]
    timer.began_at = timer.running_since = timer.heard_at = None
    timer.spent = 0


def _deduct(timer: Timer, at: datetime) -> None:
    _settle(timer, at, deducted=True)


def _count(timer: Timer, at: datetime) -> None:
    _settle(timer, at, deducted=False)


def _settle(timer: Timer, at: datetime, *, deducted: bool) -> None:
    lost = cut_off(timer, at)
    if lost is None or timer.heard_at is None:
        raise Refused(_told("计时没有中断过", "请刷新页面后查看。"))
    if deducted:
        timer.spent, timer.running_since = elapsed(timer, timer.heard_at), at
    timer.heard_at = at
    seconds = round(lost.total_seconds())
    gap = {"turn": str(timer.turn_id), "phase": timer.phase, "lost": seconds, "deducted": deducted}
    timer.log = [*timer.log, gap]


_STEPS: dict[str, Callable[[Timer, datetime], None]] = {
    "start": _start,
    "pause": _pause,
    "next": _go_on,
    "deduct": _deduct,
    "count": _count,
}


def _told(reason: str, remedy: str) -> Finding:
    return Finding(False, review_rules(6, 2), reason, remedy)
