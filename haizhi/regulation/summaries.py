"""The yearly summary of a station (办法·12): its parts and figures, whom it is asked of, when it counts as missed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haizhi.regulation.citations import measures
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.parameters import SUMMARY_NEWCOMER_MONTHS, SUMMARY_SECTION_WORDS
from haizhi.regulation.presentations import bears_no_secret
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.wordcount import count_words
from haizhi.regulation.work import WorkSort


class SummarySection(StrEnum):
    """A part of the text: the whole, the four families of 办法·4, what is difficult, what comes next."""

    OVERVIEW = "overview"
    SERVICE = "service"
    CONSULTATION = "consultation"
    EXCHANGE = "exchange"
    ASSIGNED = "assigned"
    PROBLEMS = "problems"
    NEXT = "next"

    @property
    def label(self) -> str:
        """Its heading."""
        return self.family.label if self.family else _HEADINGS[self][0]

    @property
    def hint(self) -> str:
        """What belongs there."""
        return _HEADINGS[self][1] if self in _HEADINGS else "写本年度做了哪些、结果如何；没有开展的写“本年度未开展”。"

    @property
    def family(self) -> TaskFamily | None:
        """The family of tasks that it tells of, None for the parts about the whole."""
        return TaskFamily(self.value) if self.value in set(TaskFamily) else None


_HEADINGS = {
    SummarySection.OVERVIEW: ("总体情况", "概述本年度运行情况、年度工作计划完成情况和主要成效。"),
    SummarySection.PROBLEMS: ("存在的问题和困难", "写主要问题、原因，以及需要协调解决的事项。"),
    SummarySection.NEXT: ("下一年度工作打算", "写下一年度的主要安排。"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a summary gives: `unit` 分 for money, which people see in 万元."""

    key: str
    label: str
    unit: str
    family: TaskFamily | None = None
    sort: WorkSort | None = None


_TOTALS = (
    Figure("people", "参加人次", "人次"),
    Figure("overseas", "海外人员", "人次"),
    Figure("economic", "经济效益", "分"),
    Figure("planned", "年度工作计划事项", "项"),
    Figure("carried_out", "已完成的计划事项", "项"),
    Figure("tasks", "本年度到期的交办任务", "件"),
    Figure("tasks_done", "已验收的交办任务", "件"),
)

FIGURES: tuple[Figure, ...] = (
    *(Figure(sort.value, sort.label, "项", sort.family, sort) for sort in WorkSort),
    *_TOTALS,
)
"""Every figure: one for each sort of work, then what is counted over all."""

CHECKS = {
    "figures": "数据与已确认的工作记录一致，更正的有说明",
    "plan": "已对照年度工作计划核对完成情况",
    "tasks": "交办任务的完成情况属实",
    "whole": "各部分写明了做什么、结果如何，问题和打算具体",
    "secrets": "不含涉密内容",
}
"""What the Office looks at before it accepts a summary."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of one summary: what the log comes to, and what the station gives instead, with why."""

    figure: Figure
    counted: int
    given: int | None = None
    why: str = ""

    @property
    def value(self) -> int:
        """What stands in the summary."""
        return self.counted if self.given is None else self.given

    @property
    def difference(self) -> int:
        """By how much the station departs from the log."""
        return self.value - self.counted


@computes(measures(12))
def lines_of(counted: Mapping[str, int], corrections: Mapping[str, Mapping[str, object]]) -> tuple[Line, ...]:
    """Every figure with what was counted (0 where nothing was) and the correction to it.

    `corrections`: by key, `given` (a whole number) and `why`.
    """
    made = []
    for figure in FIGURES:
        correction = corrections.get(figure.key, {})
        given = correction.get("given")
        why = str(correction.get("why", ""))
        made.append(Line(figure, counted.get(figure.key, 0), given if isinstance(given, int) else None, why))
    return tuple(made)


@ruled_by(measures(12))
def year_can_be_summed_up(year: int, on: date) -> Finding:
    """A year is summed up once it has begun to end: in its December or later."""
    met = on >= date(year, 12, 1)
    return Finding(met, reason=f"{year}年还没有结束", remedy=f"{year}年12月1日起可以布置。", field="year")


@ruled_by(measures(12))
def summaries_due_ahead(due: date, on: date) -> Finding:
    """A round is opened with its last day still to come."""
    reason = f"报送期限{chinese_date(due)}已过"
    return Finding(due >= on, reason=reason, remedy="请填写今天或以后的日期。", field="due_on")


@ruled_by(measures(12))
def asked_for_summary(year: int, approved_on: date, *, suspended: bool) -> Finding:
    """Whether a station owes a year's summary: not while suspended, nor founded too late in the year or after it."""
    months = SUMMARY_NEWCOMER_MONTHS.value
    late = approved_on >= date(year, 13 - months, 1)
    if late:
        reason = f"{chinese_date(approved_on)}建站，年末前不足{months}个月"
        return Finding(False, reason=reason, remedy="当年免报，下一年度一并总结。")
    return Finding(
        not suspended, reason="暂停运行" if suspended else "应报送", remedy="当年免报。" if suspended else ""
    )


