from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.assessment import (
    Composite,
    MissingPeers,
    assessed_in,
    bonus_has_evidence,
    bonus_indicators,
    composite,
    is_due_in,
    peers_of_each,
)
from haizhi.regulation.findings import Refused

SUMS = st.integers(0, 1200)


def test_the_composite_weighs_20_30_50() -> None:
    assert composite(1000, {"甲站": 800, "乙站": 900}, 700).points == Fraction(20) + Fraction(51, 2) + Fraction(35)


@given(own=SUMS, peers=st.lists(SUMS, min_size=1, max_size=12), office=SUMS)
def test_the_composite_is_exact_and_lies_within_0_and_120(own: int, peers: list[int], office: int) -> None:
    sheets: dict[str, int | None] = {f"第{n}站": total for n, total in enumerate(peers)}
    points = composite(own, sheets, office).points
    assert points * 100 * len(peers) == 2 * own * len(peers) + 3 * sum(peers) + 5 * office * len(peers)
    assert 0 <= points <= 120


@given(SUMS)
def test_equal_sheets_give_just_that_score(total: int) -> None:
    assert composite(total, {"甲站": total}, total).points == Fraction(total, 10)


def test_fifty_points_pass_and_a_hair_less_does_not() -> None:
    assert composite(500, {"甲站": 500}, 500).passed
    assert not Composite(Fraction(50) - Fraction(1, 10**9)).passed


def test_missing_sheets_are_refused_all_at_once_and_never_reweighted() -> None:
    with pytest.raises(Refused) as caught:
        composite(None, {"甲站": 800, "乙站": None}, None)
    assert [f.reason for f in caught.value.findings] == [
        "自评评分表未提交",
        "互评缺1份：乙站",
        "海智办考评评分表未确认",
    ]


@pytest.mark.parametrize(
    ("own", "peer", "office"), [(1201, 800, 800), (800, -1, 800), (800, 800, 1201)], ids=["own", "peer", "office"]
)
def test_a_sum_outside_0_and_120_points_is_refused(own: int, peer: int, office: int) -> None:
    with pytest.raises(Refused, match="分数超出范围"):
        composite(own, {"甲站": peer}, office)


def test_a_round_without_any_peer_assigned_has_no_composite() -> None:
    with pytest.raises(Refused, match="没有互评评分表"):
        composite(800, {}, 800)


def test_a_recorded_decision_says_how_missing_peers_count() -> None:
    peers = {"甲站": 900, "乙站": None}
    left_out = composite(0, peers, 0, MissingPeers("乙站已撤销"))
    assert left_out.points == Fraction(27)
    as_zero = composite(0, peers, 0, MissingPeers("乙站无故未评", counts_as=0))
    assert as_zero.points == Fraction(27, 2)


@pytest.mark.parametrize(
    ("peers", "decision"),
    [
        ({"甲站": 900, "乙站": None}, MissingPeers("  ")),
        ({"甲站": None}, MissingPeers("全部未交")),
    ],
    ids=["no reason", "nothing left to average"],
)
def test_a_decision_that_gives_no_reason_or_leaves_no_sheet_is_refused(
    peers: dict[str, int | None], decision: MissingPeers
) -> None:
    with pytest.raises(Refused, match="互评缺1份"):
        composite(800, peers, 800, decision)


def test_a_decision_cannot_count_missing_sheets_beyond_the_maximum() -> None:
    with pytest.raises(Refused, match="缺交计分"):
        composite(800, {"甲站": None}, 800, MissingPeers("按满分计", counts_as=1210))
    assert composite(0, {"甲站": None}, 0, MissingPeers("按零分计", counts_as=0)).points == 0


@pytest.mark.parametrize(("stations", "peers"), [(2, 1), (10, 9), (11, 5), (74, 5)])
def test_few_stations_all_assess_each_other_and_many_five_each(stations: int, peers: int) -> None:
    assert peers_of_each(stations) == peers


def test_one_station_alone_has_no_peers() -> None:
    with pytest.raises(ValueError, match="two stations"):
        peers_of_each(1)


def test_a_station_is_assessed_with_the_cohort_of_its_approval() -> None:
    assert assessed_in(date(2026, 12, 21)) == 2029


def test_a_bonus_needs_a_piece_of_evidence_unless_none_is_asked_for() -> None:
    national, service = bonus_indicators()
    assert (national.key, service.key) == ("b17", "b18")
    refused = bonus_has_evidence(service, 50, 0)
    assert not refused.met
    assert "没有依据，不能加分" in refused.reason
    assert bonus_has_evidence(service, 50, 1).met
    assert bonus_has_evidence(service, 0, 0).met
    assert bonus_has_evidence(service, None, 0).met


@given(st.dates(date(2024, 1, 1), date(2090, 12, 31)), st.integers(2024, 2100))
def test_a_station_s_years_are_the_third_after_its_approval_and_every_third_after_that(day: date, year: int) -> None:
    assert is_due_in(year, day) == (year in range(day.year + 3, 2101, 3))
