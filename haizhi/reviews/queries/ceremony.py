"""The draw as the hall sees it: six steps, one at a time; counts only until the panel stands."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from haizhi.experts.facts import discipline_names
from haizhi.fairness.ceremony import experts_of, sources_of
from haizhi.fairness.formats import SourceRow
from haizhi.fairness.seeds import draw_seed, entropy_hash, freeze_hash
from haizhi.kernel.chance import differences
from haizhi.regulation.citations import Citation, measures, review_rules
from haizhi.regulation.experts import Bar
from haizhi.regulation.findings import Finding
from haizhi.regulation.recusals import InterestGround
from haizhi.reviews.facts import (
    applicants_of,
    drawing_pool,
    frozen,
    lottery_opens,
    pool_rows,
    quotas,
    recusal_counts,
    seats_of,
    session_rules,
)
from haizhi.reviews.feasibility import Infeasible, Undecided, infeasibility
from haizhi.reviews.models import Entropy, Recusal, Seat, Session
from haizhi.ui.wording import moment_text

STANDING = ("drawn", "vacant", "in_hearing", "closing", "closed")
"""The stages in which the panel is known: not before the draw is confirmed."""

_STEPS = (
    ("freeze", "封存", "专家库、规则、指标和申报单位由海智办封存", review_rules(7)),
    ("sign", "会签", "纪检核对封存内容后会签，此后谁也不能改动", review_rules(7)),
    ("dice", "掷骰", "代表当众掷40个十面骰，海智办、纪检各自录入", review_rules(7)),
    ("draw", "抽取", "由封存内容和骰子算出，纪检复算一致才会签", review_rules(7)),
    ("panel", "评委", "公布评委名单和各单位的陈述次序", measures(9, 1, 2)),
    ("record", "记录", "抽取记录打印签字，任何人都可以复算", review_rules(7)),
)
_REACHED = {"preparing": 0, "freezing": 1, "frozen": 2, "vacant": 2, "seeded": 3, "drawing": 3}
_PANEL = 4
_BESIDES = {"seated": "已就座的评委", "recused": "应予回避"}


@dataclass(frozen=True, slots=True)
class CeremonyStep:
    """One of the six steps: `state` is done, now or todo; `open`: it can be looked at."""

    number: int
    key: str
    label: str
    explanation: str
    cite: Citation
    state: str
    open: bool


@dataclass(frozen=True, slots=True)
class Throw:
    """What a source gave in a round: groups of digits, or numbers, once both agree; before that who has entered.

    `differences` are the places (from 1) at which two entries differ; their values stay hidden.
    """

    round: int
    name: str
    is_dice: bool
    recorded: bool
    witnessed: bool
    mismatches: int
    shown: tuple[str, ...]
    differences: tuple[int, ...]
    voided: bool


@dataclass(frozen=True, slots=True)
class Recipe:
    """What anyone needs to compute a draw again: hashes and seed in hex."""

    round: int
    attempt: int
    chosen: int
    freeze: str
    entropy: str
    seed: str


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Everything that the pages of the draw show. `recusals`: (source, ground, upheld, dismissed) counts."""

    steps: tuple[CeremonyStep, ...]
    frozen: bool
    pool_count: int
    left_out: tuple[tuple[str, int], ...]
    pool_root: str
    freeze_hash: str
    sources: tuple[SourceRow, ...]
    lottery_opens: str
    recusals: tuple[tuple[str, str, int, int], ...]
    throws: tuple[Throw, ...]
    recipes: tuple[Recipe, ...]
    seats: tuple[Seat, ...]
    order: tuple[tuple[int, str], ...]
    voided: tuple[str, ...]

    @property
    def now(self) -> CeremonyStep:
        """The step that the ceremony stands at."""
        return next((step for step in self.steps if step.state == "now"), self.steps[-1])

    @property
    def current(self) -> Throw | None:
        """What is being entered, or was entered last, in the round that is on."""
        return next((throw for throw in reversed(self.throws) if not throw.voided), None)

    @property
    def awaited(self) -> str:
        """The name of the source that is to be entered next, empty when none is."""
        settled = [t for t in self.throws if not t.voided and t.round == self.round and t.shown]
        named = self.sources if self.round == 1 else self.sources[:1]
        return named[len(settled)]["name"] if len(settled) < len(named) else ""

    @property
    def round(self) -> int:
        """The round that is on."""
        return max((t.round for t in self.throws if not t.voided), default=1)

    @property
    def pool_total(self) -> int:
        """Everybody in the pool: who may be drawn and who may not."""
        return self.pool_count + sum(count for _, count in self.left_out)

    @property
    def clash(self) -> bool:
        """Whether the two entries differ, so that somebody must enter again."""
        throw = self.current
        return bool(throw and throw.recorded and throw.witnessed and not throw.shown)


