from datetime import date

import pytest

from haizhi.regulation.findings import unmet
from haizhi.regulation.revocation import RevocationFacts, in_good_standing, may_revoke, missed_in_a_row

IDLE = ("2025年无任何活动记录",)
FAILED = ("2026年考核43.5分",)


@pytest.mark.parametrize(
    ("facts", "alert"),
    [
        (RevocationFacts(), False),
        (RevocationFacts(not_operating=IDLE), False),
        (RevocationFacts(missed_summaries=(2024, 2025)), False),
        (RevocationFacts(failed_assessments=FAILED), False),
        (RevocationFacts(missed_summaries=(2024, 2025), failed_assessments=FAILED), False),
        (RevocationFacts(IDLE, missed_summaries=(2023, 2025)), False),
        (RevocationFacts(IDLE, missed_summaries=(2024, 2025)), True),
        (RevocationFacts(IDLE, failed_assessments=FAILED), True),
        (RevocationFacts(IDLE, (2024, 2025), FAILED), True),
    ],
)
def test_not_operating_alerts_only_with_two_missed_checks_or_a_failed_assessment(
    facts: RevocationFacts, alert: bool
) -> None:
    assert in_good_standing(facts).met is not alert


def test_the_alert_lists_its_evidence_and_asks_a_person_to_decide() -> None:
    assert str(in_good_standing(RevocationFacts(IDLE, (2025, 2024), FAILED))) == (
        "不能正常开展工作：2025年无任何活动记录。连续未参加年度总结检查：2024年、2025年。"
        "评估不合格：2026年考核43.5分（《办法》第十三条）。请听取工作站意见后决定整改或撤销"
    )
    assert in_good_standing(RevocationFacts()).reason == "未发现撤销资格的情形"


@pytest.mark.parametrize(
    ("years", "run"),
    [
        ((), ()),
        ((2024,), ()),
        ((2022, 2024, 2026), ()),
        ((2021, 2022, 2024), (2021, 2022)),
        ((2021, 2022, 2024, 2025, 2026), (2024, 2025, 2026)),
        ((2025, 2025), ()),
    ],
)
def test_missed_checks_count_when_two_years_follow_each_other(years: tuple[int, ...], run: tuple[int, ...]) -> None:
    assert missed_in_a_row(years) == run


def test_a_station_is_revoked_only_on_its_grounds_after_being_heard_and_with_reasons() -> None:
    facts = RevocationFacts(IDLE, (2024, 2025))
    assert unmet(*may_revoke(facts, date(2026, 11, 2), "经核实并听取意见")) == ()
    refused = unmet(*may_revoke(RevocationFacts(), None, ""))
    assert [f.remedy for f in refused] == [
        "不具备撤销资格的情形，可要求整改",
        "请先听取意见并记录日期",
        "请写明事实和理由",
    ]
    assert len(unmet(*may_revoke(facts, None, ""))) == 2
