"""公示: who may object until when, and when a unit's period is over (办法·9·1(4), 办法·9·2, 评审·6·3)."""

from datetime import date, datetime

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.civil_time import aware, end_of_day
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date


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
    missing = [
        what
        for what, lacking in (
            ("单位名称" if for_unit else "真实姓名", not name.strip()),
            ("联系方式", not contact.strip()),
            ("单位公章", for_unit and not sealed),
        )
        if lacking
    ]
    return Finding(
        not missing,
        reason=f"异议缺少{'、'.join(missing)}" if missing else "异议人身份和联系方式齐全",
        remedy="请补充；异议人信息严格保密" if missing else "",
        field="name",
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
