"""The three-yearly assessment (办法·12, 考核): 20 % own sheet, 30 % peers, 50 % the Office; 50 of 120 points pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, Refused, ruled_by, unmet
from haizhi.regulation.indicators import ASSESSMENT, Indicator
from haizhi.regulation.parameters import (
    ASSESSMENT_INTERVAL_YEARS,
    ASSESSMENT_TOTAL,
    OFFICE_WEIGHT,
    PASS_MARK,
    PEER_WEIGHT,
    PEERS_ALL_BELOW,
    PEERS_EACH,
    SELF_WEIGHT,
)


@dataclass(frozen=True, slots=True)
class MissingPeers:
    """A recorded decision on how missing peer sheets count (interpretation 13).

    `counts_as` is the sum in tenths entered for each missing sheet; None leaves them out of the mean.
    """

    reason: str
    counts_as: int | None = None


@dataclass(frozen=True, slots=True)
class Composite:
    """The composite in points, exact, from 0 to 120."""

    points: Fraction

    @property
    def passed(self) -> bool:
        """At least 50 points (考核)."""
        return self.points * 10 >= PASS_MARK.value


@ruled_by(assessment_indicators())
def sheet_is_in(who: str, total: int | None, lacks: str = "未提交") -> Finding:
    """A sheet's sum, in tenths, is there and within 0 and 120 points; a missing one is never 0.

    `lacks`: what is said of one that is missing.
    """
    met = total is not None and 0 <= total <= ASSESSMENT_TOTAL.value
    reason = "已提交" if met else lacks if total is None else "分数超出范围"
    return Finding(met, reason=f"{who}评分表{reason}", remedy="" if met else "请催交或更正评分表")


@ruled_by(assessment_indicators())
def peers_can_be_counted(peers: Mapping[str, int | None], missing: MissingPeers | None) -> Finding:
    """Every assigned peer sheet is in, or a reasoned decision says how the missing ones count (interpretation 13)."""
    absent = [who for who, total in peers.items() if total is None]
    if not absent:
        return Finding(
            bool(peers), reason="互评评分表齐全" if peers else "没有互评评分表", remedy="" if peers else "请安排互评"
        )
    decided = missing is not None and bool(missing.reason.strip())
    left_over = missing is not None and (missing.counts_as is not None or len(absent) < len(peers))
    return Finding(
        decided and left_over,
        reason=f"互评缺{len(absent)}份：{'、'.join(absent)}",
        remedy="" if decided and left_over else "请催交，或书面决定缺交部分如何计分；全部缺交时不能略去不计",
    )


@ruled_by(assessment_indicators())
def bonus_has_evidence(indicator: Indicator, mark: int | None, pieces: int) -> Finding:
    """Points of the bonus (`mark` in tenths) need a piece of evidence; none asked for, none needed (考核)."""
    met = not mark or pieces > 0
    return Finding(
        met,
        reason=f"加分项“{indicator.label}”" + ("有依据" if met else "没有依据，不能加分"),
        remedy="" if met else "请先附上工作记录或证明材料；没有依据的，请打0分",
        field=indicator.key,
    )


@computes(assessment_indicators(), measures(12))
def composite(
    own: int | None, peers: Mapping[str, int | None], office: int | None, missing: MissingPeers | None = None
) -> Composite:
    """0.2·own + 0.3·mean(peers) + 0.5·office, all sums in tenths, as an exact fraction of points (interpretation 13).

    `peers` holds every assigned peer by name. Raises Refused with every sheet that is missing or out of range.
    """
    findings = (
        sheet_is_in("自评", own),
        peers_can_be_counted(peers, missing),
        *(sheet_is_in(f"互评（{who}）", total) for who, total in peers.items() if total is not None),
        *((sheet_is_in("互评（缺交计分）", missing.counts_as),) if missing and missing.counts_as is not None else ()),
        sheet_is_in("海智办考评", office, "未确认"),  # agreed upon is not yet confirmed
    )
    failed = unmet(*findings)
    if own is None or office is None or failed:
        raise Refused(*failed)
    counts_as = missing.counts_as if missing else None
    sums = [total if total is not None else counts_as for total in peers.values()]
    counted = [total for total in sums if total is not None]
    tenths = (
        Fraction(SELF_WEIGHT.value, 100) * own
        + Fraction(PEER_WEIGHT.value, 100) * Fraction(sum(counted), len(counted))
        + Fraction(OFFICE_WEIGHT.value, 100) * office
    )
    return Composite(tenths / 10)


@computes(assessment_indicators())
def peers_of_each(stations: int) -> int:
    """How many other stations each one assesses in a round of so many (interpretation 14).

    Raises ValueError when there are not two.
    """
    if stations < 2:
        raise ValueError("peer assessment needs two stations")
    return stations - 1 if stations < PEERS_ALL_BELOW.value else PEERS_EACH.value


def bonus_indicators() -> tuple[Indicator, ...]:
    """The indicators of the bonus of 附件4."""
    return tuple(i for group in ASSESSMENT.groups if group.bonus for i in group.indicators)


@computes(measures(12))
def is_due_in(year: int, approved_on: date) -> bool:
    """Whether a year is one of a station's rounds by cohort: the first and every third year after it."""
    after = year - assessed_in(approved_on)
    return after >= 0 and after % ASSESSMENT_INTERVAL_YEARS.value == 0


@computes(measures(12))
def assessed_in(approved_on: date) -> int:
    """The year of a station's first round: three years after that of its approval, by cohort (interpretation 26)."""
    return approved_on.year + ASSESSMENT_INTERVAL_YEARS.value
