"""Objections and reports: the unit concerned is heard before anything is found against it (评审·6·3, 评审·9)."""

from collections.abc import Collection
from datetime import date, datetime

from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import aware, end_of_day
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date


@ruled_by(review_rules(9))
def no_answer_awaited(inquiries: Collection[str]) -> Finding:
    """No finding is made while the unit still has time to answer what was put to it.

    `inquiries` are the stages of what was put to it: put, answered, lapsed (the day has passed) or withdrawn.
    """
    waiting = "put" in inquiries
    return Finding(
        not waiting,
        reason="正在等待单位说明" if waiting else "没有待答复的说明",
        remedy="请待单位说明或期限届满；不再需要的，请撤回" if waiting else "",
    )


@ruled_by(review_rules(9))
def unit_heard(upheld: bool, inquiries: Collection[str]) -> Finding:
    """Nothing is upheld against a unit that was not asked; who lets the day pass has been heard (评审·9)."""
    heard = not upheld or not {"answered", "lapsed"}.isdisjoint(inquiries)
    return Finding(
        heard,
        reason="已听取单位说明" if heard else "认定反映的问题成立之前，须听取该单位的说明",
        remedy="" if heard else "请先办理“请单位说明”；单位逾期不说明的，期满后可以作出结论",
        field="upheld",
    )


@ruled_by(review_rules(9))
def answer_in_time(at: datetime, due_on: date) -> Finding:
    """The unit answers before 24:00 of the day that was set. Raises ValueError for a moment without a time zone."""
    met = aware(at) < end_of_day(due_on)
    return Finding(
        met,
        reason=f"说明应于{chinese_date(due_on)}24:00前提交",
        remedy="" if met else "期限已过；仍需说明的，请与重庆海智办联系",
    )


@ruled_by(review_rules(9))
def day_lies_ahead(due_on: date, today: date) -> Finding:
    """A last day that is set leaves at least the next day."""
    met = due_on > today
    return Finding(
        met, reason="期限在今日之后" if met else "期限须在今日之后", remedy="" if met else "请改期", field="due_on"
    )
