"""Who assesses whom: what docs/fairness.md promises of the circle, for every number of members and any conflicts."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.fairness.peers import SPREAD, TooDense, circle, distances, everyone_else, faults


def codes(count: int) -> list[str]:
    return [f"GZ-{n:03}" for n in range(count)]


@st.composite
def rounds(draw: st.DrawFn) -> tuple[list[str], int, list[tuple[str, str]], bytes]:
    """Members enough for a circle, how many each assesses, some conflicts, a seed."""
    each = draw(st.integers(1, 6))
    members = codes(draw(st.integers(4 * each + 3, 60)))
    pairs = st.tuples(st.sampled_from(members), st.sampled_from(members)).filter(lambda pair: pair[0] < pair[1])
    return members, each, draw(st.lists(pairs, max_size=len(members) // 4, unique=True)), draw(st.binary(max_size=8))


@given(rounds())
def test_everybody_assesses_and_is_assessed_alike_and_never_in_return(
    asked: tuple[list[str], int, list[tuple[str, str]], bytes],
) -> None:
    members, each, conflicts, seed = asked
    found = circle(members, each, conflicts, seed)
    assert faults(found, members, each, conflicts) == ()
    assert not any(one in found[other] for one, others in found.items() for other in others), "a favour in return"


@given(st.integers(37, 90), st.binary(max_size=8))
def test_on_a_large_circle_no_three_assess_each_other_round(count: int, seed: bytes) -> None:
    found = circle(codes(count), 5, (), seed)
    assert not any(one in found[third] for one in found for other in found[one] for third in found[other])


def test_the_distances_are_those_of_the_document() -> None:
    assert [distances(n, 5) for n in (10, 11, 36, 37, 10_000)] == [(), (1, 2, 3, 4, 5), (1, 2, 3, 4, 5), SPREAD, SPREAD]
    assert distances(100, 3) == (1, 2, 3)
    with pytest.raises(ValueError, match="at least one"):
        distances(5, 0)


@given(st.permutations(codes(12)))
def test_the_order_in_which_members_and_conflicts_are_given_makes_no_difference(members: list[str]) -> None:
    conflicts = [("GZ-000", "GZ-001"), ("GZ-001", "GZ-002")]
    turned = [(other, one) for one, other in conflicts[::-1]]
    assert circle(members, 2, turned, b"seed") == circle(codes(12), 2, conflicts, b"seed")


def test_every_other_member_is_assessed_about_as_often_whatever_its_number() -> None:
    members, seen = codes(13), dict.fromkeys(codes(13), 0)
    for n in range(600):
        for other in circle(members, 3, (), b"%d" % n)["GZ-000"]:
            seen[other] += 1
    assert seen.pop("GZ-000") == 0
    assert sum((count - 150) ** 2 / 150 for count in seen.values()) < 24.725  # 11 degrees of freedom, p = 0.01


def test_conflicts_too_dense_for_the_circle_are_said_to_be() -> None:
    halves = codes(12)[:6], codes(12)[6:]
    with pytest.raises(TooDense):
        circle(codes(12), 5, [pair for half in halves for pair in combinations(half, 2)], b"seed")


def test_few_members_assess_all_the_others_but_those_in_conflict() -> None:
    found = everyone_else(["c", "a", "b"], [("b", "a")])
    assert found == {"a": ("c",), "b": ("c",), "c": ("a", "b")}
    for members in (codes(10), ["a"] * 11):
        with pytest.raises(ValueError, match="too few"):
            circle(members, 5, (), b"seed")


def test_every_broken_promise_of_an_arrangement_is_named() -> None:
    members = ["a", "b", "c"]
    assert faults({"a": ["b"], "b": ["c"]}, members, 1, ()) == ("互评名单中的单位与封存的不同",)
    assert faults({"a": ["b"], "b": ["c"], "c": ["x"]}, members, 1, ()) == ("互评名单中的单位与封存的不同",)
    assert faults({"a": ["c", "b"], "b": ["b"], "c": []}, members, 1, [("a", "b")]) == (
        "a评的单位重复或未按编号升序",
        "a与b应当避嫌，却由a评b",
        "a评2家，应评1家",
        "b评了自己",
        "c评0家，应评1家",
        "a由0家评，应由1家评",
        "b由2家评，应由1家评",
    )
