"""Recusal binds everybody on the panel (评审·7): found, declared, requested; decided by two offices."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haizhi.accounts.models import Organisation
from haizhi.experts import acts as experts
from haizhi.experts.models import Expert
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.recusals import InterestGround, requests_within_limit
from haizhi.reviews import acts
from haizhi.reviews.facts import drawing_pool, sitting, unrecorded_matches
from haizhi.reviews.models import Recusal, Session, Turn
from haizhi.reviews.queries import recusal_record, shifts_of
from tests.applications.factories import signatory, university
from tests.experts.factories import CLERK, NOW, SUPERVISOR, expert, judge
from tests.reviews.factories import HELD, announced, drawn, frozen, leader, lock_all, opened, prepared, scoring

pytestmark = pytest.mark.django_db
KIN = InterestGround.KIN


def settle(recusal: Recusal, granted: bool = True) -> Recusal:
    acts.decide(recusal, by=CLERK, at=NOW, granted=granted, opinion="经核实")
    return acts.agree(recusal, by=SUPERVISOR, at=NOW, opinion="同意")


def pool_of(session: Session) -> list[Expert]:
    """Who may be drawn, read anew."""
    return drawing_pool(Session.objects.get(pk=session.pk)).eligible


def first_turn(session: Session) -> Turn:
    return session.turns.order_by("application__code")[0]


def applicant(turn: Turn) -> Actor:
    return signatory(turn.application.unit)


def test_an_expert_of_the_applicant_is_found_by_name_and_by_code() -> None:
    session = prepared(experts=0)
    unit = first_turn(session).application.unit
    by_name = expert("甲", employer=f" {unit.name}")
    by_code = expert("乙", employer="原名研究院", employer_code=unit.code)
    expert("丙", employer="别的单位")
    assert [match.expert for match in unrecorded_matches(session)] == [by_name, by_code]


def test_a_leader_of_the_applicant_is_found_and_so_is_a_declared_interest() -> None:
    session = prepared(experts=1)
    turn = first_turn(session)
    acts.seat(session, by=CLERK, at=NOW, person=leader("赵强"), employer=turn.application.unit.name)
    adviser = Expert.objects.get()
    experts.declare_interest(
        adviser, by=CLERK, at=NOW, unit=turn.application.unit, ground=InterestGround.ADVISER, detail="任顾问"
    )
    found = unrecorded_matches(session)
    assert [(m.seat.name if m.seat else "", m.expert) for m in found] == [("赵强", None), ("", adviser)]
    assert found[1].explanation == "本人申报：任顾问"


def test_the_pool_is_not_frozen_before_every_match_is_recorded_and_settled() -> None:
    session = prepared()
    expert("甲", employer=first_turn(session).application.unit.name)
    with pytest.raises(Refused, match="单位比对发现1项利害关系尚未登记"):
        acts.freeze(session, by=CLERK, at=NOW)
    raised = acts.match_all(session, by=CLERK, at=NOW)
    assert acts.match_all(session, by=CLERK, at=NOW) == []
    with pytest.raises(Refused, match="还有1项回避未办结"):
        acts.freeze(session, by=CLERK, at=NOW)
    settle(raised[0])
    assert acts.freeze(session, by=CLERK, at=NOW).stage == "freezing"


def test_who_stands_aside_for_one_applicant_is_not_in_the_pool() -> None:
    session = prepared()
    one = Expert.objects.order_by("code")[0]
    recusal = acts.match(first_turn(session), by=CLERK, at=NOW, ground=KIN, explanation="堂兄任负责人", expert=one)
    assert one in pool_of(session)
    settle(recusal)
    assert one not in pool_of(session)


def test_what_is_dismissed_keeps_nobody_out() -> None:
    session = prepared()
    one = Expert.objects.order_by("code")[0]
    recusal = acts.match(first_turn(session), by=CLERK, at=NOW, ground=KIN, explanation="同名", expert=one)
    assert settle(recusal, granted=False).stage == "dismissed"
    assert one in pool_of(session)


def test_a_unit_asks_by_name_or_employer_and_need_not_know_the_pool() -> None:
    session = prepared()
    turn = first_turn(session)
    one, other = Expert.objects.order_by("code")[:2]
    for named in (one.name, f"{other.employer} "):
        settle(acts.request(turn, by=applicant(turn), at=NOW, named=named, ground=KIN, explanation="有纠纷"))
    left = pool_of(session)
    assert one not in left
    assert other not in left


def test_a_unit_asks_for_three_at_most_and_may_take_one_back() -> None:
    session = prepared()
    turn = first_turn(session)
    asked = [
        acts.request(turn, by=applicant(turn), at=NOW, named=f"某{n}", ground=KIN, explanation="有纠纷")
        for n in range(3)
    ]
    with pytest.raises(Refused, match="最多可申请3名评委回避"):
        acts.request(turn, by=applicant(turn), at=NOW, named="某四", ground=KIN, explanation="有纠纷")
    acts.withdraw(asked[0], by=applicant(turn), at=NOW)
    assert (
        acts.request(turn, by=applicant(turn), at=NOW, named="某四", ground=KIN, explanation="有纠纷").stage == "raised"
    )


def test_a_request_names_somebody_and_states_the_facts() -> None:
    turn = first_turn(prepared())
    with pytest.raises(Refused, match="请写明具体情况"):
        acts.request(turn, by=applicant(turn), at=NOW, named="某人", ground=KIN, explanation=" ")
    with pytest.raises(Refused, match="请填写评委的姓名或工作单位"):
        acts.request(turn, by=applicant(turn), at=NOW, named="", ground=KIN, explanation="有纠纷")


def test_a_unit_asks_for_its_own_turn_alone_and_before_the_freeze() -> None:
    session = frozen()
    turn, other = session.turns.order_by("application__code")
    with pytest.raises(Refused, match="封存专家库之前提出"):
        acts.request(turn, by=applicant(turn), at=NOW, named="某人", ground=KIN, explanation="有纠纷")
    early = prepared()
    turn, other = early.turns.order_by("application__code")
    with pytest.raises(Refused, match="不在您的办理范围内"):
        acts.request(turn, by=applicant(other), at=NOW, named="某人", ground=KIN, explanation="有纠纷")


def test_a_judge_declares_for_a_unit_and_only_if_seated() -> None:
    session = drawn()
    turn = first_turn(session)
    seat = sitting(session)[0]
    recusal = acts.declare(turn, by=judge(seat.person_id), at=NOW, ground=KIN, explanation="其妻任职")
    assert (recusal.source, recusal.person_id) == (Recusal.Source.DECLARED, seat.person_id)
    with pytest.raises(Refused, match="您已就该单位申报回避"):
        acts.declare(turn, by=judge(seat.person_id), at=NOW, ground=KIN, explanation="再报")
    with pytest.raises(Refused, match="您不是本次评审的评委"):
        acts.declare(turn, by=judge(leader("外人").pk), at=NOW, ground=KIN, explanation="旁人")


def test_neither_office_decides_alone() -> None:
    session = drawn()
    recusal = acts.declare(
        first_turn(session), by=judge(sitting(session)[0].person_id), at=NOW, ground=KIN, explanation="其妻任职"
    )
    with pytest.raises(Refused, match="只有处于“待纪检同意”"):
        acts.agree(recusal, by=SUPERVISOR, at=NOW)
    with pytest.raises(Refused, match="没有写明理由"):
        acts.decide(recusal, by=CLERK, at=NOW, granted=True, opinion=" ")
    acts.decide(recusal, by=CLERK, at=NOW, granted=True, opinion="属实")
    with pytest.raises(Refused, match="由纪检监督人员办理"):
        acts.agree(recusal, by=CLERK, at=NOW)
    acts.refuse(recusal, by=SUPERVISOR, at=NOW, opinion="请补充依据")
    assert (recusal.stage, recusal.granted) == ("raised", None)


def test_a_match_names_one_judge() -> None:
    turn = first_turn(prepared())
    with pytest.raises(Refused, match="请选择一名评委或专家"):
        acts.match(turn, by=CLERK, at=NOW, ground=KIN, explanation="不明")


def test_a_recusal_in_the_hearing_puts_the_blank_sheet_away_and_changes_the_divisor() -> None:
    session = opened(units=1)
    turn = scoring(session)
    seat = sitting(session)[0]
    recusal = acts.declare(turn, by=judge(seat.person_id), at=HELD, ground=KIN, explanation="才发现")
    lock_all(turn, but=seat)
    with pytest.raises(Refused, match="还有1项回避未办结"):
        acts.announce(turn, by=CLERK, at=HELD)
    settle(recusal)
    assert not turn.sheets.filter(seat=seat).exists()
    result = acts.announce(turn, by=CLERK, at=HELD).result
    assert result is not None
    assert (result["valid"], result["kept"]) == (6, 4)


def test_a_locked_sheet_of_who_stands_aside_does_not_count() -> None:
    session = opened(units=1)
    turn = scoring(session)
    lock_all(turn)
    by = judge(sitting(session)[0].person_id)
    settle(acts.declare(turn, by=by, at=HELD, ground=KIN, explanation="才发现"))
    result = acts.announce(turn, by=CLERK, at=HELD).result
    assert result is not None
    assert (result["valid"], result["kept"]) == (6, 4)


def test_an_interest_found_after_the_announcement_takes_the_score_back_and_shows_what_it_changed() -> None:
    session = opened(units=2)
    turn, _ = announced(session), announced(session)
    before = (turn.result or {})["shown"]
    seat = sitting(session).order_by("-serial")[0]
    found = acts.match(turn, by=CLERK, at=HELD, ground=KIN, explanation="会后发现", person=seat.person)
    assert settle(found).stage == "upheld"
    turn.refresh_from_db()
    assert (turn.stage, turn.result) == ("scoring", None)
    after = acts.announce(turn, by=CLERK, at=HELD).result or {}
    assert (after["valid"], after["kept"]) == (6, 4)
    (shift,) = shifts_of(Session.objects.get(pk=session.pk))
    assert (shift.turn, shift.before, shift.after) == (turn, before, after["shown"])
    assert before != after["shown"]
    # the two were equal in the tie-breaks too
    assert (shift.rank_before, shift.rank_after) == ("1", "2")
    other = session.turns.exclude(pk=turn.pk).get()
    other.result = {key: value for key, value in (other.result or {}).items() if key != "ties"}
    other.save(update_fields=["result"])
    (shift,) = shifts_of(Session.objects.get(pk=session.pk))
    assert (shift.rank_before, shift.rank_after) == ("无法还原", "2"), "equal before, and what told them apart is lost"


def test_a_score_is_taken_back_only_when_no_other_unit_is_being_heard() -> None:
    session = opened(units=2)
    turn = announced(session)
    found = acts.match(turn, by=CLERK, at=HELD, ground=KIN, explanation="会后发现", person=sitting(session)[0].person)
    acts.decide(found, by=CLERK, at=HELD, granted=True, opinion="属实")
    scoring(session)
    with pytest.raises(Refused, match="尚未办结"):
        acts.agree(found, by=SUPERVISOR, at=HELD)


def test_an_employer_is_recognised_by_a_former_name_and_as_a_unit_merged_in() -> None:
    session = prepared(experts=0)
    unit = first_turn(session).application.unit
    unit.former_names.create(name="重庆旧名学院", valid_to=NOW.date())
    merged = university("并入的研究所")
    Organisation.objects.filter(pk=merged.pk).update(stage="merged", merged_into=unit)
    of_old = expert("甲", employer="重庆旧名学院")
    of_merged = expert("乙", employer="并入的研究所")
    said = {match.expert: match.explanation for match in unrecorded_matches(session)}
    assert said == {
        of_old: "任职单位“重庆旧名学院”是申报单位的曾用名",
        of_merged: "任职单位“并入的研究所”已并入申报单位",
    }


def test_a_judge_goes_through_every_unit_after_the_pledge() -> None:
    session = drawn()
    seat = sitting(session)[0]
    by = judge(seat.person_id)
    with pytest.raises(Refused, match="尚未签署本次评审的承诺"):
        acts.disclose(session, by=by, at=NOW, interests={})
    acts.pledge(session, by=by, at=NOW)
    turn = first_turn(session)
    acts.disclose(session, by=by, at=NOW, interests={turn.application.code: (KIN.value, "其妻任职")})
    assert Recusal.objects.get().turn == turn
    seat.refresh_from_db()
    assert seat.disclosed_at == NOW
    with pytest.raises(Refused, match="不在本次评审的申报单位之列"):
        acts.disclose(session, by=by, at=NOW, interests={"HZ-2026-9999": (KIN.value, "其妻任职")})


def test_the_record_of_recusals_names_nobody_of_the_pool() -> None:
    session = prepared()
    one = Expert.objects.order_by("code")[0]
    settle(acts.match(first_turn(session), by=CLERK, at=NOW, ground=KIN, explanation="堂兄任负责人", expert=one))
    record = recusal_record(Session.objects.get(pk=session.pk), NOW)
    assert record.tables[0].rows[0][2] == "专家库专家"
    assert one.name not in str(record)
    assert not Act.objects.filter(kind="recusal", title__contains=one.name).exists()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["ask", "take back"]), max_size=12))
def test_a_unit_never_has_more_than_three_requests_open(steps: list[str]) -> None:
    asked = 0
    for step in steps:
        met = requests_within_limit(asked).met
        assert met == (asked < 3)
        asked += int(step == "ask" and met) - int(step == "take back" and asked > 0)
        assert 0 <= asked <= 3


def test_recusals_of_a_struck_unit_neither_block_nor_keep_anybody_out() -> None:
    session = prepared()
    turn = first_turn(session)
    one, other = Expert.objects.order_by("code")[:2]
    settle(acts.match(turn, by=CLERK, at=NOW, ground=KIN, explanation="其妻任职", expert=one))
    acts.match(turn, by=CLERK, at=NOW, ground=KIN, explanation="待查", expert=other)
    acts.strike(turn, by=CLERK, at=NOW, opinion="退出")
    assert one in pool_of(session)
    assert acts.freeze(session, by=CLERK, at=NOW).stage == "freezing"
