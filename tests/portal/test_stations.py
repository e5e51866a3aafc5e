"""The directory, the page of a station, the sketch and its table."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from haizhi.applications.models import Call
from haizhi.decisions.models import DocumentItem, PublicityItem
from haizhi.portal.queries.stations import codes_within, district_text
from haizhi.regulation.bodies import BODIES, Body, BodyKind, bodies_on, body
from haizhi.stations.queries.cartogram import COLUMNS, BodyCount, legend, shade, tiles
from tests.portal.factories import a_call, a_document, a_publicity, a_station, past_the_door
from tests.portal.pages import NAME

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 25)


@pytest.fixture
def call() -> Call:
    """A call to whose applications the stations belong."""
    return a_call()


def listed(client: Client, **query: str) -> str:
    answer = client.get(reverse("portal:stations"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_station_is_found_by_unit_name_number_district_and_year(client: Client, call: Call) -> None:
    wanted = a_station(call, NAME, "500240", date(2025, 4, 1))
    a_station(call, "乙研究院", "500101", date(2026, 4, 1))
    for query in (
        {"q": "协同创新"}, {"q": wanted.short_name}, {"q": wanted.code.lower()}, {"district": "500240"},
        {"year": "2025"}, {"q": "协同", "district": "500240", "year": "2025"},
    ):  # fmt: skip
        page = listed(client, **query)
        assert "共 1 家" in page, query
        assert NAME in page
    assert "共 2 家" in listed(client)
    assert "没有符合条件的记录" in listed(client, q="协同", district="500101")


def test_a_wrong_condition_narrows_nothing_and_says_so(client: Client, call: Call) -> None:
    a_station(call)
    for query in ({"district": "000000"}, {"year": "今年"}, {"q": "长" * 61}):
        assert "共 1 家" in listed(client, **query)
        assert 'class="errors"' in listed(client, **query)


def test_stations_of_a_district_that_is_no_more_are_found_under_who_took_over(client: Client, call: Call) -> None:
    a_station(call, "江北的研究院", "500105", date(2025, 4, 1))
    page = listed(client, district="500157")
    assert "江北的研究院" in page
    assert "江北区（今两江新区）" in page
    assert '<option value="500105">' not in page, "nobody chooses a district that is no more"
    offered = page.split('name="district"')[1].split("</select>")[0]
    assert offered.count('<option value="') - 1 == 39, "beside the empty choice"
    assert codes_within("500157") == ("500157", "500105", "500112")
    assert district_text("500105", date(2025, 11, 5)) == "江北区"


def test_the_page_of_a_station_shows_what_may_be_public_and_the_papers_it_stands_on(client: Client, call: Call) -> None:
    station = a_station(call, NAME, "500240", date(2026, 2, 28))
    assert station.application
    publicity, document = a_publicity(call), a_document(call)
    PublicityItem.objects.create(publicity=publicity, application=station.application)
    DocumentItem.objects.create(document=document, application=station.application)
    address = reverse("portal:station", args=[station.code])
    page = client.get(address).content.decode()
    for words in (
        str(station), NAME, "石柱土家族自治县", "2026年2月28日", "2026年2月28日至2029年2月28日", "有效期内",
        *(reverse(f"portal:{name}", args=[row.code]) for name, row in
          (("publicity", publicity), ("document", document), ("call", call))),
    ):  # fmt: skip
        assert words in page
    type(publicity).objects.update(stage="cancelled")
    past_the_door()
    assert publicity.code not in client.get(address).content.decode()


def test_the_term_is_over_on_the_day_after_its_last(client: Client, call: Call, clock: time_machine.Traveller) -> None:
    station = a_station(call, approved_on=date(2026, 3, 1))
    address = reverse("portal:station", args=[station.code])
    clock.move_to(date(2029, 3, 1))
    assert "有效期内" in client.get(address).content.decode()
    clock.move_to(date(2029, 3, 2))
    assert "有效期已满" in client.get(address).content.decode()
    assert "有效期已满" in listed(client)


def test_the_table_behind_the_sketch_counts_every_station_once(client: Client, call: Call) -> None:
    for district in ("500105", "500112", "500157", "CQGXQ"):
        a_station(call, district=district)
    page = client.get(reverse("portal:map")).content.decode()
    table = page.split("<tbody>")[1]
    assert table.count("<tr>") == 39 + 1
    assert '两江新区</a></th><td>两江新区科协</td><td class="n">3</td>' in table
    assert '西部科学城重庆高新区科协</td><td class="n">1</td>' in table
    assert '合计</th><td>39 家</td><td class="n">4</td>' in table


def test_every_body_of_today_has_a_tile_of_its_own_within_the_sketch() -> None:
    found = tiles([BodyCount(b, 0) for b in bodies_on(TODAY)])
    assert len(found) == 39
    assert len({(tile.row, tile.column) for tile in found}) == 39
    assert max(tile.column for tile in found) == COLUMNS
    assert max(tile.row for tile in found) == 8, "none lies below the sketch"
    assert all(len(tile.label) <= 3 for tile in found)


def test_the_sketch_lies_as_the_city_does() -> None:
    place = {tile.name: (tile.row, tile.column) for tile in tiles([BodyCount(b, 0) for b in bodies_on(TODAY)])}
    for north, south in (
        ("城口县", "开州区"),
        ("北碚区", "沙坪坝区"),
        ("渝中区", "南岸区"),
        ("黔江区", "秀山土家族苗族自治县"),
    ):
        assert place[north][0] < place[south][0]
    for west, east in (("潼南区", "万州区"), ("荣昌区", "涪陵区"), ("奉节县", "巫山县"), ("沙坪坝区", "渝中区")):
        assert place[west][1] < place[east][1]


def test_a_body_that_the_sketch_does_not_know_lies_below_it() -> None:
    new = [Body(f"50099{n}", f"新{n}区", f"新{n}", "xin", "x", BodyKind.DISTRICT) for n in range(10)]
    found = tiles([BodyCount(b, 1) for b in (body("500101"), *new)])
    assert [(t.row, t.column) for t in found[1:]] == [(9, n) for n in range(1, 10)] + [(10, 1)]


@pytest.mark.parametrize(("count", "dark"), [(0, 0), (1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (99, 3)])
def test_a_tile_is_as_dark_as_the_legend_says(count: int, dark: int) -> None:
    assert shade(count) == dark
    assert legend([]) == ((0, "0 家"), (1, "1—2 家"), (2, "3—5 家"), (3, "6 家及以上"))
    many = [BodyCount(place, count) for place, count in zip(BODIES, (0, 1, 400, 401, 1200), strict=False)]
    assert legend(many) == ((0, "0 家"), (1, "1—400 家"), (2, "401—800 家"), (3, "801 家及以上"))
    assert sorted(tile.shade for tile in tiles(many)) == [0, 1, 1, 2, 3]
