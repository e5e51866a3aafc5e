"""What the hall looks at: the unit whose turn it is, its timer, how many sheets are in, what was announced so far."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, IntegerField, Q, QuerySet, UUIDField, Value
from django.urls import reverse

from haizhi.kernel.actor import Actor
from haizhi.regulation.review import SessionRules
from haizhi.regulation.stages import label
from haizhi.reviews.facts import (
    applicants_of,
    cut_off,
    elapsed,
    limit_of,
    missing_from,
    needed_seats,
    phases_of,
    recusals_in,
    session_rules,
)
from haizhi.reviews.models import Departure, Paper, Seat, Session, Sheet, Timer, Turn
from haizhi.reviews.queries.sessions import ranks_known

_MILLISECONDS = 1000
_UNDER_WAY = ("presenting", "scoring")


@dataclass(frozen=True, slots=True)
class Clock:
    """The timer as console and screen show it. `left` in milliseconds, below 0 once the time is over; `ends_at`: when
    it will be over (milliseconds since 1970) while it runs; `lost`: for how long no console heard it run.
    """

    phase: str
    label: str
    minutes: int
    running: bool
    begun: bool
    left: int
    ends_at: int | None
    revision: int
    lost: timedelta | None = None

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return self.left < 0

    @property
    def text(self) -> str:
        """Minutes and seconds left; with a plus, those that it took too long."""
        seconds = -(self.left // -_MILLISECONDS) if self.left > 0 else -self.left // _MILLISECONDS
        return f"{'+' if self.over else ''}{seconds // 60:02}:{seconds % 60:02}"

    @property
    def after(self) -> str:
        """What the phase is followed by, as the button says it."""
        return "转入答辩" if self.phase == Timer.Phase.PRESENTATION else "结束答辩"


def clock_of(turn: Turn, rules: SessionRules, timer: Timer | None, at: datetime) -> Clock:
    """The timer for the unit that is presenting; one that timed another unit counts as not begun."""
    revision = timer.revision if timer else 0
    if timer is None or timer.turn_id != turn.pk:
        timer = Timer(session_id=turn.session_id, turn=turn, phase=Timer.Phase.PRESENTATION)
    if not timer.phase:
        return Clock("", "", 0, running=False, begun=True, left=0, ends_at=None, revision=revision)
    limit = limit_of(timer.phase, rules)
    left = limit - elapsed(timer, at)
    running = timer.running_since is not None
    return Clock(
        phase=timer.phase,
        label=Timer.Phase(timer.phase).label,
        minutes=limit // 60_000,
        running=running,
        begun=timer.began_at is not None,
        left=left,
        ends_at=round(at.timestamp() * _MILLISECONDS) + left if running else None,
        revision=revision,
        lost=cut_off(timer, at),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in the order in which it is heard, with its score once announced and its rank once that is."""

    turn: Turn
    shown: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Hall:
    """A session as its console shows it. `current` presents or is scored; `last` was announced last; `waiting`: who
    comes next; `missing`: the seats whose sheets are not in; `lines`: every unit.
    """

    current: Turn | None
    last: Turn | None
    waiting: tuple[Turn, ...]
    clock: Clock | None
    given: int
    owed: int
    missing: tuple[Seat, ...]
    lines: tuple[Line, ...]
    timer: Timer | None

    @property
    def is_complete(self) -> bool:
        """Whether every sheet of the unit that is scored is locked."""
        return self.current is not None and self.current.stage == "scoring" and not self.missing

    @property
    def stamp(self) -> str:
        """Changes when the console should be looked at anew: the unit, its stage, whether its sheets are complete."""
        at = self.current or self.last
        parts = (at.pk if at else "", at.version if at else 0, self.clock.revision if self.clock else 0)
        return "-".join(map(str, (*parts, int(self.is_complete))))