def ceremony_of(session: Session) -> Ceremony:
    """The draw of a session. One query beyond its parts."""
    detail = frozen(session) if session.freeze else None
    opens = lottery_opens(session)
    throws = list(session.entropies.order_by("id")) if session.freeze or session.voided else []
    return Ceremony(
        steps=_steps(session),
        frozen=detail is not None,
        pool_count=detail["pool_count"] if detail else 0,
        left_out=_left_out((session.freeze or {}).get("left_out", {})),
        pool_root=detail["pool_root"] if detail else "",
        freeze_hash=freeze_hash(detail).hex() if detail else "",
        sources=tuple(detail["entropy_sources"]) if detail else (),
        lottery_opens=moment_text(opens) if opens else "",
        recusals=_recusals(session),
        throws=tuple(_throw(session, entropy) for entropy in throws),
        recipes=tuple(_recipe(session, draw, throws) for draw in session.draws),
        seats=tuple(seats_of(session)) if session.stage in STANDING else (),
        order=tuple((t.position, str(t)) for t in applicants_of(session) if t.position is not None),
        voided=tuple(freeze_hash(each["freeze"]).hex() for each in session.voided if each["freeze"]),
    )


def _steps(session: Session) -> tuple[CeremonyStep, ...]:
    reached = _REACHED.get(session.interrupted or session.stage, _PANEL)
    over = session.stage in ("in_hearing", "closing", "closed")
    steps = []
    for place, (key, label, explanation, cite) in enumerate(_STEPS):
        state = "done" if place < reached or (over and place == reached) else "now" if place == reached else "todo"
        shown = place <= reached or (key == "record" and bool(session.freeze or session.voided))
        steps.append(CeremonyStep(place + 1, key, label, explanation, cite, state, shown))
    return tuple(steps)


def _throw(session: Session, entropy: Entropy) -> Throw:
    named = (session.freeze or {}).get("entropy_sources", [])
    source = named[entropy.source] if entropy.source < len(named) else None
    digits = source is None or source["form"] == "digits"
    shown = wrap(entropy.recorded, 5) if digits else entropy.recorded.rstrip(".").split(".")
    return Throw(
        round=entropy.round,
        name=source["name"] if source else "现场掷十面骰",
        is_dice=digits,
        recorded=bool(entropy.recorded),
        witnessed=bool(entropy.witnessed),
        mismatches=entropy.mismatches,
        shown=tuple(shown) if entropy.agreed else (),
        differences=differences(entropy.recorded, entropy.witnessed) if digits else (),
        voided=entropy.voided,
    )


def _recipe(session: Session, draw: dict[str, Any], throws: list[Entropy]) -> Recipe:
    freeze, round_ = frozen(session), draw["round"]
    given = sorted((t for t in throws if t.round == round_ and not t.voided), key=lambda t: t.source)
    readings = [t.recorded for t in given[: len(sources_of(freeze, round_))]]
    hashes = freeze_hash(freeze), entropy_hash(readings)
    seed = draw_seed(*hashes, "panel" if round_ == 1 else "replacement", round_)
    return Recipe(round_, draw["attempt"], len(draw["chosen"]), hashes[0].hex(), hashes[1].hex(), seed.hex())


def _left_out(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    labels = {bar.value: bar.label for bar in Bar} | _BESIDES
    return tuple((labels[reason], count) for reason, count in counts.items())


def _recusals(session: Session) -> tuple[tuple[str, str, int, int], ...]:
    """The counts as they stood at the freeze, or stand now before it."""
    rows = session.freeze["recusals"] if session.freeze else recusal_counts(session)
    return tuple(
        (
            str(Recusal.Source(row["source"]).label),
            InterestGround(row["ground"]).label if "ground" in row else "各项关系",
            row["upheld"],
            row["dismissed"],
        )
        for row in rows
        if row["upheld"] or row["dismissed"]
    )


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a panel could be drawn now: how many may be drawn, why others may not, what clashes.

    `late`: what is said when that could not be told in time.
    """

    eligible: int
    left_out: tuple[tuple[str, int], ...]
    clash: Infeasible | None
    late: Finding | None


def proof_of(session: Session) -> Proof | None:
    """The proof that the freeze will ask for, tried beforehand; None before the rules are published."""
    rules = session_rules(session)
    if rules is None:
        return None
    pool = drawing_pool(session)
    found = infeasibility(experts_of(pool_rows(pool.eligible)), quotas(session, rules), discipline_names())
    late = found.findings()[0] if isinstance(found, Undecided) else None
    clash = found if isinstance(found, Infeasible) else None
    return Proof(len(pool.eligible), _left_out(pool.left_out()), clash, late)
