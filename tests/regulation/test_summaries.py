"""年度工作总结 (办法·12): of whom, when, what it has to hold, when it counts as missed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.parameters import SUMMARY_SECTION_WORDS
from haizhi.regulation.summaries import (
    CHECKS,
    FIGURES,
    Line,
    SummarySection,
    all_looked_through,
    asked_for_summary,
    inclusion_explained,
    lateness_explained,
    lines_of,
    looked_through,
    may_be_missed,
    missed_consequence,
    return_explained,
    summaries_due_ahead,
    summary_findings,
    year_can_be_summed_up,
)
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import WorkSort

DUE = date(2027, 1, 15)
DAY = timedelta(days=1)
TEXTS = {section.value: "本年度未开展。" for section in SummarySection}


def test_a_summary_tells_of_the_whole_of_the_four_families_of_problems_and_of_what_comes() -> None:
    assert [section.label for section in SummarySection] == [
        "总体情况",
        *(family.label for family in TaskFamily),
        "存在的问题和困难",
        "下一年度工作打算",
    ]
    assert SummarySection.OVERVIEW.family is None
    assert SummarySection.EXCHANGE.family is TaskFamily.EXCHANGE
    assert "没有开展的写“本年度未开展”" in SummarySection.ASSIGNED.hint
    assert SummarySection.NEXT.hint == "写下一年度的主要安排。"


def test_every_sort_of_work_has_its_figure_under_its_family_and_no_figure_stands_twice() -> None:
    assert {figure.sort: figure.family for figure in FIGURES if figure.sort} == {s: s.family for s in WorkSort}
    assert len({figure.key for figure in FIGURES}) == len(FIGURES)


@pytest.mark.parametrize(
    ("approved", "suspended", "owes", "said"),
    [
        (date(2020, 1, 1), False, True, "应报送"),
        (date(2026, 9, 30), False, True, "应报送"),
        (date(2026, 10, 1), False, False, "2026年10月1日建站，年末前不足3个月"),
        (date(2027, 1, 1), False, False, "2027年1月1日建站，年末前不足3个月"),
        (date(2020, 1, 1), True, False, "暂停运行"),
    ],
)
def test_who_owes_the_summary_of_2026(approved: date, said: str, *, suspended: bool, owes: bool) -> None:
    found = asked_for_summary(2026, approved, suspended=suspended)
    assert (found.met, found.reason, found.cite) == (owes, said, measures(12))
    assert bool(found.remedy) is not owes


@pytest.mark.parametrize(
    ("refused", "allowed", "said"),
    [
        (
            year_can_be_summed_up(2026, date(2026, 11, 30)),
            year_can_be_summed_up(2026, date(2026, 12, 1)),
            "2026年还没有结束（《办法》第十二条）。2026年12月1日起可以布置。",
        ),
        (
            summaries_due_ahead(DUE, DUE + DAY),
            summaries_due_ahead(DUE, DUE),
            "报送期限2027年1月15日已过（《办法》第十二条）。请填写今天或以后的日期。",
        ),
        (
            inclusion_explained(" "),
            inclusion_explained("已开展工作"),
            "没有写明补入的理由（《办法》第十二条）。请填写理由。",
        ),
        (
            lateness_explained(DUE, DUE + DAY, "\n"),
            lateness_explained(DUE, DUE, ""),
            "报送期限2027年1月15日已过，没有写明逾期原因（《办法》第十二条）。请写明逾期原因，由海智办审核。",
        ),
        (
            may_be_missed(DUE, DUE),
            may_be_missed(DUE, DUE + DAY),
            "报送期限2027年1月15日尚未届满（《办法》第十二条）。请在期限届满后办理。",
        ),
        (
            return_explained({"overview": " ", "next": ""}),
            return_explained({"overview": "", "next": "请写具体安排。"}),
            "没有写明退回的理由（《办法》第十二条）。请至少在一个部分写明要改什么。",
        ),
        (
            all_looked_through(2),
            all_looked_through(0),
            "有2份年度工作总结待审核（《办法》第十二条）。请先审核通过或退回修改。",
        ),
    ],
    ids=["year", "due", "inclusion", "late", "missed", "returned", "closed"],
)
def test_what_hinders_a_step_of_the_year_is_said_with_its_remedy(refused: Finding, allowed: Finding, said: str) -> None:
    assert allowed.met
    assert (refused.met, str(refused)) == (False, said)


def test_who_hands_in_late_with_a_reason_is_let_through_to_the_office() -> None:
    assert lateness_explained(DUE, DUE + DAY, "经办人更替").met


def test_a_summary_is_accepted_once_every_item_was_looked_at() -> None:
    assert looked_through(list(CHECKS)).met
    left = looked_through(CHECKS.keys() - {"plan", "secrets"})
    assert not left.met
    assert left.reason == "还没有核对：已对照年度工作计划核对完成情况；不含涉密内容"
    assert "退回修改" in left.remedy


def test_each_part_is_written_within_its_length_and_free_of_marks_of_secrets() -> None:
    most, lines = SUMMARY_SECTION_WORDS.value, lines_of({}, {})
    assert unmet(*summary_findings(TEXTS | {"overview": "字" * most}, lines)) == ()
    texts = TEXTS | {"overview": "字" * (most + 1), "service": " ", "problems": "见秘密★2年"}
    del texts["next"]
    found = unmet(*summary_findings(texts, lines))
    assert [(finding.field, finding.reason) for finding in found] == [
        ("overview", f"“总体情况”有{most + 1}字，最多{most}字"),
        ("service", "没有填写“服务海外人才智力需求”"),
        ("problems", "出现国家秘密标志“秘密★2年”（存在的问题和困难）"),
        ("next", "没有填写“下一年度工作打算”"),
    ]
    assert found[0].remedy == f"请填写不超过{most}字的内容。"


def test_what_was_carried_out_is_not_more_than_what_was_planned() -> None:
    assert unmet(*summary_findings(TEXTS, lines_of({"planned": 2, "carried_out": 2}, {}))) == ()
    corrections = {"tasks_done": {"given": 3, "why": "核对"}}
    found = unmet(*summary_findings(TEXTS, lines_of({"planned": 2, "carried_out": 3, "tasks": 2}, corrections)))
    assert [(finding.field, finding.reason) for finding in found] == [
        ("given_carried_out", "“已完成的计划事项”多于“年度工作计划事项”"),
        ("given_tasks_done", "“已验收的交办任务”多于“本年度到期的交办任务”"),
    ]


def test_a_figure_stands_as_counted_until_the_station_gives_another_with_why() -> None:
    by_key = {line.figure.key: line for line in lines_of({"people": 120}, {"people": {"given": 130, "why": "补录"}})}
    assert (by_key["people"].value, by_key["people"].difference, by_key["people"].why) == (130, 10, "补录")
    assert by_key["overseas"] == Line(by_key["overseas"].figure, 0)
    unexplained = lines_of({"people": 120}, {"people": {"given": 0}})
    (found,) = unmet(*summary_findings(TEXTS, unexplained))
    assert (found.field, found.reason) == ("why_people", "“参加人次”与工作记录不一致，没有说明原因")


_KEYS = st.sampled_from([figure.key for figure in FIGURES])


@given(
    counted=st.dictionaries(_KEYS, st.integers(0, 10**6)),
    given_=st.dictionaries(_KEYS, st.integers(0, 10**6) | st.none()),
    explained=st.sets(_KEYS),
)
def test_every_departure_from_the_log_is_explained_or_refused(
    counted: dict[str, int], given_: dict[str, int | None], explained: set[str]
) -> None:
    corrections = {key: {"given": value, "why": "核对" if key in explained else ""} for key, value in given_.items()}
    lines = lines_of(counted, corrections)
    assert [line.figure for line in lines] == list(FIGURES)
    silent = {f"why_{line.figure.key}" for line in lines if line.difference and line.figure.key not in explained}
    found = {f.field for f in unmet(*summary_findings(TEXTS, lines)) if f.field.startswith("why_")}
    assert found == silent
    assert all(line.value == line.counted + line.difference for line in lines)


def test_what_follows_from_a_missed_summary_depends_on_whether_the_one_before_was_missed_too() -> None:
    assert "再次未参加的，将列入《办法》第十三条的预警" in missed_consequence(())
    assert "2027、2028年连续未参加，列入《办法》第十三条的预警" in missed_consequence((2027, 2028))
