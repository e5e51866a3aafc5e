"""Dates, money, scores, citations and telephone numbers as an office writes them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.citations import measures
from haizhi.ui import wording


def test_a_day_is_written_without_leading_zeros() -> None:
    assert wording.day_text(date(2026, 3, 6)) == "2026年3月6日"


def test_a_moment_is_written_in_the_time_of_the_office() -> None:
    assert wording.moment_text(datetime(2026, 3, 5, 16, 2, tzinfo=UTC)) == "2026年3月6日 00:02"
    assert wording.clock_text(datetime(2026, 3, 5, 6, 2, tzinfo=UTC)) == "14:02"


def test_a_mere_day_gets_no_invented_time() -> None:
    assert wording.moment_text(date(2026, 3, 6)) == "2026年3月6日"


def test_a_deadline_at_midnight_belongs_to_the_day_before() -> None:
    assert wording.until_text(datetime(2026, 5, 30, 16, tzinfo=UTC)) == "2026年5月30日 24:00"
    assert wording.until_text(datetime(2026, 5, 30, 9, 30, tzinfo=UTC)) == "2026年5月30日 17:30"


def test_the_weekday_is_that_of_shanghai() -> None:
    assert wording.weekday_text(datetime(2026, 5, 28, 16, tzinfo=UTC)) == "周五"


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0 元"),
        (5, "0.05 元"),
        (123_456, "1,234.56 元"),
        (100_000_000, "100 万元"),
        (80_000_000, "80 万元"),
        (12_500_000, "12.5 万元"),
        (1_000_001, "10,000.01 元"),
        (-80_000_000, "-80 万元"),
    ],
)
def test_money_is_written_in_the_larger_unit_only_when_that_is_exact(fen: int, text: str) -> None:
    assert wording.money_text(fen) == text


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_money_as_written_is_the_money_that_was_meant(fen: int) -> None:
    number, unit = wording.money_text(fen).split()
    whole, _, rest = number.replace(",", "").partition(".")
    hundredths = int(whole.lstrip("-")) * 100 + int(rest.ljust(2, "0"))
    assert hundredths * {"元": 1, "万元": 10_000}[unit] == abs(fen)
    assert number.startswith("-") == (fen < 0)


@pytest.mark.parametrize(("tenths", "text"), [(0, "0.0"), (895, "89.5"), (1000, "100.0"), (-5, "-0.5")])
def test_a_score_has_one_decimal(tenths: int, text: str) -> None:
    assert wording.score_text(tenths) == text


def test_a_citation_reads_the_same_from_the_law_and_from_its_code() -> None:
    assert wording.cite_text(measures(7, 3)) == wording.cite_text("办法·7·3") == "《办法》第七条第3项"


@pytest.mark.parametrize("text", ["", "渝科协发〔2024〕60号", "办法·七", "办法·7·3·1·9"])
def test_a_text_that_is_no_code_is_left_as_it_is(text: str) -> None:
    assert wording.cite_text(text) == text


def test_nothing_cited_is_nothing_written() -> None:
    assert wording.cite_text(None) == ""


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("13800008001", "138****8001"),
        ("023-68000123", "023-****0123"),
        ("6800012", "*****12"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_telephone_number_hides_its_middle(number: str, text: str) -> None:
    assert wording.masked_phone_text(number) == text


@given(st.text(alphabet="0123456789-+ 转", max_size=24))
def test_no_masked_number_shows_more_than_seven_digits(number: str) -> None:
    masked = wording.masked_phone_text(number)
    assert sum(sign.isdigit() for sign in masked) <= 7
    assert len(masked) == len(number)
    assert "*" in masked or not any(sign.isdigit() for sign in number)
