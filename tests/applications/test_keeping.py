"""Between an application and 单位档案: R&D bodies are brought in, contacts are kept for the years to come."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from haizhi.accounts.acts import enrol, grant
from haizhi.accounts.models import Organisation, ProfileChange, RdBody
from haizhi.applications import drafts
from haizhi.applications.models import Application
from haizhi.kernel.actor import SYSTEM
from haizhi.regulation.roles import Role
from tests.applications.factories import NOW, begun, drafter, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return begun()


@pytest.fixture
def client(application: Application) -> Client:
    """The unit's drafter."""
    person = enrol(by=SYSTEM, at=NOW, name="乙某", mobile="13812345678")
    grant(person, by=SYSTEM, at=NOW, role=Role.DRAFTER, valid_from=NOW.date(), organisation=application.unit)
    browser = Client()
    browser.force_login(person)
    return browser


def bodies_of(of: Organisation) -> list[RdBody]:
    since = date(2021, 6, 1)
    kept = [("某实验室", "national", since), ("某中心", "ministerial", None), ("某研究院", "municipal", None)]
    return [RdBody.objects.create(organisation=of, name=n, level=level, since=day) for n, level, day in kept]


def test_the_chosen_rd_bodies_of_the_profile_become_records_with_what_is_known_of_them(
    application: Application, client: Client
) -> None:
    bodies = bodies_of(application.unit)
    section = reverse("applications:section", args=[application.code, "foundation"])
    page = client.get(section).content.decode()
    assert "从单位档案带入（3 个）" in page
    url = reverse("applications:record_bring_kept", args=[application.code])
    chosen = {"body": [bodies[0].pk, bodies[1].pk]}
    for _ in range(2):
        page = client.post(url, chosen, follow=True).content.decode()
    assert "没有选择要带入的研发机构" in page
    assert "从单位档案带入（1 个）" in page
    assert {record.values["title"]: record.values for record in application.records.all()} == {
        "某实验室": {"title": "某实验室", "level": "national", "since": "2021-06"},
        "某中心": {"title": "某中心"},
    }
    other = RdBody.objects.create(organisation=unit("重庆另一家公司"), name="他人的中心", level="municipal")
    client.post(url, {"body": [other.pk, "x"]})
    assert application.records.count() == 2


def test_what_an_application_says_otherwise_is_kept_in_the_profile_as_far_as_it_is_chosen(
    application: Application, client: Client
) -> None:
    typed = {"address": "双钢路3号", "phone": "63002858", "phone_extension": "8", "postcode": "400013", "fax": ""}
    drafts.save(application, typed, by=drafter(application.unit), at=NOW)
    section = reverse("applications:section", args=[application.code, "unit"])
    keep = reverse("applications:keep", args=[application.code])
    assert f'<a href="{keep}">存入单位档案</a>' in client.get(section).content.decode()
    shown = client.get(keep)
    page = shown.content.decode()
    for text in ("重庆市渝中区解放碑1号", "双钢路3号", "023-63001234", "023-63002858 转 8"):
        assert text in page
    assert "传真" not in page
    said = {"before": shown.context["before"]}
    nothing = client.post(keep, said)
    assert nothing.status_code == 422
    assert "没有选择要存入的内容" in nothing.content.decode()
    done = client.post(keep, said | {"fact": ["单位地址", "电话"]}, follow=True)
    assert "已存入单位档案：单位地址、电话。" in done.content.decode()
    of = Organisation.objects.get()
    assert (of.address, of.phone, of.phone_extension, of.postcode) == ("双钢路3号", "63002858", "8", "400010")
    assert ProfileChange.objects.get().by_name == "乙某"
    assert "邮编" in client.get(keep).content.decode()


def test_what_a_colleague_changed_in_the_profile_meanwhile_is_not_overwritten_unseen(
    application: Application, client: Client
) -> None:
    drafts.save(application, {"address": "双钢路3号"}, by=drafter(application.unit), at=NOW)
    keep = reverse("applications:keep", args=[application.code])
    before = client.get(keep).context["before"]
    Organisation.objects.update(address="民权路2号")
    for said in (before, "[", "[]"):
        refused = client.post(keep, {"before": said, "fact": ["单位地址"]})
        page = refused.content.decode()
        assert refused.status_code == 422
        assert "他人在您填写期间改过“单位地址”" in page
        assert "民权路2号" in page
    assert client.post(keep, {"before": refused.context["before"], "fact": ["单位地址"]}).status_code == 302
    assert Organisation.objects.get().address == "双钢路3号"
    assert "没有需要存入的" in client.get(keep).content.decode()


@pytest.mark.parametrize(("typed", "status"), [("23", 422), ("0233", 422), ("0817", 302), ("010", 302)])
def test_an_area_code_is_one_that_there_is(application: Application, client: Client, typed: str, status: int) -> None:
    section = reverse("applications:section", args=[application.code, "unit"])
    response = client.post(section, {"phone_area": typed})
    assert response.status_code == status
    application.refresh_from_db()
    assert application.phone_area == (typed if status == 302 else "023")
    if status == 422:
        assert f"“{typed}”不是电话区号。区号以0开头，3至4位，重庆为023" in response.content.decode()
