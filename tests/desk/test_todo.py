"""待办: what the table of moves makes somebody's duty, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from haizhi.accounts.queries import actor_for
from haizhi.applications import drafts
from haizhi.desk.queries import SHOWN, counts, dutiful_kinds, waiting
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.subjects import Subject, subject_models
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.roles import Role
from tests.accounts.factories import member
from tests.applications.factories import NANAN, NOW, YUZHONG, begun, holding, submitted, unit, upload
from tests.desk.conftest import SignIn, cost
from tests.desk.factories import case, seat, session, sheet
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

TODO = "/desk/todo/"

DUTIES = {
    Role.DRAFTER: {
        "assignment",
        "summary",
        "score",
        "application",
        "plan",
        "presentation",
        "work",
        "spending",
        "renewal",
        "rectification",
    },
    Role.SIGNATORY: {
        "assignment",
        "summary",
        "score",
        "application",
        "plan",
        "work",
        "joining",
        "inquiry",
        "presentation",
        "spending",
        "check",
        "renewal",
        "rectification",
        "revocation",
    },
    Role.DISTRICT_CLERK: {"application"},
    Role.DISTRICT_HEAD: {"application"},
    Role.OFFICE_CLERK: {
        "task",
        "assignment",
        "summary",
        "assessment",
        "score",
        "application",
        "work",
        "session",
        "lot",
        "turn",
        "recusal",
        "publicity",
        "objection",
        "document",
        "presentation",
        "joining",
        "renaming",
        "correction",
        "finance_rules",
        "spending",
        "account",
        "check_round",
        "check",
        "recovery",
        "renewal",
        "rectification",
        "revocation",
        "ending",
    },
    Role.OFFICE_HEAD: {
        "task",
        "assignment",
        "summary",
        "summary_round",
        "assessment",
        "score",
        "appeal",
        "call",
        "work",
        "application",
        "session",
        "lot",
        "turn",
        "recusal",
        "publicity",
        "objection",
        "document",
        "letter",
        "presentation",
        "joining",
        "renaming",
        "minutes",
        "correction",
        "finance_rules",
        "spending",
        "account",
        "check_round",
        "check",
        "recovery",
        "plea",
        "grant",
        "renewal",
        "rectification",
        "revocation",
        "ending",
        "station",
    },
    Role.JUDGE: {"session", "sheet"},
    Role.SUPERVISOR: {"session", "lot", "turn", "sheet", "paper", "departure", "recusal", "objection"},
    Role.PARTY_RECORDER: {"resolution"},
    Role.ASSOCIATION_SIGNER: {"document"},
    Role.BUREAU_SIGNER: {"document"},
    Role.STATION_CLERK: {
        "assignment",
        "summary",
        "score",
        "plan",
        "presentation",
        "work",
        "spending",
        "renewal",
        "rectification",
    },
    Role.SECURITY_ADMIN: {"purge"},
}
"""What can wait for whom under the 办法, the 评审办法 and the platform's own procedure; for all others nothing can."""


def read(client: Client) -> Page:
    """The to-do page."""
    return Page(client.get(TODO).content.decode())


@pytest.mark.parametrize("role", Role)
def test_each_role_waits_for_its_own_duties(role: Role) -> None:
    kinds = {model.kind for model in dutiful_kinds(Actor(None, "某人", (Grant(role),)))}
    assert kinds == DUTIES.get(role, set())


def test_the_desk_begins_with_the_to_do_list(signed_in: SignIn) -> None:
    assert signed_in(member(Role.AUDITOR)).get("/desk/").headers["Location"] == TODO


def test_nobody_has_a_desk_without_signing_in(client: Client) -> None:
    assert client.get(TODO).headers["Location"].startswith(reverse("account_login"))


def test_a_district_head_sees_what_waits_in_the_own_district(signed_in: SignIn) -> None:
    own, other = case("endorsing", "重庆渝中甲厂"), case("endorsing", "重庆南岸乙厂", NANAN)
    case("qualifying", "重庆渝中丙厂")
    page = read(signed_in(member(Role.DISTRICT_HEAD, district=YUZHONG)))
    assert [(link["href"], text) for link, text in page.find("a") if "HZ-2026" in link.get("href", "")] == [
        (own.get_absolute_url(), "重庆渝中甲厂")
    ]
    assert other.unit.name not in page.text
    assert f"{own.code} 区县初审" in page.text


