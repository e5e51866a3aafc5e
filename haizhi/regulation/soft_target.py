"""About five new stations a year (办法·9·1(1), 评审·3): a target that is explained, never enforced."""

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.parameters import ANNUAL_TARGET


@ruled_by(measures(9, 1, 1), review_rules(3))
def departure_explained(proposed: int, reason: str, target: int = ANNUAL_TARGET.value) -> Finding:
    """More or fewer than the year's target needs a reason on record (interpretation 3).

    `proposed` counts the year's proposed stations without those of the academician track (interpretation 21).
    """
    met = proposed == target or bool(reason.strip())
    return Finding(
        met,
        reason=f"拟建站{proposed}家，原则上每年{target}家"
        if proposed != target
        else f"拟建站{proposed}家，与年度数量一致",
        remedy="" if met else "请写明增减的理由后继续",
        field="target_reason",
    )
