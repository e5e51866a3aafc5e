"""The register of stations: dates as people write them, terms by day and by month, names and places."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.registry import (
    Grained,
    approved_already,
    begins_with_approval,
    body_called,
    changed_in_time,
    joins_another,
    known_by_its_document,
    lasts_three_years,
    led_now,
    lies_there,
    read_date,
    registered_term,
    short_name_in,
    telephone_written,
    term_runs,
)
from haizhi.regulation.term import Term

_WIDE = {ord("-"): "－", ord("."): "．", **{ord(str(n)): chr(ord("０") + n) for n in range(10)}}
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(DAYS)
def test_a_day_is_read_as_people_write_it_and_a_month_is_known_for_one(day: date) -> None:
    written = (
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}号",
        f" {day:%Y.%m.%d}".translate(_WIDE),
    )
    assert {read_date(text) for text in written} == {Grained(day, by_month=False)}
    months = (f"{day:%Y-%m}", f"{day:%Y.%m}", f"{day:%Y-%m}".translate(_WIDE), f"{day.year}年{day.month}月")
    assert {read_date(text) for text in months} == {Grained(day.replace(day=1), by_month=True)}


@pytest.mark.parametrize(
    "text", ["", "去年", "2023-13", "2023-02-30", "23-12-05", "2023", "2023-12-05 12:00", "2023.1", "29999", "59999"]
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_date(text)


def test_a_day_that_a_worksheet_counted_is_the_day_that_it_showed() -> None:
    assert read_date("45265") == read_date("2023-12-05")


@given(DAYS, st.booleans())
def test_a_term_without_an_end_lasts_three_years_from_the_approval_or_what_is_said(day: date, by_month: bool) -> None:
    begins = Grained(day.replace(day=1), by_month=True) if by_month else None
    term, grained = registered_term(day, begins, None)
    assert grained is by_month
    assert term_runs(term).met
    assert lasts_three_years(term, month_grained=grained).met
    assert begins_with_approval(term, day).met
    if by_month:
        assert (term.valid_to + timedelta(1)).day == 1


def test_a_term_printed_by_months_ends_with_its_last_month() -> None:
    begins, ends = read_date("2023-12"), read_date("2026-11")
    assert registered_term(date(2023, 12, 5), begins, ends) == (Term(date(2023, 12, 1), date(2026, 11, 30)), True)


def test_what_is_unusual_is_somebodys_to_confirm() -> None:
    short = Term(date(2023, 12, 5), date(2025, 12, 5))
    assert "满三年应至2026年12月5日" in str(lasts_three_years(short, month_grained=False))
    assert not begins_with_approval(short, date(2020, 12, 5)).met
    assert not term_runs(Term(date(2023, 12, 5), date(2023, 12, 5))).met
    assert not approved_already(date(2026, 11, 24), date(2026, 11, 23)).met
    assert known_by_its_document("").met
    assert known_by_its_document("渝科协发〔2023〕60号").met
    assert not known_by_its_document("渝科协发[2023]60号").met


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("中国科协“海智计划”重庆工作基地重庆大学工作站", "重庆大学"),
        ('中国科协"海智计划"重庆工作基地 重庆大学 工作站', "重庆大学"),
        ("中国科协海智计划重庆工作基地重庆大学", "重庆大学"),
        ("重庆大学", "重庆大学"),
        ("", ""),
    ],
)
def test_the_short_name_is_taken_from_what_stands_on_the_plaque(text: str, short: str) -> None:
    assert short_name_in(text) == short


def test_a_district_is_known_by_its_names_and_its_code_and_by_who_took_over() -> None:
    found = [body_called(text) for text in ("渝北区", "渝北", "500112", "重庆市渝北区")]
    assert {body.code for body in found if body} == {"500112"}
    assert len([body for body in found if body]) == 4
    assert body_called("") is None
    assert body_called("浦东新区") is None
    assert led_now("500112", date(2025, 11, 5)) == "500112"
    assert led_now("500112", date(2026, 1, 1)) == "500157"
    assert led_now("500157", date(2020, 1, 1)) == "500157"
    assert lies_there("500112", date(2025, 11, 5)).met
    assert not lies_there("500112", date(2025, 11, 6)).met


@pytest.mark.parametrize("phone", ["", "13983121234", "023-63002858", "+86 23 6300 2858", "023-63002858转12"])
def test_a_telephone_number_is_taken_as_it_is_written(phone: str) -> None:
    assert telephone_written(phone).met


@pytest.mark.parametrize("phone", ["无", "王老师", "123", "a@b.cn", "1" * 30])
def test_what_is_no_telephone_number_is_refused(phone: str) -> None:
    assert not telephone_written(phone, "contact_phone").met
    assert telephone_written(phone, "contact_phone").field == "contact_phone"


def test_a_change_lies_between_what_it_changes_and_today() -> None:
    since, today = date(2026, 1, 1), date(2026, 11, 23)
    assert [changed_in_time(day, since, today).met for day in (date(2025, 12, 31), since, today)] == [False, True, True]
    assert not changed_in_time(date(2026, 11, 24), since, today).met


def test_a_station_joins_another_one_that_stands() -> None:
    assert joins_another("GZ-2026-0001", "GZ-2026-0002", stands=True).met
    assert "自身" in joins_another("GZ-2026-0001", "GZ-2026-0001", stands=True).reason
    assert "已不是" in joins_another("GZ-2026-0001", "GZ-2026-0002", stands=False).reason