def test_a_case_waits_for_the_office_once_it_arrived_there(signed_in: SignIn) -> None:
    case("endorsing", "重庆在途甲厂")
    case("qualifying", "重庆到达乙厂")
    case("qualified", "重庆通过丙厂")
    page = read(signed_in(member(Role.OFFICE_CLERK)))
    assert "重庆到达乙厂" in page.text
    assert "资格审核" in page.text
    assert "资格通过" not in page.text
    assert "重庆在途甲厂" not in page.text
    assert "重庆通过丙厂" not in page.text


def test_a_draft_waits_for_its_own_unit_to_fill_in_and_to_submit(signed_in: SignIn) -> None:
    own = unit("重庆自家有限公司")
    draft = begun(own)
    begun(unit("重庆别家有限公司"))
    page = read(signed_in(member(Role.SIGNATORY, at_unit=own)))
    assert "重庆自家有限公司" in page.text
    assert "重庆别家有限公司" not in page.text
    assert f"{draft.code} 提交" in page.text
    fills_in = read(signed_in(member(Role.DRAFTER, at_unit=own))).text
    assert f"{draft.code} 填写申报" in fills_in
    assert "重庆别家有限公司" not in fills_in


def test_what_has_left_the_stage_waits_no_longer(signed_in: SignIn) -> None:
    waits = case("qualifying")
    client = signed_in(member(Role.OFFICE_CLERK))
    assert waits.code in read(client).text
    waits.stage = "qualified"
    waits.save()
    assert "没有待办" in read(client).text


def test_the_head_counts_the_same_rows_on_every_page(signed_in: SignIn) -> None:
    for n in range(3):
        case("qualifying", f"重庆第{n}厂")
    client = signed_in(member(Role.OFFICE_CLERK))
    for address in (TODO, "/desk/done/"):
        [(_, count)] = Page(client.get(address).content.decode()).find("span", class_="count")
        assert count == "共3件"


def test_the_most_urgent_come_first_and_the_rest_is_counted(signed_in: SignIn) -> None:
    today = day_of(timezone.now())
    for n in range(SHOWN):
        case("qualifying", f"重庆无期限{n}厂")
    case("qualifying", "重庆明天到期厂", due_on=today + timedelta(1))
    case("qualifying", "重庆昨天到期厂", due_on=today - timedelta(1))
    clerk = member(Role.OFFICE_CLERK)
    [group] = waiting(actor_for(clerk.person, timezone.now()))
    assert [row.subject.title for row in group.rows][:3] == ["重庆昨天到期厂", "重庆明天到期厂", "重庆无期限0厂"]
    assert (group.count, len(group.rows), group.more) == (SHOWN + 2, SHOWN, 2)
    client = signed_in(clerk)
    page = read(client)
    assert "另有 2 件。" in page.text
    [every] = [link["href"] for link, text in page.find("a") if text == f"列出全部 {SHOWN + 2} 件"]
    listed = Page(client.get(TODO + every).content.decode())
    assert f"共 {SHOWN + 2} 件" in listed.text
    assert [text for link, text in listed.find("a") if "HZ-2026" in link["href"]][:2] == [
        "重庆昨天到期厂",
        "重庆明天到期厂",
    ]
    assert "资格审核" in listed.find("td", data_label="步骤")[0][1]
    assert "已逾期" in listed.find("td", data_label="期限")[0][1]
    found = Page(client.get(f"{TODO}{every}&q=ztdq").content.decode())
    assert [text for link, text in found.find("a") if "HZ-2026" in link["href"]] == ["重庆昨天到期厂"]
    narrowed = Page(client.get(f"{TODO}{every}&stage=endorsing").content.decode())
    assert "没有符合条件的记录" in narrowed.text
    assert f"已于{chinese_date(today - timedelta(1))}到期" in page.text
    assert f"{chinese_date(today + timedelta(1))}（周" in page.text
    assert len(page.find("div", class_="due over")) == 1


def test_every_kind_with_a_last_day_is_ordered_by_it() -> None:
    for model in subject_models():
        assert bool(model.due_by) == (model.due is not Subject.due), model.kind


