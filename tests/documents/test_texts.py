"""Texts made fit for paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.documents.fonts import fonts
from haizhi.documents.texts import MISSING, clean, paragraphs, printable

ANYTHING = st.text(st.characters(codec="utf-8"), max_size=200)


@given(ANYTHING)
def test_what_is_printed_has_a_glyph_or_is_a_place_to_break(text: str) -> None:
    covered = fonts().covered
    assert {c for c in printable(text, covered) if ord(c) not in covered} <= {"\n", "\u200b"}


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_names_in_rare_characters_and_european_letters_stay_as_they_are() -> None:
    names = "堃喆琎旻昇璟祎龑镕𬭎㛃䶮㎡〔〕 Łukasz Đặng Őry Zoë Νίκος Иван ハイジ"
    assert printable(names, fonts().covered) == names


def test_a_character_without_a_font_is_printed_as_the_missing_type() -> None:
    assert printable("한국 😀", fonts().covered) == f"{MISSING * 2} {MISSING}"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("甲\r\n乙\u2028丙", "甲\n乙\n丙"),
        ("甲\t乙\u2003丙\u3000丁", "甲 乙 丙\u3000丁"),
        ("文\u202e件\u200d\x07\ufeff名", "文件名"),
        ("葛\U000e0101", "葛"),
        ("e\u0301", "é"),
    ],
)
def test_signs_that_are_not_seen_are_left_out(typed: str, shown: str) -> None:
    assert clean(typed) == shown


def test_a_long_word_may_break_after_its_signs_and_every_24_letters() -> None:
    shown = printable("haizhi@changan.example.cn." + "x" * 50, fonts().covered)
    assert shown.split("\u200b") == ["haizhi@", "changan.", "example.", "cn.", "x" * 24, "x" * 24, "xx"]


def test_chinese_needs_no_places_to_break() -> None:
    assert "\u200b" not in printable("海智" * 100, fonts().covered)


def test_lines_that_say_nothing_are_no_paragraphs() -> None:
    assert paragraphs(" 甲 \n\n　\n乙") == ["甲", "乙"]
