"""The overall judgement before a station is awarded anew (办法·13): what is on record, what a person judges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from haizhi.regulation.citations import Citation, measures
from haizhi.regulation.eligibility import Judgement
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.term import renewal_window


@dataclass(frozen=True, slots=True)
class TermRecord:
    """What is on record of one term: pieces of confirmed work, the years of summaries accepted and missed.

    `assessments` holds for each published result of the term its year and whether it was passed, newest first;
    `under_rectification` and `failed_rectifications` count 整改 that are open and that failed; `reported` are the
    grounds of 办法·13 as `in_good_standing` answers them.
    """

    work: int
    accepted: tuple[int, ...]
    missed: tuple[int, ...]
    assessments: tuple[tuple[int, bool], ...]
    under_rectification: int
    failed_rectifications: int
    reported: Finding


class Criterion(NamedTuple):
    """A point of the judgement that a person decides."""

    key: str
    label: str
    cite: Citation


CRITERIA = (
    Criterion("tasks", "围绕主要任务开展工作，取得实效", measures(4)),
    Criterion("means", "工作人员、办公场地和专项经费有保障", measures(6, 1)),
    Criterion("ties", "与海外科技团体及科技工作者保持稳定合作", measures(6, 2)),
    Criterion("money", "建站工作经费专款专用，财务管理制度健全", measures(14)),
    Criterion("goals", "下一建设周期目标明确、措施可行", measures(2)),
)
"""What the Office judges beside what is on record; a renewal keeps each answer with its note."""


def _years(years: tuple[int, ...]) -> str:
    return "、".join(f"{year}年" for year in years)


@ruled_by(measures(4))
def worked(term: TermRecord) -> Finding:
    """Work was entered and confirmed in the term."""
    return Finding(
        term.work > 0,
        reason=f"本周期已确认工作记录{term.work}条" if term.work else "本周期没有已确认的工作记录",
        remedy="" if term.work else "请核实工作开展情况",
    )


@ruled_by(measures(12))
def summarised_each_year(term: TermRecord) -> Finding:
    """No yearly summary check of the term was missed."""
    parts = [f"已通过{_years(term.accepted)}"] if term.accepted else []
    parts += [f"未参加{_years(term.missed)}"] if term.missed else []
    return Finding(
        not term.missed,
        reason=f"年度工作总结检查：{'，'.join(parts) or '本周期没有记录'}",
        remedy="请核实未参加的原因" if term.missed else "",
    )


@ruled_by(measures(12))
def passed_assessment(term: TermRecord) -> Finding:
    """The newest assessment of the term was passed; a term without one says so and is not held against it."""
    if not term.assessments:
        return Finding(True, reason="本周期没有已公布的评估考核结果")
    year, passed = term.assessments[0]
    return Finding(
        passed,
        reason=f"{year}年评估考核{'合格' if passed else '不合格'}",
        remedy="" if passed else "请结合整改情况评判",
    )


@ruled_by(measures(13))
def rectified(term: TermRecord) -> Finding:
    """Nothing is left of what was to be put right."""
    parts = [f"{term.under_rectification}项整改尚未办结"] if term.under_rectification else []
    parts += [f"{term.failed_rectifications}项整改不合格"] if term.failed_rectifications else []
    return Finding(
        not parts, reason="、".join(parts) or "没有未完成的整改", remedy="请结合整改情况评判" if parts else ""
    )


def on_record(term: TermRecord) -> tuple[tuple[str, Finding], ...]:
    """The points that are computed, each with its label."""
    return (
        ("工作记录", worked(term)),
        ("年度总结检查", summarised_each_year(term)),
        ("评估考核", passed_assessment(term)),
        ("整改", rectified(term)),
        ("撤销资格情形", term.reported),
    )


@ruled_by(measures(13))
def judged_throughout(judgements: Mapping[str, Judgement]) -> Finding:
    """Every point was judged, and what was found wanting has its note."""
    open_ = [c.label for c in CRITERIA if c.key not in judgements]
    wanting = [c for c in CRITERIA if c.key in judgements and not judgements[c.key].met]
    unsaid = [c.label for c in wanting if not judgements[c.key].note.strip()]
    reasons = [f"尚未评判：{'；'.join(open_)}"] if open_ else []
    reasons += [f"评判为不符合但没有说明：{'；'.join(unsaid)}"] if unsaid else []
    return Finding(
        not reasons, reason="。".join(reasons) or "各项均已评判", remedy="请在综合评判表中逐项补齐" if reasons else ""
    )


@ruled_by(measures(13))
def judged_by_another(checked_by: object, judge: object) -> Finding:
    """Whoever put the judgement forward does not confirm it: two people, each in their own account."""
    met = checked_by is None or checked_by != judge
    return Finding(
        met,
        reason="综合评判意见由一人提出、另一人审定",
        remedy="" if met else "这份意见由您提出，请由另一位海智办负责人审定，或退回由经办人重新核对",
    )


@ruled_by(measures(13))
def judged_with_reasons(shortcomings: tuple[str, ...], reason: str) -> Finding:
    """A renewal is judged good in spite of shortcomings only with reasons (综合评判)."""
    met = not shortcomings or bool(reason.strip())
    return Finding(
        met,
        reason=f"存在不符合的项目：{'；'.join(shortcomings)}" if shortcomings else "各项均符合",
        remedy="" if met else "仍评判为合格的，请写明理由",
        field="opinion",
    )


@ruled_by(measures(13))
def window_has_opened(today: date, valid_to: date) -> Finding:
    """A renewal is begun from the first day of the last three months on (interpretation 18)."""
    opens = renewal_window(valid_to).first_day
    met = today >= opens
    return Finding(
        met,
        reason=f"重新授牌申请期自{chinese_date(opens)}起",
        remedy="" if met else "请在申请期内提出申请",
    )


@ruled_by(measures(13))
def approved_in_order(approved_on: date, judged_on: date, today: date) -> Finding:
    """The document of a re-award bears a day from that of the judgement to today."""
    met = judged_on <= approved_on <= today
    return Finding(
        met,
        reason=f"批准日期不得早于评判日期（{chinese_date(judged_on)}），也不得晚于今日",
        remedy="" if met else "请核对文件的成文日期",
        field="approved_on",
    )
