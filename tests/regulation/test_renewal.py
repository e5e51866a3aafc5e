"""综合评判 and the days around a station's term (办法·13)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.citations import measures
from haizhi.regulation.editions import EDITIONS
from haizhi.regulation.eligibility import Judgement
from haizhi.regulation.findings import Finding
from haizhi.regulation.reminders import Occasion, renewal_mark
from haizhi.regulation.renewal import (
    CRITERIA,
    TermRecord,
    approved_in_order,
    judged_throughout,
    judged_with_reasons,
    on_record,
    window_has_opened,
)
from haizhi.regulation.standing import may_fail_unreported, plaque_is_gone, stated_in_time
from haizhi.regulation.standing_papers import decision_text, notice_text
from haizhi.regulation.term import reminders, renewal_window

WELL = TermRecord(3, (2024, 2025), (), ((2025, True),), 0, 0, Finding(True, measures(13), "未发现撤销资格的情形"))


def _said(record: TermRecord) -> dict[str, tuple[bool, str]]:
    return {label: (finding.met, finding.reason) for label, finding in on_record(record)}


def test_what_is_on_record_is_said_point_by_point() -> None:
    assert all(met for met, _ in _said(WELL).values())
    assert _said(WELL)["年度总结检查"] == (True, "年度工作总结检查：已通过2024年、2025年")
    poor = TermRecord(0, (2024,), (2025,), ((2025, False), (2022, True)), 1, 2, WELL.reported)
    assert _said(poor) | {"撤销资格情形": None} == {
        "工作记录": (False, "本周期没有已确认的工作记录"),
        "年度总结检查": (False, "年度工作总结检查：已通过2024年，未参加2025年"),
        "评估考核": (False, "2025年评估考核不合格"),
        "整改": (False, "1项整改尚未办结、2项整改不合格"),
        "撤销资格情形": None,
    }


def test_a_term_without_an_assessment_is_not_held_against_the_station() -> None:
    assert _said(TermRecord(1, (), (), (), 0, 0, WELL.reported))["评估考核"] == (True, "本周期没有已公布的评估考核结果")


def test_every_point_is_judged_and_what_is_wanting_has_its_note() -> None:
    all_met = {c.key: Judgement(True) for c in CRITERIA}
    assert judged_throughout(all_met).met
    assert "尚未评判" in judged_throughout({}).reason
    assert not judged_throughout(all_met | {"goals": Judgement(False, " ")}).met
    assert judged_throughout(all_met | {"goals": Judgement(False, "笼统")}).met


def test_good_in_spite_of_shortcomings_needs_reasons() -> None:
    assert judged_with_reasons((), "").met
    assert not judged_with_reasons(("工作记录",), " ").met
    assert judged_with_reasons(("工作记录",), "已补登").met


@given(valid_to=st.dates(date(2020, 1, 1), date(2060, 12, 31)), day=st.integers(-120, 5))
def test_the_window_and_its_reminders_agree(valid_to: date, day: int) -> None:
    """From the first of the three days on a mark is reached, each day the one of the latest reminder."""
    today = valid_to + timedelta(days=day)
    assert window_has_opened(today, valid_to).met is (today >= renewal_window(valid_to).first_day)
    passed = [on for on in reminders(valid_to) if on <= today <= valid_to]
    expected = (valid_to - max(passed)).days if passed else None
    assert renewal_mark(today, valid_to, valid_to - timedelta(days=1000)) == expected
    assert renewal_mark(today, valid_to, today) is None
    assert Occasion.RENEW.marks == ()


def test_the_document_lies_between_judgement_and_today() -> None:
    judged, today = date(2026, 10, 12), date(2026, 10, 20)
    assert [approved_in_order(day, judged, today).met for day in (date(2026, 10, 11), judged, today)] == [
        False,
        True,
        True,
    ]
    assert not approved_in_order(date(2026, 10, 21), judged, today).met


def test_a_statement_is_in_time_until_midnight() -> None:
    last = date(2026, 10, 20)
    assert stated_in_time(datetime(2026, 10, 20, 15, 59, tzinfo=UTC), last).met
    assert not stated_in_time(datetime(2026, 10, 20, 16, 0, tzinfo=UTC), last).met


def test_a_rectification_fails_once_reported_or_overdue() -> None:
    last = date(2026, 10, 20)
    assert may_fail_unreported(last, last, reported=True).met
    assert not may_fail_unreported(last, last, reported=False).met
    assert may_fail_unreported(last + timedelta(days=1), last, reported=False).met


@pytest.mark.parametrize(("state", "gone"), [("", True), ("returned", True), ("lost", True), ("held", False)])
def test_a_station_that_ended_keeps_no_plaque(state: str, *, gone: bool) -> None:
    assert plaque_is_gone(state, "在用").met is gone


def test_the_papers_say_whether_and_where_the_unit_may_speak() -> None:
    rule, day = EDITIONS[0], date(2026, 10, 20)
    with_meeting = "".join(notice_text("某站", "无人。", "情形", day, "10月15日，315室", rule))
    assert "也可以当面陈述：10月15日，315室。" in with_meeting
    assert "需要当面陈述的" in "".join(notice_text("某站", "无人。", "情形", day, "", rule))
    assert "于2026年10月20日听取了你单位的意见" in "".join(decision_text("某站", "情形", "属实。", day, True, rule))
    assert "逾期没有陈述" in "".join(decision_text("某站", "情形", "属实。", day, False, rule))
