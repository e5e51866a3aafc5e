"""Days and words in the matters of a station's standing (办法·13)."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import aware, end_of_day
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date


@ruled_by(measures(13))
def day_ahead(day: date, today: date, field: str) -> Finding:
    """A last day that is set leaves at least the next day."""
    met = day > today
    return Finding(met, reason="期限须在今日之后", remedy="" if met else "请改期", field=field)


@ruled_by(measures(13))
def day_later(day: date, former: date, field: str) -> Finding:
    """A last day that is extended lies after the former one."""
    met = day > former
    reason = f"新的期限须在原期限（{chinese_date(former)}）之后"
    return Finding(met, reason=reason, remedy="" if met else "请改期", field=field)


@ruled_by(measures(13))
def day_has_come(day: date, today: date, field: str) -> Finding:
    """What is entered as done lies not in the future."""
    met = day <= today
    return Finding(met, reason="日期不得晚于今日", remedy="" if met else "请核对日期", field=field)


@ruled_by(measures(13))
def stated_in_time(at: datetime, hear_by: date) -> Finding:
    """A station states its case before 24:00 of the day that was set. Raises ValueError without a time zone."""
    met = aware(at) < end_of_day(hear_by)
    return Finding(
        met,
        reason=f"陈述意见应于{chinese_date(hear_by)}24:00前提交",
        remedy="" if met else "期限已过；仍需陈述的，请与重庆海智办联系",
    )


@ruled_by(measures(13))
def hearing_is_over(today: date, hear_by: date) -> Finding:
    """Nobody is passed over before the day that was set has passed."""
    met = today > hear_by
    return Finding(met, reason=f"陈述意见期限至{chinese_date(hear_by)}", remedy="" if met else "请待期满")


@ruled_by(measures(13))
def may_fail_unreported(today: date, due_on: date, *, reported: bool) -> Finding:
    """整改 fails once it was reported and found wanting, or once its last day passed without a report."""
    met = reported or today > due_on
    return Finding(
        met, reason=f"整改期限至{chinese_date(due_on)}，尚未届满", remedy="" if met else "请待期满或收到报告后办理"
    )


@ruled_by(measures(13))
def nothing_else_open(labels: Iterable[str]) -> Finding:
    """A station does not leave, nor lapse, while another matter of its standing is under way."""
    found = "、".join(labels)
    return Finding(
        not found,
        reason=f"该站有正在办理的事项：{found}" if found else "没有正在办理的事项",
        remedy="请先办结" if found else "",
    )


@ruled_by(measures(9, 3))
def plaque_is_gone(state: str, label: str) -> Finding:
    """A station that has ended keeps no plaque: it was taken back, or is on record as lost."""
    met = state not in ("made", "held")
    return Finding(
        met,
        reason="牌匾已收回或没有在用的牌匾" if met else f"牌匾状态为“{label}”",
        remedy="" if met else "请先在工作站页面登记收回牌匾，确已遗失的登记遗失",
    )


@ruled_by(measures(13))
def said(text: str, what: str, field: str) -> Finding:
    """What has to be written was written."""
    met = bool(text.strip())
    return Finding(
        met, reason=f"没有写明{what}" if not met else f"已写明{what}", remedy="" if met else "请填写", field=field
    )
