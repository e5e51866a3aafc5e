"""What a station's money may be spent on (办法·11, 12, 14), and what goes back. All money in 分."""

from datetime import date
from enum import StrEnum

from haizhi.regulation.citations import Citation, measures
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date


class GrantKind(StrEnum):
    """A kind of grant."""

    FOUNDING = "founding"
    ACADEMICIAN = "academician"
    FOLLOW_UP = "follow_up"

    @property
    def label(self) -> str:
        """The grant's Chinese name."""
        return _GRANT_LABELS[self]


_GRANT_LABELS = {
    GrantKind.FOUNDING: "建站经费资助",
    GrantKind.ACADEMICIAN: "引进海外院士建站资助",
    GrantKind.FOLLOW_UP: "后续资助",
}


class Purpose(StrEnum):
    """What a grant is spent on."""

    CONDITIONS = "conditions"
    ACTIVITIES = "activities"
    EXCHANGE = "exchange"
    COOPERATION = "cooperation"
    TALENT = "talent"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The purpose in the article's words."""
        return _PURPOSE_LABELS[self]


_PURPOSE_LABELS = {
    Purpose.CONDITIONS: "改善条件",
    Purpose.ACTIVITIES: "开展活动项目",
    Purpose.EXCHANGE: "学术交流",
    Purpose.COOPERATION: "技术合作",
    Purpose.TALENT: "人才引进",
    Purpose.OTHER: "其他用途",
}

_FOUNDING = (Purpose.CONDITIONS, Purpose.ACTIVITIES)
PURPOSES: dict[GrantKind, tuple[Citation, tuple[Purpose, ...]]] = {
    GrantKind.FOUNDING: (measures(14), _FOUNDING),
    GrantKind.ACADEMICIAN: (measures(14), _FOUNDING),
    GrantKind.FOLLOW_UP: (measures(12), (Purpose.EXCHANGE, Purpose.COOPERATION, Purpose.TALENT)),
}
"""Under which article each kind of grant is spent, and on what (interpretation 24)."""


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


@ruled_by(measures(11))
def budget_covers(amount: int, granted: int) -> Finding:
    """A year's budget of `amount` is no less than what was granted out of it (办法·11)."""
    met = amount > 0 and granted <= amount
    return Finding(
        met,
        reason=f"当年已资助{yuan(granted)}元，预算{yuan(amount)}元",
        remedy="" if met else "预算须大于零，且不少于已资助的金额",
        field="amount",
    )


@ruled_by(measures(11))
def basis_given(basis: str, basis_on: date, today: date) -> Finding:
    """A grant rests on a document of a day that has come (办法·11)."""
    met = bool(basis.strip()) and basis_on <= today
    return Finding(
        met,
        reason="资助依据的文件" + ("" if basis.strip() else "没有写明") + ("" if basis_on <= today else "日期晚于今日"),
        remedy="" if met else "请写明文件名称或文号和印发日期",
        field="basis" if not basis.strip() else "basis_on",
    )


@ruled_by(measures(11))
def talent_rules_named(grant: GrantKind, rules: str) -> Finding:
    """Who brings in an academician is paid by the rules on talents of that rank: which ones is named (办法·11)."""
    met = grant is not GrantKind.ACADEMICIAN or bool(rules.strip())
    return Finding(
        met,
        reason="引进海外院士的，参照引进同等高层次人才的有关规定资助",
        remedy="" if met else "请写明所参照的规定",
        field="talent_rules",
    )


@ruled_by(measures(11))
def approved_by_another(proposed_by: object, approver: object) -> Finding:
    """Money is proposed by one person and approved by another, each in their own account (办法·11)."""
    met = proposed_by is None or proposed_by != approver
    return Finding(
        met,
        reason="资助由一人拟定、另一人批准" if met else "这项资助由您拟定，须由另一人批准",
        remedy="" if met else "请由另一位海智办负责人批准；或者撤回，由经办人重新拟定",
    )


@ruled_by(measures(14))
def drawn_up_by_another(drawn_by: object, checker: object) -> Finding:
    """An account that the Office draws up for a unit is checked by somebody else (办法·14)."""
    met = drawn_by is None or drawn_by != checker
    return Finding(
        met,
        reason="代办的决算由一人编制、另一人审核" if met else "这份决算由您代办，须由另一人审核",
        remedy="" if met else "请由另一位海智办人员审核",
    )


