from datetime import date, timedelta

import pytest

from haizhi.regulation import editions
from haizhi.regulation.citations import measures
from haizhi.regulation.editions import EDITIONS, MemberUnit, UnknownEdition, edition, edition_on, member_units_on

CALL = date(2026, 3, 16)


def test_the_2024_measures_rule_the_2026_call_and_the_office_interprets_them() -> None:
    current = edition_on(CALL)
    assert current.document_number == "渝科协发〔2024〕60号"
    assert current.interpreter == "重庆海智办"
    assert edition(current.key) == current


def test_what_is_not_known_of_an_editions_date_is_said() -> None:
    assert "印发日期未载明" in EDITIONS[0].assumption


def test_before_the_first_edition_the_system_refuses_to_answer() -> None:
    with pytest.raises(UnknownEdition) as caught:
        edition_on(EDITIONS[0].valid_from - timedelta(days=1))
    assert caught.value.findings[0].cite == measures(17)
    assert str(caught.value) == (
        "2023年12月31日没有可适用的《办法》版本（《办法》第十七条）。本系统办理2024年1月1日以后的事项，请核对日期"
    )


def test_an_edition_nobody_issued_is_not_found() -> None:
    with pytest.raises(KeyError):
        edition("2019")


def test_the_association_leads_the_two_member_units() -> None:
    assert [u.short_name for u in member_units_on(CALL)] == ["市科协", "市人力社保局"]


def test_a_member_unit_that_left_no_longer_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    former = MemberUnit("某局", "重庆市某局", date(2024, 1, 1), date(2024, 12, 31))
    monkeypatch.setattr(editions, "MEMBER_UNITS", (former,))
    assert member_units_on(date(2024, 12, 31)) == (former,)
    assert member_units_on(date(2025, 1, 1)) == ()
