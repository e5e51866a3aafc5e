"""The administrators' pages, delegations, calendars, units and one's own account, as each role sees them."""

import re
from collections.abc import Callable, Collection

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haizhi.accounts.acts import ask_to_join, delegate, invite, request_renaming
from haizhi.accounts.models import (
    ASSIGNABLE_ROLES,
    Delegation,
    Membership,
    Organisation,
    Person,
    RdBody,
    StandingProof,
)
from haizhi.accounts.queries import actor_for
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.models import Act, Calendar
from haizhi.regulation.roles import ADMIN_ROLES, DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES, Role
from tests.accounts.conftest import SignIn
from tests.accounts.factories import (
    NANAN,
    NOW,
    PASSWORD,
    TODAY,
    YUZHONG,
    actor,
    code,
    member,
    mobile,
    person,
    scan,
    unit,
)

pytestmark = pytest.mark.django_db

DELEGATORS = {
    Role.SIGNATORY,
    Role.DISTRICT_HEAD,
    Role.OFFICE_HEAD,
    Role.ASSOCIATION_SIGNER,
    Role.BUREAU_SIGNER,
}
MATRIX: dict[str, Collection[Role]] = {
    "profile": set(ASSIGNABLE_ROLES),
    "password": set(ASSIGNABLE_ROLES),
    "people": set(ADMIN_ROLES),
    "new_person": {Role.SYSTEM_ADMIN},
    "memberships": ADMIN_ROLES | {Role.SIGNATORY, Role.DISTRICT_HEAD},
    "delegations": DELEGATORS | {Role.SECURITY_ADMIN, Role.AUDITOR},
    "new_delegation": DELEGATORS,
    "calendars": set(ASSIGNABLE_ROLES),
    "new_calendar": {Role.SYSTEM_ADMIN},
    "organisations": ADMIN_ROLES | OFFICE_ROLES | UNIT_ROLES | DISTRICT_ROLES | {Role.SUPERVISOR},
    "new_organisation": set(OFFICE_ROLES),
    "joinings": OFFICE_ROLES | {Role.SIGNATORY, Role.SECURITY_ADMIN, Role.AUDITOR},
    "invitations": {Role.SIGNATORY, Role.SECURITY_ADMIN, Role.AUDITOR},
    "new_invitation": {Role.SIGNATORY, Role.SECURITY_ADMIN},
    "renamings": OFFICE_ROLES | {Role.SIGNATORY, Role.DRAFTER, Role.AUDITOR},
}


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def posted(client: Client, url: str, said: dict[str, str], status: int = 200) -> str:
    response = client.post(url, said, follow=True)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("role", ASSIGNABLE_ROLES)
def test_each_role_is_admitted_to_its_pages_and_no_others(role: Role, signed_in: SignIn) -> None:
    client = signed_in(member(role))
    admitted = {name for name in MATRIX if client.get(reverse(f"accounts:{name}")).status_code == 200}
    refused = {name for name in MATRIX if client.get(reverse(f"accounts:{name}")).status_code == 403}
    assert admitted == {name for name, roles in MATRIX.items() if role in roles}
    assert admitted | refused == set(MATRIX)


@pytest.mark.parametrize("name", MATRIX)
def test_the_public_is_led_to_the_sign_in_page(name: str, client: Client) -> None:
    response = client.get(reverse(f"accounts:{name}"))
    assert response.headers["Location"].startswith(reverse("account_login"))


def test_the_system_administrator_opens_an_account_and_reads_its_password_once(signed_in: SignIn) -> None:
    client = signed_in(member(Role.SYSTEM_ADMIN))
    page = posted(client, reverse("accounts:new_person"), {"name": "李四", "mobile": "139 1234 5678"})
    initial = re.search(r"初始密码：(\w{12})。只显示这一次", page)
    assert initial
    who = Person.objects.get(mobile="13912345678")
    assert who.check_password(initial[1])
    assert who.password_is_initial
    assert initial[1] not in text(client, who.get_absolute_url())
    assert "还没有岗位" in page


