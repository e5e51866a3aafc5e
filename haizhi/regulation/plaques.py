"""A plaque from hand to hand: which days fit, what must be there before its photo is shown (办法·9·3)."""

from datetime import date

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date


@ruled_by(measures(9, 3))
def plaque_there(state: str, wanted: frozenset[str], label: str) -> Finding:
    """The station's plaque is in a state in which this can be done; `label` is what people call the state it is in."""
    reason = f"牌匾现为“{label}”" if label else "登记簿中没有这家工作站的牌匾"
    return Finding(state in wanted, reason=reason, remedy="" if state in wanted else "请核对牌匾登记簿")


@ruled_by(measures(9, 3))
def handed_over_in_time(day: date, made_on: date, today: date, field: str = "handed_on") -> Finding:
    """A plaque changes hands on or after the day on which it was entered in the register, and not in the future."""
    met = made_on <= day <= today
    return Finding(
        met,
        reason=f"日期应在登记之日（{chinese_date(made_on)}）至今日之间",
        remedy="" if met else "请核对日期",
        field=field,
    )


@ruled_by(measures(9, 3))
def received_by_name(name: str) -> Finding:
    """Somebody of the unit received the plaque, and the register says who."""
    met = bool(name.strip())
    return Finding(met, reason="没有接牌人姓名", remedy="" if met else "请填写建站单位接牌的人员", field="received_by")
