"""Records as tables or cards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.documents.layout import (
    RecordGroup,
    RecordText,
    card_rows,
    chinese_count,
    columns_of,
    size_text,
    untitled_rows,
    width,
)

LONG = "长" * 30
ROWS = st.lists(st.tuples(st.text(max_size=6), st.text(max_size=60)), max_size=12)


@given(ROWS)
def test_a_card_leaves_nothing_out_and_keeps_the_order(rows: list[tuple[str, str]]) -> None:
    assert [row for pair in card_rows(rows) for row in pair] == rows


def test_short_fields_stand_side_by_side_and_a_long_one_across() -> None:
    rows = [("甲", "1"), ("乙", "2"), ("丙", "3"), ("丁", LONG), ("戊", "5"), ("己", "两\n行")]
    assert [[label for label, _ in pair] for pair in card_rows(rows)] == [["甲", "乙"], ["丙"], ["丁"], ["戊"], ["己"]]


def test_what_heads_a_card_is_not_said_again() -> None:
    record = RecordText("协会", (("名称", "协会"), ("别名", "协会"), ("国家", "德国")))
    assert untitled_rows(record) == (("别名", "协会"), ("国家", "德国"))


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ((("名称", "甲"), ("类别", "高校")), ("名称", "类别")),
        ((("名称", "甲"), ("简介", LONG)), ()),
        ((("名称", "甲"), ("简介", "两\n行")), ()),
        (tuple((str(place), "甲") for place in range(5)), ()),
        ((("名称", "甲"), ("名称", "乙")), ()),
    ],
)
def test_few_and_short_fields_make_a_table(rows: tuple[tuple[str, str], ...], columns: tuple[str, ...]) -> None:
    assert columns_of(RecordGroup("服务对象", (RecordText("甲", rows),))) == columns


def test_a_table_has_the_columns_of_all_its_records() -> None:
    records = (RecordText("甲", (("名称", "甲"),)), RecordText("乙", (("名称", "乙"), ("服务内容", "培训"))))
    assert columns_of(RecordGroup("服务对象", records)) == ("名称", "服务内容")


def test_a_chinese_character_is_as_wide_as_two_letters() -> None:
    assert width("海智ab") == 6


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (2, "两"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_copies_are_counted_in_chinese(number: int, words: str) -> None:
    assert chinese_count(number) == words


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 KB"), (2048, "2 KB"), (1024 * 1024, "1.0 MB"), (45_088_768, "43.0 MB")]
)
def test_sizes_are_said_in_kilobytes_and_megabytes(size: int, words: str) -> None:
    assert size_text(size) == words
