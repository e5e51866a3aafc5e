"""How far the timer of the hall has run, and what the minutes say of a unit's phases."""

from datetime import datetime, timedelta
from typing import Any

from haizhi.kernel.times import instant
from haizhi.regulation.review import SessionRules
from haizhi.reviews.models import Timer, Turn

GAP = timedelta(seconds=20)
"""A console confirms a running timer every few seconds; after so much silence the hall was cut off."""

_MINUTE = 60_000
_MILLISECOND = timedelta(milliseconds=1)


def elapsed(timer: Timer, at: datetime) -> int:
    """Milliseconds that the present phase has taken, pauses left out; never less than none."""
    since = timer.running_since
    return timer.spent + (max(0, (at - since) // _MILLISECOND) if since else 0)


def limit_of(phase: str, rules: SessionRules) -> int:
    """Milliseconds that the published rules give a phase."""
    return {Timer.Phase.PRESENTATION: rules.presentation, Timer.Phase.DEFENCE: rules.defence}[phase] * _MINUTE  # type: ignore[index]  # a phase is its value


def cut_off(timer: Timer, at: datetime) -> timedelta | None:
    """For how long no console heard a running timer, None when none was missing."""
    if timer.running_since is None or timer.heard_at is None or at - timer.heard_at <= GAP:
        return None
    return at - timer.heard_at


def phase_line(timer: Timer, at: datetime) -> dict[str, Any]:
    """The present phase as the minutes have it when it ends at `at`; `spent` in whole seconds."""
    return {
        "turn": str(timer.turn_id),
        "phase": timer.phase,
        "began": instant(timer.began_at) if timer.began_at else "",
        "ended": instant(at),
        "spent": elapsed(timer, at) // 1000,
    }


def phases_of(turn: Turn, at: datetime) -> list[dict[str, Any]]:
    """What the timer noted of a unit until `at`: its phases and the gaps, without the unit. One query."""
    timer = Timer.objects.filter(session=turn.session_id).first()
    if timer is None:
        return []
    under_way = [phase_line(timer, at)] if timer.turn_id == turn.pk and timer.began_at is not None else []
    lines = [line for line in (*timer.log, *under_way) if line["turn"] == str(turn.pk)]
    return [{key: said for key, said in line.items() if key != "turn"} for line in lines]
