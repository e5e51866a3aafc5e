"""Who of the pool may be drawn (评审·7 「随机、回避、合理」): the pool's terms, and why an expert stays out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haizhi.regulation.citations import review_rules
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.parameters import EXPERT_AGE_LIMIT, EXPERT_YEARLY_SESSIONS


@dataclass(frozen=True, slots=True)
class PoolTerms:
    """What the pool is drawn by. `age_limit`: years; `yearly_sessions`: per calendar year; None is no limit."""

    age_limit: int | None = EXPERT_AGE_LIMIT.value
    yearly_sessions: int | None = EXPERT_YEARLY_SESSIONS.value


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert as the draw asks about one: `served` counts the sessions of the year in which they sit already.

    `birth_year` is None where it is not known; `most` is the expert's own yearly limit in place of the pool's.
    """

    active: bool
    within_city: bool
    reachable: bool
    birth_year: int | None = None
    served: int = 0
    most: int | None = None
    absences: tuple[tuple[date, date], ...] = ()


class Bar(StrEnum):
    """Why an expert is not drawn; the record of a draw counts each, and names nobody."""

    SUSPENDED = "suspended"
    OUTSIDE = "outside"
    UNREACHABLE = "unreachable"
    AGE = "age"
    LOAD = "load"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """The reason as a record states it."""
        return _BARS[self]


_BARS = {
    Bar.SUSPENDED: "暂停抽取",
    Bar.OUTSIDE: "市外专家",
    Bar.UNREACHABLE: "没有联系方式",
    Bar.AGE: "超过年龄上限",
    Bar.LOAD: "已达年度次数上限",
    Bar.ABSENT: "会议当日不便参加",
}


@ruled_by(review_rules(7))
def young_enough(birth_year: int | None, on: date, limit: int | None) -> Finding:
    """In the year of the session the expert is within the limit; an unknown year bars nobody (interpretation 28)."""
    age = None if birth_year is None else on.year - birth_year
    met = age is None or limit is None or age <= limit
    return Finding(
        met,
        reason="" if met else f"{on.year}年满{age}岁，超过{limit}岁的年龄上限",
        remedy="" if met else "不参加抽取；年龄上限由海智办负责人在抽取条件中设定。",
    )


@ruled_by(review_rules(7))
def below_yearly_load(served: int, limit: int | None) -> Finding:
    """The expert sat in fewer sessions of the year than the limit allows (interpretation 28)."""
    met = limit is None or served < limit
    return Finding(
        met,
        reason="" if met else f"本年度已参加{served}次评审会，上限{limit}次",
        remedy="" if met else "本年度不再抽取；次数上限可以逐人另定。",
    )


@computes(review_rules(7))
def bar_of(candidate: Candidate, on: date, terms: PoolTerms) -> Bar | None:
    """The first reason for which the expert is not drawn for a session on this day, None when they may be."""
    limit = terms.yearly_sessions if candidate.most is None else candidate.most
    reasons: Iterable[tuple[Bar, bool]] = (
        (Bar.SUSPENDED, not candidate.active),
        (Bar.OUTSIDE, not candidate.within_city),
        (Bar.UNREACHABLE, not candidate.reachable),
        (Bar.AGE, not young_enough(candidate.birth_year, on, terms.age_limit).met),
        (Bar.LOAD, not below_yearly_load(candidate.served, limit).met),
        (Bar.ABSENT, any(first <= on <= last for first, last in candidate.absences)),
    )
    return next((bar for bar, holds in reasons if holds), None)
