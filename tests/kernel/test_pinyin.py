"""Names are sorted and found by pinyin, surnames read as surnames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.kernel.pinyin import LONGEST, initials, spelling


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("重庆大学", "cqdx"),
        ("长安汽车", "caqc"),
        ("ABB（中国）有限公司", "abbzgyxgs"),
        ("𬭎㛃䶮科技", "hjykj"),
        ("A股 (重庆) 123", "agcq123"),
        ("吕布", "lb"),
        ("", ""),
        ("（）", ""),
    ],
)
def test_a_unit_is_found_by_the_first_letters_of_its_name(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters", "whole"),
    [
        ("单雄信", "sxx", "shan xiong xin"),
        ("仇英", "qy", "qiu ying"),
        ("区桂芝", "ogz", "ou gui zhi"),
        ("曾国藩", "zgf", "zeng guo fan"),
        ("查良镛", "zly", "zha liang yong"),
        ("解缙", "xj", "xie jin"),
        ("单于勒", "cyl", "chan yu lei"),
        ("尉迟恭", "ycg", "yu chi gong"),
        ("令狐冲", "lhc", "ling hu chong"),
        ("John Smith", "js", "john smith"),
        ("José Núñez", "jn", "jose nunez"),
        ("阿卜杜拉·买买提", "abdlmmt", "a bo du la mai mai ti"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, letters: str, whole: str) -> None:
    assert initials(name, person=True) == letters
    assert spelling(name, person=True) == whole


def test_a_character_that_is_a_surname_elsewhere_is_read_as_a_word_in_a_unit() -> None:
    assert spelling("单位") == "dan wei"
    assert spelling("区县科协") == "qu xian ke xie"


def test_sorting_by_spelling_is_the_order_of_a_dictionary() -> None:
    names = ["曾一", "张三", "安二", "仇五", "长孙无忌"]
    assert sorted(names, key=lambda name: spelling(name, person=True)) == ["安二", "仇五", "曾一", "张三", "长孙无忌"]


@given(st.text(max_size=200), st.booleans())
def test_whatever_the_name_its_initials_are_short_plain_letters_and_digits(text: str, person: bool) -> None:
    found = initials(text, person)
    assert len(found) <= LONGEST
    assert found == "".join(c for c in found if c.isascii() and (c.islower() or c.isdigit()))
    assert spelling(text, person).replace(" ", "").isalnum() or not spelling(text, person)
