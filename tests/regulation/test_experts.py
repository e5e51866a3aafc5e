from dataclasses import replace
from datetime import date

import pytest

from haizhi.regulation.citations import review_rules
from haizhi.regulation.experts import Bar, Candidate, PoolTerms, bar_of, below_yearly_load, young_enough

DAY = date(2026, 9, 1)
FIT = Candidate(active=True, within_city=True, reachable=True, birth_year=1970)
TERMS = PoolTerms(age_limit=70, yearly_sessions=4)


@pytest.mark.parametrize(
    ("change", "bar"),
    [
        ({}, None),
        ({"active": False, "within_city": False}, Bar.SUSPENDED),
        ({"within_city": False}, Bar.OUTSIDE),
        ({"reachable": False}, Bar.UNREACHABLE),
        ({"birth_year": 1956}, None),
        ({"birth_year": 1955}, Bar.AGE),
        ({"birth_year": None}, None),
        ({"served": 3}, None),
        ({"served": 4}, Bar.LOAD),
        ({"served": 4, "most": 5}, None),
        ({"served": 1, "most": 1}, Bar.LOAD),
        ({"absences": ((date(2026, 8, 30), DAY),)}, Bar.ABSENT),
        ({"absences": ((date(2026, 9, 2), date(2026, 9, 5)),)}, None),
    ],
)
def test_an_expert_is_left_out_for_the_first_reason_that_holds(change: dict[str, object], bar: Bar | None) -> None:
    assert bar_of(replace(FIT, **change), DAY, TERMS) == bar  # type: ignore[arg-type]  # fields by name


def test_a_pool_without_limits_bars_nobody_by_age_or_load() -> None:
    assert bar_of(replace(FIT, birth_year=1930, served=40), DAY, PoolTerms(None, None)) is None


def test_the_age_is_that_of_the_year_of_the_session() -> None:
    found = young_enough(1955, DAY, 70)
    assert (found.met, found.reason, found.cite) == (False, "2026年满71岁，超过70岁的年龄上限", review_rules(7))
    assert young_enough(1956, DAY, 70).met


def test_whoever_sat_often_enough_this_year_is_told_so() -> None:
    assert below_yearly_load(4, 4).reason == "本年度已参加4次评审会，上限4次"
    assert below_yearly_load(4, None).met


def test_every_reason_has_a_name_for_the_record() -> None:
    assert len({bar.label for bar in Bar}) == len(Bar)
