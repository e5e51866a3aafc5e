"""What a station is granted, out of which budget and for what (办法·11, 12, 14). All money in 分."""

from datetime import date
from enum import StrEnum

from haizhi.regulation.citations import Citation, measures
from haizhi.regulation.findings import Finding, ruled_by


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
def day_has_come(day: date, today: date, field: str) -> Finding:
    """A payment, a check or a repayment is entered once it happened."""
    met = day <= today
    return Finding(met, reason="日期晚于今日", remedy="" if met else "请填写实际发生的日期", field=field)


@ruled_by(measures(14))
def day_lies_ahead(day: date, today: date, field: str) -> Finding:
    """A visit is announced and a term set for a day that is still to come, today included."""
    met = day >= today
    return Finding(met, reason="日期早于今日", remedy="" if met else "请填写今日或以后的日期", field=field)


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


def yuan(fen: int) -> str:
    """An amount in 元 with two places and separators: 1234567 分 is 12,345.67."""
    sign, whole = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{whole // 100:,}.{whole % 100:02d}"
