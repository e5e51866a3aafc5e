"""The verifier's own composite: the same as the regulation's, computed by other code (考核)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.fairness.composite import NotComposed, composite, places
from haizhi.regulation import assessment

WEIGHTS = {"self": 20, "peer": 30, "office": 50}
SUMS = st.integers(0, 1200)


@given(SUMS, st.lists(SUMS, min_size=1, max_size=12), SUMS)
def test_platform_and_verifier_agree_to_the_last_fraction(own: int, peers: list[int], office: int) -> None:
    named: dict[str, int | None] = {f"第{n}站": total for n, total in enumerate(peers)}
    assert composite(own, peers, office, WEIGHTS) == assessment.composite(own, named, office).points


def test_nothing_is_composed_without_a_peer() -> None:
    with pytest.raises(NotComposed):
        composite(1000, [], 700, WEIGHTS)


def test_equals_share_a_rank_and_the_next_counts_them_all() -> None:
    points = {"甲": Fraction(60), "乙": Fraction(181, 3), "丙": Fraction(60), "丁": Fraction(50)}
    assert places(points) == {"乙": 1, "甲": 2, "丙": 2, "丁": 4}
