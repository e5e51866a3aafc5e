"""The record that a lot is sealed with, and what follows from it and the dice."""

from collections import Counter
from typing import Any

import pytest

from haizhi.fairness.lots import FORMAT, lot_faults, lot_hash, lot_record, lot_result, lot_seed
from haizhi.fairness.stream import Stream
from tests.fairness.staged import DICE
from tests.fairness.staged_lot import ROLLED, codes


def record(purpose: str = "peers", members: int = 40, count: int = 5, conflicts: Any = ()) -> Any:
    return lot_record(purpose, codes(members), count, conflicts, [ROLLED])


def test_a_record_is_the_same_in_whatever_order_its_list_and_conflicts_are_given() -> None:
    one = lot_record("peers", ["b", "a", "c"], 1, [("c", "a"), ("b", "a"), ("a", "c")], [ROLLED])
    assert one["members"] == ["a", "b", "c"]
    assert one["conflicts"] == [["a", "b"], ["a", "c"]]
    assert one["format"] == FORMAT
    assert lot_hash(one) == lot_hash({**one, "title": "names nothing"})
    assert lot_hash(one) != lot_hash({**one, "count": 2})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "hz/lot/v2"}, "记录的格式不是hz/lot/v1"),
        ({"members": ["b", "a"]}, "名单须按编号升序、不得重复"),
        ({"members": ["a", "a"]}, "名单须按编号升序、不得重复"),
        ({"count": 0}, "抽取数量须在1与名单数量之间"),
        ({"members": ["a"]}, "互评至少须有2家"),
        ({"purpose": "check", "count": 3}, "抽取数量须在1与名单数量之间"),
        ({"purpose": "check", "count": 1, "conflicts": [["a", "b"]]}, "只有互评才有避嫌"),
        ({"conflicts": [["b", "a"]]}, "避嫌须是名单中的两家"),
        ({"conflicts": [["a", "x"]]}, "避嫌须是名单中的两家"),
        ({"conflicts": [["a", "b"], ["a", "b"]]}, "避嫌须按编号升序、不得重复"),
        ({"entropy_sources": []}, "随机来源须为当面掷骰"),
        ({"entropy_sources": [{**ROLLED, "count": 39}]}, "掷骰不得少于40位"),
    ],
)
def test_a_record_that_cannot_be_drawn_from_says_why(change: dict[str, Any], said: str) -> None:
    sound: Any = lot_record("peers", ["a", "b"], 1, (), [ROLLED])
    assert lot_faults(sound) == ()
    changed: Any = sound | change
    assert said in lot_faults(changed)


def test_the_way_follows_from_purpose_and_number() -> None:
    assert lot_result(record(), DICE[:1])["way"] == "circle"
    few = lot_result(record(members=4), DICE[:1])
    assert (few["way"], few["pairs"][0]) == ("everyone", {"member": codes(4)[0], "assesses": codes(4)[1:]})
    chosen = lot_result(record("check", 30, 3), DICE[:1])
    assert (chosen["way"], chosen["pairs"]) == ("sample", [])
    seed = lot_seed(record("check", 30, 3), DICE[:1])
    assert chosen["chosen"] == Stream(seed, "check").sample(codes(30), 3)


def test_other_dice_another_list_or_another_purpose_give_another_seed() -> None:
    seeds = {
        lot_seed(record(), DICE[:1]),
        lot_seed(record(), DICE[1:2]),
        lot_seed(record(conflicts=[codes(2)]), DICE[:1]),
        lot_seed(record("check"), DICE[:1]),
    }
    assert len(seeds) == 4


def test_everybody_on_the_list_is_chosen_equally_often() -> None:
    drawn = Counter(one for n in range(900) for one in lot_result(record("check", 9, 3), [f"{n:040}"])["chosen"])
    assert sum((drawn[code] - 300) ** 2 / 300 for code in codes(9)) < 20.09  # 8 degrees of freedom, p = 0.01
