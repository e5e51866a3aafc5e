"""Figures: right, told only where they give nobody away, and each chart with its table."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from haizhi.applications.models import Call
from haizhi.decisions.models import PublicityItem
from haizhi.portal.queries import statistics
from haizhi.regulation.parameters import SMALL_COUNT
from haizhi.regulation.statistics import Step, told
from tests.portal.factories import a_call, a_document, a_publicity, a_station, an_application, past_the_door

ADDRESS = "/public/statistics/"
SMALL = SMALL_COUNT.value


def a_closed_call(**stages: int) -> Call:
    """A call whose time is over, with so many applications in each stage."""
    call = a_call()
    for stage, count in stages.items():
        for _ in range(count):
            an_application(call, stage)
    Call.objects.filter(pk=call.pk).update(stage="closed")
    past_the_door()
    return call


def steps_shown(client: Client) -> dict[str, str]:
    page = client.get(ADDRESS).content.decode().split('id="funnel"')[1].split("</table>")[0]
    return dict(re.findall(r'<th scope="row">(.+?)</th><td class="n">(.+?)</td>', page))


@pytest.mark.django_db
class TestTheYear:
    def test_of_a_call_that_takes_applications_nothing_is_counted(self, client: Client) -> None:
        call = a_call()
        for _ in range(9):
            an_application(call, "qualifying")
        assert "还没有截止的年度申报" in client.get(ADDRESS).content.decode()

    def test_while_it_goes_on_nobody_learns_that_one_fell_out(self, client: Client) -> None:
        a_closed_call(in_review=11, rejected=1)
        assert steps_shown(client) == {
            "提交申报": "12", "资格通过": "不公布", "完成评审": "0", "列入公示": "0", "批准建站": "0", "授牌": "0",
        }  # fmt: skip
        assert "能够推知个别单位去留的数字暂不公布" in client.get(ADDRESS).content.decode()

    def test_who_is_public_by_name_is_counted_all_the_same(self, client: Client) -> None:
        call = a_closed_call(not_proposed=8, in_publicity=3)
        publicity = a_publicity(call)
        for application in call.applications.filter(stage="in_publicity"):
            PublicityItem.objects.create(publicity=publicity, application=application)
        past_the_door()
        shown = steps_shown(client)
        assert (shown["提交申报"], shown["列入公示"]) == ("11", "3")

    def test_once_every_application_has_its_end_all_is_told(self, client: Client) -> None:
        call = a_closed_call(awarded=2, rejected=1, not_proposed=1, draft=3)
        assert steps_shown(client)["资格通过"] == "3"
        assert steps_shown(client)["完成评审"] == "3"
        assert statistics.year_figures([call])[0].settled

    def test_another_year_is_chosen_by_its_link(self, client: Client) -> None:
        a_call(2025), a_call(2024)
        Call.objects.update(stage="closed")
        past_the_door()
        page = client.get(ADDRESS, {"call": "2024"}).content.decode()
        assert "2024年度从申报到授牌" in page
        assert 'aria-current="true">2024年度' in page


@pytest.mark.django_db
class TestStations:
    def test_they_are_counted_by_year_district_and_kind_and_while_their_term_runs(self, client: Client) -> None:
        call = a_call()
        for district, on in (("500105", date(2021, 3, 1)), ("500157", date(2024, 3, 1)), ("500101", date(2026, 3, 1))):
            a_station(call, district=district, approved_on=on)
        found = statistics.station_figures(date(2026, 5, 25))
        assert found.founded == ((2021, 1), (2022, 0), (2023, 0), (2024, 1), (2025, 0), (2026, 1))
        assert [count for _, count in found.in_term] == [1, 1, 1, 1, 1, 2], "the first ended in March 2024"
        assert sum(count for _, count in found.by_kind) == 3
        page = client.get(ADDRESS).content.decode()
        assert '?district=500157">两江新区</a></th><td class="n">2</td>' in page

    def test_each_chart_is_a_picture_with_title_description_and_table(self, client: Client) -> None:
        call = a_closed_call(awarded=2)
        a_station(call), a_document(call)
        page = client.get(ADDRESS).content.decode()
        charts = re.findall(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL)
        assert len(charts) == 5
        for chart in charts:
            drawn = ET.fromstring(chart)  # noqa: S314 - our own
            title, described = drawn.find("title"), drawn.find("desc")
            assert drawn.get("role") == "img"
            assert title is not None
            assert described is not None
            assert drawn.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
            assert described.text
        assert page.count("<table>") == len(charts)
        assert len(re.findall(r'id="([\w-]+)"', page)) == len(set(re.findall(r'id="([\w-]+)"', page)))


COUNTS = st.lists(st.integers(0, 40), min_size=3, max_size=3).map(lambda found: sorted(found, reverse=True))


@given(COUNTS, st.integers(0, 40))
def test_no_two_figures_that_are_told_lie_so_near_that_they_point_at_somebody(counts: list[int], named: int) -> None:
    steps = [Step("甲", counts[0]), Step("乙", counts[1]), Step("丙", counts[2]), Step("公示", named, named=True)]
    shown = told(steps, settled=False)
    assert shown[-1] == named
    known = [(n, count) for n, count in enumerate(shown) if count is not None]
    for n, count in known:
        for m, other in known:
            if n < m and not (steps[n].named and steps[m].named):
                assert not 0 < abs(count - other) < SMALL
        assert steps[n].named or count == 0 or count >= SMALL
    assert told(steps, settled=True) == tuple(step.count for step in steps)
