from collections import Counter
from itertools import accumulate, combinations, product
from math import comb, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haizhi.fairness.panel import (
    Cap,
    Expert,
    Limit,
    NoFeasiblePanel,
    Quotas,
    broken_rules,
    draw_panel,
    is_feasible,
)
from haizhi.fairness.stream import Stream

ROWS = ["BfF", "BeF", "AbM", "BfM", "BgM", "BaM", "CeM", "CaM", "CgF", "AdF", "AfF", "BbM"]
POOL = [Expert(f"E{i:02}", d, employer, {"sex": sex}) for i, (d, employer, sex) in enumerate(map(tuple, ROWS), start=1)]
QUOTAS = Quotas(5, (Limit("discipline", "A", 1, 2), Limit("discipline", "B", 1, 3), Limit("sex", "F", 2, 5)))


def feasible(pool: list[Expert], quotas: Quotas) -> set[tuple[str, ...]]:
    panels = combinations(sorted(pool, key=lambda expert: expert.id), quotas.size)
    return {tuple(expert.id for expert in panel) for panel in panels if is_feasible(panel, quotas)}


def test_every_feasible_panel_is_equally_likely() -> None:
    possible = feasible(POOL, QUOTAS)
    assert len(possible) == 91
    rounds = 60 * 91
    seen = Counter(draw_panel(POOL, QUOTAS, b"chi-square %d" % i).chosen for i in range(rounds))
    assert set(seen) <= possible
    chi_square = sum((seen[panel] - 60) ** 2 / 60 for panel in possible)
    assert chi_square < 124.116  # 90 degrees of freedom, p = 0.01


def test_the_first_attempt_that_satisfies_all_rules_wins() -> None:
    attempts = {draw_panel(POOL, QUOTAS, b"%d" % i).attempt for i in range(200)}
    assert 1 in attempts
    assert max(attempts) > 3


def test_without_other_rules_the_first_attempt_always_succeeds() -> None:
    quotas = Quotas(5, QUOTAS.limits[:2], caps=())
    assert {draw_panel(POOL, quotas, b"%d" % i).attempt for i in range(50)} == {1}


def test_the_order_of_the_pool_makes_no_difference() -> None:
    assert draw_panel(POOL, QUOTAS, b"seed") == draw_panel(POOL[::-1], QUOTAS, b"seed")


def listed_draw(pool: list[Expert], quotas: Quotas, seed: bytes) -> tuple[int, tuple[str, ...]]:
    """The definition in docs/fairness.md taken literally: every vector listed instead of counted."""
    names = sorted({expert.discipline for expert in pool})
    groups = [sorted((e for e in pool if e.discipline == name), key=lambda e: e.id) for name in names]
    others = Quotas(quotas.size, tuple(limit for limit in quotas.limits if limit.dimension == "discipline"), ())
    spans = {}
    for vector in product(*(range(len(group) + 1) for group in groups)):
        if is_feasible([e for group, v in zip(groups, vector, strict=True) for e in group[:v]], others):
            spans[vector] = prod(comb(len(group), v) for group, v in zip(groups, vector, strict=True))
    attempt = 0
    while True:
        attempt += 1
        stream = Stream(seed, f"panel/{attempt}")
        index = stream.below(sum(spans.values()))
        vector = next(v for v, bound in zip(spans, accumulate(spans.values()), strict=True) if index < bound)
        panel = [e for group, v in zip(groups, vector, strict=True) for e in stream.sample(group, v)]
        if is_feasible(panel, quotas):
            return attempt, tuple(sorted(expert.id for expert in panel))


@given(st.binary())
def test_counting_gives_what_listing_every_vector_gives(seed: bytes) -> None:
    draw = draw_panel(POOL, QUOTAS, seed)
    assert (draw.attempt, draw.chosen) == listed_draw(POOL, QUOTAS, seed)


def test_the_published_draw() -> None:
    draw = draw_panel(POOL, QUOTAS, bytes(32))
    assert (draw.attempt, draw.chosen) == (4, ("E08", "E09", "E10", "E11", "E12"))


pools = st.lists(
    st.builds(
        Expert, st.text("abcdef", min_size=1, max_size=4), st.sampled_from("ABC"), st.sampled_from(["", "x", "y"])
    ),
    unique_by=lambda expert: expert.id,
    max_size=9,
)
limits = st.builds(
    Limit, st.sampled_from(["discipline", "employer"]), st.sampled_from("ABx"), st.integers(0, 2), st.integers(0, 4)
)
quotas_ = st.builds(
    Quotas,
    st.integers(0, 6),
    st.lists(limits, max_size=3).map(tuple),
    st.sampled_from([(), (Cap("employer", 1),), (Cap("discipline", 2),)]),
)


@settings(deadline=None)
@given(pools, quotas_, st.binary())
def test_a_panel_is_found_exactly_when_one_exists(pool: list[Expert], quotas: Quotas, seed: bytes) -> None:
    possible = feasible(pool, quotas)
    if possible:
        assert draw_panel(pool, quotas, seed).chosen in possible
    else:
        with pytest.raises(NoFeasiblePanel):
            draw_panel(pool, quotas, seed, attempts=20)


def test_discipline_vectors_are_weighed_by_their_number_of_subsets() -> None:
    pool = [Expert(f"A{i}", "A") for i in range(4)] + [Expert(f"B{i}", "B") for i in range(6)]
    quotas = Quotas(3, caps=())
    seen = Counter(sum(id_[0] == "A" for id_ in draw_panel(pool, quotas, b"%d" % i).chosen) for i in range(1200))
    expected = {v: 10 * comb(4, v) * comb(6, 3 - v) for v in range(4)}
    chi_square = sum((seen[v] - expected[v]) ** 2 / expected[v] for v in expected)
    assert sum(expected.values()) == 1200
    assert chi_square < 11.345  # 3 degrees of freedom, p = 0.01


def test_an_impossible_discipline_quota_is_refused_at_once() -> None:
    with pytest.raises(NoFeasiblePanel, match="discipline"):
        draw_panel(POOL, Quotas(5, (Limit("discipline", "D", 1, 1),)), b"")


def test_a_pool_that_cannot_satisfy_another_rule_ends_after_the_attempts_allowed() -> None:
    pool = [Expert(f"E{i}", "A", "same") for i in range(6)]
    with pytest.raises(NoFeasiblePanel, match="7 attempts"):
        draw_panel(pool, Quotas(2), b"", attempts=7)


def test_an_expert_listed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        draw_panel([POOL[0], POOL[0]], Quotas(1), b"")


def test_one_per_employer_ignores_those_without_employer() -> None:
    retired = [Expert("1", "A"), Expert("2", "A")]
    assert is_feasible(retired, Quotas(2))
    colleagues = [Expert("1", "A", "x"), Expert("2", "A", "x")]
    assert broken_rules(colleagues, Quotas(2)) == (Cap("employer", 1),)


def test_broken_rules_are_named() -> None:
    panel = [Expert("1", "A", "x", {"region": "外地"}), Expert("2", "B", "y")]
    local = Limit("region", "外地", 0, 0)
    wanted = Limit("discipline", "C", 1, 2)
    assert broken_rules(panel, Quotas(2, (local, wanted), (Cap("region", 1),))) == (local, wanted)


def test_a_panel_of_another_size_is_not_feasible() -> None:
    assert not is_feasible(POOL[:1], Quotas(2))
