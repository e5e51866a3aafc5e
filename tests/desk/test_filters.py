"""Conditions of a list kept under a name: one's own, for that list, replaced under the same name."""

import pytest
from django.test import Client

from haizhi.desk.drafts import MOST
from haizhi.regulation.roles import Role
from haizhi.ui.models import SavedFilter
from tests.accounts.factories import member
from tests.desk.conftest import SignIn, cost
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

SAVE, LIST = "/desk/filters/", "/stations/"


@pytest.fixture
def clerk(signed_in: SignIn) -> Client:
    """A clerk of the Office."""
    return signed_in(member(Role.OFFICE_CLERK))


def keep(client: Client, name: str = "渝中到期", query: str = "district=500103&sort=valid_to", path: str = LIST) -> str:
    """Where saving leads."""
    answer = client.post(SAVE, {"name": name, "path": path, "query": query})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def offered(client: Client, address: str = LIST) -> list[str]:
    """The names of the filters that the page offers."""
    page = Page(client.get(address).content.decode())
    return [text for attrs, text in page.find("a") if attrs["href"].startswith(f"{LIST}?")]


def test_conditions_that_are_kept_are_one_link_on_their_list(clerk: Client) -> None:
    assert keep(clerk) == f"{LIST}?district=500103&sort=valid_to"
    assert "已保存查询“渝中到期”。" in clerk.get(LIST).content.decode()
    assert offered(clerk) == ["渝中到期"]
    assert offered(clerk, "/desk/done/") == []


def test_what_is_looked_at_alone_is_not_kept_and_empty_conditions_neither(clerk: Client) -> None:
    assert keep(clerk, query="q=智造&district=&page=3&export=xlsx") == f"{LIST}?q=%E6%99%BA%E9%80%A0"


def test_the_filter_in_force_is_marked(clerk: Client) -> None:
    keep(clerk)
    page = Page(clerk.get(f"{LIST}?district=500103&sort=valid_to&page=1").content.decode())
    assert [text for _, text in page.find("a", aria_current="true")] == ["渝中到期"]
    assert not Page(clerk.get(LIST).content.decode()).find("a", aria_current="true")


def test_the_page_offers_to_keep_what_it_is_filtered_by(clerk: Client) -> None:
    page = Page(clerk.get(f"{LIST}?district=500103").content.decode())
    assert page.find("input", name="query")[0][0]["value"] == "district=500103"
    assert page.find("input", name="path")[0][0]["value"] == LIST
    assert not Page(clerk.get(LIST).content.decode()).find("input", name="query")


def test_the_same_name_replaces_what_it_stood_for(clerk: Client) -> None:
    keep(clerk)
    keep(clerk, query="q=大学")
    assert offered(clerk) == ["渝中到期"]
    assert SavedFilter.objects.get().query == "q=%E5%A4%A7%E5%AD%A6"


def test_everybody_sees_and_drops_their_own_alone(clerk: Client, signed_in: SignIn) -> None:
    keep(clerk)
    colleague = signed_in(member(Role.OFFICE_CLERK))
    drop = f"/desk/filters/{SavedFilter.objects.get().pk}/drop/"
    assert offered(colleague) == []
    assert colleague.post(drop).status_code == 404
    assert offered(clerk) == ["渝中到期"]
    assert clerk.post(drop)["Location"] == LIST
    assert "已删去查询“渝中到期”。" in clerk.get(LIST).content.decode()
    assert offered(clerk) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "请填写名称"),
        ({"name": "长" * 41}, "40"),
        ({"path": "//example.cn/stations/"}, "没有这个清单"),
        ({"path": "https://example.cn/"}, "没有这个清单"),
        ({"query": "page=2"}, "没有条件可以保存，请先查询。"),
    ],
    ids=["no name", "long name", "another site", "an address", "no conditions"],
)
def test_what_cannot_be_kept_is_told_and_typed_words_stay(clerk: Client, wrong: dict[str, str], said: str) -> None:
    answer = clerk.post(SAVE, {"name": "渝中", "path": LIST, "query": "q=1"} | wrong)
    assert answer.status_code == 422
    page = Page(answer.content.decode())
    assert said in page.text
    assert page.find("input", name="name")[0][0].get("value", "") == wrong.get("name", "渝中")
    assert not SavedFilter.objects.exists()


def test_a_list_keeps_as_many_filters_as_its_page_shows_well(clerk: Client) -> None:
    for n in range(MOST):
        keep(clerk, name=f"查询{n}")
    answer = clerk.post(SAVE, {"name": "再来一个", "path": LIST, "query": "q=1"})
    assert answer.status_code == 422
    assert f"一个清单最多保存{MOST}项查询，请先删去不用的。" in answer.content.decode()
    keep(clerk, name="查询0", query="q=2")


def test_twenty_filters_cost_as_many_queries_as_one(clerk: Client) -> None:
    keep(clerk)
    one = cost(clerk, LIST)
    for n in range(MOST - 1):
        keep(clerk, name=f"查询{n}")
    assert cost(clerk, LIST) == one <= 12
