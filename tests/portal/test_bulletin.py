"""通知公告: every kind in one list, its feeds, and what lies about for machines."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from haizhi.applications.acts import extend
from haizhi.applications.models import Call
from haizhi.decisions.models import Publicity
from haizhi.portal.queries.addresses import MOST, public_addresses
from haizhi.portal.queries.bulletin import Kind
from haizhi.standing.models import Revocation
from haizhi.stations.models import Station
from tests.portal.factories import SPRING, a_call, a_document, a_publicity, a_station, office, past_the_door
from tests.portal.pages import LISTS, PAGES, a_city

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LIST = "/public/notices/"


def text_of(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def feed(client: Client, address: str = f"{LIST}feed.atom") -> ET.Element:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314 - our own answer


@pytest.fixture
def call() -> Call:
    """A call that was extended, with a 公示 that is over, a document and a station."""
    call = a_call()
    deadline = datetime(2026, 6, 6, 16, 0, tzinfo=UTC)
    extend(call, by=office(), at=SPRING, opinion="申报单位较多", deadline=deadline)
    over = a_publicity(call, "甲研究院", stage="concluded", first_day=date(2026, 5, 6))
    Publicity.objects.filter(pk=over.pk).update(concluded_at=SPRING - timedelta(days=6))
    a_document(call, "甲研究院", issued_on=date(2026, 5, 20))
    a_station(call, "甲研究院", approved_on=date(2026, 5, 21))
    past_the_door()
    return call


def a_public_revocation() -> Revocation:
    """A decision on the station that was made public."""
    day = date(2026, 5, 25)
    made = Revocation.objects.create(
        code="CX-2026-0001", station=Station.objects.get(), stage="revoked", grounds="无人", reasons="属实",
        heard_on=day, decided_on=day, issued_on=day, document_number="渝科协发〔2026〕91号", decision="决定撤销。",
        public=True, version=1,
    )  # fmt: skip
    past_the_door()
    return made


def test_a_public_revocation_stands_among_the_notices(client: Client, call: Call) -> None:
    revocation = a_public_revocation()
    assert "撤销资格决定" in text_of(client, LIST, kind="revocation")
    assert f"/public/revocations/{revocation.code}/" in list(public_addresses())
    Revocation.objects.update(public=False)
    past_the_door()
    assert revocation.code not in text_of(client, LIST)


def test_every_kind_stands_in_one_list_newest_first(client: Client, call: Call) -> None:
    page = text_of(client, LIST)
    assert "共 6 条" in page
    shown = [part.split("<")[0] for part in page.split('data-label="类别" class="nowrap">')[1:]]
    assert shown == ["延期通知", "工作站动态", "联合发文", "公示结果", "公示", "申报通知"]
    for part in page.split('<th scope="row"><a href="')[1:]:
        assert client.get(part.split('"')[0]).status_code == 200


def test_the_list_is_narrowed_by_kind_words_and_year(client: Client, call: Call) -> None:
    a_call(2025)
    for query, count in (
        ({"kind": "result"}, 1), ({"kind": "station"}, 1), ({"q": "授牌"}, 1), ({"q": "公示"}, 2), ({"year": "2025"}, 1),
        ({"kind": "call", "year": "2026"}, 1),
    ):  # fmt: skip
        assert f"共 {count} 条" in text_of(client, LIST, **query), query
    assert "没有符合条件的记录" in text_of(client, LIST, q="没有这样的")
    for wrong in ({"kind": "gossip"}, {"year": "今年"}):
        assert "共 7 条" in text_of(client, LIST, **wrong)


def test_what_is_not_public_yet_is_no_notice(client: Client) -> None:
    call = a_call()
    a_publicity(call, "甲研究院", stage="prepared")
    a_document(call, "甲研究院", stage="signed")
    assert "共 1 条" in text_of(client, LIST)


def test_the_list_is_taken_home_as_it_is_narrowed(client: Client, call: Call) -> None:
    answer = client.get(LIST, {"kind": "document", "export": "csv"})
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0] == "类别,标题,公布日期,网址"
    assert len(lines) == 2
    assert lines[1].startswith(
        "联合发文,关于设立2026年度重庆海智工作站的通知,2026-05-20,http://127.0.0.1:8000/public/documents/"
    )


def test_the_feed_is_an_atom_feed_with_everything_that_the_standard_asks_for(client: Client, call: Call) -> None:
    found = feed(client)
    for name in ("id", "title", "updated"):
        assert found.findtext(f"a:{name}", namespaces=ATOM), name
    assert found.find("a:author/a:name", ATOM) is not None
    links = {link.get("rel"): link.get("href") for link in found.findall("a:link", ATOM)}
    assert links["self"] == "http://127.0.0.1:8000/public/notices/feed.atom"
    entries = found.findall("a:entry", ATOM)
    assert len(entries) == 6
    ids = [entry.findtext("a:id", "", ATOM) for entry in entries]
    assert len({UUID(each.removeprefix("urn:uuid:")) for each in ids}) == 6
    for entry in entries:
        assert datetime.fromisoformat(entry.findtext("a:updated", "", ATOM)).tzinfo
        link = entry.find("a:link", ATOM)
        assert link is not None
        assert str(link.get("href")).startswith("http://127.0.0.1:8000/public/")
    assert found.findtext("a:updated", "", ATOM) == max(e.findtext("a:updated", "", ATOM) for e in entries)


def test_ids_stay_when_the_heading_changes_and_the_feed_of_a_kind_has_its_own(client: Client, call: Call) -> None:
    a_public_revocation()
    before = [entry.findtext("a:id", "", ATOM) for entry in feed(client).findall("a:entry", ATOM)]
    Call.objects.update(heading="改了名的通知")
    past_the_door()
    found = feed(client)
    assert [entry.findtext("a:id", "", ATOM) for entry in found.findall("a:entry", ATOM)] == before
    guids = {found.findtext("a:id", "", ATOM)}
    for kind in Kind:
        of_kind = feed(client, f"{LIST}{kind}/feed.atom")
        guids.add(of_kind.findtext("a:id", "", ATOM))
        terms = {category.get("term") for category in of_kind.findall("a:entry/a:category", ATOM)}
        assert terms == {kind.label}
    assert len(guids) == len(Kind) + 1
    assert client.get(f"{LIST}gossip/feed.atom").status_code == 404


def test_crawlers_are_told_what_is_for_everybody(client: Client) -> None:
    city = a_city(2)
    robots = text_of(client, "/robots.txt")
    assert "Allow: /public/" in robots
    assert "Disallow: /\n" in robots
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in robots
    sitemap = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own answer
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = [loc.text or "" for loc in sitemap.findall("s:url/s:loc", space)]
    assert len(listed) == len(set(listed)) <= MOST
    for name, address in city.addresses().items():
        assert f"http://127.0.0.1:8000{address}" in listed, name
    for address in public_addresses():
        assert client.get(address).status_code == 200, address


def test_each_page_tells_search_engines_its_address_and_what_it_is(client: Client) -> None:
    titles = set()
    for name, address in a_city().addresses().items():
        page = text_of(client, f"{address}?sort=x" if name in LISTS else address)
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{address}">' in page, name
        description = page.split('<meta name="description" content="')[1].split('"')[0]
        assert 15 <= len(description) <= 160, name
        titles.add(page.split("<title>")[1].split("</title>")[0])
    assert len(titles) == len(PAGES)
    for _ in range(31):
        a_station(Call.objects.all()[0])
    past_the_door()
    assert "/public/stations/?page=2" in text_of(client, "/public/stations/?page=2").split("canonical")[1][:80]


def test_the_contact_page_gives_what_was_published(client: Client) -> None:
    page = text_of(client, "/public/contact/")
    assert "联系方式尚未公布" in page
    call = a_call()
    a_publicity(call, "甲研究院")
    page = text_of(client, "/public/contact/")
    for words in (call.department, call.phone, call.mailbox, call.address, "023-63659999", reverse("decisions:follow")):
        assert words in page


def test_a_browser_is_offered_the_search_over_stations(client: Client) -> None:
    assert "http://127.0.0.1:8000/public/stations/?q={searchTerms}" in text_of(client, "/public/opensearch.xml")
