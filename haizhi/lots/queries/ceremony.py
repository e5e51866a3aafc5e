"""A lot in the order of its ceremony: who does what now, what was sealed, what the dice gave."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from haizhi.accounts.queries.bundles import Signed
from haizhi.fairness.lots import CIRCLE, EVERYONE, FLOW, SAMPLE, lot_hash, lot_seed
from haizhi.fairness.seeds import entropy_hash
from haizhi.kernel.chance import differences
from haizhi.kernel.models import Act
from haizhi.lots.facts import record_of
from haizhi.lots.models import Lot

WAYS = {
    EVERYONE: "家数少，每家评其余各家，不用抽签",
    CIRCLE: "按种子排成一圈，每家评圈上固定间隔的各家，须避嫌的按种子调换",
    FLOW: "须避嫌的太多，排不成一圈，由最小费用流另行安排",
    SAMPLE: "按种子从名单中逐一抽出",
}
"""How a result came about, in words."""

_STEPS = (
    ("封存名单", "海智办", "名单、数量和避嫌关系一并封存"),
    ("会签封存", "纪检", "核对无误后会签，此后谁也不能改动"),
    ("签署检查点", "海智办、纪检", "两人各自签名，之后才能掷骰"),
    ("掷骰录入", "海智办、纪检", "当面掷40个十面骰，两人各用自己的账号录入，一致才算录定"),
    ("抽签", "海智办", "由名单和骰子算出，谁也不能挑选"),
    ("会签结果", "纪检", "重新计算一致才能会签"),
    ("签署检查点", "海智办、纪检", "两人各自签名，核验包即告完整"),
)
_REACHED = {"sealing": 1, "sealed": 3, "seeded": 4, "drawing": 5, "drawn": 7}
_SIGNING = {"sealed": 2, "drawn": 6}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who does it, and its `state`: done, now or todo."""

    label: str
    who: str
    explanation: str
    state: str


def steps_of(lot: Lot, signatures: Iterable[Signed]) -> list[Step]:
    """The seven steps; of a voided lot none is on."""
    stage = lot.interrupted or lot.stage
    reached = _REACHED.get(stage, -1)
    if stage in _SIGNING and any(row.lacking for row in signatures):
        reached = _SIGNING[stage]
    going_on = lot.stage not in ("voiding", "voided")
    return [
        Step(*step, "done" if place < reached else "now" if place == reached and going_on else "todo")
        for place, step in enumerate(_STEPS)
    ]


@dataclass(frozen=True, slots=True)
class Dice:
    """Who has entered, and what: groups of digits once both agree, before that the places (from 1) that differ."""

    recorded: bool
    witnessed: bool
    mismatches: int
    shown: tuple[str, ...]
    differing: tuple[int, ...]


def dice_of(lot: Lot) -> Dice:
    """The dice as the Office and 纪检 see them: neither sees the other's entry before both agree."""
    shown = tuple(wrap(lot.recorded, 5)) if lot.agreed else ()
    return Dice(
        bool(lot.recorded), bool(lot.witnessed), lot.mismatches, shown, differences(lot.recorded, lot.witnessed)
    )


@dataclass(frozen=True, slots=True)
class Recipe:
    """What anyone needs to compute the result again: hashes and seed in hex, the way in words; `members`: how many.

    Entropy, seed and way are empty before the draw.
    """

    members: int
    lot: str
    entropy: str
    seed: str
    way: str


def recipe_of(lot: Lot) -> Recipe:
    """What was sealed, and how the result came about. One query."""
    sealed, values = record_of(lot), [lot.recorded]
    size, record = len(sealed["members"]), {**sealed}
    fingerprint = lot_hash(record).hex()
    if not lot.way:
        return Recipe(size, fingerprint, "", "", "")
    return Recipe(size, fingerprint, entropy_hash(values).hex(), lot_seed(record, values).hex(), WAYS[lot.way])


def course_of(lot: Lot) -> list[Act]:
    """The acts on a lot with their authors, in order."""
    return list(Act.objects.filter(subject_id=lot.pk).order_by("entry_id"))
