"""When people are reminded of a last day: some days before it, each mark once (通知·二, 办法·7·3, 办法·13)."""

from datetime import date, timedelta
from enum import StrEnum

from haizhi.regulation.citations import measures, notice
from haizhi.regulation.computes import computes
from haizhi.regulation.parameters import (
    CALL_REMINDER_WORKDAYS,
    CORRECTION_REMINDER_WORKDAYS,
    MONEY_REMINDER_WORKDAYS,
    STANDING_REMINDER_WORKDAYS,
    SUMMARY_REMINDER_WORKDAYS,
    TASK_REMINDER_WORKDAYS,
    Parameter,
)
from haizhi.regulation.term import reminders
from haizhi.regulation.workdays import WorkdayTable, is_workday

OVERDUE = -1
"""The mark of a last day that has passed."""


class Occasion(StrEnum):
    """What a last day is for."""

    SUBMIT = "submit"
    ENDORSE = "endorse"
    CORRECT = "correct"
    RENEW = "renew"
    RECTIFY = "rectify"
    STATE = "state"
    TASK = "task"
    SUMMARY = "summary"
    CHECK = "check"
    REPAY = "repay"

    @property
    def label(self) -> str:
        """What is to be done by then."""
        return _LABELS[self]

    @property
    def marks(self) -> tuple[int, ...]:
        """The marks in working days before the last day, the earliest first; none where days of the calendar count."""
        return _MARKS.get(self, ())


_LABELS = {
    Occasion.SUBMIT: "提交申报",
    Occasion.ENDORSE: "区县初审",
    Occasion.CORRECT: "提交补正",
    Occasion.RENEW: "申请重新授牌",
    Occasion.RECTIFY: "提交整改报告",
    Occasion.STATE: "陈述意见",
    Occasion.TASK: "办理交办任务",
    Occasion.SUMMARY: "提交年度工作总结",
    Occasion.CHECK: "报送抽查整改报告",
    Occasion.REPAY: "退回违规使用的经费",
}


def _of(parameter: Parameter[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(parameter.value)


_MARKS = {
    Occasion.SUBMIT: _of(CALL_REMINDER_WORKDAYS),
    Occasion.ENDORSE: _of(CALL_REMINDER_WORKDAYS),
    Occasion.CORRECT: (*_of(CORRECTION_REMINDER_WORKDAYS), OVERDUE),
    Occasion.RECTIFY: (*_of(STANDING_REMINDER_WORKDAYS), OVERDUE),
    Occasion.STATE: _of(STANDING_REMINDER_WORKDAYS),
    Occasion.TASK: (*_of(TASK_REMINDER_WORKDAYS), OVERDUE),
    Occasion.SUMMARY: (*_of(SUMMARY_REMINDER_WORKDAYS), OVERDUE),
    Occasion.CHECK: (*_of(MONEY_REMINDER_WORKDAYS), OVERDUE),
    Occasion.REPAY: (*_of(MONEY_REMINDER_WORKDAYS), OVERDUE),
}


def reminder_label(occasion: Occasion, mark: int) -> str:
    """A mark in words: 提交补正期限临近, or that it has passed."""
    return f"{occasion.label}{'已逾期' if mark == OVERDUE else '期限临近'}"


@computes(notice(2), measures(7, 3))
def workdays_left(today: date, due: date, table: WorkdayTable) -> int:
    """The working days after `today` up to and with `due`: 0 on the last day itself, OVERDUE once it has passed.

    Raises UnknownYear when they run into a year whose arrangement is not entered.
    """
    if today > due:
        return OVERDUE
    ahead = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
    return sum(is_workday(day, table) for day in ahead)


@computes(measures(13))
def renewal_mark(today: date, valid_to: date, since: date) -> int | None:
    """The mark of a renewal reached by `today`, in days before the term ends: as the window opens, then 30 and 7.

    Days of the calendar count, so that years without an arrangement are told of as well; else as `reminder_mark`.
    """
    left, at_first = (valid_to - today).days, (valid_to - since).days
    marks = ((valid_to - day).days for day in reminders(valid_to))
    return min((mark for mark in marks if 0 <= left <= mark < at_first), default=None)


@computes(notice(2), measures(7, 3))
def reminder_mark(occasion: Occasion, today: date, due: date, since: date, table: WorkdayTable) -> int | None:
    """The mark that the last day has reached by `today`, or None while it is still far.

    Of several marks passed, it is the nearest to the last day: who was not reminded in time is reminded once. A mark
    reached already when the waiting began (`since`) is passed over: whoever was given three days knows of them.
    Raises UnknownYear as `workdays_left` does.
    """
    if occasion is Occasion.RENEW:
        return renewal_mark(today, due, since)
    left, at_first = workdays_left(today, due, table), workdays_left(since, due, table)
    reached = [mark for mark in occasion.marks if left <= mark < at_first]
    return min(reached, default=None)
