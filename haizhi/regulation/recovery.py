"""What was misused comes back (办法·14): when, how much, and what may be said against it. All money in 分."""

from datetime import date

from haizhi.regulation.citations import measures
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.funding import yuan
from haizhi.regulation.naming import chinese_date


@ruled_by(measures(14))
def still_in_hand(amount: int, in_hand: int) -> Finding:
    """Money that is taken off a station's account is there: not spent, not promised to a spending (办法·14)."""
    met = 0 < amount <= in_hand
    return Finding(
        met,
        reason=f"工作站账上可动用{yuan(max(in_hand, 0))}元，涉及{yuan(amount)}元",
        remedy="" if met else "请先办结相关支出，或核对金额",
        field="amount",
    )


@ruled_by(measures(14))
def repaid_within(amount: int, owed: int) -> Finding:
    """What comes back is no more than what is owed (办法·14)."""
    met = 0 < amount <= owed
    return Finding(
        met,
        reason=f"尚应退回{yuan(owed)}元，本次收到{yuan(amount)}元",
        remedy="" if met else "请核对金额；多收的款项请退还对方",
        field="amount",
    )


@ruled_by(measures(14))
def after_payment(day: date, first_paid_on: date) -> Finding:
    """Money comes back once it was paid out (办法·14)."""
    met = day >= first_paid_on
    return Finding(
        met,
        reason=f"这项资助自{chinese_date(first_paid_on)}起拨付",
        remedy="" if met else "款项不会在拨付以前退回，请核对日期",
        field="received_on",
    )


@ruled_by(measures(14))
def later_than(day: date, former: date, today: date, field: str) -> Finding:
    """More time is a day after the former one, and still to come."""
    met = day > former and day >= today
    return Finding(
        met,
        reason=f"原期限为{chinese_date(former)}",
        remedy="" if met else "请填写原期限以后、今日或以后的日期",
        field=field,
    )


@ruled_by(measures(14))
def objected_in_time(today: date, last: date) -> Finding:
    """An objection to a recovery is raised within the days that are set (interpretation 37)."""
    met = today <= last
    return Finding(
        met,
        reason=f"对追回决定的异议应于{chinese_date(last)}（含）前提出",
        remedy="" if met else "期限已过；确有困难的可以申请延期或者分期退回",
    )


@ruled_by(measures(14))
def refund_proved(repaid: int, came_on: date | None, voucher: str, day: date | None, today: date) -> Finding:
    """Money that came back, the last of it on `came_on`, by a decision that falls goes to the unit again (办法·14)."""
    in_time = day is not None and (came_on or day) <= day <= today
    met = not repaid or bool(voucher.strip() and in_time)
    return Finding(
        met,
        reason=f"已退回的{yuan(repaid)}元应退还工作站" if repaid else "没有退回的款项",
        remedy="" if met else f"请退还后填写凭证号和退还日期{f'（{chinese_date(came_on)}至今日）' if came_on else ''}",
        field="refund_voucher" if not voucher.strip() else "refunded_on",
    )


@computes(measures(14))
def amount_to_recover(misused: int, recovered: int) -> int:
    """What is still to be recovered of money misused (办法·14). Raises ValueError when more was recovered."""
    if not 0 <= recovered <= misused:
        raise ValueError(f"recovered {recovered} of {misused}")
    return misused - recovered
