"""Lists: whatever the address says, a page comes, and always with as many queries."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from haizhi.accounts.models import Person
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act, Counter, Entry
from haizhi.ui.listing import FilterForm, Listing, listed
from haizhi.ui.paging import paged
from tests.applications.factories import NOW
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

COLUMNS = """{% extends "ui/list.html" %}{% load ui %}
{% block columns %}{% sort_header "name" "名称" %}{% sort_header "last" "序号" numeric=True %}{% endblock %}
{% block rows %}{% for row in listing %}<tr><td>{{ row.prefix }}</td></tr>{% endfor %}{% endblock %}"""


class Filters(FilterForm):
    """By text and by least number."""

    q = forms.CharField(label="名称")
    least = forms.IntegerField(label="至少")

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if text := self.cleaned_data.get("q"):
            queryset = queryset.filter(prefix__contains=text)
        if (least := self.cleaned_data.get("least")) is not None:
            queryset = queryset.filter(last__gte=least)
        return queryset


def rows(count: int) -> None:
    Counter.objects.bulk_create(Counter(prefix=f"T-{n:03}", last=n % 7) for n in range(count))


def ask(**params: str) -> Listing[Counter]:
    request = RequestFactory().get("/", params)
    queryset = Counter.objects.filter(prefix__startswith="T-")
    return listed(request, queryset, sorts={"name": "prefix", "last": "last"}, default="name", filters=Filters)


def names(listing: Listing[Counter]) -> list[str]:
    return [row.prefix for row in listing]


@pytest.mark.parametrize("count", [1, 30, 95])
def test_a_list_costs_two_queries_whatever_its_length(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows(count)
    with django_assert_num_queries(2):
        assert len(names(ask())) == min(count, 30)


@pytest.mark.parametrize("page", ["abc", "", "0", "-1", "1.5", "²", "９９９９９９"])
def test_a_page_that_is_no_page_is_answered_with_a_page(page: str) -> None:
    rows(95)
    assert names(ask(page=page))


def test_a_page_beyond_the_end_is_the_last() -> None:
    rows(95)
    assert names(ask(page="99999999999999999999")) == [f"T-{n:03}" for n in range(90, 95)]


@pytest.mark.parametrize("sort", ["", "-", "--name", "pk", "prefix", "last__gt", "name;drop", "?", "-password"])
def test_an_unknown_order_is_answered_in_the_usual_one(sort: str) -> None:
    rows(3)
    assert names(ask(sort=sort)) == ["T-000", "T-001", "T-002"]


def test_a_list_sorts_both_ways_and_no_row_is_on_two_pages() -> None:
    rows(95)
    assert names(ask(sort="-name"))[0] == "T-094"
    seen = [name for page in "1234" for name in names(ask(sort="-last", page=page))]
    assert len(seen) == len(set(seen)) == 95


def test_rows_with_others_beside_them_are_found_first_and_cost_three_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    entries = Entry.objects.bulk_create(
        Entry(n=n, at=NOW, verb="x", subject=UUID(int=n), body="", peaks=[]) for n in range(40)
    )
    Act.objects.bulk_create(
        Act(
            entry=entry, kind="x", verb="x", subject_id=UUID(int=0), case_id=UUID(int=0), number=f"N-{entry.n:02}",
            by_name="", role="", at=NOW, article="", stage_after="", body={}, salt=b"", identity_salt=b"",
        )
        for entry in entries
    )  # fmt: skip
    request = RequestFactory().get("/", {"page": "2", "sort": "-n"})
    acts = Act.objects.filter(number__gte="N-03").select_related("entry")
    with django_assert_num_queries(3):
        listing = listed(request, acts, sorts={"n": "entry__n"}, default="n")
        assert [act.entry.n for act in listing] == [9, 8, 7, 6, 5, 4, 3]


def test_of_very_many_the_first_thousand_are_paged_and_the_page_says_that_there_are_more() -> None:
    rows(1001)
    listing = ask()
    assert (listing.total, listing.more, listing.page.paginator.num_pages) == (1000, True, 34)
    assert listing.rows.count() == 1001
    assert len(names(ask(page="999"))) == 10
    assert not ask(q="T-00").more
    request = RequestFactory().get("/")
    everything = listed(request, Counter.objects.all(), sorts={"name": "prefix"}, default="name", most=None)
    assert (everything.total >= 1001, everything.more) == (True, False)


def test_a_thousand_are_not_more() -> None:
    rows(1000)
    assert (ask().total, ask().more) == (1000, False)


def test_what_is_empty_counts_as_the_latest() -> None:
    for year, moment in ((2001, NOW), (2002, None), (2003, NOW + timedelta(days=1))):
        Person.objects.create(name=str(year), mobile=str(year), stage="invited", joined_at=moment)

    def order(sort: str) -> list[str]:
        request = RequestFactory().get("/", {"sort": sort})
        return [each.name for each in listed(request, Person.objects.all(), sorts={"at": "joined_at"}, default="at")]

    assert order("at") == ["2001", "2003", "2002"]
    assert order("-at") == ["2002", "2003", "2001"]


def test_later_columns_break_ties() -> None:
    rows(20)
    request = RequestFactory().get("/", {"sort": "-last"})
    queryset = Counter.objects.filter(prefix__startswith="T-")
    listing = listed(request, queryset, sorts={"last": ("last", "prefix")}, default="last")
    assert names(listing)[:4] == ["T-013", "T-006", "T-019", "T-012"]


def test_conditions_are_told_in_words() -> None:
    class Kinds(Filters):
        kind = forms.ChoiceField(label="类别", choices=[("", "全部"), ("a", "甲类")])
        late = forms.BooleanField(label="逾期")

    form = Kinds({"q": "智造", "least": "0", "kind": "a", "late": "on"})
    form.full_clean()
    assert form.conditions() == [("名称", "智造"), ("至少", "0"), ("类别", "甲类"), ("逾期", "是")]
    empty = Kinds({"least": "很多"})
    empty.full_clean()
    assert empty.conditions() == []


def test_conditions_narrow_the_list() -> None:
    rows(30)
    listing = ask(q="T-01", least="5")
    assert names(listing) == ["T-012", "T-013", "T-019"]
    assert listing.filtered


@pytest.mark.parametrize("params", [{"least": "很多"}, {"q": "\0"}, {"least": "9" * 5000}])
def test_a_condition_that_makes_no_sense_narrows_nothing_and_says_so(params: dict[str, str]) -> None:
    rows(3)
    listing = ask(**params)
    assert len(names(listing)) == 3
    assert listing.form is not None
    assert listing.form.errors


def test_blank_conditions_are_no_conditions() -> None:
    rows(1)
    assert not ask(q="  ", least="").filtered
    assert not ask(sort="-name", page="1").filtered


def test_no_condition_is_required() -> None:
    assert not any(field.required for field in Filters().fields.values())


def test_paging_alone_takes_the_size_it_is_given() -> None:
    rows(5)
    page = paged(
        RequestFactory().get("/", {"page": "2"}), Counter.objects.filter(prefix__startswith="T-").order_by("pk"), 2
    )
    assert [row.prefix for row in page] == ["T-002", "T-003"]


@pytest.mark.urls("tests.ui.urls")
class TestThePage:
    def shown(self, listing: Listing[Counter], **params: str) -> Page:
        from django.template import engines

        request = RequestFactory().get("/", params)
        return Page(engines["django"].from_string(COLUMNS).render({"listing": listing, "title": "清单"}, request))

    def test_links_of_pages_keep_conditions_and_order(self) -> None:
        rows(95)
        params = {"q": "T-", "sort": "-last", "page": "2"}
        page = self.shown(ask(**params), **params)
        ((following, _),) = page.find("a", rel="next")
        assert following["href"] == "?q=T-&sort=-last&page=3"
        assert ({"aria-current": "page"}, "第2页") in page.find("span")

    def test_a_new_order_starts_at_the_first_page(self) -> None:
        rows(95)
        page = self.shown(ask(page="2", sort="name"), page="2", sort="name", q="T")
        assert [attrs["href"] for attrs, _ in page.find("a", class_="sort")] == ["?q=T&sort=-name", "?q=T&sort=last"]
        assert [attrs.get("aria-sort") for attrs, _ in page.find("th")] == ["ascending", None]

    def test_searching_keeps_the_order(self) -> None:
        rows(1)
        page = self.shown(ask(sort="-last"), sort="-last")
        assert page.find("input", type="hidden", name="sort")[0][0]["value"] == "-last"

    def test_an_empty_list_says_so(self) -> None:
        assert "这里还没有内容" in self.shown(ask()).text

    def test_a_search_without_result_offers_to_drop_the_conditions(self) -> None:
        rows(1)
        page = self.shown(ask(q="无"), q="无")
        assert "没有符合条件的记录" in page.text
        assert "清除条件" in page.text

    def test_an_empty_list_tells_how_to_begin(self) -> None:
        html = render_to_string("ui/empty.html", {"heading": "还没有申报件", "url": "/new/", "link": "开始申报"})
        assert Page(html).find("a", href="/new/")[0][1] == "开始申报"


class ManyFilters(Filters):
    """Enough of them to fill a phone's first screen."""

    kind = forms.CharField(widget=forms.HiddenInput)
    odd = forms.BooleanField(label="单数")


@pytest.mark.parametrize(("asked", "said"), [({}, "更多条件"), ({"least": "3", "odd": "on"}, "更多条件（已用 2 项）")])
def test_on_a_phone_the_conditions_beside_the_words_are_folded_unless_one_is_given(
    asked: dict[str, str], said: str
) -> None:
    request = RequestFactory().get("/", asked | {"q": "T", "kind": "counter"})
    queryset = Counter.objects.filter(prefix__startswith="T-")
    listing = listed(request, queryset, sorts={"name": "prefix"}, default="name", filters=ManyFilters)
    request.actor = Actor(None, "")  # type: ignore[attr-defined]  # what the middleware sets
    page = Page(render_to_string("ui/filters.html", {"listing": listing}, request))
    assert page.find("label", for_="filter-fold")[0][1] == said
    assert ("checked" in page.find("input", id="filter-fold")[0][0]) == bool(asked)
    assert [attrs["name"] for attrs, _ in page.find("input", type="hidden")] == ["kind"]
    assert [link["href"] for link, text in page.find("a") if text == "清除"] == ["/?kind=counter"]
