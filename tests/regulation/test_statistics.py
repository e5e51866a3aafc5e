"""Counts of a year that is under way say nothing of who fell out."""

from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.parameters import SMALL_COUNT
from haizhi.regulation.statistics import Step, told

WAY = ("提交申报", "资格通过", "完成评审")


def steps(*counts: int, named: int = 0) -> list[Step]:
    return [Step(label, count) for label, count in zip(WAY, counts, strict=True)] + [
        Step("列入公示", named, named=True)
    ]


def test_when_every_case_has_its_end_every_count_is_told() -> None:
    assert told(steps(12, 11, 11, named=5), settled=True) == (12, 11, 11, 5)


def test_before_a_step_is_left_out_from_which_one_could_tell_who_fell_out() -> None:
    assert told(steps(40, 38, 30, named=5), settled=False) == (40, None, 30, 5)
    assert told(steps(3, 3, 3, named=0), settled=False) == (None, None, None, 0)
    assert told(steps(20, 20, 20, named=0), settled=False) == (20, 20, 20, 0)


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3), st.integers(0, 8))
def test_no_two_told_counts_differ_by_a_few_unless_the_units_are_public_anyway(counts: list[int], named: int) -> None:
    way = steps(*sorted(counts, reverse=True), named=named)
    shown = [(step, count) for step, count in zip(way, told(way, settled=False), strict=True) if count is not None]
    assert shown[-1] == (way[-1], named)
    for place, (step, count) in enumerate(shown):
        for other, less in shown[place + 1 :]:
            gap = abs(count - less)
            assert gap == 0 or gap >= SMALL_COUNT.value or (step.named and other.named)