@ruled_by(measures(14))
def station_has_ended(stands: bool, stage: str) -> Finding:
    """The Office acts in a unit's place, and writes money off, only where the station is one no more (办法·14)."""
    return Finding(
        not stands,
        reason=f"工作站现为“{stage}”",
        remedy="在册的工作站由建站单位办理；终止以后，单位已合并、注销或者不办理的，才由海智办代办" if stands else "",
    )


@ruled_by(measures(14))
def write_off_approved(basis: str, *, proved: bool) -> Finding:
    """What does not come back is written off by a decision on paper, never silently (办法·14)."""
    lacks = [
        label for label, there in (("批准文件的名称或文号", bool(basis.strip())), ("批准文件", proved)) if not there
    ]
    return Finding(
        not lacks,
        reason="核销有批准文件" if not lacks else f"核销缺少{'、'.join(lacks)}",
        remedy="" if not lacks else "请按有关规定报经批准后，填写并上传",
        field="basis" if not basis.strip() else "proof",
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
def within_unpaid(amount: int, paid: int, granted: int) -> Finding:
    """A payment of `amount` and those before it stay within what was granted (办法·14)."""
    left = granted - paid
    met = 0 < amount <= left
    return Finding(
        met,
        reason=f"尚未拨付{yuan(left)}元，本次拨付{yuan(amount)}元",
        remedy="" if met else "请核对拨付金额",
        field="amount",
    )


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
def day_has_come(day: date, today: date, field: str) -> Finding:
    """A payment, a check or a repayment is entered once it happened."""
    met = day <= today
    return Finding(met, reason="日期晚于今日", remedy="" if met else "请填写实际发生的日期", field=field)


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
def day_lies_ahead(day: date, today: date, field: str) -> Finding:
    """A visit is announced and a term set for a day that is still to come, today included."""
    met = day >= today
    return Finding(met, reason="日期早于今日", remedy="" if met else "请填写今日或以后的日期", field=field)


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


@ruled_by(measures(11))
def within_budget(amount: int, granted: int, budget: int) -> Finding:
    """A grant of `amount` and those already granted stay within the year's budget (办法·11)."""
    left = budget - granted
    met = 0 < amount <= left
    return Finding(
        met,
        reason=f"当年预算尚余{yuan(left)}元，拟资助{yuan(amount)}元",
        remedy="" if met else "请按当年预算调整资助金额",
        field="amount",
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


@ruled_by(measures(14))
def finance_rules_filed(filed: bool) -> Finding:
    """The unit has put its own finance rules on file (办法·14)."""
    return Finding(
        filed,
        reason="财务管理制度已备案" if filed else "财务管理制度未备案",
        remedy="" if filed else "请由建站单位报送财务管理制度，海智办备案后再办理",
        field="finance_rules",
    )


@ruled_by(measures(12))
def follow_up_explained(reason: str) -> Finding:
    """A follow-up grant goes to a station that does well, by a reasoned choice (interpretation 24)."""
    met = bool(reason.strip())
    return Finding(met, reason="后续资助面向发挥作用较好的工作站", remedy="" if met else "请写明理由", field="reason")


@ruled_by(measures(12))
def follow_up_is_for_next_year(decided_in: int, spent_in: int) -> Finding:
    """A follow-up grant pays for the work of the year after (办法·12)."""
    met = spent_in == decided_in + 1
    return Finding(
        met,
        reason=f"{decided_in}年的后续资助用于{decided_in + 1}年度的工作",
        remedy="" if met else "请更正资助年度",
        field="year",
    )


@computes(measures(14))
def amount_to_recover(misused: int, recovered: int) -> int:
    """What is still to be recovered of money misused (办法·14). Raises ValueError when more was recovered."""
    if not 0 <= recovered <= misused:
        raise ValueError(f"recovered {recovered} of {misused}")
    return misused - recovered


def yuan(fen: int) -> str:
    """An amount in 元 with two places and separators: 1234567 分 is 12,345.67."""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"
