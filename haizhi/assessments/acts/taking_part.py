"""The stations of a round: listed, left out, in conflict with one another, without a sheet (办法·12, 考核)."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.assessments.acts.sheets import set_aside
from haizhi.assessments.facts import about, in_force, recorded
from haizhi.assessments.facts.peers import conflicts_of, peer_sheet
from haizhi.assessments.models import COUNTED, GONE, Assessed, Conflict, Part, Round
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.regulation import moves
from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.parameters import ASSESSMENT_TOTAL
from haizhi.stations.models import STANDING, Station


def _exists(station: Station, by: Actor, at: datetime) -> Iterator[Finding]:
    there = station.stage in STANDING
    yield Finding(there, measures(12), f"该工作站{station.stage_label}", "只有存续的工作站参加评估。", "station")


@creates(moves.ENLIST_STATION, requires=_exists)
def enlist(station: Station, *, by: Actor, at: datetime, assessment: Round, opinion: str = "") -> Assessed:
    """列入: a station that the composing found, or one that the Office adds with its reason."""
    rule = moves.ENLIST_STATION.cite
    composing = assessment.stage in ("", "composing")
    known = Assessed.objects.filter(assessment=assessment, station=station).exists()
    wrong = unmet(
        Finding(composing, rule, f"评估现为“{assessment.stage_label if assessment.stage else ''}”", "公布后不再增加。"),
        Finding(not known, rule, "该工作站已在名单上（含移出的）", "移出的，请在该站的参评页面恢复。", "station"),
    )
    if wrong:
        raise Refused(*wrong)
    record(assessment_code=assessment.code, station_code=station.code)
    return Assessed(assessment=assessment, station=station, reason=opinion)


def _before_peers(part: Assessed, by: Actor, at: datetime) -> Iterator[Finding]:
    early = part.assessment.stage in ("composing", "self_rating")
    now = f"评估现为“{part.assessment.stage_label}”"
    yield Finding(early, measures(12), now, "互评名单封存后不再移出；不参加的，请办理“认定未参加”。")


@act(moves.STRIKE_STATION, requires=_before_peers)
def strike(part: Assessed, *, by: Actor, at: datetime, opinion: str) -> None:
    """移出: the station does not belong into the round; its sheets are put aside."""
    part.reason = opinion
    record(**about(part))
    _put_aside(part, at, opinion)


def _still_composed(part: Assessed, by: Actor, at: datetime) -> Iterator[Finding]:
    now = f"评估现为“{part.assessment.stage_label}”"
    yield Finding(part.assessment.stage == "composing", measures(12), now, "公布后不再增加。")
    yield from _exists(part.station, by, at)


@act(moves.RESTORE_STATION, requires=_still_composed)
def restore(part: Assessed, *, by: Actor, at: datetime, opinion: str) -> None:
    """恢复: a station that was left out belongs into the round after all."""
    part.reason = opinion
    record(**about(part))


def _conflicts_count(part: Assessed, by: Actor, at: datetime) -> Iterator[Finding]:
    early = part.assessment.stage == "self_rating"
    yield Finding(early, assessment_indicators(), f"评估现为“{part.assessment.stage_label}”",
                  "利害关系在互评名单封存前登记；之后发现的，请在该互评表上办理“申报回避”。")  # fmt: skip


@act(moves.DECLARE_CONFLICT, requires=_conflicts_count)
def declare_conflict(part: Assessed, *, by: Actor, at: datetime, other: str, opinion: str) -> None:
    """登记: the two stations (`other` by its code) do not assess each other, for the reason given.

    Raises Refused where that stands already; what was lifted may be entered again, for a reason of its own.
    """
    found = _other_part(part, other)
    one, two = sorted((part.station, found.station), key=lambda station: station.code)
    if Conflict.objects.filter(assessment=part.assessment, one=one, other=two, lifted_reason="").exists():
        raise Refused(Finding(False, assessment_indicators(), "这两家的利害关系已经登记", "无需重复登记。", "other"))
    by_office = by.holds(*moves.LIFT_CONFLICT.roles)
    Conflict.objects.create(assessment=part.assessment, one=one, other=two, reason=opinion, by_office=by_office)


@act(moves.LIFT_CONFLICT, requires=_conflicts_count)
def lift_conflict(part: Assessed, *, by: Actor, at: datetime, other: str, opinion: str) -> None:
    """不予认定: what was entered is no reason; the entry stays with why."""
    found = next((c for c in conflicts_of(part) if other in (c.one.code, c.other.code)), None)
    if found is None:
        raise Refused(Finding(False, assessment_indicators(), "没有登记这一利害关系", "请核对工作站。", "other"))
    found.lifted_reason = opinion
    found.save()


def _due_is_past(part: Assessed, by: Actor, at: datetime) -> Iterator[Finding]:
    rule, sheets = measures(12), in_force(part)
    own = next((s for s in sheets if s.part == Part.SELF), None)
    yield Finding(part.assessment.stage in ("self_rating", "drawing", "scoring"), rule, "评估不在进行中", "请核对。")
    yield Finding(own is None or own.stage not in COUNTED, rule, "自评表已经提交", "该站已参加评估。")
    past = day_of(at) > part.assessment.self_due
    yield Finding(past, rule, "自评截止日未过", "请在截止后办理；截止前可以催交。")


@act(moves.MISS_ASSESSMENT, requires=_due_is_past)
def miss(part: Assessed, *, by: Actor, at: datetime, opinion: str) -> None:
    """认定未参加: the station gave no sheet of its own; there is no result, and that is on record with the reason."""
    part.reason = opinion
    record(**about(part))
    _put_aside(part, at, opinion)


def _peers_are_assigned(part: Assessed, by: Actor, at: datetime) -> Iterator[Finding]:
    now = f"评估现为“{part.assessment.stage_label}”"
    yield Finding(part.assessment.stage == "scoring", assessment_indicators(), now, "互评安排后才能办理。")


def _some_are_missing(part: Assessed, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from _peers_are_assigned(part, by, at)
    waiting = any(s.part == Part.PEER and s.stage not in COUNTED for s in in_force(part))
    yield Finding(waiting, assessment_indicators(), "该站的互评表已经齐全", "无需决定。")
    past = day_of(at) > part.assessment.peer_due
    yield Finding(past, assessment_indicators(), "互评截止日未过", "请先催交。")


@act(moves.DECIDE_MISSING, requires=_some_are_missing)
def decide_missing(part: Assessed, *, by: Actor, at: datetime, counts_as: int | None, opinion: str) -> None:
    """决定: each missing peer sheet counts as so many tenths, or is left out of the mean (interpretation 13)."""
    if counts_as is not None and not 0 <= counts_as <= ASSESSMENT_TOTAL.value:
        raise Refused(Finding(False, assessment_indicators(), "分数超出范围", "请填0至120分。", "counts_as"))
    part.missing_decided, part.missing_counts_as, part.missing_reason = True, counts_as, opinion
    record(**about(part))


@act(moves.APPOINT_PEER, requires=_peers_are_assigned, private=("other",))
def appoint_peer(part: Assessed, *, by: Actor, at: datetime, other: str, opinion: str) -> None:
    """补派: one more station (by its code) assesses this one, where a peer stood aside or gave no sheet."""
    rater = _other_part(part, other).station
    rule = assessment_indicators()
    against = {c.one_id if c.other_id == part.station_id else c.other_id for c in conflicts_of(part)}
    earlier = list(part.scores.filter(rater=rater, part=Part.PEER))
    wrong = unmet(
        Finding(rater.pk not in against, rule, "两家登记有利害关系", "请另选一家。", "other"),
        Finding(all(s.stage in GONE for s in earlier), rule, "该站已在评这一家", "请另选一家。", "other"),
        Finding(all(s.stage != "recused" for s in earlier), rule, "该站已申报回避", "请另选一家。", "other"),
    )
    if wrong:
        raise Refused(*wrong)
    made = peer_sheet(part, rater, part.assessment.peer_due, revision=len(earlier) + 1)
    made.save(force_insert=True)
    record(**about(part), sheets=recorded([made]))


def _other_part(part: Assessed, code: str) -> Assessed:
    """Another station of the round by its code. Raises Refused."""
    others = part.assessment.parts.filter(stage="enlisted").exclude(pk=part.pk).select_related("station")
    found = others.filter(station__code=code).first()
    if found is None:
        raise Refused(Finding(False, assessment_indicators(), "另一家不在本次参评名单上", "请从名单中选。", "other"))
    return found


def _put_aside(part: Assessed, at: datetime, reason: str) -> None:
    """Sheets on a station that has no result are not asked for any more."""
    for score in in_force(part):
        set_aside(score, by=SYSTEM, at=at, opinion=reason)
