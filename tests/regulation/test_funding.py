import pytest

from haizhi.regulation.citations import measures
from haizhi.regulation.funding import (
    PURPOSES,
    GrantKind,
    Purpose,
    amount_to_recover,
    finance_rules_filed,
    follow_up_explained,
    follow_up_is_for_next_year,
    purpose_allowed,
    within_budget,
    within_grant,
    yuan,
)


def test_a_founding_grant_improves_conditions_and_runs_activities() -> None:
    for grant in (GrantKind.FOUNDING, GrantKind.ACADEMICIAN):
        allowed = [p for p in Purpose if purpose_allowed(grant, p).met]
        assert allowed == [Purpose.CONDITIONS, Purpose.ACTIVITIES]


def test_a_follow_up_grant_is_for_exchange_cooperation_and_talent() -> None:
    assert purpose_allowed(GrantKind.FOLLOW_UP, Purpose.TALENT).cite == measures(12)
    refused = purpose_allowed(GrantKind.FOLLOW_UP, Purpose.CONDITIONS)
    assert str(refused) == ("后续资助用于改善条件（《办法》第十二条）。专款专用，请限于学术交流、技术合作、人才引进")


def test_every_kind_of_grant_has_its_purposes() -> None:
    assert PURPOSES.keys() == set(GrantKind)


@pytest.mark.parametrize(("amount", "met"), [(5_000_000, True), (5_000_001, False), (0, False), (-1, False)], ids=str)
def test_money_stays_within_what_is_left_and_is_never_negative(amount: int, met: bool) -> None:
    granting = within_budget(amount, granted=20_000_000, budget=25_000_000)
    spending = within_grant(amount, spent=0, granted=5_000_000)
    assert granting.met is spending.met is met
    assert granting.reason == f"当年预算尚余50,000.00元，拟资助{yuan(amount)}元"
    assert (granting.cite, spending.cite) == (measures(11), measures(14))


def test_a_unit_files_its_own_finance_rules() -> None:
    assert finance_rules_filed(True).met
    assert finance_rules_filed(False).remedy == "请制定并上传本单位的财务管理制度"


def test_a_follow_up_grant_is_explained_and_pays_for_the_next_year() -> None:
    assert follow_up_explained("考核第一名").met
    assert not follow_up_explained("").met
    assert follow_up_is_for_next_year(2026, 2027).met
    assert follow_up_is_for_next_year(2026, 2026).reason == "2026年的后续资助用于2027年度的工作"


def test_what_was_misused_is_recovered_to_the_last_fen() -> None:
    assert amount_to_recover(100, 40) == 60
    for recovered in (-1, 101):
        with pytest.raises(ValueError, match="of 100"):
            amount_to_recover(100, recovered)


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (5, "0.05"), (1_234_567, "12,345.67"), (-5, "-0.05"), (-1_234_567, "-12,345.67")]
)
def test_money_is_written_in_yuan_with_two_places(fen: int, text: str) -> None:
    assert yuan(fen) == text
