import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.citations import form
from haizhi.regulation.wordcount import HALF_MARKS, SEPARATORS, TRANSPARENT, WIDE, count_words, overview_within_limit

CASES = json.loads((Path(__file__).parent / "wordcount_cases.json").read_text(encoding="utf-8"))
IDEOGRAPH = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_words_are_counted_as_the_shared_cases_say(case: dict[str, object]) -> None:
    assert count_words(str(case["text"])) == case["count"]


@given(st.text(IDEOGRAPH))
def test_ideographs_count_one_each(text: str) -> None:
    assert count_words(text) == len(text)


@given(st.text(), st.text())
def test_a_line_break_between_two_texts_adds_nothing(first: str, second: str) -> None:
    assert count_words(f"{first}\n{second}") == count_words(first) + count_words(second)


@given(st.text())
def test_a_count_never_exceeds_the_code_points(text: str) -> None:
    assert 0 <= count_words(text) <= len(text)


@pytest.mark.parametrize("ranges", [TRANSPARENT, SEPARATORS, WIDE, HALF_MARKS])
def test_the_ranges_of_a_class_rise_and_never_touch(ranges: tuple[tuple[int, int], ...]) -> None:
    edges = [edge for pair in ranges for edge in pair]
    assert edges == sorted(edges)
    assert all(first <= last for first, last in ranges)
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(ranges))


def test_an_overview_of_exactly_1000_words_may_be_submitted() -> None:
    finding = overview_within_limit(["海" * 400, "智" * 300, "站" * 300])
    assert finding.met
    assert str(finding) == "项目概述共1000字（《申报表》）。"


def test_an_overview_of_1001_words_in_three_parts_is_refused_with_the_excess() -> None:
    finding = overview_within_limit(["海" * 400, "智" * 300, "站" * 301])
    assert not finding.met
    assert finding.cite == form()
    assert finding.field == "overview"
    assert "共1001字，超出1000字上限1字" in finding.reason
    assert finding.remedy == "请将三部分合计压缩到1000字以内"