def test_a_refused_account_keeps_what_was_typed(signed_in: SignIn) -> None:
    client = signed_in(member(Role.SYSTEM_ADMIN))
    page = posted(client, reverse("accounts:new_person"), {"name": "𬭎四", "mobile": "12345"}, 422)
    assert "“12345”不是有效的手机号码" in page
    assert 'value="𬭎四"' in page


def test_an_account_is_suspended_restored_and_its_password_reset_on_its_page(signed_in: SignIn) -> None:
    client, who = signed_in(member(Role.SYSTEM_ADMIN)), person("李四", PASSWORD)
    url = who.get_absolute_url()
    assert "请填写理由" in posted(client, f"{url}suspend/", {"opinion": ""}, 422)
    assert "已办理“停用”" in posted(client, f"{url}suspend/", {"opinion": "离职"})
    page = text(client, url)
    assert "停用" in page
    assert "离职" in page
    assert "重设密码" not in page
    assert "已办理“启用”" in posted(client, f"{url}restore/", {})
    assert "李四的初始密码：" in posted(client, f"{url}reset_password/", {"opinion": "忘记密码"})
    assert not Person.objects.get(pk=who.pk).check_password(PASSWORD)


def test_the_auditor_sees_an_account_and_can_do_nothing_with_it(signed_in: SignIn) -> None:
    client, who = signed_in(member(Role.AUDITOR)), person("李四")
    page = text(client, who.get_absolute_url())
    assert who.mobile is not None
    assert who.mobile not in page
    assert f"{who.mobile[:3]}****{who.mobile[-4:]}" in page
    assert "可办理" not in page
    assert "由系统管理员办理" in posted(client, f"{who.get_absolute_url()}suspend/", {"opinion": "试试"}, 422)


def test_the_security_administrator_grants_a_role_in_a_unit_by_its_code(signed_in: SignIn) -> None:
    client, who, where = signed_in(member(Role.SECURITY_ADMIN)), person("李四"), unit(serial=4242)
    url = reverse("accounts:grant", args=[who.pk])
    assert "登记“不存在”" in posted(
        client, url, {"role": "drafter", "organisation": "不存在", "valid_from": "2026-03-20"}, 422
    )
    assert "申报单位经办人须指明单位" in posted(client, url, {"role": "drafter", "valid_from": "2026-03-20"}, 422)
    page = posted(client, url, {"role": "drafter", "organisation": code(4242).lower(), "valid_from": "2026-03-20"})
    assert "已办理“授予岗位”" in page
    granted = Membership.objects.get(person=who)
    assert (granted.organisation, granted.valid_to) == (where, None)
    ended = posted(client, f"{granted.get_absolute_url()}end/", {"opinion": "转岗"})
    assert "已离岗" in ended


def test_two_units_of_one_name_are_told_apart_by_their_code(signed_in: SignIn) -> None:
    client, who = signed_in(member(Role.SECURITY_ADMIN)), person()
    unit("同名公司")
    unit("同名公司")
    said = {"role": "drafter", "organisation": "同名公司", "valid_from": "2026-03-20"}
    assert "有多家单位同名" in posted(client, reverse("accounts:grant", args=[who.pk]), said, 422)


def test_roles_are_found_by_person_unit_role_and_district(signed_in: SignIn) -> None:
    client = signed_in(member(Role.SECURITY_ADMIN))
    member(Role.DRAFTER, name="甲某", at_unit=unit("南岸公司", district=NANAN))
    member(Role.DISTRICT_CLERK, name="乙某", district=YUZHONG)
    url = reverse("accounts:memberships")
    for query, there, gone in [
        ("q=南岸", "甲某", "乙某"),
        ("q=乙", "乙某", "甲某"),
        ("role=drafter", "甲某", "乙某"),
        (f"district={NANAN}", "甲某", "乙某"),
        (f"district={YUZHONG}", "乙某", "甲某"),
        ("stage=active", "甲某", "已离岗</span>"),
    ]:
        page = text(client, f"{url}?{query}")
        assert there in page
        assert gone not in page
    assert "没有符合条件的记录" in text(client, f"{url}?stage=ended")