def hall_of(session: Session, at: datetime) -> Hall:
    """The hall at a moment. Six queries whatever the number of units."""
    turns = applicants_of(session)
    current = next((turn for turn in turns if turn.stage in _UNDER_WAY), None)
    announced = sorted((turn for turn in turns if turn.announced_at), key=lambda turn: str(turn.announced_at))
    rules = session_rules(session)
    clock, timer = None, None
    if current and rules and current.stage == "presenting":
        timer = Timer.objects.filter(session=session).first()
        clock = clock_of(current, rules, timer, at)
    missing: tuple[Seat, ...] = ()
    owed = 0
    if current and current.stage == "scoring":
        current.session = session  # its seats and recusals are read once
        missing, owed = tuple(missing_from(current)), len(needed_seats(current))
    return Hall(
        current=current,
        last=announced[-1] if announced else None,
        waiting=tuple(turn for turn in turns if turn.stage == "waiting"),
        clock=clock,
        given=owed - len(missing),
        owed=owed,
        missing=missing,
        lines=lines_of(session, turns),
        timer=timer,
    )


def lines_of(session: Session, turns: list[Turn]) -> tuple[Line, ...]:
    """Every unit with what was announced of it."""
    ranks = ranks_known(session, turns)
    return tuple(Line(turn, (turn.result or {}).get("shown"), ranks.get(turn.application.code)) for turn in turns)


def phase_rows(turn: Turn, at: datetime) -> list[dict[str, object]]:
    """The phases of a unit as its page lists them: label, minutes and seconds, or how long the hall was cut off."""
    rows: list[dict[str, object]] = []
    for line in phases_of(turn, turn.scoring_at or at):
        label = Timer.Phase(line["phase"]).label
        seconds = line.get("spent", line.get("lost", 0))
        said = f"{seconds // 60}分{seconds % 60:02}秒"
        if "lost" in line:
            said = f"中断{said}，{'已扣除' if line['deducted'] else '照常计时'}"
        rows.append({"label": label, "said": said})
    return rows


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is pending in the hall: of which seat, for which unit, where it stands and is dealt with."""

    kind: str
    serial: int
    stage_label: str
    unit: str
    url: str


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits in the hall beside the units, none with a value; `screen`: the address of the big screen, if open."""

    matters: tuple[Matter, ...]
    recusals: int
    screen: str


def pending_in(session: Session) -> Pending:
    """What waits for the Office or for 纪检 while the hearing is on. One query beyond the session's parts."""
    text = CharField()

    def rows(found: QuerySet[Any], kind: str, serial: Any, stage: Any, unit: Any, code: Any) -> QuerySet[Any, Any]:
        pk = "pk" if kind != "screen" else Value(UUID(int=0), UUIDField())
        return found.order_by().values_list(Value(kind, text), pk, serial, stage, unit, code)

    none, unit, code = Value("", text), "turn__application__unit__name", "turn__application__code"
    corrections = Sheet.objects.filter(turn__session=session, stage="voiding")
    papers = Paper.objects.filter(turn__session=session, stage="entering")
    departures = session.departures.exclude(stage="refused")
    screens = session.screens.filter(closed_at__isnull=True)
    found = rows(corrections, "sheet", "seat__serial", "stage", unit, code).union(
        rows(papers, "paper", "seat__serial", "stage", unit, code),
        rows(departures, "departure", "seat__serial", "stage", none, none),
        rows(screens, "screen", Value(0, IntegerField()), none, "token", none),
        all=True,
    )
    matters, screen = [], ""
    for kind, pk, serial, stage, name, number in found:
        if kind == "screen":
            screen = reverse("reviews:screen", args=[name])
            continue
        own = [number, serial] if kind == "sheet" else [UUID(str(pk))]
        url = reverse(f"reviews:{kind}", args=[session.code, *own])
        matters.append(Matter(kind, serial, label(kind, stage), name, url))
    matters.sort(key=lambda matter: (matter.kind, matter.unit, matter.serial))
    return Pending(tuple(matters), len(recusals_in(session, "raised", "decided")), screen)


def departures_of(actor: Actor) -> QuerySet[Departure]:
    """The departures that the actor may see."""
    return Departure.objects.visible_to(actor).select_related("session__call", "seat")


def units_left(departure: Departure) -> list[Turn]:
    """The units for which whoever left is not counted, in the order of hearing. One query."""
    seat = departure.seat
    whose = Q(recusals__expert=seat.expert_id) if seat.expert_id else Q(recusals__person=seat.person_id)
    aside = departure.session.turns.filter(whose, recusals__source="departed", recusals__stage="upheld")
    return list(aside.select_related("session", "application__unit").order_by("position").distinct())
