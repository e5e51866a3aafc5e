"""The draw as the hall sees it: six steps, the dice, the record; counts only until the panel stands."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from haizhi.fairness.seeds import freeze_hash
from haizhi.reviews.facts import applicants_of, frozen, recusal_counts, seats_of
from haizhi.reviews.models import Entropy, Recusal, Seat, Session

_ORDER = ("preparing", "freezing", "frozen", "seeded", "drawing", "drawn")
_STEPS = (
    ("封存", "专家库、规则、指标和申报单位由海智办封存"),
    ("会签封存", "纪检核对后会签，此后谁也不能改动"),
    ("掷骰", "代表当众掷40个十面骰，海智办、纪检各自录入"),
    ("抽取", "由封存内容和骰子算出，任何人都不能挑选"),
    ("会签结果", "纪检重新计算一遍，一致才会签"),
    ("公布评委", "公布评委名单和陈述次序"),
)


@dataclass(frozen=True, slots=True)
class CeremonyStep:
    """One of the six steps: `state` is done, now or todo."""

    number: int
    label: str
    explanation: str
    state: str


@dataclass(frozen=True, slots=True)
class Throw:
    """The dice of a round as shown: groups of five digits once both agree, before that who has entered."""

    round: int
    recorded: bool
    witnessed: bool
    mismatches: int
    digits: tuple[str, ...]
    voided: bool


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Everything that the page of the draw shows. `recusals`: (source, upheld, dismissed) counts."""

    steps: tuple[CeremonyStep, ...]
    frozen: bool
    pool_count: int
    pool_root: str
    freeze_hash: str
    disciplines: tuple[tuple[str, int], ...]
    recusals: tuple[tuple[str, int, int], ...]
    throws: tuple[Throw, ...]
    draws: tuple[dict[str, Any], ...]
    seats: tuple[Seat, ...]
    order: tuple[tuple[int, str], ...]
    voided: int

    @property
    def current(self) -> Throw | None:
        """The dice of the round that is on."""
        return next((throw for throw in reversed(self.throws) if not throw.voided), None)

    @property
    def clash(self) -> bool:
        """Whether the two entries of the round differ, so that somebody must enter again."""
        throw = self.current
        return bool(throw and throw.recorded and throw.witnessed and not throw.digits)


def ceremony_of(session: Session) -> Ceremony:
    """The draw of a session. One query beyond its parts."""
    detail = frozen(session) if session.freeze else None
    stands = session.stage in ("drawn", "vacant", "in_hearing", "closing", "closed")
    turns = [turn for turn in applicants_of(session) if turn.position is not None]
    throws = session.entropies.order_by("id") if session.freeze or session.voided else ()
    return Ceremony(
        steps=_steps(session),
        frozen=detail is not None,
        pool_count=detail["pool_count"] if detail else 0,
        pool_root=detail["pool_root"] if detail else "",
        freeze_hash=freeze_hash(detail).hex() if detail else "",
        disciplines=tuple((row["value"], row["least"]) for row in detail["quotas"]["limits"]) if detail else (),
        recusals=_recusals(session),
        throws=tuple(_throw(entropy) for entropy in throws),
        draws=tuple(session.draws),
        seats=tuple(seats_of(session)) if stands else (),
        order=tuple((turn.position or 0, str(turn)) for turn in turns),
        voided=len(session.voided),
    )


def _steps(session: Session) -> tuple[CeremonyStep, ...]:
    stage = session.interrupted or session.stage
    if stage == "vacant":
        stage = "frozen"
    reached = _ORDER.index(stage) if stage in _ORDER else len(_STEPS)
    over = session.stage in ("in_hearing", "closing", "closed")
    return tuple(
        CeremonyStep(
            n + 1,
            label,
            explanation,
            "done" if over or n < reached or (n == reached == len(_STEPS) - 1) else "now" if n == reached else "todo",
        )
        for n, (label, explanation) in enumerate(_STEPS)
    )


def _throw(entropy: Entropy) -> Throw:
    agreed = bool(entropy.recorded) and entropy.recorded == entropy.witnessed
    return Throw(
        round=entropy.round,
        recorded=bool(entropy.recorded),
        witnessed=bool(entropy.witnessed),
        mismatches=entropy.mismatches,
        digits=tuple(wrap(entropy.recorded, 5)) if agreed else (),
        voided=entropy.voided,
    )


def _recusals(session: Session) -> tuple[tuple[str, int, int], ...]:
    """The counts as they stood at the freeze, or stand now before it."""
    rows = session.freeze["recusals"] if session.freeze else recusal_counts(session)
    return tuple((str(Recusal.Source(row["source"]).label), row["upheld"], row["dismissed"]) for row in rows)
