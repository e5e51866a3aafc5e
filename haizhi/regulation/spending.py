"""What a station's money may be spent on (办法·12, 14), and how that is proved. All money in 分."""

from datetime import date

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.funding import PURPOSES, GrantKind, Purpose, yuan
from haizhi.regulation.naming import chinese_date


@ruled_by(measures(14), measures(12))
def purpose_allowed(grant: GrantKind, purpose: Purpose) -> Finding:
    """The money is spent on what this kind of grant is for (办法·14; of a follow-up grant 办法·12)."""
    cite, purposes = PURPOSES[grant]
    met = purpose in purposes
    return Finding(
        met,
        cite,
        reason=f"{grant.label}用于{purpose.label}",
        remedy="" if met else f"专款专用，请限于{'、'.join(p.label for p in purposes)}",
        field="purpose",
    )


@ruled_by(measures(14))
def invoice_given(number: str, issuer: str, text: str, day: date | None, today: date, *, scanned: bool) -> Finding:
    """A spending is proved by its invoice: number, day, issuer, scan, and what it was for (办法·14)."""
    lacks = [
        label
        for label, there in (
            ("发票号码", bool(number.strip())),
            ("开票日期", day is not None and day <= today),
            ("开票单位", bool(issuer.strip())),
            ("发票扫描件", scanned),
            ("用途说明", bool(text.strip())),
        )
        if not there
    ]
    return Finding(
        not lacks,
        reason="支出凭证齐全" if not lacks else f"支出凭证缺少{'、'.join(lacks)}",
        remedy="" if not lacks else "请补齐；开票日期不得晚于今日。",
    )


@ruled_by(measures(14), measures(12))
def invoiced_under_grant(grant: GrantKind, invoice_on: date, basis_on: date, year: int) -> Finding:
    """The invoice is of the time that the grant pays for: since the document that it rests on (办法·14).

    A follow-up grant of `year` pays for the work of that year (办法·12), and what is carried over for later work.
    """
    cite, _ = PURPOSES[grant]
    first = max(basis_on, date(year, 1, 1)) if grant is GrantKind.FOLLOW_UP else basis_on
    met = invoice_on >= first
    return Finding(
        met,
        cite,
        reason=f"{grant.label}用于{chinese_date(first)}起发生的支出，发票开于{chinese_date(invoice_on)}",
        remedy="" if met else "请核对开票日期",
        field="invoice_on",
    )


@ruled_by(measures(14))
def activity_confirmed(stage: str, *, confirmed: bool) -> Finding:
    """What a spending was for took place: the Office has confirmed the work that it names (办法·14)."""
    return Finding(
        confirmed,
        reason=f"所列的工作记录现为“{stage}”",
        remedy="" if confirmed else "请先审核该项工作记录，或者退回支出，由工作站改选",
        field="work",
    )


@ruled_by(measures(14))
def within_grant(amount: int, spent: int, granted: int) -> Finding:
    """A spending of `amount` and those before it stay within what was granted and paid out (办法·14)."""
    left = granted - spent
    met = 0 < amount <= left
    return Finding(
        met,
        reason=f"资助经费尚余{yuan(left)}元，本次支出{yuan(amount)}元",
        remedy="" if met else "请核对支出金额",
        field="amount",
    )