def test_a_signatory_sees_the_roles_of_their_own_unit_only(signed_in: SignIn) -> None:
    mine, other = member(Role.SIGNATORY, name="甲某"), member(Role.DRAFTER, name="乙某")
    client = signed_in(mine)
    page = text(client, reverse("accounts:memberships"))
    assert "甲某" in page
    assert "乙某" not in page
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.post(f"{other.get_absolute_url()}end/", {"opinion": "试试"}).status_code == 404


def test_a_head_delegates_and_the_colleague_sees_it(signed_in: SignIn) -> None:
    head, colleague = member(Role.OFFICE_HEAD, name="甲某"), person("乙某", number="13912345678")
    client = signed_in(head)
    url = reverse("accounts:new_delegation")
    said = {"membership": str(head.pk), "to": "139 1234 5678", "valid_from": "2099-01-01", "valid_to": "2099-01-07"}
    assert "没有使用这个手机号码或电子信箱的账号" in posted(client, url, said | {"to": "13700000000"}, 422)
    assert "起始日期已过" in posted(client, url, said | {"valid_from": "2026-03-20"}, 422)
    assert "已办理“委托代办”" in posted(client, url, said)
    assert "尚未开始" in text(client, reverse("accounts:delegations"))
    assert "乙某" in text(client, reverse("accounts:profile"))
    assert "他人委托我代办" in text(signed_in(colleague), reverse("accounts:profile"))
    given = Delegation.objects.get()
    assert "已终止" in posted(client, f"{given.get_absolute_url()}end/", {"opinion": ""})


def test_somebody_elses_role_can_not_be_chosen_for_delegation(signed_in: SignIn) -> None:
    mine, other = member(Role.DISTRICT_HEAD), member(Role.DISTRICT_HEAD)
    said = {
        "membership": str(other.pk),
        "to": str(person().mobile),
        "valid_from": "2099-01-01",
        "valid_to": "2099-01-07",
    }
    assert "选择一个有效的选项" in posted(signed_in(mine), reverse("accounts:new_delegation"), said, 422)


def test_a_form_posted_twice_delegates_once(signed_in: SignIn) -> None:
    head, colleague = member(Role.OFFICE_HEAD), person()
    client = signed_in(head)
    said = {
        "membership": str(head.pk),
        "to": str(colleague.mobile),
        "valid_from": "2099-01-01",
        "valid_to": "2099-01-07",
    }
    once = {"once": "7d9e1c1e-33f1-4a3a-8d46-5c1f0a0a8f11"}
    posted(client, reverse("accounts:new_delegation"), said | once)
    assert "此前已经办理" in posted(client, reverse("accounts:new_delegation"), said | once)
    assert Delegation.objects.count() == 1


def test_a_calendar_is_entered_as_the_notice_writes_it_and_amended_with_a_reason(signed_in: SignIn) -> None:
    client = signed_in(member(Role.SYSTEM_ADMIN))
    url = reverse("accounts:new_calendar")
    said = {
        "year": "2027",
        "days_off": "1月1日至3日、2月8日至12日",
        "days_worked": "2月14日",
        "basis": "国办发明电〔2026〕1号",
    }
    assert "“元旦”不是日期" in posted(client, url, said | {"days_off": "元旦"}, 422)
    page = posted(client, url, said)
    assert "已办理“录入”" in page
    assert "2月8日至2月12日" in page
    assert Calendar.objects.get(year=2027).days_worked == ["2027-02-14"]
    amend = reverse("accounts:calendar_act", args=[2027, "amend"])
    assert "2月8日至2月12日" in text(client, amend)
    posted(client, amend, said | {"days_worked": "", "opinion": "通知更正"})
    assert Calendar.objects.get(year=2027).days_worked == []
    assert Act.objects.get(verb="calendar.amend").opinion == "通知更正"


def test_an_unknown_year_has_no_page(signed_in: SignIn) -> None:
    assert signed_in(member(Role.JUDGE)).get("/accounts/calendars/2055/").status_code == 404


