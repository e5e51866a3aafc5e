from datetime import date

import pytest

from haizhi.regulation.checking import (
    enough_copies,
    hearing_lies_ahead,
    meeting_minuted,
    no_hearing_open,
    nothing_judged_unmet,
    opinion_written,
    paper_is_of_this_version,
    paper_received_by_now,
    sealed_opinion_in_force,
    sections_explained,
    unit_was_heard,
    visited_by_now,
)
from haizhi.regulation.citations import form, measures, notice, review_rules

TODAY = date(2026, 4, 1)
LABELS = {"unit": "单位与联系人", "overview": "项目概述"}


def test_an_opinion_says_something() -> None:
    assert opinion_written("同意").met
    blank = opinion_written(" \n")
    assert (blank.met, blank.field, blank.cite) == (False, "opinion", measures(7, 2))


@pytest.mark.parametrize(
    ("attached", "shown", "reason"),
    [
        (False, "", "未提供“区县科协意见签字盖章扫描件”"),
        (True, "b", "区县科协意见扫描件对应的是此前提交的版本"),
        (True, "a", "区县科协意见扫描件与提交的版本一致"),
    ],
)
def test_a_sealed_opinion_speaks_of_the_version_handed_in(attached: bool, shown: str, reason: str) -> None:
    found = sealed_opinion_in_force(attached=attached, shown=shown, current="a")
    assert (found.reason, found.met, found.cite, found.field) == (reason, shown == "a", form(), "scan")


def test_whoever_found_a_row_unmet_does_not_recommend() -> None:
    assert nothing_judged_unmet([]).met
    assert nothing_judged_unmet(["有办公场地", "有专项经费"]).reason == "初审清单中判断为不符合：有办公场地、有专项经费"


@pytest.mark.parametrize(
    ("sections", "reasons", "reason"),
    [
        ([], {}, "没有选择需要补正的部分"),
        (["unit"], {}, "没有写明补正原因：单位与联系人"),
        (["unit", "overview"], {"unit": "地址不符", "overview": " "}, "没有写明补正原因：项目概述"),
        (["unit"], {"unit": "地址不符"}, "已逐部分写明补正原因"),
    ],
)
def test_what_goes_back_names_sections_and_what_is_wrong_with_each(
    sections: list[str], reasons: dict[str, str], reason: str
) -> None:
    found = sections_explained(LABELS, sections, reasons)
    assert (found.reason, found.met) == (reason, reason.startswith("已"))


@pytest.mark.parametrize(("day", "met"), [(date(2026, 4, 1), True), (date(2026, 4, 2), False)])
def test_visits_and_paper_are_recorded_once_they_took_place(day: date, met: bool) -> None:
    assert visited_by_now(day, TODAY).met is met
    assert paper_received_by_now(day, TODAY).met is met
    assert paper_received_by_now(day, TODAY).cite == notice(1, 3)


@pytest.mark.parametrize(("copies", "remedy"), [(1, "请补交2份"), (3, ""), (4, "")])
def test_too_few_copies_are_said_to_be(copies: int, remedy: str) -> None:
    found = enough_copies(copies, 3)
    assert (found.remedy, found.met) == (remedy, not remedy)


@pytest.mark.parametrize(
    ("legible", "known", "current", "reason"),
    [
        (True, True, True, "与网上提交的现行版本一致"),
        (True, True, False, "与此前提交的版本一致，不是现行版本"),
        (True, False, False, "不是网上提交过的版本"),
        (False, False, False, "页脚版本号无法辨认，未与网上提交的版本核对"),
    ],
)
def test_paper_is_of_a_version_or_of_none(legible: bool, known: bool, current: bool, reason: str) -> None:
    found = paper_is_of_this_version(legible=legible, known=known, current=current)
    assert (found.reason, found.met) == (reason, current)


@pytest.mark.parametrize(("due", "met"), [(date(2026, 4, 1), False), (date(2026, 4, 2), True)])
def test_a_unit_has_at_least_until_tomorrow_to_speak(due: date, met: bool) -> None:
    assert hearing_lies_ahead(due, TODAY).met is met


@pytest.mark.parametrize(
    ("told", "stated", "due", "met", "reason"),
    [
        (False, False, None, False, "尚未告知申报单位拟取消资格的事实与依据"),
        (True, False, date(2026, 4, 1), False, "陈述申辩期限为2026年4月1日，申报单位尚未陈述"),
        (True, False, date(2026, 3, 31), True, "陈述申辩期限为2026年3月31日，申报单位未陈述"),
        (True, True, date(2026, 4, 9), True, "已听取申报单位陈述申辩"),
    ],
)
def test_a_unit_is_heard_or_lets_its_time_pass(
    told: bool, stated: bool, due: date | None, met: bool, reason: str
) -> None:
    found = unit_was_heard(told=told, stated=stated, due_on=due, today=TODAY)
    assert (found.met, found.reason, found.cite) == (met, reason, review_rules(9))


def test_minutes_are_asked_for_and_do_not_bind() -> None:
    assert meeting_minuted(1).met
    assert meeting_minuted(0).remedy == "召开会议的，请登记纪要，由海智办负责人确认"


def test_who_decides_is_told_that_the_unit_is_still_being_heard() -> None:
    assert no_hearing_open(None).met
    found = no_hearing_open(date(2026, 4, 9))
    assert (found.met, found.cite) == (False, review_rules(9))
    assert "听取申报单位陈述申辩（期限2026年4月9日）" in found.reason
