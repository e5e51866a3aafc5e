"""单位档案: told once, dated, prefilled; an expired certificate does not count."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haizhi.accounts.drafts import add_proof, remove_proof, remove_rd_body, save_profile, save_rd_body
from haizhi.accounts.models import Membership, Organisation, StandingProof
from haizhi.accounts.queries import profile_of
from haizhi.kernel.models import Act
from haizhi.regulation.applicants import RdLevel, Standing
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.conftest import SignIn, file_at
from tests.accounts.factories import NOW, TODAY, actor, member
from tests.files.samples import pdf

pytestmark = pytest.mark.django_db

WHOLE = {
    "address": "双钢路3号",
    "postcode": "400013",
    "contact": "李㛃",
    "phone_area": "023",
    "phone": "63002858",
    "phone_extension": "8",
    "fax": "023-63002859",
    "email": "Hz@Example.cn",
    "head_name": "王䶮",
    "team_size": 86,
}


def keeper() -> tuple[Organisation, Membership]:
    drafter = member(Role.DRAFTER, name="乙某")
    assert drafter.organisation is not None
    return drafter.organisation, drafter


def test_what_was_saved_is_what_others_read_and_no_act() -> None:
    of, drafter = keeper()
    before = Act.objects.count()
    assert save_profile(of, WHOLE, by=actor(drafter), at=NOW)
    of.refresh_from_db()
    found = profile_of(of, TODAY)
    assert found.email == "hz@example.cn"
    for name in WHOLE.keys() - {"email"}:
        assert getattr(found, name) == WHOLE[name]
    assert Act.objects.count() == before


def test_each_saving_is_dated_with_what_it_was_and_became() -> None:
    of, drafter = keeper()
    save_profile(of, WHOLE, by=actor(drafter), at=NOW)
    later = NOW + timedelta(days=3)
    assert save_profile(of, {"contact": "单雄信", "fax": ""}, by=actor(drafter), at=later)
    assert not save_profile(of, {"contact": " 单雄信 "}, by=actor(drafter), at=later)
    change = of.profile_changes.first()
    assert change is not None
    assert (change.at, change.by_name) == (later, "乙某")
    assert change.changes == [["常设联系人", "李㛃", "单雄信"], ["传真", "023-63002859", ""]]
    assert of.profile_changes.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"postcode": "40001"}, "postcode"),
        ({"phone_area": "٠٢٣"}, "phone_area"),
        ({"phone": "023-63002858"}, "phone"),
        ({"phone_extension": "八"}, "phone_extension"),
        ({"fax": "传真"}, "fax"),
        ({"email": "no"}, "email"),
    ],
)
def test_what_can_not_be_used_is_refused_on_its_field(wrong: dict[str, str], field: str) -> None:
    of, drafter = keeper()
    with pytest.raises(Refused) as refused:
        save_profile(of, WHOLE | wrong, by=actor(drafter), at=NOW)
    assert [finding.field for finding in refused.value.findings] == [field]
    of.refresh_from_db()
    assert of.contact == ""
    assert not of.profile_changes.exists()


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.DISTRICT_HEAD, Role.SIGNATORY, Role.STATION_CLERK])
def test_nobody_but_the_unit_s_own_keeps_its_profile(role: Role) -> None:
    of, _ = keeper()
    with pytest.raises(Refused, match="由本单位经办人或负责人填写"):
        save_profile(of, WHOLE, by=actor(member(role)), at=NOW)


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2023, 11, 27), False),
        (date(2023, 11, 28), True),
        (date(2026, 11, 27), True),
        (date(2026, 11, 28), False),
    ],
)
def test_a_certificate_counts_on_both_its_days_and_on_no_other(day: date, valid: bool) -> None:
    of, drafter = keeper()
    add_proof(
        of,
        sort=Standing.HIGH_TECH,
        number="GR202351100123",
        valid_from=date(2023, 11, 28),
        valid_to=date(2026, 11, 27),
        upload=None,
        by=actor(drafter),
        at=NOW,
    )
    found = profile_of(of, day)
    assert found.high_tech is valid
    assert not found.above_scale
    assert [proof.valid for proof in found.proofs] == [valid]


def test_a_proof_without_an_end_counts_from_its_day_on_and_only_above_scale_may_have_none() -> None:
    of, drafter = keeper()
    said: dict[str, Any] = {"number": "渝统字18号", "valid_from": TODAY, "valid_to": None, "upload": None}
    add_proof(of, sort=Standing.ABOVE_SCALE, by=actor(drafter), at=NOW, **said)
    assert profile_of(of, TODAY + timedelta(days=900)).above_scale
    assert not profile_of(of, TODAY - timedelta(days=1)).above_scale
    with pytest.raises(Refused, match="高新技术企业证书须填写终止日期"):
        add_proof(of, sort=Standing.HIGH_TECH, by=actor(drafter), at=NOW, **said)


def test_a_removed_proof_and_body_stay_in_the_list_of_changes() -> None:
    of, drafter = keeper()
    by = actor(drafter)
    proof = add_proof(
        of, sort=Standing.ABOVE_SCALE, number="18号", valid_from=TODAY, valid_to=None, upload=None, by=by, at=NOW
    )
    save_rd_body(of, None, name="某中心", level=RdLevel.MUNICIPAL, since=date(2021, 6, 17), by=by, at=NOW)
    body = of.rd_bodies.get()
    assert body.since == date(2021, 6, 1)
    save_rd_body(of, body, name="某中心", level=RdLevel.NATIONAL, since=None, by=by, at=NOW)
    with pytest.raises(Refused, match="已在档案中"):
        save_rd_body(of, None, name=" 某中心 ", level=RdLevel.OTHER, since=None, by=by, at=NOW)
    remove_proof(proof, by=by, at=NOW)
    remove_rd_body(of.rd_bodies.get(), by=by, at=NOW)
    found = profile_of(of, TODAY)
    assert (found.proofs, found.rd_bodies, found.above_scale) == ((), (), False)
    said = [line for change in of.profile_changes.order_by("id") for line in change.changes]
    assert said == [
        ["资格证明", "", "规模以上企业，18号，2026年3月20日起"],
        ["研发机构", "", "某中心（市级，2021年6月成立）"],
        ["研发机构", "某中心（市级，2021年6月成立）", "某中心（国家级）"],
        ["资格证明", "规模以上企业，18号，2026年3月20日起", ""],
        ["研发机构", "某中心（国家级）", ""],
    ]


def test_reading_a_profile_takes_two_queries_however_much_it_holds() -> None:
    of, drafter = keeper()
    for n in range(5):
        save_rd_body(of, None, name=f"中心{n}", level=RdLevel.OTHER, since=None, by=actor(drafter), at=NOW)
    of = Organisation.objects.get(pk=of.pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        profile_of(of, TODAY)
    assert len(asked) == 2


def test_a_drafter_fills_in_the_profile_on_its_pages(signed_in: SignIn, home: object) -> None:
    of, drafter = keeper()
    client = signed_in(drafter)
    page = client.get(reverse("accounts:unit_profile", args=[of.code])).content.decode()
    for begin in ("添加资格证明", "添加研发机构", "还没有更改"):
        assert begin in page
    edit = reverse("accounts:profile_edit", args=[of.code])
    response = client.post(edit, WHOLE | {"postcode": "4"})
    assert response.status_code == 422
    assert "邮编应为6位数字" in response.content.decode()
    assert 'value="王䶮"' in response.content.decode()
    full_width = WHOLE | {"postcode": "４０００１３", "phone_area": "０２３"}
    assert "已保存" in client.post(edit, full_width, follow=True).content.decode()
    of.refresh_from_db()
    assert (of.postcode, of.phone_area) == ("400013", "023")
    proof = {"sort": "high_tech", "number": "GR1", "valid_from": "2020-01-01", "valid_to": "2022-12-31"}
    new = reverse("accounts:proof_new", args=[of.code])
    paper = SimpleUploadedFile("证书.pdf", pdf())
    assert client.post(new, proof | {"valid_to": "", "upload": paper}).status_code == 422
    page = client.post(new, proof | {"upload": SimpleUploadedFile("证书.pdf", pdf())}, follow=True).content.decode()
    assert "已过期，不再计入" in page
    assert "没有有效的证明" in page
    kept = StandingProof.objects.get()
    assert kept.upload is not None
    assert file_at(client, kept.upload.get_absolute_url()) == pdf()
    assert file_at(signed_in(member(Role.DRAFTER)), kept.upload.get_absolute_url()) is None
    body = {"name": "某中心", "level": "national", "since": "2021-06"}
    page = client.post(reverse("accounts:rd_body_new", args=[of.code]), body, follow=True).content.decode()
    assert "2021年6月" in page
    found = of.rd_bodies.get()
    change = reverse("accounts:rd_body_edit", args=[of.code, found.pk])
    assert 'value="2021-06"' in client.get(change).content.decode()
    refused = client.post(change, body | {"since": "六月"})
    assert refused.status_code == 422
    assert "请按“2021-06”的格式填写年月" in refused.content.decode()
    assert "国家级" in client.post(change, body, follow=True).content.decode()
    for name, pk in (("proof_remove", kept.pk), ("rd_body_remove", found.pk)):
        remove = reverse(f"accounts:{name}", args=[of.code, pk])
        assert "移出单位档案吗" in client.get(remove).content.decode()
        assert "已移出单位档案" in client.post(remove, follow=True).content.decode()
        assert client.get(remove).status_code == 404
    assert not of.rd_bodies.exists()


def test_a_unit_s_profile_is_read_by_the_office_and_changed_by_nobody_else(signed_in: SignIn) -> None:
    of, drafter = keeper()
    save_profile(of, WHOLE, by=actor(drafter), at=NOW)
    clerk = signed_in(member(Role.OFFICE_CLERK))
    page = clerk.get(reverse("accounts:unit_profile", args=[of.code])).content.decode()
    assert "双钢路3号" in page
    assert "修改</a>" not in page
    edit = reverse("accounts:profile_edit", args=[of.code])
    assert clerk.post(edit, {}).status_code == 403
    assert signed_in(member(Role.DRAFTER)).post(edit, {}).status_code == 404


def stale_edit(signed_in: SignIn) -> tuple[Organisation, Client, str, dict[str, str]]:
    """A unit whose drafter opened the page before a colleague changed address and contact."""
    of, drafter = keeper()
    save_profile(of, WHOLE, by=actor(drafter), at=NOW)
    client = signed_in(drafter)
    edit = reverse("accounts:profile_edit", args=[of.code])
    before = client.get(edit).context["form"].initial["before"]
    opened = {name: str(value) for name, value in WHOLE.items()} | {"email": "hz@example.cn", "before": before}
    colleague = member(Role.SIGNATORY, name="丙某", at_unit=of)
    save_profile(of, {"address": "解放碑1号", "contact": "赵六"}, by=actor(colleague), at=NOW)
    return of, client, edit, opened


def test_what_a_colleague_changed_meanwhile_is_shown_beside_what_was_typed_and_not_overwritten(
    signed_in: SignIn,
) -> None:
    of, client, edit, opened = stale_edit(signed_in)
    response = client.post(edit, opened | {"address": "双钢路5号", "postcode": "400014"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "他人在您填写期间改过“单位地址”，还没有保存" in page
    assert "丙某，2026年3月20日" in page
    assert "解放碑1号" in page
    for typed in ("双钢路5号", "400014", "赵六"):
        assert f'value="{typed}"' in page
    of.refresh_from_db()
    assert (of.address, of.postcode) == ("解放碑1号", "400013")
    again = response.context["form"].data.dict()
    assert "已保存" in client.post(edit, again, follow=True).content.decode()
    of.refresh_from_db()
    assert (of.address, of.postcode, of.contact) == ("双钢路5号", "400014", "赵六")


def test_what_was_not_touched_here_stays_as_a_colleague_left_it(signed_in: SignIn) -> None:
    of, client, edit, opened = stale_edit(signed_in)
    assert client.post(edit, opened | {"fax": "023-63002860"}).status_code == 302
    of.refresh_from_db()
    assert (of.address, of.contact, of.fax) == ("解放碑1号", "赵六", "023-63002860")


@pytest.mark.parametrize("before", ["", "[]", "{", '"x"', '{"address": 3}'])
def test_a_page_that_says_nothing_of_what_it_showed_overwrites_nothing(signed_in: SignIn, before: str) -> None:
    of, client, edit, opened = stale_edit(signed_in)
    assert client.post(edit, opened | {"address": "双钢路5号", "before": before}).status_code == 409
    of.refresh_from_db()
    assert of.address == "解放碑1号"


def test_of_two_who_change_an_rd_body_the_second_compares_and_of_a_removed_one_nothing_typed_is_lost(
    signed_in: SignIn,
) -> None:
    of, drafter = keeper()
    save_rd_body(of, None, name="某中心", level=RdLevel.MUNICIPAL, since=None, by=actor(drafter), at=NOW)
    body = of.rd_bodies.get()
    client = signed_in(drafter)
    change = reverse("accounts:rd_body_edit", args=[of.code, body.pk])
    opened = {"before": client.get(change).context["form"].initial["before"], "name": "某中心", "level": "municipal"}
    save_rd_body(of, body, name="某实验室", level=RdLevel.MUNICIPAL, since=None, by=actor(drafter), at=NOW)
    response = client.post(change, opened | {"name": "某研究院"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "某实验室（市级）" in page
    assert "某研究院（市级）" in page
    assert client.post(change, response.context["form"].data.dict()).status_code == 302
    body.refresh_from_db()
    assert body.name == "某研究院"
    remove_rd_body(body, by=actor(drafter), at=NOW)
    gone = client.post(change, opened | {"name": "某研究总院"})
    assert gone.status_code == 409
    assert "移出了这个研发机构" in gone.content.decode()
    assert 'value="某研究总院"' in gone.content.decode()
    assert f'action="{reverse("accounts:rd_body_new", args=[of.code])}"' in gone.content.decode()
