"""The pages of a review, as each role sees them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from haizhi.experts import acts as experts
from haizhi.experts.models import Expert
from haizhi.kernel.models import Act
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.models import Recusal, Session
from tests.applications.factories import open_call, signatory, university
from tests.experts.factories import CLERK, NOW
from tests.reviews.factories import (
    HELD,
    announced,
    application,
    closed,
    drawn,
    frozen,
    lock_all,
    marks,
    next_turn,
    opened,
    prepared,
    rules,
    scheduled,
    scoring,
    sit,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(session: Session, rest: str = "") -> str:
    return session.get_absolute_url() + rest


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in(Role.OFFICE_CLERK)


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    return sign_in(Role.SUPERVISOR)


def test_a_session_is_scheduled_on_its_page(office: Client) -> None:
    open_call()
    said = {"call": open_call().code, "name": "2099年评审会", "held_at": "2099-06-18T09:00", "place": "报告厅"}
    page = text(office.post("/reviews/new/", said, follow=True))
    assert "已办理“排期”" in page
    assert "2099年6月18日 09:00" in page
    assert "规则尚未公布" in page


def test_a_day_in_the_past_is_refused_and_nothing_typed_is_lost(office: Client) -> None:
    said = {"call": open_call().code, "name": "龑琎评审会", "held_at": "2020-06-18T09:00", "place": "报告厅"}
    answer = office.post("/reviews/new/", said)
    assert answer.status_code == 422
    assert "评审会时间已过" in text(answer)
    assert "龑琎评审会" in text(answer)


def test_the_list_costs_the_same_for_one_session_and_for_thirty(
    office: Client, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for size in (1, 29):
        for n in range(size):
            scheduled(f"评审会{n}")
        with django_assert_max_num_queries(12) as captured:
            office.get("/reviews/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_empty_lists_say_what_will_be_there(office: Client, sign_in: SignIn) -> None:
    assert "还没有评审会" in text(office.get("/reviews/"))
    assert "还没有与您有关的评审会" in text(sign_in(Role.SIGNATORY, university()).get("/reviews/"))


def test_the_office_sees_what_is_left_to_prepare(office: Client) -> None:
    page = text(office.get(url(scheduled())))
    for label in ("公布规则", "确定领导评委", "列入申报单位", "办理回避", "封存并抽取评委"):
        assert label in page


def test_rules_are_published_with_bounds_of_disciplines(office: Client) -> None:
    session = scheduled()
    said = {
        "leaders": "2", "drawn": "5", "max_per_employer": "1", "step": "5", "minimum_sheets": "5", "trim_from": "5",
        "tie_first": "3", "tie_second": "", "places": "2", "answer_hours": "24", "presentation": "8", "defence": "4", "least_energy": "1",
        "least_materials": "2", "most_materials": "2",
    }  # fmt: skip
    refused = text(office.post(url(session, "set_rules/"), said | {"presentation": "-8"}))
    assert "陈述时间：请填写不小于1的数" in refused
    page = text(office.post(url(session, "set_rules/"), said, follow=True))
    assert "评审规则已公布。" in page
    assert "能源不少于1名" in page
    assert "新材料2名" in page
    assert "每家打分后当场公布得分和名次" in page
    session.refresh_from_db()
    assert session.rules is not None
    assert session.rules["tie_groups"] == [3]


def test_bounds_taken_back_are_gone_and_one_left_open_above_stays_open(office: Client) -> None:
    session = scheduled()
    acts.set_rules(
        session, by=CLERK, at=NOW, rules=rules(), disciplines={"energy": (1, 5), "materials": (0, 3)}, traits={}
    )
    form = text(office.get(url(session, "set_rules/")))
    assert re.search(r'name="least_energy"[^>]* value="1"', form)
    assert not re.search(r'name="most_energy"[^>]* value=', form)
    said = {
        "leaders": "2", "drawn": "7", "max_per_employer": "1", "step": "5", "minimum_sheets": "5", "trim_from": "5",
        "places": "2", "answer_hours": "24", "presentation": "10", "defence": "5", "least_materials": "0", "least_energy": "1",
    }  # fmt: skip
    page = text(office.post(url(session, "set_rules/"), said, follow=True))
    assert "能源不少于1名" in page
    assert "新材料" not in page


def test_an_even_panel_is_refused_beside_the_field_and_what_was_typed_stays(office: Client) -> None:
    session = scheduled()
    said = {
        "leaders": "3", "drawn": "5", "max_per_employer": "1", "step": "5", "minimum_sheets": "5", "trim_from": "5",
        "places": "2", "answer_hours": "24", "presentation": "17", "defence": "5", "least_energy": "3", "most_energy": "2",
    }  # fmt: skip
    answer = office.post(url(session, "set_rules/"), said)
    assert answer.status_code == 422
    page = text(answer)
    assert "评委共8名，须为不少于7名的单数" in page
    assert "能源下限3名、上限2名" in page
    assert 'value="17"' in page


def test_rules_posted_twice_are_published_once(office: Client) -> None:
    session = scheduled()
    said = {
        "leaders": "2", "drawn": "5", "max_per_employer": "1", "step": "5", "minimum_sheets": "5", "trim_from": "5",
        "places": "2", "answer_hours": "24", "presentation": "10", "defence": "5", "once": "0b0e5a3e-0000-4000-8000-000000000002",
    }  # fmt: skip
    for _ in range(2):
        assert office.post(url(session, "set_rules/"), said).status_code == 302
    assert Act.objects.filter(verb="session.set_rules").count() == 1


def test_rules_are_not_published_after_the_freeze(office: Client) -> None:
    assert "现在不能公布规则" in text(office.get(url(frozen(), "set_rules/")))


def test_leaders_are_seated_and_listed(office: Client) -> None:
    session = scheduled()
    said = {"name": "王敏", "employer": "重庆市科学技术协会", "mobile": "13712345678"}
    page = text(office.post(url(session, "seat/?back=seats"), said, follow=True))
    assert "王敏" in page
    assert "成员单位领导" in page


def test_a_seat_without_a_way_to_sign_in_is_refused(office: Client) -> None:
    answer = office.post(url(scheduled(), "seat/"), {"name": "王敏", "employer": "重庆市科学技术协会"})
    assert answer.status_code == 422
    assert "没有登录用的手机号码或电子信箱" in text(answer)
    assert "王敏" in text(answer)


def test_units_are_listed_together(office: Client) -> None:
    session = scheduled()
    ones = [application(f"重庆第{n}大学") for n in range(2)]
    page = text(office.get(url(session, "enlist/")))
    assert "重庆第0大学（HZ-2026-0001）" in page
    answer = office.post(url(session, "enlist/"), {"applications": [one.code for one in ones]}, follow=True)
    assert "已列入评审：重庆第0大学、重庆第1大学，共2家申报单位。" in text(answer)
    again = office.post(url(session, "enlist/"), {"applications": [ones[0].code]})
    assert again.status_code == 422
    assert "HZ-2026-0001 已不在资格通过的申报件之中" in text(again)


def test_all_units_are_listed_at_one_press(office: Client) -> None:
    session = scheduled()
    ones = [application(f"重庆第{n}大学") for n in range(3)]
    assert "全部列入（3 家）" in text(office.get(url(session, "enlist/")))
    answer = office.post(url(session, "enlist/"), {"applications": [ones[0].code], "all": "1"}, follow=True)
    assert "已列入评审：重庆第0大学、重庆第1大学等3家申报单位。" in text(answer)
    assert office.post(url(session, "enlist/"), {"all": "1"}).status_code == 422


def test_nobody_but_the_office_prepares(supervisor: Client, sign_in: SignIn) -> None:
    session = prepared()
    for client in (supervisor, sign_in(Role.PARTY_RECORDER)):
        assert client.get("/reviews/new/").status_code == 403
        assert client.get(url(session, "enlist/")).status_code == 403
        assert client.get(url(session, "set_rules/")).status_code == 403


def test_the_comparison_is_recorded_and_decided_by_two(office: Client, supervisor: Client) -> None:
    session = prepared()
    unit = session.turns.all()[0].application.unit
    experts.declare_interest(
        Expert.objects.order_by("code")[0],
        by=CLERK, at=NOW, unit=unit, ground=InterestGround.ADVISER, detail="任技术顾问",
    )  # fmt: skip
    page = text(office.get(url(session, "recusals/match/")))
    assert "发现 1 项，尚未登记" in page
    assert "本人申报：任技术顾问" in page
    assert "已登记1项比对结果" in text(office.post(url(session, "recusals/match/"), follow=True))
    recusal = Recusal.objects.get()
    said = {"granted": "yes", "opinion": "属实，应予回避"}
    assert "已办理“决定”" in text(office.post(recusal.get_absolute_url() + "decide/", said, follow=True))
    page = text(supervisor.post(recusal.get_absolute_url() + "agree/", {}, follow=True))
    assert "应回避" in page
    assert "属实，应予回避" in page
    assert supervisor.get(url(session, "recusals/match/")).status_code == 403


def test_a_unit_asks_that_a_judge_stand_aside_and_sees_no_pool(sign_in: SignIn) -> None:
    session = prepared()
    turn = session.turns.order_by("application__code")[0]
    client = sign_in(Role.SIGNATORY, turn.application.unit)
    page = text(client.get(url(session)))
    assert "申请评委回避" in page
    assert "专家000" not in page
    assert "领导0" not in page
    said = {"named": "欧阳慧龑", "ground": "dispute", "explanation": "有专利诉讼"}
    page = text(client.post(turn.get_absolute_url() + "request/", said, follow=True))
    assert "有专利诉讼" in page
    assert "待海智办决定" in page
    other = session.turns.order_by("application__code")[1]
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(other.get_absolute_url() + "request/").status_code == 404
    Session.objects.filter(pk=session.pk).update(stage="drawn")
    over = text(client.get(turn.get_absolute_url() + "request/"))
    assert "现在不能办理“申请评委回避”" in over
    assert "回避申请须在封存专家库之前提出" in over
    assert "<textarea" not in over


def test_a_stale_page_is_refused_and_told_so(office: Client) -> None:
    session = prepared()
    stale = session.version
    acts.set_rules(session, by=CLERK, at=NOW, rules=rules(drawn=7))
    answer = office.post(url(session, "freeze/"), {"seen": stale})
    assert answer.status_code == 422
    assert "您打开页面之后，此件已有新的办理" in text(answer)


def test_the_console_counts_sheets_and_shows_no_value(office: Client) -> None:
    session = opened(units=1)
    turn = scoring(session)
    lock_all(turn, lambda n: 83)
    one = turn.sheets.order_by("seat__serial")[0]
    acts.void_sheet(one, by=_judge_of(one), at=HELD, opinion="录错")
    page = text(office.get(turn.get_absolute_url()))
    assert "6 / 7" in page
    assert "等待锁定：1 号" in page
    assert "还有1份评分表没有锁定" in page
    total = sum(marks(83).values())
    assert f"{total / 10:.1f}" not in page


def _judge_of(sheet: Any) -> Any:
    from tests.experts.factories import judge

    return judge(sheet.seat.person_id)


def test_the_score_is_announced_to_everybody_and_its_makers_to_the_supervisor(
    office: Client, supervisor: Client, sign_in: SignIn
) -> None:
    session = opened(units=2)
    turn = scoring(session)
    lock_all(turn, lambda n: 60 + 5 * n)
    sit(session, timezone.now())
    page = text(office.post(turn.get_absolute_url() + "announce/", follow=True))
    turn.refresh_from_db()
    assert turn.result is not None
    shown = turn.result["shown"]
    assert shown in page
    assert "各评委评分" not in page
    assert "下一家：" in page
    page = text(supervisor.get(turn.get_absolute_url()))
    assert "各评委评分（仅纪检可见）" in page
    assert all(seat.name in page for seat in session.seats.all())
    unit = sign_in(Role.SIGNATORY, turn.application.unit)
    page = text(unit.get(turn.get_absolute_url()))
    assert shown in page
    assert "领导0" not in page


def test_the_result_shows_ranks_ties_trims_and_absences(sign_in: SignIn, office: Client, supervisor: Client) -> None:
    session = opened(units=4)
    acts.mark_absent(next_turn(session), by=CLERK, at=HELD, opinion="未到")
    for percent in (80, 70, 70):
        announced(session, lambda n, percent=percent: percent)  # type: ignore[misc]  # a default binds the value
    assert office.get(url(session, "result/")).status_code == 404
    acts.close(session, by=CLERK, at=HELD)
    unit = sign_in(Role.SIGNATORY, session.turns.all()[0].application.unit)
    assert unit.get(url(session, "result/")).status_code == 404
    assert "待纪检会签闭会" in text(supervisor.get(url(session, "result/")))
    page = text(supervisor.post(url(session, "confirm_close/"), follow=True))
    assert "已闭会" in page
    for client in (office, unit, sign_in(Role.PARTY_RECORDER)):
        page = text(client.get(url(session, "result/")))
        assert page.count("并列</span>") == 2
        assert "缺席，不产生结果" in page
        assert 'title="去掉的最低分"' in page
        assert "有效 7 份，计入 5 份" in page


def test_ranks_are_shown_as_they_stand_where_the_rules_say_so(office: Client) -> None:
    session = opened(units=3, rules=rules(rank_at_end=False))
    announced(session, lambda n: 60)
    announced(session, lambda n: 80)
    page = text(office.get(url(session)))
    assert page.index('data-label="名次">2<') < page.index('data-label="名次">1<')
    hidden = opened(units=2)
    announced(hidden)
    assert 'data-label="名次">1<' not in text(office.get(url(hidden)))


def test_an_auditor_reads_and_is_offered_nothing(sign_in: SignIn) -> None:
    session = drawn()
    auditor = sign_in(Role.AUDITOR)
    for rest in ("", "seats/", "ceremony/", "recusals/"):
        page = text(auditor.get(url(session, rest)))
        assert "可办理" not in page


def test_a_stranger_finds_nothing(sign_in: SignIn) -> None:
    session = closed(units=1)
    stranger = sign_in(Role.SIGNATORY, university("旁观大学"))
    assert stranger.get(url(session)).status_code == 404
    assert stranger.get(url(session, "result/")).status_code == 404
    assert stranger.get(url(session, "ceremony/")).status_code == 403
    assert Client().get(url(session)).status_code == 302


def test_a_verb_that_nobody_does_by_hand_has_no_page(office: Client) -> None:
    session = opened(units=1)
    turn = next_turn(session)
    assert office.get(turn.get_absolute_url() + "reopen/").status_code == 404
    assert office.get(url(session, "nonsense/")).status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.SUPERVISOR])
def test_pages_of_a_session_cost_no_more_with_many_units(
    role: Role, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(role)
    counts = []
    for units in (1, 8):
        session = opened(units=units)
        announced(session)
        turn = scoring(session) if units > 1 else session.turns.all()[0]
        for page in (url(session), url(session, "ceremony/"), url(session, "seats/"), turn.get_absolute_url()):
            with django_assert_max_num_queries(12, info=page) as captured:
                assert client.get(page).status_code == 200
            counts.append(len(captured))
    assert counts[:3] == counts[4:7]


def test_a_unit_is_told_of_its_own_turn(sign_in: SignIn) -> None:
    session = drawn()
    turn = session.turns.order_by("position")[0]
    page = text(sign_in(Role.DRAFTER, turn.application.unit).get(url(session)))
    assert str(turn) in page
    assert str(session.turns.order_by("position")[1]) not in page
    assert signatory(turn.application.unit).holds(Role.SIGNATORY)
