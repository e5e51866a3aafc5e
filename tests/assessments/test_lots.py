"""互评 of many stations: sealed for the lot, drawn by Office and 纪检, assigned as drawn (interpretation 14)."""

from collections import Counter

import pytest
from django.db.models import F

from haizhi.assessments import acts
from haizhi.assessments.models import Part
from haizhi.assessments.queries.bundle import published_bundle
from haizhi.lots.facts import pairs_of
from haizhi.lots.models import Lot
from haizhi.regulation.findings import Refused
from tests.assessments.factories import (
    ASSIGNED,
    CLOSED,
    PUBLISHED,
    SCORED,
    given,
    office_marked,
    self_rated,
    sheet_on,
    sheets,
    whole,
)
from tests.decisions.factories import HEAD
from tests.experts.factories import CLERK, SUPERVISOR
from tests.fairness.test_cheating_assessments import Taken
from tests.lots.factories import led, sealing
from tests.reviews.factories import keys

pytestmark = pytest.mark.django_db


@pytest.mark.once
def test_a_round_of_twelve_assigns_five_peers_each_as_drawn_and_opens_the_lot_with_the_result() -> None:
    assessment = self_rated(12)
    keys()
    with pytest.raises(Refused, match="互评名单须抽签"):
        acts.assign(assessment, by=CLERK, at=ASSIGNED)
    acts.seal_peers(assessment, by=CLERK, at=ASSIGNED)
    assert assessment.lot
    with pytest.raises(Refused, match="互评抽签现为"):
        acts.assign(assessment, by=CLERK, at=ASSIGNED)
    with pytest.raises(Refused, match="互评名单已经封存"):
        acts.seal_peers(assessment, by=CLERK, at=ASSIGNED)
    led(assessment.lot, CLERK, SUPERVISOR, ASSIGNED)
    acts.assign(assessment, by=CLERK, at=ASSIGNED)
    given_by = [(s.rater.code, s.assessed.station.code) for s in sheets(assessment, Part.PEER) if s.rater]
    assert sorted(given_by) == sorted((a, b) for a, whom in pairs_of(assessment.lot).items() for b in whom)
    assert set(Counter(who for who, _ in given_by).values()) == {5}
    assert set(Counter(whom for _, whom in given_by).values()) == {5}
    first = assessment.parts.order_by("station__code").select_related("assessment", "station")[0]
    more = next(one.code for one in first.others if (one.code, first.station.code) not in given_by)
    acts.appoint_peer(first, by=HEAD, at=ASSIGNED, other=more, opinion="新近合作，增加一家")
    assert sheet_on(assessment, first.station.code, more).stage == "peering"
    for score in sheets(assessment, Part.PEER):
        given(score, whole(0.6), SCORED)
    office_marked(assessment)
    acts.close(assessment, by=HEAD, at=CLOSED)
    assessment.lot.refresh_from_db()
    assert assessment.lot.opened_at is None
    acts.publish(assessment, by=HEAD, at=PUBLISHED)
    assessment.lot.refresh_from_db()
    assert assessment.lot.opened_at == PUBLISHED
    assert assessment.parts.filter(stage="published", rank=F("rank")).count() == 12
    made = published_bundle(assessment)
    assert made
    report = Taken(made.content).report()
    assert [str(failure) for failure in report.failures] == []
    assert report.facts["评分表"] == 12 + 61 + 12


def test_a_voided_lot_does_not_hold_up_a_round_that_became_too_small_for_one() -> None:
    assessment = self_rated(3)
    lot = sealing()
    Lot.objects.filter(pk=lot.pk).update(stage="voided")
    assessment.lot = lot
    assessment.save()
    acts.assign(assessment, by=CLERK, at=ASSIGNED)
    assert len(sheets(assessment, Part.PEER)) == 6
