"""A station that a single peer assessed sees its composite alone: nobody learns what one named station gave."""

import io
from fractions import Fraction
from zipfile import ZipFile

import pytest
from django.urls import reverse

from haizhi.assessments.models import Part
from haizhi.assessments.queries.papers import part_paper
from haizhi.assessments.queries.results import ALONE, points_shown
from haizhi.regulation.roles import Role
from tests.assessments.conftest import Browse
from tests.assessments.factories import CLOSED, PUBLISHED, closed, head_of, part_of, published
from tests.assessments.test_pages import read
from tests.decisions.factories import CLERK

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ONE = "GZ-2026-0001"


def test_of_two_stations_each_sees_its_composite_alone_and_why_and_the_office_sees_all(browse: Browse) -> None:
    part = part_of(closed(2), ONE)
    shown = read(browse(Role.SIGNATORY, CLOSED, ONE), part.get_absolute_url())
    assert points_shown(part) in shown
    assert ALONE in shown
    assert "互评平均" not in shown
    assert "海智办考评" not in shown
    assert "互评平均" in read(browse(Role.OFFICE_CLERK, CLOSED), part.get_absolute_url())
    own, office = (part_paper(part, by, CLOSED) for by in (head_of(part.station), CLERK))
    assert (own.tables, own.note[: len(ALONE)]) == ((), ALONE)
    assert len(office.tables) == 1


def test_the_marks_of_a_single_peer_would_follow_from_the_composite_the_own_sheet_and_the_office() -> None:
    part = part_of(closed(2), ONE)
    sums = {score.part: sum(score.marks.values()) for score in part.scores.all()}
    followed = (Fraction(part.exact) * 10 - Fraction(2, 10) * sums[Part.SELF] - Fraction(5, 10) * sums[Part.OFFICE]) / 3
    assert followed * 10 == sums[Part.PEER]


def test_of_three_stations_each_sees_the_mean_of_two(browse: Browse) -> None:
    part = part_of(closed(3), ONE)
    shown = read(browse(Role.SIGNATORY, CLOSED, ONE), part.get_absolute_url())
    assert ALONE not in shown
    assert "互评平均" in shown


def test_whoever_watches_takes_the_bundle_that_opens_the_peers_and_nobody_else(browse: Browse) -> None:
    assessment = published(2, publishes_points=True)
    address = reverse("assessments:supervision", args=[assessment.code])
    page = browse(Role.SUPERVISOR, PUBLISHED)
    assert "不得公开" in read(page, assessment.get_absolute_url())
    with ZipFile(io.BytesIO(page.get(address).content)) as opened:
        folder = f"{assessment.code}-supervision"
        assert ONE.encode() in opened.read(f"{folder}/seats.jsonl")
        whole = opened.read(f"{folder}/bodies.jsonl").count(b'"score.open"')
    station = browse(Role.SIGNATORY, PUBLISHED, ONE)
    assert station.get(address).status_code == 403
    assert "复核包" not in read(station, assessment.get_absolute_url())
    with ZipFile(io.BytesIO(station.get(reverse("assessments:bundle", args=[assessment.code])).content)) as public:
        bodies = public.read(f"{assessment.code}-bundle/bodies.jsonl")
        assert f"{assessment.code}-bundle/seats.jsonl" not in public.namelist()
    assert (whole, bodies.count(b'"score.open"')) == (6, 0)
