"""Preparing a session: date, rules, leaders, units (办法·9·1, 评审·6·2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from haizhi.accounts.models import Membership, Person
from haizhi.applications.models import Application
from haizhi.experts import acts as experts
from haizhi.kernel.models import Act
from haizhi.regulation.deadlines import Track
from haizhi.regulation.findings import Refused
from haizhi.regulation.review import SessionRules
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.facts import session_rules, sitting
from haizhi.reviews.models import Seat
from tests.applications.factories import open_call
from tests.experts.factories import CLERK, NOW, RECORDER, expert, judge, next_mobile
from tests.reviews.factories import HELD, RULES, application, frozen, leader, prepared, scheduled

pytestmark = pytest.mark.django_db


def test_a_session_is_scheduled_with_a_number_of_its_year() -> None:
    first, second = scheduled(), scheduled("第二场")
    assert (first.code, second.code) == ("PS-2026-01", "PS-2026-02")
    assert first.stage == "preparing"


def test_a_session_lies_in_the_future_at_a_place() -> None:
    with pytest.raises(Refused) as refused:
        acts.schedule(open_call(), by=CLERK, at=HELD, name="", held_at=HELD, place=" ")
    assert [finding.field for finding in refused.value.findings] == ["name", "held_at", "place"]


def test_only_the_office_schedules() -> None:
    with pytest.raises(Refused, match="由海智办经办人、海智办负责人办理"):
        acts.schedule(open_call(), by=RECORDER, at=NOW, name="评审会", held_at=HELD, place="会议室")


def test_a_session_moves_to_another_day_with_its_reason_on_record() -> None:
    session = scheduled()
    later = HELD + timedelta(days=7)
    acts.reschedule(session, by=CLERK, at=NOW, held_at=later, place="市人力社保局", opinion="会场调整")
    assert (session.held_at, session.place, session.stage) == (later, "市人力社保局", "preparing")
    assert Act.objects.get(verb="session.reschedule").opinion == "会场调整"


def test_a_session_with_units_is_not_dropped() -> None:
    session = scheduled()
    turn = acts.enlist(session, by=CLERK, at=NOW, application=application("重庆示范大学"))
    with pytest.raises(Refused, match="已列入1家申报单位"):
        acts.drop(session, by=CLERK, at=NOW, opinion="不开了")
    acts.strike(turn, by=CLERK, at=NOW, opinion="改期")
    assert acts.drop(session, by=CLERK, at=NOW, opinion="不开了").stage == "dropped"


def test_rules_are_published_whole_and_can_be_published_anew() -> None:
    session = scheduled()
    acts.set_rules(session, by=CLERK, at=NOW, rules=RULES, disciplines={"energy": (1, 2)})
    assert session_rules(session) == RULES
    assert session.disciplines == {"energy": [1, 2]}
    acts.set_rules(session, by=CLERK, at=NOW, rules=replace(RULES, drawn=7))
    assert session_rules(session) == replace(RULES, drawn=7)
    assert session.disciplines == {}


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (SessionRules(leaders=2, drawn=4), "不少于7名的单数"),
        (SessionRules(leaders=1, drawn=4), "不少于7名的单数"),
        (SessionRules(leaders=0, drawn=7), "两类各不少于1名"),
        (SessionRules(leaders=2, drawn=5, step=3), "须能整除各项指标的满分"),
        (SessionRules(leaders=2, drawn=5, tie_groups=(3, 3)), "不得重复"),
    ],
)
def test_rules_that_the_regulation_does_not_allow_are_refused(rules: SessionRules, sentence: str) -> None:
    session = scheduled()
    with pytest.raises(Refused, match=sentence):
        acts.set_rules(session, by=CLERK, at=NOW, rules=rules)
    session.refresh_from_db()
    assert session.rules is None


def test_bounds_of_disciplines_make_sense() -> None:
    with pytest.raises(Refused) as refused:
        acts.set_rules(scheduled(), by=CLERK, at=NOW, rules=RULES, disciplines={"energy": (4, 3), "materials": (2, 5)})
    assert [finding.field for finding in refused.value.findings] == ["least_energy", "drawn"]


def test_a_leader_is_seated_with_an_account_as_a_judge() -> None:
    session = scheduled()
    acts.seat(session, by=CLERK, at=NOW, name="王敏", mobile=next_mobile(), employer="重庆市科学技术协会")
    seat = sitting(session).get()
    assert (seat.serial, seat.name, seat.origin) == (1, "王敏", Seat.Origin.LEADER)
    assert Membership.objects.get(person=seat.person).role == Role.JUDGE
    assert len(seat.token) == 64


def test_a_leader_who_has_an_account_keeps_it() -> None:
    person = leader("王敏")
    acts.seat(scheduled(), by=CLERK, at=NOW, name="王敏", mobile=str(person.mobile), employer="重庆市科学技术协会")
    assert Person._base_manager.count() == 1


def test_another_name_does_not_seat_the_owner_of_the_account() -> None:
    person, session = leader("王敏"), scheduled()
    with pytest.raises(Refused, match="是“王敏”的账号，与所填姓名不同"):
        acts.seat(session, by=CLERK, at=NOW, name="张三", mobile=str(person.mobile), employer="重庆市科学技术协会")
    assert not sitting(session).exists()


def test_nobody_sits_twice_and_nobody_without_an_employer() -> None:
    session, person = scheduled(), leader()
    with pytest.raises(Refused, match="单位为空"):
        acts.seat(session, by=CLERK, at=NOW, person=person, employer="")
    acts.seat(session, by=CLERK, at=NOW, person=person, employer="重庆市科学技术协会")
    with pytest.raises(Refused, match="已是本次评审的评委"):
        acts.seat(session, by=CLERK, at=NOW, person=person, employer="重庆市科学技术协会")


def test_an_expert_of_the_city_is_drawn_and_never_seated() -> None:
    one = experts.invite(expert("王珺"), by=CLERK, at=NOW)
    session = scheduled()
    with pytest.raises(Refused, match="市内专家评委须随机抽取"):
        acts.seat(session, by=CLERK, at=NOW, expert=one)
    with pytest.raises(Refused, match="须随机抽取产生"):
        acts.seat(session, by=CLERK, at=NOW, person=one.person, employer="重庆大学")


def test_an_expert_from_elsewhere_is_seated_and_marked_so() -> None:
    one = experts.invite(expert("Müller", employer="柏林工业大学", within_city=False), by=CLERK, at=NOW)
    session = acts.seat(scheduled(), by=CLERK, at=NOW, expert=one)
    seat = sitting(session).get()
    assert (seat.origin, seat.expert, seat.employer) == (Seat.Origin.INVITED, one, "柏林工业大学")


def test_an_expert_from_elsewhere_needs_an_account_first() -> None:
    with pytest.raises(Refused, match="尚未开通账号"):
        acts.seat(scheduled(), by=CLERK, at=NOW, expert=expert(within_city=False))


def test_a_seat_is_given_up_while_the_session_is_prepared() -> None:
    session = prepared()
    acts.unseat(session, by=CLERK, at=NOW, serial=1)
    assert [seat.serial for seat in sitting(session)] == [2]
    with pytest.raises(Refused, match="没有第1号席位"):
        acts.unseat(session, by=CLERK, at=NOW, serial=1)
    acts.seat(session, by=CLERK, at=NOW, person=leader("赵强"), employer="重庆市人力资源和社会保障局")
    assert [seat.serial for seat in sitting(session)] == [2, 3]


def test_a_qualified_unit_is_listed_and_its_application_is_in_review() -> None:
    session, one = scheduled(), application("重庆示范大学")
    turn = acts.enlist(session, by=CLERK, at=NOW, application=one)
    one.refresh_from_db()
    assert (turn.stage, one.stage) == ("waiting", "in_review")
    caused = Act.objects.get(verb="application.list")
    assert caused.cause is not None
    assert caused.cause.verb == "turn.enlist"


def test_only_a_qualified_unit_of_the_call_is_listed_and_only_once() -> None:
    session, one = scheduled(), application("重庆示范大学")
    with pytest.raises(Refused, match="列入评审"):
        acts.enlist(session, by=CLERK, at=NOW, application=application("未通过大学", stage="qualifying"))
    stranger = application("外年度大学")
    Application.objects.filter(pk=stranger.pk).update(call=open_call(2027))
    stranger.refresh_from_db()
    with pytest.raises(Refused, match="不属于本次评审的申报通知"):
        acts.enlist(session, by=CLERK, at=NOW, application=stranger)
    acts.enlist(session, by=CLERK, at=NOW, application=one)
    with pytest.raises(Refused):
        acts.enlist(session, by=CLERK, at=NOW, application=one)


def test_the_academician_track_is_reviewed_alike() -> None:
    one = application("院士建站大学")
    Application.objects.filter(pk=one.pk).update(call=open_call(track=Track.ACADEMICIAN))
    one.refresh_from_db()
    assert acts.enlist(scheduled(), by=CLERK, at=NOW, application=one).stage == "waiting"


def test_listing_several_is_all_or_none() -> None:
    session = scheduled()
    good, bad = application("重庆示范大学"), application("未通过大学", stage="qualifying")
    with pytest.raises(Refused):
        acts.enlist_all(session, by=CLERK, at=NOW, applications=[good, bad])
    good.refresh_from_db()
    assert good.stage == "qualified"
    assert not session.turns.exists()


def test_a_struck_unit_is_qualified_again_and_can_be_listed_again() -> None:
    session, one = scheduled(), application("重庆示范大学")
    turn = acts.enlist(session, by=CLERK, at=NOW, application=one)
    acts.strike(turn, by=CLERK, at=NOW, opinion="材料需补正")
    one.refresh_from_db()
    assert (turn.stage, one.stage) == ("struck", "qualified")
    assert acts.enlist(session, by=CLERK, at=NOW, application=one).stage == "waiting"


def test_after_the_freeze_the_units_stand() -> None:
    session = frozen()
    with pytest.raises(Refused, match="参评单位已定"):
        acts.enlist(session, by=CLERK, at=NOW, application=application("迟到大学"))
    with pytest.raises(Refused, match="参评单位已定"):
        acts.strike(session.turns.all()[0], by=CLERK, at=NOW, opinion="移出")


def test_whoever_sits_signs_the_pledge_of_the_session_once() -> None:
    session = prepared()
    seat = sitting(session)[0]
    with pytest.raises(Refused, match="不在您的办理范围内"):
        acts.pledge(session, by=judge(leader("外人").pk), at=NOW)
    acts.pledge(session, by=judge(seat.person_id), at=NOW)
    seat.refresh_from_db()
    assert seat.pledged_at == NOW
    assert session.stage == "preparing"
    with pytest.raises(Refused, match="您已签署本次评审的承诺"):
        acts.pledge(session, by=judge(seat.person_id), at=NOW)
