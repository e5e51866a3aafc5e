"""A district's own cut-off: set, change, admit a unit after it (通知·二, interpretation 8)."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.accounts.models import Organisation
from haizhi.applications.facts import call_takes
from haizhi.applications.models import Application, Call, DistrictCutoff, LateAdmission, units_by_way_of
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.citations import measures, notice
from haizhi.regulation.deadlines import closing_words, cutoff_before_deadline, cutoff_lies_ahead, cutoff_still_open
from haizhi.regulation.findings import Finding, Refused, unmet


def _still_takes(call: Call, by: Actor, at: datetime) -> Iterable[Finding]:
    if call.deadline is None:
        return (Finding(False, measures(7, 4), "引进海外院士的申请适时受理，不设截止时间", "无须设定区县截止时间"),)
    return call_takes(call, at)


def _refuse_unless_between(call: Call, cutoff: datetime, at: datetime) -> None:
    if call.deadline is None:
        raise ValueError("what has no deadline is refused before")
    if wrong := unmet(cutoff_lies_ahead(cutoff, at), cutoff_before_deadline(cutoff, call.deadline)):
        raise Refused(*wrong)


@creates(moves.SET_CUTOFF, requires=_still_takes)
def set_cutoff(
    call: Call, *, by: Actor, at: datetime, district: str, cutoff: datetime, note: str = ""
) -> DistrictCutoff:
    """设定区县截止时间: until when (exclusive) the district's units hand in to it; not after the call's deadline.

    Raises Refused for a moment that has passed or is later than the deadline, and for a second one.
    """
    _refuse_unless_between(call, cutoff, at)
    if call.cutoffs.filter(district=district).exists():
        raise Refused(Finding(False, notice(2), "本区县已设定截止时间", "请在原有设定上办理变更"))
    return DistrictCutoff(call=call, district=district, cutoff=cutoff, note=note.strip(), set_at=at)


def _still_open(row: DistrictCutoff, by: Actor, at: datetime) -> Iterable[Finding]:
    extended = row.call.extensions.order_by("serial").values_list("at", flat=True).last()
    return (*call_takes(row.call, at), cutoff_still_open(row.cutoff, row.set_at, extended, at))


@act(moves.CHANGE_CUTOFF, requires=_still_open)
def change_cutoff(
    row: DistrictCutoff, *, by: Actor, at: datetime, cutoff: datetime, opinion: str, note: str = ""
) -> None:
    """变更区县截止时间: with the reason; after it passed only when the call was extended since.

    Raises Refused for a moment that has passed or is later than the call's deadline.
    """
    _refuse_unless_between(row.call, cutoff, at)
    if not opinion.strip():
        raise Refused(Finding(False, notice(2), "变更截止时间须说明理由", "请填写理由", "opinion"))
    row.cutoff, row.note, row.set_at = cutoff, note.strip(), at


def may_admit_late(row: DistrictCutoff, by: Actor, at: datetime) -> Iterable[Finding]:
    """Whether a unit is admitted late now: after the cut-off, while the call still takes applications."""
    passed = row.cutoff <= at
    closing = closing_words(row.cutoff)
    yield Finding(
        passed,
        notice(2),
        f"区县截止时间{closing}已过" if passed else f"区县截止时间为{closing}，尚未截止",
        "" if passed else "现在各单位都可以提交，无须另行准予",
    )
    yield from call_takes(row.call, at)


@creates(moves.ADMIT_LATE, requires=may_admit_late)
def admit_late(row: DistrictCutoff, *, by: Actor, at: datetime, unit: Organisation, opinion: str) -> LateAdmission:
    """准予逾期提交: the district takes one unit's application after its own cut-off, with the reason on record.

    The deadline at the Office stays. Raises Refused for a unit that does not go by the district or is admitted already.
    """
    rerouted = Application.objects.filter(call=row.call, unit=unit, district=row.district, route="via_district")
    wrong = unmet(
        Finding(
            unit in units_by_way_of(row.district) or rerouted.exists(),
            measures(7, 2),
            f"{unit.name}的申报不经{row.association}初审",
            "请核对单位",
            "unit",
        ),
        Finding(
            not row.admissions.filter(unit=unit).exists(),
            notice(2),
            f"{unit.name}已获准逾期提交",
            "无须重复办理",
            "unit",
        ),
        Finding(bool(opinion.strip()), notice(2), "准予逾期提交须说明理由", "请填写理由", "opinion"),
    )
    if wrong:
        raise Refused(*wrong)
    return LateAdmission(cutoff=row, unit=unit, reason=opinion.strip(), at=at)
