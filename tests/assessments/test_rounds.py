"""A round from its composing to its publication: who may do what when, what counts, what is told (办法·12, 考核)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from haizhi.assessments import acts
from haizhi.assessments.facts import composite_of, failed_assessments, parts_of, results_of
from haizhi.assessments.facts.peers import conflicts_of
from haizhi.assessments.models import Assessed, Part, Round, Score
from haizhi.assessments.queries import conflicts_shown, ranking
from haizhi.kernel import ledger
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.findings import Refused
from haizhi.stations.models import Station, WorkEntry
from tests.assessments.factories import (
    ASSIGNED,
    CLOSED,
    COMPOSED,
    PUBLISHED,
    RATED,
    SCORED,
    announced,
    assigned,
    closed,
    composed,
    given,
    head_of,
    marked_by_two,
    office_marked,
    part_of,
    proven,
    published,
    scored,
    self_rated,
    sheet_on,
    sheets,
    whole,
)
from tests.decisions.factories import CLERK, HEAD

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "GZ-2026-0001", "GZ-2026-0002", "GZ-2026-0003"


def codes(assessment: Round, stage: str = "enlisted") -> list[str]:
    """The stations of a round in a stage."""
    return list(assessment.parts.filter(stage=stage).order_by("station__code").values_list("station__code", flat=True))


def test_a_round_takes_the_stations_whose_third_year_it_is_and_the_office_may_add_and_leave_out_with_reasons() -> None:
    assessment = composed(3)
    assert codes(assessment) == [ONE, TWO, THREE]
    Station.objects.filter(code=THREE).update(approved_on=date(2025, 7, 20))
    other = acts.compose(
        by=CLERK, at=COMPOSED, year=2029, name="另一轮", by_cohort=True, first_day=date(2026, 1, 1),
        last_day=date(2028, 12, 31), self_due=assessment.self_due, peer_due=assessment.peer_due,
        office_due=assessment.office_due,
    )  # fmt: skip
    assert codes(other) == [ONE, TWO]
    acts.enlist(Station.objects.get(code=THREE), by=CLERK, at=COMPOSED, assessment=other, opinion="提前评估")
    acts.strike(part_of(other, ONE), by=CLERK, at=COMPOSED, opinion="正在合并")
    assert codes(other) == [TWO, THREE]
    with pytest.raises(Refused, match="已在名单上"):
        acts.enlist(Station.objects.get(code=ONE), by=CLERK, at=COMPOSED, assessment=other)
    acts.restore(part_of(other, ONE), by=CLERK, at=COMPOSED, opinion="合并推迟")
    assert codes(other) == [ONE, TWO, THREE]
    assert not Outgoing.objects.filter(act__verb="assessed.strike").exists()
    acts.strike(part_of(other, ONE), by=CLERK, at=COMPOSED, opinion="正在合并")
    acts.announce(other, by=HEAD, at=COMPOSED)
    with pytest.raises(Refused, match="公布后不再增加"):
        acts.restore(part_of(other, ONE), by=CLERK, at=COMPOSED, opinion="合并推迟")
    acts.strike(part_of(other, TWO), by=CLERK, at=COMPOSED, opinion="正在合并")
    assert Outgoing.objects.filter(act__verb="assessed.strike", role="signatory").count() == 1


def test_stations_are_told_when_the_head_announces_and_the_rules_are_frozen() -> None:
    assessment = announced(3)
    assert assessment.rules["weights"] == {"self": 20, "peer": 30, "office": 50}
    assert assessment.rules["peers"] == {"all_below": 11, "each": 5}
    told = Outgoing.objects.filter(act__verb="assessment.announce", role="signatory")
    assert sorted(told.values_list("place", flat=True)) == sorted(str(s.unit_id) for s in Station.objects.all())
    with pytest.raises(Refused, match="海智办负责人"):
        acts.announce(composed(3), by=CLERK, at=COMPOSED)


def test_an_own_sheet_needs_every_mark_and_a_bonus_its_evidence_and_comes_back_once_returned() -> None:
    score = sheet_on(announced(3), ONE)
    with pytest.raises(Refused, match="未打分"):
        given(score, {"b1": 50})
    with pytest.raises(Refused, match="加分项“为社会、公众提供科技服务”没有依据"):
        given(score, whole(0.8, bonus=50))
    given(score, whole(0.8))
    with pytest.raises(Refused, match="自评已提交"):
        given(score, whole(0.8))
    acts.return_self(score, by=CLERK, at=RATED, opinion="请补充说明")
    given(score, whole(0.9))
    assert Act.objects.filter(subject_id=score.pk, verb="score.submit").count() == 2
    assert "marks" not in Act.objects.filter(verb="score.submit")[0].detail


def test_peers_are_assigned_once_own_sheets_are_in_everybody_but_oneself_and_conflicts() -> None:
    assessment = announced(3)
    with pytest.raises(Refused, match="还有3家未提交自评表"):
        acts.assign(assessment, by=CLERK, at=RATED)
    acts.declare_conflict(part_of(assessment, ONE), by=CLERK, at=RATED, other=TWO, opinion="同一负责人")
    own = part_of(assessment, TWO)
    with pytest.raises(Refused, match="已经登记"):
        acts.declare_conflict(own, by=head_of(own.station), at=RATED, other=ONE, opinion="同一负责人")
    for score in sheets(assessment, Part.SELF):
        given(score, whole(0.8))
    acts.assign(assessment, by=CLERK, at=RATED)
    pairs = {(s.rater.code, s.assessed.station.code) for s in sheets(assessment, Part.PEER) if s.rater}
    assert pairs == {(ONE, THREE), (THREE, ONE), (TWO, THREE), (THREE, TWO)}
    body = str(Act.objects.get(verb="assessment.assign").detail["sheets"])
    assert all(s.token in body for s in sheets(assessment, Part.PEER))
    with pytest.raises(Refused, match="无需抽签"):
        acts.seal_peers(announced(3), by=CLERK, at=RATED)


def test_an_own_sheet_is_not_returned_any_more_once_the_office_agreed_upon_its_marks() -> None:
    assessment = assigned(3)
    own, office = sheet_on(assessment, ONE), sheet_on(assessment, ONE, "office")
    given(sheet_on(assessment, ONE, TWO), whole(0.6), SCORED)
    acts.return_self(own, by=CLERK, at=SCORED, opinion="请补充说明")
    given(own, whole(0.8), SCORED)
    marked_by_two(office, whole(0.5))
    acts.agree(office, by=CLERK, at=SCORED, marks=whole(0.5))
    with pytest.raises(Refused, match="待负责人确认”（《评估考核指标》）。请由海智办负责人先将考评分退回重评"):
        acts.return_self(own, by=CLERK, at=SCORED, opinion="请补充说明")
    acts.reopen(office, by=HEAD, at=SCORED, opinion="自评须先补充")
    acts.return_self(own, by=CLERK, at=SCORED, opinion="请补充说明")
    given(own, whole(0.8), SCORED)
    acts.agree(office, by=CLERK, at=SCORED, marks=whole(0.5))
    acts.confirm(office, by=HEAD, at=SCORED)
    with pytest.raises(Refused, match="自评不再改动"):
        acts.return_self(own, by=CLERK, at=SCORED, opinion="请补充说明")


def test_a_conflict_that_the_office_lifts_does_not_count_until_it_is_entered_again() -> None:
    assessment = self_rated(3)
    part = part_of(assessment, ONE)
    for reason in ("往年有过竞争", "今年仍有竞争"):
        acts.declare_conflict(part, by=head_of(part.station), at=RATED, other=TWO, opinion=reason)
        acts.lift_conflict(part, by=CLERK, at=RATED, other=TWO, opinion="竞争不是利害关系")
    acts.declare_conflict(part, by=head_of(part.station), at=RATED, other=TWO, opinion="新近投资")
    assert [c.reason for c in conflicts_of(part)] == ["新近投资"]
    assert len(conflicts_shown(assessment)) == 3
    acts.assign(assessment, by=CLERK, at=RATED)
    assert len(sheets(assessment, Part.PEER)) == 4


def test_the_composite_is_exact_and_each_station_is_told_its_own() -> None:
    assessment = closed(3)
    parts = list(assessment.parts.order_by("station__code"))
    own, peer, office = (sum(whole(share).values()) for share in (0.8, 0.6, 0.5))
    expected = (Fraction(own, 50) + Fraction(3 * peer, 100) + Fraction(office, 20)) * Fraction(1, 1)
    assert {Fraction(part.exact) * 10 for part in parts} == {
        Fraction(own, 5) + Fraction(3 * peer, 10) + Fraction(office, 2)
    }
    assert expected == Fraction(parts[0].exact)
    assert {(part.passed, part.rank, part.stage) for part in parts} == {(True, 1, "rated")}
    assert assessment.appeals_until == date(2029, 4, 9)
    assert Outgoing.objects.filter(act__verb="assessed.rate", role="signatory").count() == 3
    assert {s.stage for s in sheets(assessment, Part.PEER)} == {"locked"}
    assert all(s.marks and s.sealed is None for s in sheets(assessment, Part.PEER))


def test_a_round_does_not_close_while_a_sheet_is_missing_and_says_which() -> None:
    assessment = assigned(3)
    peers = sheets(assessment, Part.PEER)
    for score in peers[1:]:
        given(score, whole(0.6), SCORED)
    office_marked(assessment)
    with pytest.raises(Refused, match="互评缺1份"):
        acts.close(assessment, by=HEAD, at=SCORED)
    part = peers[0].assessed
    acts.decide_missing(part, by=HEAD, at=SCORED, counts_as=None, opinion="该站停工")
    acts.close(assessment, by=HEAD, at=CLOSED)
    assert sheet_on(assessment, part.station.code, peers[0].slug).stage == "set_aside"
    assert codes(assessment, "rated") == [ONE, TWO, THREE]


def test_two_peers_of_one_name_count_as_two() -> None:
    assessment = assigned(3)
    Station.objects.filter(code__in=[TWO, THREE]).update(short_name="同名")
    two, three = (s for s in sheets(assessment, Part.PEER) if s.assessed.station.code == ONE)
    given(two, whole(0.6), SCORED)
    with pytest.raises(Refused, match=f"互评缺1份：同名 {THREE}"):
        composite_of(parts_of(assessment, "enlisted")[0])
    given(three, whole(1.0), SCORED)
    office_marked(assessment)
    own, low, high, office = (sum(whole(share).values()) for share in (0.8, 0.6, 1.0, 0.5))
    expected = Fraction(own, 5) + Fraction(3 * (low + high), 20) + Fraction(office, 2)
    assert composite_of(parts_of(assessment, "enlisted")[0]).points * 10 == expected


def test_work_that_is_no_longer_confirmed_proves_no_bonus() -> None:
    score = sheet_on(announced(3), ONE)
    proven(score, "b17")
    given(score, whole(0.8) | {"b17": 50})
    acts.return_self(score, by=CLERK, at=RATED, opinion="请补充说明")
    WorkEntry.objects.filter(station=score.assessed.station).update(stage="withdrawn")
    with pytest.raises(Refused, match="加分项“承担国家级、市级重大项目”没有依据"):
        given(score, whole(0.8) | {"b17": 50})


def test_a_station_that_gives_no_own_sheet_has_no_result_and_that_is_on_record() -> None:
    assessment = announced(3)
    for score in sheets(assessment, Part.SELF)[1:]:
        given(score, whole(0.8))
    with pytest.raises(Refused, match="自评截止日未过"):
        acts.miss(part_of(assessment, ONE), by=HEAD, at=RATED, opinion="未提交")
    acts.miss(part_of(assessment, ONE), by=HEAD, at=ASSIGNED, opinion="催交两次，未提交")
    acts.assign(assessment, by=CLERK, at=ASSIGNED)
    for score in sheets(assessment, Part.PEER):
        given(score, whole(0.6), SCORED)
    office_marked(assessment)
    acts.close(assessment, by=HEAD, at=CLOSED)
    assert codes(assessment, "absent") == [ONE]
    assert codes(assessment, "rated") == [TWO, THREE]


def test_a_peer_that_stands_aside_is_left_out_and_another_may_be_appointed() -> None:
    assessment = assigned(3)
    score = next(s for s in sheets(assessment, Part.PEER) if (s.assessed.station.code, s.slug) == (ONE, TWO))
    assert score.rater
    acts.recuse(score, by=head_of(score.rater), at=SCORED, opinion="新近投资该单位")
    acts.grant_recusal(score, by=HEAD, at=SCORED)
    with pytest.raises(Refused, match="该站已申报回避"):
        acts.appoint_peer(part_of(assessment, ONE), by=HEAD, at=SCORED, other=TWO, opinion="补派")
    with pytest.raises(Refused, match="该站已在评这一家"):
        acts.appoint_peer(part_of(assessment, ONE), by=HEAD, at=SCORED, other=THREE, opinion="补派")


def test_late_sheets_are_chased_at_most_once_a_day_by_the_office_and_once_a_week_by_the_worker() -> None:
    assessment = announced(3)
    score = sheet_on(assessment, ONE)
    acts.chase(score, by=CLERK, at=RATED)
    with pytest.raises(Refused, match="今天已经催过"):
        acts.chase(score, by=CLERK, at=RATED)
    assert acts.chase_due(COMPOSED) == 0
    assert acts.chase_due(RATED + timedelta(days=3)) == 2
    assert acts.chase_due(RATED + timedelta(days=4)) == 0
    assert acts.chase_due(RATED + timedelta(days=7)) == 1


def test_nobody_is_called_upon_to_mark_a_station_before_its_own_sheet_is_there() -> None:
    assessment = announced(3)
    waiting = Score.objects.awaiting(CLERK).filter(part=Part.OFFICE).order_by("assessed__station__code")
    assert not waiting.exists()
    for station in (ONE, TWO):
        given(sheet_on(assessment, station), whole(0.8))
    assert [score.assessed.station.code for score in waiting] == [ONE, TWO]
    acts.assign(assessment, by=CLERK, at=ASSIGNED)
    assert Score.objects.awaiting(head_of(part_of(assessment, ONE).station)).count() == 1
    assert acts.chase_due(SCORED) == 1 + 2 + 2  # an own sheet, and the peers' on the two others


def test_an_extension_only_moves_days_back_and_reaches_every_sheet() -> None:
    assessment = announced(3)
    later = {name: getattr(assessment, name) + timedelta(days=5) for name in ("self_due", "peer_due", "office_due")}
    acts.extend(assessment, by=HEAD, at=RATED, opinion="春节延后", **later)
    assert {s.due_on for s in sheets(assessment, Part.SELF)} == {date(2029, 3, 5)}
    with pytest.raises(Refused, match="期限只能延后"):
        acts.extend(assessment, by=HEAD, at=RATED, opinion="提前", **(later | {"self_due": date(2029, 2, 28)}))


def test_results_count_once_they_are_published_after_the_days_for_appeals() -> None:
    assessment = closed(3)
    station = Station.objects.get(code=ONE)
    assert results_of(station) == []
    with pytest.raises(Refused, match="申诉期到2029年4月9日止"):
        acts.publish(assessment, by=HEAD, at=CLOSED)
    acts.publish(assessment, by=HEAD, at=PUBLISHED)
    (result,) = results_of(station)
    assert (result.year, result.passed, result.rank, result.among) == (2029, True, 1, 3)
    assert failed_assessments(station) == ()
    assert [one.station.code for one in ranking(2029)] == [ONE, TWO, THREE]
    assert not list(ledger.faults())


def test_a_failed_result_is_evidence_in_words() -> None:
    published(3)
    station = Station.objects.get(code=ONE)
    Assessed.objects.filter(station=station).update(exact="403/10", passed=False)
    assert failed_assessments(station) == ("2029年评估考核40.30分，不合格（2029年4月10日公布）",)


def test_a_correction_upon_an_appeal_keeps_the_old_sheet_and_moves_the_ranks() -> None:
    assessment = closed(3)
    part = part_of(assessment, TWO)
    appeal = acts.lodge_appeal(part, by=head_of(part.station), at=CLOSED, reasons="国际会议漏计")
    with pytest.raises(Refused, match="有1件申诉待答复"):
        acts.publish(assessment, by=HEAD, at=PUBLISHED)
    with pytest.raises(Refused, match="没有更正任何分数"):
        acts.uphold_appeal(appeal, by=HEAD, at=CLOSED, opinion="属实", marks=whole(0.5))
    acts.uphold_appeal(appeal, by=HEAD, at=CLOSED, opinion="漏计属实", marks=whole(0.5) | {"b9": 90})
    ranks = dict(assessment.parts.values_list("station__code", "rank"))
    assert ranks == {ONE: 2, TWO: 1, THREE: 2}
    assert [s.stage for s in sheets(assessment, Part.OFFICE) if s.assessed_id == part.pk] == ["replaced", "confirmed"]
    appeal.refresh_from_db()
    assert Fraction(appeal.after) - Fraction(appeal.before) == Fraction(2)
    assert Act.objects.filter(verb="assessed.rerate").count() == 3


def test_an_appeal_comes_in_time_and_a_dismissed_one_changes_nothing() -> None:
    assessment = closed(3)
    part = part_of(assessment, ONE)
    with pytest.raises(Refused, match="申诉期已于2029年4月9日届满"):
        acts.lodge_appeal(part, by=head_of(part.station), at=PUBLISHED, reasons="太低")
    appeal = acts.lodge_appeal(part, by=head_of(part.station), at=CLOSED, reasons="太低")
    acts.dismiss_appeal(appeal, by=HEAD, at=CLOSED, opinion="评分有据")
    appeal.refresh_from_db()
    assert appeal.before == appeal.after
    acts.publish(assessment, by=HEAD, at=PUBLISHED)


def test_a_scored_round_previews_nothing_into_the_ledger() -> None:
    assessment = scored(3)
    assert not assessment.parts.exclude(exact="").exists()
