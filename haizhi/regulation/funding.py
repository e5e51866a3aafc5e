"""What a station's money may be spent on (办法·11, 12, 14), and what goes back. All money in 分."""

from enum import StrEnum

from haizhi.regulation.citations import Citation, measures
from haizhi.regulation.computes import computes
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
    """A spending of `amount` and those before it stay within what was granted (办法·14)."""
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
        remedy="" if filed else "请制定并上传本单位的财务管理制度",
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