@ruled_by(measures(12))
def inclusion_explained(reason: str) -> Finding:
    """Who asks a station that owes nothing says why."""
    return Finding(bool(reason.strip()), reason="没有写明补入的理由", remedy="请填写理由。", field="opinion")


def section_findings(texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Whether each part is written, not too long, and free of marks of secrets."""
    return tuple(
        finding
        for section in SummarySection
        for finding in (
            section_written(section, texts.get(section.value, "")),
            bears_no_secret(texts.get(section.value, ""), section.label, section.value),
        )
    )


@ruled_by(measures(12))
def section_written(section: SummarySection, text: str) -> Finding:
    """A part is there and no longer than it may be, counted as a word processor counts 字数."""
    words, most = count_words(text), SUMMARY_SECTION_WORDS.value
    reason = f"“{section.label}”有{words}字，最多{most}字" if words else f"没有填写“{section.label}”"
    remedy = f"请填写不超过{most}字的内容。"
    return Finding(0 < words <= most, reason=reason, remedy=remedy, field=section.value)


@ruled_by(measures(12))
def correction_explained(line: Line) -> Finding:
    """Whoever departs from the log says why: the figure is shown beside it."""
    met = line.difference == 0 or bool(line.why.strip())
    reason = f"“{line.figure.label}”与工作记录不一致，没有说明原因"
    return Finding(
        met, reason=reason, remedy="请填写更正说明，或者改回工作记录的数字。", field=f"why_{line.figure.key}"
    )


@ruled_by(measures(12))
def parts_of_a_whole(part: Line, whole: Line) -> Finding:
    """What is said to be among something is not more than it."""
    reason = f"“{part.figure.label}”多于“{whole.figure.label}”"
    return Finding(
        part.value <= whole.value, reason=reason, remedy="请核对这两项数字。", field=f"given_{part.figure.key}"
    )


_PARTS = (("carried_out", "planned"), ("tasks_done", "tasks"))


def summary_findings(texts: Mapping[str, str], lines: Collection[Line]) -> tuple[Finding, ...]:
    """Everything that stands before a summary's leaving the house, met or not."""
    by_key = {line.figure.key: line for line in lines}
    return (
        *section_findings(texts),
        *(correction_explained(line) for line in lines),
        *(parts_of_a_whole(by_key[part], by_key[whole]) for part, whole in _PARTS),
    )


@ruled_by(measures(12))
def lateness_explained(due: date, on: date, reason: str) -> Finding:
    """Who hands in after the last day says why; the Office decides on it."""
    met = on <= due or bool(reason.strip())
    late = f"报送期限{chinese_date(due)}已过，没有写明逾期原因"
    return Finding(met, reason=late, remedy="请写明逾期原因，由海智办审核。", field="opinion")


@ruled_by(measures(12), measures(15))
def looked_through(checked: Collection[str]) -> Finding:
    """A summary is accepted once every item of the checklist was looked at."""
    left = [label for key, label in CHECKS.items() if key not in checked]
    return Finding(
        not left,
        reason=f"还没有核对：{'；'.join(left)}",
        remedy="请逐项核对后勾选；有一项不符合的，请退回修改。",
        field="checked",
    )


@ruled_by(measures(12))
def return_explained(reasons: Mapping[str, str]) -> Finding:
    """What is given back says which part is to be changed, and why."""
    met = any(text.strip() for text in reasons.values())
    return Finding(met, reason="没有写明退回的理由", remedy="请至少在一个部分写明要改什么。", field="overview")


@ruled_by(measures(12), measures(13))
def may_be_missed(due: date, on: date) -> Finding:
    """Nobody has missed a check whose last day has not passed."""
    reason = f"报送期限{chinese_date(due)}尚未届满"
    return Finding(on > due, reason=reason, remedy="请在期限届满后办理。")


@computes(measures(13))
def missed_consequence(run: Collection[int]) -> str:
    """What follows from a missed check; `run` are the years missed in a row, none while they are too few to count."""
    if run:
        years = "、".join(str(year) for year in run)
        told = f"{years}年连续未参加，列入《办法》第十三条的预警，由海智办听取工作站意见后决定。"
    else:
        told = "再次未参加的，将列入《办法》第十三条的预警。"
    return f"{told}确有理由的，请与海智办联系，可准予补报。"


@ruled_by(measures(12))
def all_looked_through(waiting: int) -> Finding:
    """A round ends once everything that was handed in has its answer."""
    reason = f"有{waiting}份年度工作总结待审核"
    return Finding(waiting == 0, reason=reason, remedy="请先审核通过或退回修改。")
