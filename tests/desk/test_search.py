import pytest

from haizhi.accounts.models import Membership
from haizhi.desk.queries import FOUND
from haizhi.regulation.roles import Role
from tests.accounts.factories import member
from tests.applications.factories import NANAN, YUZHONG
from tests.desk.conftest import SignIn, cost
from tests.desk.factories import case, session
from tests.experts.factories import expert
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

SEARCH = "/desk/search/"


def found(signed_in: SignIn, who: Membership, words: str) -> dict[str, list[str]]:
    """What a search shows: heading → links."""
    page = Page(signed_in(who).get(SEARCH, {"q": words}).content.decode())
    headings = [text for _, text in page.find("h2")]
    links = [text for link, text in page.find("a") if words in text]
    return {"headings": headings, "links": links}


def test_the_office_finds_case_unit_session_and_expert(signed_in: SignIn) -> None:
    of = case("qualifying", "重庆缙云智造有限公司")
    expert("缙云专家")
    meeting = session()
    meeting.name = "缙云评审会"
    meeting.save()
    page = found(signed_in, member(Role.OFFICE_CLERK), "缙云")
    assert page["headings"] == ["单位", "申报", "专家", "评审会"]
    assert page["links"] == ["重庆缙云智造有限公司", "重庆缙云智造有限公司", "缙云专家", "缙云评审会"]
    assert found(signed_in, member(Role.OFFICE_CLERK), of.code)["headings"] == ["申报"]


@pytest.mark.parametrize("words", ["jyzz", "缙云智", "2026-0001", "0001", "hz-2026"], ids=lambda words: words)
def test_initials_parts_of_names_and_beginnings_of_numbers_find_a_case(words: str, signed_in: SignIn) -> None:
    case("qualifying", "重庆缙云智造有限公司")
    page = Page(signed_in(member(Role.OFFICE_CLERK)).get(SEARCH, {"q": words}).content.decode())
    assert "重庆缙云智造有限公司" in page.text


def test_a_unit_finds_its_own_and_nobody_elses(signed_in: SignIn) -> None:
    own, other = case("qualifying", "重庆缙云甲厂"), case("qualifying", "重庆缙云乙厂")
    expert("缙云专家")
    signatory = member(Role.SIGNATORY, at_unit=own.unit)
    assert set(found(signed_in, signatory, "缙云")["links"]) == {"重庆缙云甲厂"}
    assert found(signed_in, signatory, other.code)["links"] == []


def test_a_district_finds_what_was_handed_in_to_it(signed_in: SignIn) -> None:
    case("endorsing", "重庆缙云甲厂", YUZHONG)
    case("endorsing", "重庆缙云乙厂", NANAN)
    case("draft", "重庆缙云丙厂", YUZHONG)
    shown = Page(signed_in(member(Role.DISTRICT_HEAD, district=YUZHONG)).get(SEARCH, {"q": "HZ-2026"}).content.decode())
    assert "重庆缙云甲厂" in shown.text
    assert "重庆缙云乙厂" not in shown.text
    assert "重庆缙云丙厂" not in shown.text


def test_what_is_not_there_and_what_one_may_not_see_read_alike(signed_in: SignIn) -> None:
    hidden = case("qualifying", "重庆缙云甲厂")
    client = signed_in(member(Role.SIGNATORY))
    for words in (hidden.code, "HZ-1999-0001"):
        page = Page(client.get(SEARCH, {"q": words}).content.decode())
        assert "没有找到" in page.text
        assert "只能查到您有权查看的事项。" in page.text
        assert page.find("input", name="q")[0][0]["value"] == words


@pytest.mark.parametrize("words", ["渝", " 渝 ", "字" * 61], ids=["one", "one and spaces", "too many"])
def test_words_that_are_no_search_are_answered_and_kept(words: str, signed_in: SignIn) -> None:
    page = Page(signed_in(member(Role.OFFICE_CLERK)).get(SEARCH, {"q": words}).content.decode())
    assert page.find("input", name="q")[0][0]["value"] == words
    assert page.find("input", name="q")[0][0]["aria-invalid"] == "true"
    assert "没有找到" not in page.text


def test_before_the_first_search_nothing_is_said(signed_in: SignIn) -> None:
    page = Page(signed_in(member(Role.OFFICE_CLERK)).get(SEARCH).content.decode())
    assert "没有找到" not in page.text
    assert "aria-invalid" not in page.find("input", name="q")[0][0]


@pytest.mark.parametrize("words", ["100%", "a_b", "'; --", "𬭎㛃", "\\"])
def test_signs_with_a_meaning_elsewhere_are_only_signs(words: str, signed_in: SignIn) -> None:
    case("qualifying", f"重庆{words}厂")
    case("qualifying", "重庆1000axb厂")
    client = signed_in(member(Role.OFFICE_CLERK))
    page = Page(client.get(SEARCH, {"q": f"庆{words}"}).content.decode())
    assert f"重庆{words}厂" in page.text
    assert "重庆1000axb厂" not in page.text


def test_of_very_many_the_first_are_shown_and_the_rest_is_said(signed_in: SignIn) -> None:
    for n in range(FOUND + 1):
        case("qualifying", f"重庆缙云{n}厂")
    client = signed_in(member(Role.OFFICE_CLERK))
    page = Page(client.get(SEARCH, {"q": "HZ-2026"}).content.decode())
    assert sum("HZ-2026" in text for _, text in page.find("li")) == FOUND
    assert f"这里只列出前 {FOUND} 条。" in page.text
    [every] = [link["href"] for link, text in page.find("a") if text == "列出全部"]
    listed = Page(client.get(SEARCH + every).content.decode())
    assert f"共 {FOUND + 1} 件" in listed.text
    assert listed.find("input", name="q")[0][0]["value"] == "HZ-2026"
    assert listed.find("input", name="kind")[0][0] == {
        "type": "hidden",
        "name": "kind",
        "value": "application",
        "id": "id_kind",
    }
    [cleared] = [link["href"] for link, text in listed.find("a") if text == "清除"]
    assert cleared == f"{SEARCH}?kind=application"
    csv = b"".join(client.get(f"{SEARCH}{every}&stage=qualifying&export=csv")).decode()
    assert csv.count("重庆缙云") == FOUND + 1


def test_thirty_finds_cost_as_many_queries_as_one(signed_in: SignIn) -> None:
    client, address = signed_in(member(Role.OFFICE_CLERK)), f"{SEARCH}?q=缙云"
    case("qualifying", "重庆缙云厂")
    one = cost(client, address)
    for n in range(29):
        case("qualifying", f"重庆缙云{n}厂")
    assert cost(client, address) == one <= 12
