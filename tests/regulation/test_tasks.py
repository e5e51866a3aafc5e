"""Tasks handed down to stations (办法·4·4)."""

from datetime import date, timedelta

import pytest

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.tasks import (
    Issuer,
    deadline_moves_later,
    goes_to_somebody,
    issuer_named,
    report_findings,
    task_deadline_ahead,
    task_described,
)
from haizhi.regulation.work import WorkSort

TODAY = date(2026, 9, 18)
DAY = timedelta(days=1)


def test_a_task_is_evidence_for_the_indicator_of_its_issuer() -> None:
    assert [(issuer.label, issuer.sort) for issuer in Issuer] == [
        ("中国科协海智办", WorkSort.CITY_TASK),
        ("市科协（重庆海智基地）", WorkSort.CITY_TASK),
        ("其他上级单位、部门", WorkSort.OTHER_TASK),
    ]


def test_another_issuer_is_called_by_its_name() -> None:
    assert issuer_named(Issuer.CITY, "").met
    assert issuer_named(Issuer.ASSOCIATION, "").met
    assert issuer_named(Issuer.OTHER, "市外事办").met
    assert not issuer_named(Issuer.OTHER, " ").met


def test_a_task_may_be_due_on_the_day_it_is_handed_down_and_not_before() -> None:
    assert task_deadline_ahead(TODAY, TODAY).met
    assert not task_deadline_ahead(TODAY - DAY, TODAY).met


@pytest.mark.parametrize(
    ("former", "due", "met"),
    [
        (TODAY, TODAY + DAY, True),
        (TODAY - 2 * DAY, TODAY, True),
        (TODAY, TODAY, False),
        (TODAY + 2 * DAY, TODAY + DAY, False),
        (TODAY - 2 * DAY, TODAY - DAY, False),
    ],
    ids=["later", "later, though overdue", "the same", "earlier", "later, but gone"],
)
def test_a_last_day_only_moves_later_and_stays_ahead(former: date, due: date, *, met: bool) -> None:
    assert deadline_moves_later(former, due, TODAY).met is met


@pytest.mark.parametrize(
    ("finding", "field", "words"),
    [
        (issuer_named(Issuer.OTHER, ""), "issuer_name", "没有写明下达单位（《办法》第四条第4项）。请填写下达任务的"),
        (task_deadline_ahead(TODAY - DAY, TODAY), "due_on", "完成期限2026年9月17日已过"),
        (
            deadline_moves_later(TODAY, TODAY, TODAY),
            "due_on",
            "新的期限2026年9月18日不晚于原期限2026年9月18日，或者已过",
        ),
        (goes_to_somebody([]), "stations", "没有选择工作站（《办法》第四条第4项）。请至少选择一家工作站。"),
        (task_described("\n"), "text", "没有写明任务内容（《办法》第四条第4项）。请写明做什么、报什么。"),
    ],
)
def test_what_hinders_a_task_is_said_at_its_field(finding: Finding, field: str, words: str) -> None:
    assert not finding.met
    assert (finding.field, finding.cite) == (field, measures(4, 4))
    assert str(finding).startswith(words)


def test_a_task_that_says_what_and_to_whom_is_handed_down() -> None:
    assert task_described("请报送2026年海外专家需求").met
    assert goes_to_somebody(["CQ-2026-01"]).met


def test_a_report_tells_what_was_done_and_bears_no_mark_of_a_secret() -> None:
    assert unmet(*report_findings("已完成，报送需求3项。")) == ()
    (silent,) = unmet(*report_findings(" "))
    assert (silent.reason, silent.remedy) == ("没有填写办理情况", "请填写做了什么、结果如何。")
    (secret,) = unmet(*report_findings("见机密★10年文件"))
    assert (secret.field, secret.cite) == ("report", measures(15))
