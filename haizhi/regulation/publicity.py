"""公示: who may object until when, and when a unit's period is over (办法·9·1(4), 办法·9·2, 评审·6·3)."""

from datetime import date, datetime, timedelta

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.civil_time import aware, end_of_day
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.workdays import WorkdayTable, is_workday, publicity_period

LONGEST_WAIT = timedelta(days=90)
"""How far ahead a 公示 may be set to be published: within a season."""


@ruled_by(measures(9, 1, 4), review_rules(6, 3))
def objection_in_time(lodged_at: datetime, last_day: date) -> Finding:
    """An objection arrives before 24:00 of the last day (办法·9·1(4)). A report of fraud knows no such limit.

    Raises ValueError for a moment without a time zone.
    """
    met = aware(lodged_at) < end_of_day(last_day)
    return Finding(
        met,
        reason=f"公示异议应于{chinese_date(last_day)}24:00前提出",
        remedy="" if met else "如反映弄虚作假等问题，请改以举报提出",
    )


@ruled_by(review_rules(6, 3))
def objector_identified(name: str, contact: str, *, for_unit: bool, sealed: bool) -> Finding:
    """An objection names who raises it and how to reach them; a unit's bears its seal (评审·6·3)."""
    missing = {
        field: what
        for field, what, lacking in (
            ("name", "单位名称" if for_unit else "真实姓名", not name.strip()),
            ("contact", "联系方式", not contact.strip()),
            ("attachment", "单位公章", for_unit and not sealed),
        )
        if lacking
    }
    if not missing:
        return Finding(True, reason="提出人身份和联系方式齐全")
    what = "请上传加盖公章的书面材料" if list(missing) == ["attachment"] else "请补充"
    return Finding(
        False,
        reason=f"缺少{'、'.join(missing.values())}",
        remedy=f"{what}；提出人信息严格保密。",
        field=next(iter(missing)),
    )


@ruled_by(measures(9, 2), measures(9, 1, 4))
def period_over(at: datetime, last_day: date) -> Finding:
    """The last day of the period has passed (办法·9·2). Raises ValueError for a moment without a time zone."""
    met = aware(at) >= end_of_day(last_day)
    return Finding(
        met,
        reason=f"公示期至{chinese_date(last_day)}24:00{'，已满' if met else '，未满'}",
        remedy="" if met else "请于期满后办理",
    )


@ruled_by(measures(9, 2), review_rules(6, 3))
def nothing_open(open_objections: int) -> Finding:
    """No objection against the unit waits for its finding (办法·9·2); those against others don't hold it up."""
    return Finding(
        open_objections == 0,
        reason=f"尚有{open_objections}件异议未办结" if open_objections else "无未办结的异议",
        remedy="请先作出核查结论并经纪检同意" if open_objections else "",
    )


@ruled_by(measures(9, 1, 4))
def publication_lies_ahead(publish_at: datetime, at: datetime) -> Finding:
    """What is published at a set time is set ahead, and not for a far day. Raises ValueError for naive moments."""
    ahead = timedelta() < aware(publish_at) - aware(at) <= LONGEST_WAIT
    return Finding(
        ahead,
        reason="定时发布的时间在90日之内" if ahead else "定时发布的时间须晚于现在，且在90日之内",
        remedy="" if ahead else "请重新填写；需要立即发布的，请办理“发布公示”",
        field="publish_at",
    )


def later_by_calendar(
    published_on: date, last_day: date, table: WorkdayTable, *, count_first: bool = False
) -> date | None:
    """The last day as the calendar counts it now where that is later than the one announced, else None.

    A period is never shortened: what was announced may be relied upon. Raises UnknownYear.
    """
    counted = publicity_period(published_on, table, count_first=count_first).last_day
    return counted if counted > last_day else None


@ruled_by(measures(9, 1, 4), review_rules(6, 3))
def extended_not_shortened(new_last_day: date, last_day: date) -> Finding:
    """A 公示 is extended and never shortened: what was announced may be relied upon."""
    later = new_last_day > last_day
    return Finding(
        later,
        reason=f"新的截止日期{'晚于' if later else '不晚于'}原截止日期{chinese_date(last_day)}",
        remedy="" if later else "公示期只能延长，不能缩短",
        field="last_day",
    )


@ruled_by(measures(9, 1, 4))
def extended_far_enough(new_last_day: date, counted: date | None) -> Finding:
    """An extension reaches the day to which the calendar counts now (`counted`), where that is a later one."""
    enough = counted is None or new_last_day >= counted
    by_calendar = f"按调整后的工作日历，公示期应至{chinese_date(counted)}" if counted else ""
    return Finding(
        enough,
        reason="延长后公示期届满五个工作日" if enough else by_calendar,
        remedy="" if enough else "请延长至该日或更晚",
        field="last_day",
    )


@ruled_by(measures(9, 1, 4))
def ends_on_a_workday(last_day: date, table: WorkdayTable) -> Finding:
    """A period ends on a working day, when somebody takes in what is raised. Raises UnknownYear."""
    works = is_workday(last_day, table)
    return Finding(
        works,
        reason=f"{chinese_date(last_day)}{'是' if works else '不是'}工作日",
        remedy="" if works else "请选择工作日",
        field="last_day",
    )


@ruled_by(measures(9, 1, 4))
def period_is_running(at: datetime, last_day: date) -> Finding:
    """Only a period that is not over is extended: one that has elapsed does not come to life again."""
    met = aware(at) < end_of_day(last_day)
    return Finding(
        met,
        reason=f"公示期至{chinese_date(last_day)}24:00{'，未满' if met else '，已满'}",
        remedy="" if met else "公示期已满，不能再延长；确需补足的，请另行公示",
    )
