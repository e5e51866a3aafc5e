"""When a station's standing is put in question (办法·13): A and (B or C) raises an alert; a person decides."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.parameters import MISSED_SUMMARIES, SUMMARY_INTERVAL_YEARS


@dataclass(frozen=True, slots=True)
class RevocationFacts:
    """The evidence for each ground; a ground without evidence is not there.

    A: `not_operating`; B: `missed_summaries`, the years whose summary check was missed; C: `failed_assessments`.
    """

    not_operating: tuple[str, ...] = ()
    missed_summaries: tuple[int, ...] = ()
    failed_assessments: tuple[str, ...] = ()


def missed_in_a_row(years: Collection[int]) -> tuple[int, ...]:
    """The latest run of consecutive missed years that is long enough to count, else () (interpretation 15)."""
    run: list[int] = []
    found: tuple[int, ...] = ()
    for year in sorted(set(years)):
        run = [*run, year] if run and year == run[-1] + SUMMARY_INTERVAL_YEARS.value else [year]
        if len(run) >= MISSED_SUMMARIES.value:
            found = tuple(run)
    return found


@ruled_by(measures(13))
def in_good_standing(facts: RevocationFacts) -> Finding:
    """Unmet raises the alert: not operating, and two missed checks in a row or a failed assessment (interpretation 16).

    The reason names the evidence. The alert revokes nothing by itself.
    """
    missed = missed_in_a_row(facts.missed_summaries)
    grounds = [f"不能正常开展工作：{'；'.join(facts.not_operating)}"] if facts.not_operating else []
    if missed:
        grounds.append(f"连续未参加年度总结检查：{'、'.join(f'{y}年' for y in missed)}")
    if facts.failed_assessments:
        grounds.append(f"评估不合格：{'；'.join(facts.failed_assessments)}")
    alert = bool(facts.not_operating) and bool(missed or facts.failed_assessments)
    return Finding(
        not alert,
        reason="。".join(grounds) if grounds else "未发现撤销资格的情形",
        remedy="请听取工作站意见后决定整改或撤销" if alert else "",
    )


@ruled_by(measures(13))
def station_was_heard(heard_on: date | None) -> Finding:
    """A station is heard before it is revoked (interpretation 16)."""
    return Finding(
        heard_on is not None,
        reason="已听取工作站意见" if heard_on else "尚未听取工作站意见",
        remedy="" if heard_on else "请先听取意见并记录日期",
        field="heard_on",
    )


@ruled_by(measures(13))
def revocation_explained(reason: str) -> Finding:
    """The person who revokes gives reasons (interpretation 16)."""
    met = bool(reason.strip())
    return Finding(met, reason="撤销资格须写明理由", remedy="" if met else "请写明事实和理由", field="reason")


def may_revoke(facts: RevocationFacts, heard_on: date | None, reason: str) -> tuple[Finding, ...]:
    """Whether a station may be revoked: the grounds of 办法·13 are there, it was heard, reasons are given."""
    standing = in_good_standing(facts)
    grounds = Finding(
        not standing.met,
        standing.cite,
        reason=standing.reason,
        remedy="不具备撤销资格的情形，可要求整改" if standing.met else "",
    )
    return grounds, station_was_heard(heard_on), revocation_explained(reason)
