"""Who sees which ways in, and where they lead."""

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from haizhi.kernel.actor import PUBLIC, Actor, Grant
from haizhi.kernel.source import new_id
from haizhi.regulation.roles import ADMIN_ROLES, Role
from haizhi.ui.context import Link, nav
from haizhi.ui.navigation import NavItem, nav_for

PEOPLE = frozenset(Role) - {Role.PUBLIC, Role.SYSTEM}


def labels(*roles: Role) -> list[str]:
    return [item.label for item in nav_for(roles, signed_in=True)]


def flat(items: tuple[NavItem, ...]) -> list[NavItem]:
    return [found for item in items for found in (item, *flat(item.children))]


def links_at(url: str, actor: Actor) -> dict[str, tuple[Link, ...]]:
    request = RequestFactory().get(url)
    request.resolver_match = resolve(url)
    request.actor = actor  # type: ignore[attr-defined]  # set by the middleware in the project
    return nav(request)


def test_the_public_sees_what_is_public_and_the_way_to_sign_in() -> None:
    shown = [item.label for item in nav_for({Role.PUBLIC}, signed_in=False)]
    assert shown == [
        "首页", "申报通知", "公示", "通知公告", "工作站名录", "统计", "条文对照", "公开核验", "登录",
    ]  # fmt: skip


def test_the_office_sees_every_section() -> None:
    assert labels(Role.OFFICE_CLERK) == [
        "待办",
        "申报",
        "专家",
        "评审",
        "决定",
        "工作站",
        "资格",
        "经费",
        "评估",
        "归档",
        "管理",
    ]


def test_a_unit_sees_its_applications_hearings_and_stations_and_no_experts() -> None:
    assert labels(Role.DRAFTER) == ["待办", "申报", "评审", "工作站", "资格", "经费", "评估", "管理"]


def test_a_unit_administers_itself_and_its_signatory_its_people() -> None:
    def administration(role: Role) -> list[str]:
        return [c.label for item in nav_for([role], signed_in=True) if item.label == "管理" for c in item.children]

    assert administration(Role.DRAFTER) == ["本单位", "单位更名"]
    assert administration(Role.SIGNATORY) == ["本单位", "岗位", "加入申请", "邀请", "单位更名", "委托代办"]


def test_a_judge_sees_neither_applications_nor_decisions() -> None:
    assert labels(Role.JUDGE) == ["待办", "专家", "评审"]


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES - {Role.AUDITOR}))
def test_an_administrator_sees_no_cases(role: Role) -> None:
    assert labels(role) == ["待办", "管理"]


def test_a_person_without_a_role_still_has_a_desk() -> None:
    assert labels() == ["待办"]


@pytest.mark.parametrize("role", sorted(PEOPLE))
def test_a_section_leads_to_the_first_page_its_role_may_see(role: Role) -> None:
    for item in nav_for({role}, signed_in=True):
        assert not item.children or item.url_name == item.children[0].url_name


def test_administration_begins_for_the_office_with_the_units() -> None:
    (item,) = [item for item in nav_for({Role.OFFICE_CLERK}, signed_in=True) if item.label == "管理"]
    assert item.url_name == "accounts:organisations"
    assert [child.label for child in item.children] == ["单位", "加入申请", "单位更名", "工作日历", "应急清除"]


def test_objections_are_for_those_who_inquire_into_them() -> None:
    def decisions(role: Role) -> list[str]:
        return [c.label for item in nav_for({role}, signed_in=True) if item.label == "决定" for c in item.children]

    assert decisions(Role.SUPERVISOR) == ["党组决议", "公示", "异议与举报", "情况说明", "联合发文", "结果告知书"]
    assert decisions(Role.BUREAU_SIGNER) == ["党组决议", "公示", "联合发文", "结果告知书"]


def test_every_item_of_the_head_leads_somewhere_in_the_project() -> None:
    items = [*flat(nav_for(PEOPLE, signed_in=True)), *flat(nav_for({Role.PUBLIC}, signed_in=False))]
    assert [reverse(item.url_name) for item in items]


@pytest.mark.urls("tests.ui.urls")
class TestTheCurrentItem:
    OFFICE = Actor(new_id(), "王海燕", (Grant(Role.OFFICE_HEAD),))

    def current(self, links: tuple[Link, ...]) -> list[str]:
        return [link.label for link in links if link.current]

    def test_the_page_itself_is_marked_in_both_rows(self) -> None:
        shown = links_at("/decisions/objections/", self.OFFICE)
        assert self.current(shown["nav"]) == ["决定"]
        assert self.current(shown["localnav"]) == ["异议与举报"]

    def test_a_page_of_a_section_marks_the_section(self) -> None:
        shown = links_at("/accounts/profile/", self.OFFICE)
        assert self.current(shown["nav"]) == ["管理"]
        assert self.current(shown["localnav"]) == []

    def test_a_section_of_one_page_has_no_second_row(self) -> None:
        assert links_at("/archives/list/", self.OFFICE)["localnav"] == ()

    def test_only_one_public_item_is_marked(self) -> None:
        assert self.current(links_at("/portal/calls/", PUBLIC)["nav"]) == ["申报通知"]

    def test_nobody_in_particular_is_treated_as_the_public(self) -> None:
        request = RequestFactory().get("/nowhere/")
        request.resolver_match = None
        assert [link.label for link in nav(request)["nav"]][-1] == "登录"


def test_a_page_without_a_section_of_its_own_lies_in_the_one_with_an_item_of_it() -> None:
    office = Actor(new_id(), "张三", (Grant(Role.OFFICE_CLERK),))
    shown = links_at(reverse("lots:detail", args=["CQ-2026-0001"]), office)
    assert [link.label for link in shown["nav"] if link.current] == ["评估"]
    assert ("抽签", reverse("lots:list")) in [(link.label, link.url) for link in shown["localnav"]]
