from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.naming import (
    DocumentNumber,
    chinese_date,
    chinese_moment,
    document_number_written_well,
    parse_document_number,
    plaque_name,
    rare_characters,
    short_name_fits,
)


def test_the_plaque_bears_the_official_name() -> None:
    assert plaque_name("两江协同创新区") == "中国科协“海智计划”重庆工作基地两江协同创新区工作站"
    assert short_name_fits("𬭎㛃䶮研究院").reason == "牌匾名称为“中国科协“海智计划”重庆工作基地𬭎㛃䶮研究院工作站”"


@pytest.mark.parametrize(
    "short_name",
    ["", "重庆 大学", "重庆大学\n", "重庆大学\u200b", "重庆大学工作站", "中国科协“海智计划”重庆工作基地重庆大学"],
)
def test_a_short_name_does_not_spoil_the_plaque(short_name: str) -> None:
    finding = short_name_fits(short_name)
    assert not finding.met
    assert finding.field == "short_name"


def test_a_document_number_is_taken_apart_and_put_together() -> None:
    assert parse_document_number("渝科协发〔2024〕60号") == DocumentNumber("渝科协发", 2024, 60)
    assert document_number_written_well("渝科协发〔2024〕60号").met


@given(year=st.integers(1000, 9999), serial=st.integers(1, 9999))
def test_every_number_written_well_reads_back(year: int, serial: int) -> None:
    number = DocumentNumber("渝科协发", year, serial)
    assert parse_document_number(str(number)) == number


@pytest.mark.parametrize(
    "text",
    [
        "渝科协发[2024]60号",
        "渝科协发（2024）60号",
        "渝科协发【2024】60号",
        "渝科协发〔2024〕060号",
        "渝科协发〔2024〕第60号",
        "渝科协发第〔2024〕60号",
        "渝科协发〔24〕60号",
        "渝科协发〔２０２４〕60号",
        "渝科协发〔2024〕0号",
        "渝科协发〔2024〕60",
        "〔2024〕60号",
        "渝科协发〔2024〕60号\n",
        "",
    ],
)
def test_a_document_number_written_otherwise_is_refused_with_the_right_form(text: str) -> None:
    finding = document_number_written_well(text)
    assert not finding.met
    assert "渝科协发〔2026〕1号" in finding.remedy


def test_dates_are_written_without_leading_zeros() -> None:
    assert chinese_date(date(2026, 3, 6)) == "2026年3月6日"


def test_moments_are_written_in_beijing_time() -> None:
    assert chinese_moment(datetime(2026, 3, 5, 16, 5, tzinfo=UTC)) == "2026年3月6日 00:05"


@pytest.mark.parametrize(
    ("text", "rare"),
    [
        ("缙云智造", ()),
        ("𬭎材𬭎", ("𬭎",)),
        ("堃喆琎旻昇璟祎龑镕", tuple("堃喆琎旻昇璟祎龑镕")),
        ("䶮㛃 ABC-3“”ー", ("䶮", "㛃")),
        ("", ()),
    ],
)
def test_characters_that_the_basic_set_lacks_are_named_before_a_plaque_is_made(
    text: str, rare: tuple[str, ...]
) -> None:
    assert rare_characters(text) == rare