def test_a_judge_finds_the_open_sheets_and_the_pledge_to_sign(signed_in: SignIn) -> None:
    judge = member(Role.JUDGE)
    hearing, coming = session(), session("drawn")
    sheet(hearing, seat(hearing, judge.person))
    seat(coming, judge.person, pledged=False)
    other = member(Role.JUDGE, name="另一评委")
    sheet(hearing, seat(hearing, other.person))
    page = read(signed_in(judge))
    assert "重庆第1研究院评分表" in page.text
    assert "重庆第2研究院评分表" not in page.text
    assert "签署评审承诺" in page.text
    assert coming.name in page.text
    assert hearing.name not in page.text


def test_one_person_with_two_roles_sees_both_each_with_its_own_step(signed_in: SignIn) -> None:
    both = member(Role.DISTRICT_HEAD)
    member(Role.SIGNATORY, who=both.person, at_unit=case("endorsing", "重庆待初审厂").unit)
    own = case("draft", "重庆自己的厂", NANAN)
    member(Role.SIGNATORY, who=both.person, at_unit=own.unit)
    [group] = waiting(actor_for(both.person, NOW))
    assert {row.subject.title: row.steps for row in group.rows} == {
        "重庆待初审厂": ("区县初审",),
        "重庆自己的厂": ("提交",),
    }


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PARTY_RECORDER, Role.JUDGE, Role.STATION_CLERK])
def test_an_empty_desk_says_what_will_appear(role: Role, signed_in: SignIn) -> None:
    page = read(signed_in(member(role)))
    assert "没有待办" in page.text
    assert "轮到您办理的事项会列在这里，并注明期限。" in page.text


def test_a_district_clerk_is_led_to_what_is_to_be_prepared_for_the_head(signed_in: SignIn) -> None:
    case("endorsing", "重庆待初审厂")
    who = member(Role.DISTRICT_CLERK, district=YUZHONG)
    client = signed_in(who)
    page = read(client)
    assert "重庆待初审厂" in page.text
    assert "准备初审意见" in page.text
    member(Role.DISTRICT_HEAD, who=who.person, district=YUZHONG)
    [group] = waiting(actor_for(who.person, NOW))
    assert [set(row.steps) for row in group.rows] == [{"区县初审", "准备初审意见"}]


def test_what_a_district_clerk_has_prepared_waits_for_the_head_alone_until_it_is_handed_in_anew() -> None:
    application = submitted()
    clerk, head = holding(Role.DISTRICT_CLERK, YUZHONG), holding(Role.DISTRICT_HEAD, YUZHONG)
    drafts.draft_opinion(application, "同意推荐", by=clerk, at=NOW)
    assert counts(clerk)["application"] == 1
    drafts.attach_opinion(application, upload("意见.pdf"), by=clerk, at=NOW)
    assert (counts(clerk)["application"], counts(head)["application"]) == (0, 1)
    application.submissions.update(digest="0" * 64)
    assert counts(clerk)["application"] == 1


def test_thirty_cases_cost_as_many_queries_as_one(signed_in: SignIn) -> None:
    client = signed_in(member(Role.OFFICE_CLERK))
    case("qualifying")
    one = cost(client, TODO)
    for n in range(29):
        case("qualifying", f"重庆第{n}厂")
    assert cost(client, TODO) == one <= 12


def test_thirty_sheets_and_sessions_cost_a_judge_as_many_queries_as_one(signed_in: SignIn) -> None:
    judge = member(Role.JUDGE)
    client = signed_in(judge)
    hearing = session()
    place = seat(hearing, judge.person)
    sheet(hearing, place)
    seat(session("drawn"), judge.person, pledged=False)
    one = cost(client, TODO)
    for _ in range(29):
        sheet(hearing, place)
        seat(session("drawn"), judge.person, pledged=False)
    assert cost(client, TODO) == one <= 12


def test_the_count_is_one_query_however_many_kinds(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    clerk = actor_for(member(Role.OFFICE_HEAD).person, timezone.now())
    case("qualifying")
    session("preparing")
    with django_assert_num_queries(1):
        assert +counts(clerk) == {"application": 1, "session": 1}


def test_a_paper_draft_waits_for_the_office_that_records_it(signed_in: SignIn) -> None:
    paper = case("draft", "重庆纸质厂")
    paper.recorded_by_office = True
    paper.save()
    case("draft", "重庆自填厂")
    page = read(signed_in(member(Role.OFFICE_CLERK)))
    assert "重庆纸质厂" in page.text
    assert "重庆自填厂" not in page.text
