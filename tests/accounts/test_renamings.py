"""A unit changes its name; what it was called when stays known."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haizhi.accounts.acts import confirm_renaming, refuse_renaming, rename, request_renaming, withdraw_renaming
from haizhi.accounts.models import Organisation, Renaming
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.conftest import SignIn, file_at
from tests.accounts.factories import NOW, TODAY, actor, member, scan, unit
from tests.files.samples import pdf

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2025, 6, 1), date(2026, 2, 1)


def renamed() -> Organisation:
    """A unit with two changes of name behind it."""
    of, clerk = unit("重庆旧名有限公司"), actor(member(Role.OFFICE_CLERK))
    rename(of, by=clerk, at=NOW, name="重庆中名有限公司", changed_on=FIRST, proof=scan(), opinion="来函")
    rename(of, by=clerk, at=NOW, name="重庆新名有限公司", changed_on=SECOND, proof=scan(), opinion="来函")
    return of


def test_each_former_name_is_kept_with_the_days_on_which_it_held() -> None:
    kept = list(renamed().former_names.order_by("valid_to").values_list("name", "valid_to"))
    assert kept == [("重庆旧名有限公司", date(2025, 5, 31)), ("重庆中名有限公司", date(2026, 1, 31))]


def test_a_unit_is_found_by_every_name_it_bore_and_by_its_pinyin() -> None:
    of = renamed()
    for words in ("旧名", "中名", "新名", "cqxm", "chong qing xin", of.code[:10].lower(), f" {of.code[:9]} "):
        assert list(Organisation.objects.called(words)) == [of], words
    assert not Organisation.objects.called("cqjm").exists()
    assert of.initials == "cqxmyxgs"


def test_the_office_confirms_what_the_signatory_asks_for_on_a_proof() -> None:
    signatory = member(Role.SIGNATORY)
    of, paper = signatory.organisation, scan()
    assert of is not None
    asked = request_renaming(of, by=actor(signatory), at=NOW, name="新名称", changed_on=TODAY, proof=paper)
    of.refresh_from_db()
    assert of.name == "重庆智造有限公司"
    clerk = actor(member(Role.OFFICE_CLERK))
    assert list(Renaming.objects.awaiting(clerk)) == [asked]
    with pytest.raises(Refused, match="已有一项更名申请待确认"):
        request_renaming(of, by=actor(signatory), at=NOW, name="另一名称", changed_on=TODAY, proof=paper)
    confirm_renaming(asked, by=clerk, at=NOW, opinion="属实")
    of.refresh_from_db()
    assert (of.name, of.named_from) == ("新名称", TODAY)
    former = of.former_names.get()
    assert (former.name, former.valid_from, former.proof) == ("重庆智造有限公司", None, paper)
    assert Act.objects.get(verb="organisation.rename").cause == Act.objects.get(verb="renaming.confirm")
    assert set(Act.objects.filter(case_id=of.pk).values_list("verb", flat=True)) >= {
        "renaming.request",
        "renaming.confirm",
        "organisation.rename",
    }


def test_a_refused_or_withdrawn_change_leaves_the_name() -> None:
    signatory = member(Role.SIGNATORY)
    of, clerk = signatory.organisation, actor(member(Role.OFFICE_HEAD))
    assert of is not None
    said: dict[str, Any] = {"by": actor(signatory), "at": NOW, "name": "新名称", "changed_on": TODAY, "proof": scan()}
    refused = request_renaming(of, **said)
    refuse_renaming(refused, by=clerk, at=NOW, opinion="证明不清")
    taken_back = request_renaming(of, **said)
    withdraw_renaming(taken_back, by=actor(signatory), at=NOW)
    of.refresh_from_db()
    assert of.name == "重庆智造有限公司"
    assert not of.former_names.exists()
    with pytest.raises(Refused):
        confirm_renaming(taken_back, by=clerk, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "重庆新名有限公司"}, "name"),
        ({"changed_on": date(2026, 3, 21)}, "changed_on"),
        ({"changed_on": SECOND}, "changed_on"),
    ],
)
def test_each_fault_of_a_change_is_named_on_its_field(wrong: dict[str, Any], field: str) -> None:
    said: dict[str, Any] = {"name": "重庆再新有限公司", "changed_on": TODAY, "proof": scan()}
    with pytest.raises(Refused) as refused:
        rename(renamed(), by=actor(member(Role.OFFICE_CLERK)), at=NOW, **said | wrong)
    assert [finding.field for finding in refused.value.findings] == [field]


def test_a_unit_does_not_rename_itself() -> None:
    signatory = member(Role.SIGNATORY)
    assert signatory.organisation is not None
    with pytest.raises(Refused, match="由海智办"):
        rename(signatory.organisation, by=actor(signatory), at=NOW, name="新名称", changed_on=TODAY, proof=scan())
    with pytest.raises(Refused, match="不在您的办理范围内"):
        request_renaming(unit(), by=actor(signatory), at=NOW, name="新名称", changed_on=TODAY, proof=scan())


def test_asking_confirming_and_reading_it_on_the_pages(signed_in: SignIn, home: object) -> None:
    signatory = member(Role.SIGNATORY)
    of = signatory.organisation
    assert of is not None
    client, clerk = signed_in(signatory), signed_in(member(Role.OFFICE_CLERK))
    said = {"name": "重庆𬭎㛃䶮有限公司", "changed_on": "2026-03-01"}
    url = reverse("accounts:new_renaming", args=[of.code])
    response = client.post(url, said)
    assert response.status_code == 422
    assert "请上传变更证明" in response.content.decode()
    assert 'value="重庆𬭎㛃䶮有限公司"' in response.content.decode()
    page = client.post(url, said | {"proof": SimpleUploadedFile("通知书.pdf", pdf())}, follow=True).content.decode()
    assert "待海智办确认" in page
    asked = Renaming.objects.get()
    assert file_at(clerk, asked.proof.get_absolute_url()) == pdf()
    assert file_at(signed_in(member(Role.SIGNATORY)), asked.proof.get_absolute_url()) is None
    assert "已更名" in clerk.post(f"{asked.get_absolute_url()}confirm/", {}, follow=True).content.decode()
    page = client.get(of.get_absolute_url()).content.decode()
    assert "曾用名" in page
    assert "重庆智造有限公司" in page
    assert "至2026年2月28日" in page
    found = clerk.get(reverse("accounts:organisations"), {"q": "智造"}).content.decode()
    assert "重庆𬭎㛃䶮有限公司" in found