def test_a_year_is_shown_with_its_days_off_and_make_up_days(signed_in: SignIn) -> None:
    page = text(signed_in(member(Role.OFFICE_CLERK)), reverse("accounts:calendar", args=[2026]))
    assert "调休上班" in page
    assert page.count('class="made_up">') == 7  # six days and the key
    assert "可办理" not in page


def test_a_district_sees_its_own_units(signed_in: SignIn) -> None:
    mine, other = unit("渝中公司", YUZHONG), unit("南岸公司", NANAN)
    client = signed_in(member(Role.DISTRICT_CLERK, district=YUZHONG))
    page = text(client, reverse("accounts:organisations"))
    assert "渝中公司" in page
    assert "南岸公司" not in page
    assert "流程轨迹" in text(client, mine.get_absolute_url())
    assert client.get(other.get_absolute_url()).status_code == 404


def test_the_office_registers_a_unit_and_finds_it_by_code(signed_in: SignIn) -> None:
    client = signed_in(member(Role.OFFICE_CLERK))
    said = {
        "name": "重庆某大学",
        "code": code(9),
        "applicant_kind": "university",
        "affiliation": "municipal",
        "district": NANAN,
    }
    assert "重庆某大学" in posted(client, reverse("accounts:new_organisation"), said)
    assert "重庆某大学" in text(client, f"{reverse('accounts:organisations')}?q={code(9)[:10].lower()}")
    assert "没有符合条件的记录" in text(client, f"{reverse('accounts:organisations')}?kind=park")


def test_a_unit_with_everything_filled_in_shows_it(signed_in: SignIn) -> None:
    signatory = member(Role.SIGNATORY, name="甲某")
    Organisation.objects.update(phone_area="023", phone="63000000", phone_extension="8", address="双钢路")
    page = text(signed_in(signatory), signatory.organisation.get_absolute_url() if signatory.organisation else "")
    assert "023-63000000 转 8" in page
    assert "人员</a>" in page


def test_a_person_without_roles_learns_whom_to_ask(signed_in: SignIn) -> None:
    assert "请联系安全管理员" in text(signed_in(person()), reverse("accounts:profile"))


def rows_of_people() -> None:
    member(Role.DISTRICT_CLERK, name="某某")


def rows_of_delegations() -> None:
    head = member(Role.DISTRICT_HEAD)
    delegate(head, by=actor(head), at=NOW, to=person(), valid_from=TODAY, valid_to=TODAY)


def rows_of_joinings() -> None:
    ask_to_join(unit(), None, by=PUBLIC, at=NOW, person_name="某某", mobile=mobile())


def rows_of_invitations() -> None:
    inviter = member(Role.SIGNATORY)
    invite(by=actor(inviter), at=NOW, roles=[Role.DRAFTER], organisation=inviter.organisation, mobile=mobile())


def rows_of_renamings() -> None:
    signatory = member(Role.SIGNATORY)
    assert signatory.organisation is not None
    of, by = signatory.organisation, actor(signatory)
    request_renaming(of, by=by, at=NOW, name="新名称", changed_on=TODAY, proof=scan())


