from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.naming import plaque_lines, plaque_name, serial_after, short_name_fits, suggested_short_name
from haizhi.regulation.parameters import PLAQUE_LINE
from haizhi.regulation.plaques import handed_over_in_time, plaque_there, received_by_name


@pytest.mark.parametrize(
    ("unit", "short"),
    [
        ("重庆𬭎㛃智能装备有限公司（演示）", "重庆𬭎㛃智能装备"),
        ("重庆长安汽车股份有限公司", "重庆长安汽车"),
        ("重庆机电（集团）有限责任公司", "重庆机电"),
        ("重庆市渝中区科学技术协会", "重庆市渝中区科协"),
        ("重庆两江新区管理委员会", "重庆两江新区"),
        ("重庆大学", "重庆大学"),
        ("重庆 大学", "重庆大学"),
    ],
)
def test_a_units_name_without_its_legal_form_is_suggested_for_the_plaque(unit: str, short: str) -> None:
    assert suggested_short_name(unit) == short
    assert short_name_fits(short).met


def test_the_name_stands_in_lines_of_which_the_first_is_the_same_on_every_plaque() -> None:
    assert plaque_lines("重庆大学") == ("中国科协“海智计划”重庆工作基地", "重庆大学工作站")
    long = plaque_lines("重庆市渝中区智能装备与先进制造联合研究院")
    assert long[1:] == ("重庆市渝中区智能装备与先", "进制造联合研究院工作站")
    assert plaque_lines("智能装备先进制造创新（重庆）研究分中心")[1] == "智能装备先进制造创新"
    assert plaque_lines("重庆高新区Zeppelin20创新中心联合实验站")[1:] == (
        "重庆高新区",
        "Zeppelin20创",
        "新中心联合实验站工作站",
    )


@given(st.text("重庆智能（）、AB12”“", min_size=1, max_size=60))
def test_whatever_the_name_nothing_of_it_is_lost_and_no_line_is_too_long(short: str) -> None:
    lines = plaque_lines(short)
    assert "".join(lines) == plaque_name(short)
    assert all(0 < len(line) <= PLAQUE_LINE.value for line in lines)
    assert lines[-1].endswith("工作站")


@pytest.mark.parametrize(
    ("latest", "following"),
    [
        ("", "渝海智站2026001"),
        ("渝海智站2026007", "渝海智站2026008"),
        ("渝海智站2025031", "渝海智站2026001"),
        ("渝海智站2026999", "渝海智站20261000"),
        ("渝海智0009", "渝海智0010"),
        ("甲字号", "甲字号2026001"),
    ],
)
def test_the_serial_that_follows_is_suggested(latest: str, following: str) -> None:
    assert serial_after(latest, 2026) == following


def test_a_plaque_changes_hands_between_its_entry_and_today() -> None:
    made, today = date(2026, 7, 20), date(2026, 7, 27)
    assert handed_over_in_time(made, made, today).met
    assert handed_over_in_time(today, made, today).met
    for day in (date(2026, 7, 19), date(2026, 7, 28)):
        finding = handed_over_in_time(day, made, today, "ended_on")
        assert (finding.met, finding.field, finding.remedy) == (False, "ended_on", "请核对日期")


def test_what_can_be_done_with_a_plaque_depends_on_where_it_is() -> None:
    assert plaque_there("held", frozenset({"made", "held"}), "在用").met
    assert "牌匾现为“已遗失”" in str(plaque_there("lost", frozenset({"held"}), "已遗失"))
    assert "登记簿中没有这家工作站的牌匾" in str(plaque_there("", frozenset({"held"}), ""))


def test_the_register_says_who_received_a_plaque() -> None:
    assert received_by_name("李㛃").met
    assert received_by_name(" ").field == "received_by"
