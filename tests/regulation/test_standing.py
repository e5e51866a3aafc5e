"""Days, words and order in the matters of a station's standing (办法·13)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.regulation.standing import (
    day_ahead,
    day_has_come,
    day_later,
    hearing_is_over,
    may_fail_unreported,
    nothing_else_open,
    plaque_is_gone,
    said,
    stated_in_time,
)

LAST = date(2026, 10, 20)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("unmet", "met", "said"),
    [
        (
            day_ahead(LAST, LAST, "due_on"),
            day_ahead(LAST + DAY, LAST, "due_on"),
            "期限须在今日之后（《办法》第十三条）。请改期",
        ),
        (
            day_later(LAST, LAST, "due_on"),
            day_later(LAST + DAY, LAST, "due_on"),
            "新的期限须在原期限（2026年10月20日）之后（《办法》第十三条）。请改期",
        ),
        (
            day_has_come(LAST + DAY, LAST, "left_on"),
            day_has_come(LAST, LAST, "left_on"),
            "日期不得晚于今日（《办法》第十三条）。请核对日期",
        ),
        (
            hearing_is_over(LAST, LAST),
            hearing_is_over(LAST + DAY, LAST),
            "陈述意见期限至2026年10月20日（《办法》第十三条）。请待期满",
        ),
        (
            stated_in_time(datetime(2026, 10, 20, 16, 0, tzinfo=UTC), LAST),
            stated_in_time(datetime(2026, 10, 20, 15, 59, 59, tzinfo=UTC), LAST),
            "陈述意见应于2026年10月20日24:00前提交（《办法》第十三条）。期限已过；仍需陈述的，请与重庆海智办联系",
        ),
        (
            may_fail_unreported(LAST, LAST, reported=False),
            may_fail_unreported(LAST + DAY, LAST, reported=False),
            "整改期限至2026年10月20日，尚未届满（《办法》第十三条）。请待期满或收到报告后办理",
        ),
        (
            nothing_else_open(["整改", "退出"]),
            nothing_else_open([]),
            "该站有正在办理的事项：整改、退出（《办法》第十三条）。请先办结",
        ),
        (said(" \n", "理由", "opinion"), said("属实。", "理由", "opinion"), "没有写明理由（《办法》第十三条）。请填写"),
    ],
    ids=["ahead", "later", "come", "over", "midnight", "overdue", "open", "said"],
)
def test_a_day_on_the_wrong_side_or_a_word_unsaid_is_refused_and_the_next_one_is_not(
    unmet: Finding, met: Finding, said: str
) -> None:
    assert (unmet.met, str(unmet)) == (False, said)
    assert (met.met, met.remedy, met.field) == (True, "", unmet.field)


def test_a_rectification_that_was_reported_may_fail_before_its_last_day() -> None:
    assert may_fail_unreported(LAST - DAY, LAST, reported=True).met


def test_a_statement_without_a_time_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        stated_in_time(datetime(2026, 10, 20, 12, 0), LAST)  # noqa: DTZ001  # the missing zone is what is tested


@pytest.mark.parametrize(
    ("state", "gone"), [("", True), ("returned", True), ("lost", True), ("made", False), ("held", False)]
)
def test_a_station_that_ended_keeps_no_plaque(state: str, *, gone: bool) -> None:
    found = plaque_is_gone(state, "在用")
    assert (found.met, found.cite) == (gone, measures(9, 3))
    assert bool(found.remedy) is not gone
    assert found.reason == ("牌匾已收回或没有在用的牌匾" if gone else "牌匾状态为“在用”")
