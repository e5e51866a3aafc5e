"""综合评判 and the days around a station's term (办法·13)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.citations import measures
from haizhi.regulation.eligibility import Judgement
from haizhi.regulation.findings import Finding
from haizhi.regulation.reminders import Occasion, renewal_mark
from haizhi.regulation.renewal import (
    CRITERIA,
    TermRecord,
    approved_in_order,
    judged_by_another,
    judged_throughout,
    judged_with_reasons,
    on_record,
    window_has_opened,
)
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


def test_whoever_puts_the_judgement_forward_does_not_confirm_it() -> None:
    assert judged_by_another(None, "甲").met, "nobody has put it forward yet"
    assert judged_by_another("甲", "乙").met
    alone = judged_by_another("甲", "甲")
    assert (alone.met, alone.cite) == (False, measures(13))
    assert alone.remedy.startswith("这份意见由您提出，请由另一位")


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