@pytest.mark.parametrize(
    ("name", "role", "one_more"),
    [
        ("joinings", Role.SECURITY_ADMIN, rows_of_joinings),
        ("invitations", Role.SECURITY_ADMIN, rows_of_invitations),
        ("renamings", Role.OFFICE_CLERK, rows_of_renamings),
        ("people", Role.SECURITY_ADMIN, rows_of_people),
        ("memberships", Role.SECURITY_ADMIN, rows_of_people),
        ("delegations", Role.SECURITY_ADMIN, rows_of_delegations),
        ("organisations", Role.OFFICE_CLERK, unit),
    ],
)
def test_a_list_takes_the_same_few_queries_for_one_row_and_for_thirty(
    name: str, role: Role, one_more: Callable[[], object], signed_in: SignIn
) -> None:
    client = signed_in(member(role))
    counts = []
    for wanted in (1, 29):
        for _ in range(wanted):
            one_more()
        with CaptureQueriesContext(connection) as queries:
            text(client, reverse(f"accounts:{name}"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_the_pages_of_a_unit_take_the_same_few_queries_for_one_person_and_for_thirty(signed_in: SignIn) -> None:
    signatory = member(Role.SIGNATORY)
    of = signatory.organisation
    assert of is not None
    client = signed_in(signatory)
    urls = [of.get_absolute_url(), *(reverse(f"accounts:{n}", args=[of.code]) for n in ("unit_people", "unit_profile"))]

    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    few = [count(url) for url in urls]
    for n in range(30):
        member(Role.DRAFTER, at_unit=of)
        RdBody.objects.create(organisation=of, name=f"中心{n}", level="other")
        StandingProof.objects.create(
            organisation=of,
            sort="above_scale",
            number="1",
            valid_from=TODAY,
            upload=scan(),
            added_at=NOW,
            added_by="甲",
        )
    assert [count(url) for url in urls] == few
    assert max(few) <= 12


def test_people_and_units_are_found_and_sorted_by_pinyin(signed_in: SignIn) -> None:
    for name in ("曾一一", "安二二", "单三三"):
        person(name)
    client = signed_in(member(Role.SYSTEM_ADMIN, name="周管理"))
    page = text(client, reverse("accounts:people"))
    names = ("安二二", "单三三", "曾一一", "周管理")
    assert sorted(names, key=page.rindex) == list(names)
    assert "曾一一" in text(client, reverse("accounts:people") + "?q=zyy")
    assert "曾一一" not in text(client, reverse("accounts:people") + "?q=cyy")
    for name in ("重庆乙单位", "北碚甲单位"):
        unit(name)
    clerk = signed_in(member(Role.OFFICE_CLERK))
    page = text(clerk, reverse("accounts:organisations"))
    assert page.index("北碚甲单位") < page.index("重庆乙单位")
    assert "重庆乙单位" in text(clerk, reverse("accounts:organisations") + "?q=CQYDW")


def test_a_signatory_comes_to_the_own_unit_by_one_address(signed_in: SignIn) -> None:
    signatory = member(Role.SIGNATORY)
    assert signatory.organisation is not None
    client = signed_in(signatory)
    assert client.get(reverse("accounts:own_unit")).headers["Location"] == signatory.organisation.get_absolute_url()
    member(Role.DRAFTER, who=signatory.person)
    assert client.get(reverse("accounts:own_unit")).headers["Location"] == reverse("accounts:organisations")


def test_every_list_is_taken_away_as_it_is_filtered_with_how_things_stand_now(signed_in: SignIn) -> None:
    of = unit("重庆甲有限公司")
    signatory = member(Role.SIGNATORY, name="甲某", at_unit=of)
    ask_to_join(of, None, by=actor_for(person("=李四"), NOW), at=NOW, note="研发部")
    invite(by=actor(signatory), at=NOW, roles=[Role.DRAFTER], organisation=of, name="乙某", mobile=mobile())
    request_renaming(of, by=actor(signatory), at=NOW, name="重庆乙有限公司", changed_on=TODAY, proof=scan())
    delegate(signatory, by=actor(signatory), at=NOW, to=person("丙某"), valid_from=TODAY, valid_to=TODAY)
    client = signed_in(member(Role.AUDITOR))
    told = {
        "joinings": ("'=李四", "重庆甲有限公司", "研发部", "待答复"),
        "invitations": ("乙某", "申报单位经办人", "甲某", "已过期"),
        "renamings": ("重庆甲有限公司", "重庆乙有限公司", "2026-03-20", "待海智办确认"),
        "delegations": ("甲某", "丙某", "申报单位负责人", "已到期"),
    }
    for name, texts in told.items():
        assert "CSV" in text(client, reverse(f"accounts:{name}"))
        response = client.get(reverse(f"accounts:{name}"), {"export": "csv"})
        sheet = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]  # it is streamed
        for words in texts:
            assert words in sheet
