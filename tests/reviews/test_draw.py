"""The draw (评审·7): two people, one freeze, dice that both read, a result that anybody can compute again."""

from datetime import timedelta
from typing import Any

import pytest

from haizhi.applications.acts import cancel, notify, state
from haizhi.experts import acts as experts
from haizhi.experts.models import Expert
from haizhi.fairness import ceremony
from haizhi.fairness.formats import SHAPES, fits
from haizhi.fairness.seeds import freeze_hash
from haizhi.kernel import ledger
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.facts import frozen as freeze_of
from haizhi.reviews.facts import sitting
from haizhi.reviews.models import Entropy, Seat, Session
from tests.applications.factories import signatory
from tests.experts.factories import CLERK, HEAD, NOW, SUPERVISOR, expert
from tests.reviews.factories import DICE, OTHER_DICE, draw, drawn, frozen, opened, prepared, rules, scheduled, throw

pytestmark = pytest.mark.django_db


def detail_of(verb: str) -> Any:
    return Act.objects.filter(verb=verb).latest("entry_id").detail


def test_nothing_is_frozen_before_everything_is_prepared() -> None:
    with pytest.raises(Refused) as refused:
        acts.freeze(scheduled(), by=CLERK, at=NOW)
    assert [finding.reason for finding in refused.value.findings] == [
        "评审规则尚未公布",
        "尚未列入申报单位",
        "经办方没有有效的签名密钥",
        "纪检监督方没有有效的签名密钥",
    ]


def test_the_leaders_seated_are_as_many_as_the_rules_say() -> None:
    session = prepared()
    acts.unseat(session, by=CLERK, at=NOW, serial=2)
    with pytest.raises(Refused, match="已确定领导评委1名，规则为2名"):
        acts.freeze(session, by=CLERK, at=NOW)


def test_the_freeze_fixes_pool_rules_sheet_and_applicants_as_the_published_format_has_them() -> None:
    session = frozen()
    detail = detail_of("session.freeze")
    assert fits(detail, SHAPES["session.freeze"])
    assert ceremony.freeze_faults(detail) == ()
    assert detail["pool_count"] == len(session.pool) == 16
    assert detail["pool_root"] == ceremony.pool_root(session.pool)
    assert detail["applicants"] == ["HZ-2026-0001", "HZ-2026-0002"]
    assert all(fits(row, SHAPES["pool"]) for row in session.pool)
    assert not any(one.name in str(session.pool) for one in Expert.objects.all())


def test_who_is_suspended_seated_elsewhere_or_out_of_reach_is_not_in_the_pool() -> None:
    session = prepared()
    out = expert("停", mobile=None), expert("外", within_city=False), expert("失联", mobile="")
    experts.suspend(out[0], by=CLERK, at=NOW, opinion="停")
    acts.freeze(session, by=CLERK, at=NOW)
    assert not {str(one.pk) for one in out} & {row["id"] for row in session.pool}


def test_the_supervisor_signs_and_nobody_signs_twice() -> None:
    session = acts.freeze(prepared(), by=CLERK, at=NOW)
    with pytest.raises(Refused, match="由纪检监督人员办理"):
        acts.confirm_freeze(session, by=CLERK, at=NOW)
    acts.confirm_freeze(session, by=SUPERVISOR, at=NOW)
    assert session.stage == "frozen"
    with pytest.raises(Refused, match="只有处于“待会签封存”"):
        acts.confirm_freeze(session, by=SUPERVISOR, at=NOW)


def test_a_pool_changed_behind_the_supervisor_s_back_is_not_signed() -> None:
    session = acts.freeze(prepared(), by=CLERK, at=NOW)
    Session.objects.filter(pk=session.pk).update(pool=session.pool[1:])
    with pytest.raises(Refused, match="封存内容与重新计算的不符"):
        acts.confirm_freeze(session, by=SUPERVISOR, at=NOW)


def test_a_refused_freeze_leaves_nothing_frozen() -> None:
    session = acts.freeze(prepared(), by=CLERK, at=NOW)
    acts.refuse_freeze(session, by=SUPERVISOR, at=NOW, opinion="名单未核")
    assert (session.stage, session.freeze, session.pool) == ("preparing", None, [])


def test_no_dice_before_the_freeze_is_signed() -> None:
    session = acts.freeze(prepared(), by=CLERK, at=NOW)
    with pytest.raises(Refused, match="只有处于“已封存”、“评委缺席待补抽”时才能办理"):
        acts.record_entropy(session, by=CLERK, at=NOW, value=DICE)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("123", "须为40位数字，您录入了3位"),
        (DICE + "1", "您录入了41位"),
        (DICE[:-1] + "x", "您录入了39位"),
        (DICE + "x", "并含有其他字符"),
    ],
)
def test_dice_are_forty_digits(typed: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        acts.record_entropy(frozen(), by=CLERK, at=NOW, value=typed)
    assert not Entropy.objects.exists()


def test_the_same_dice_in_another_spelling_are_the_same() -> None:
    session = frozen()
    acts.record_entropy(session, by=CLERK, at=NOW, value=" ".join(DICE[n : n + 5] for n in range(0, 40, 5)))
    assert session.stage == "frozen"
    wide = DICE.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert acts.witness_entropy(session, by=SUPERVISOR, at=NOW, value=wide).stage == "seeded"
    assert detail_of("session.witness_entropy") == {"value": DICE, "round": 1, "source": 0, "agreed": True}


def test_different_entries_seed_nothing_until_both_agree() -> None:
    session = frozen()
    acts.witness_entropy(session, by=SUPERVISOR, at=NOW, value=OTHER_DICE)
    acts.record_entropy(session, by=CLERK, at=NOW, value=DICE)
    assert session.stage == "frozen"
    assert Entropy.objects.get().mismatches == 1
    with pytest.raises(Refused, match="只有处于“随机数已录入”"):
        acts.draw(session, by=CLERK, at=NOW)
    assert acts.witness_entropy(session, by=SUPERVISOR, at=NOW, value=DICE).stage == "seeded"


def test_neither_can_enter_for_the_other() -> None:
    session = frozen()
    with pytest.raises(Refused):
        acts.witness_entropy(session, by=CLERK, at=NOW, value=DICE)
    with pytest.raises(Refused):
        acts.record_entropy(session, by=SUPERVISOR, at=NOW, value=DICE)


def test_the_same_dice_give_the_same_panel_and_order_as_the_published_algorithm() -> None:
    session = drawn(units=3)
    panel, order = ceremony.first_round(freeze_of(session), session.pool, [DICE])
    assert detail_of("session.draw") == {
        "round": 1,
        "attempt": panel.attempt,
        "chosen": list(panel.chosen),
        "order": list(order),
    }
    seats = sitting(session).filter(origin=Seat.Origin.DRAWN)
    assert sorted(str(seat.expert_id) for seat in seats) == list(panel.chosen)
    turns = session.turns.order_by("position")
    assert [turn.application.code for turn in turns] == list(order)
    assert [turn.position for turn in turns] == [1, 2, 3]


def test_the_drawn_are_told_and_can_sign_in_only_after_both_signed() -> None:
    session = frozen()
    throw(session)
    acts.draw(session, by=CLERK, at=NOW)
    assert session.stage == "drawing"
    assert not sitting(session).filter(origin=Seat.Origin.DRAWN).exists()
    acts.confirm_draw(session, by=SUPERVISOR, at=NOW)
    seats = sitting(session).filter(origin=Seat.Origin.DRAWN)
    assert seats.count() == 5
    assert all(seat.person is not None for seat in seats)
    told = Outgoing.objects.filter(act__verb="session.confirm_draw", role=Role.JUDGE)
    assert told.count() == 7


def test_a_result_that_was_changed_is_not_signed() -> None:
    session = frozen()
    throw(session)
    acts.draw(session, by=CLERK, at=NOW)
    forged = [{**session.draws[0], "chosen": session.draws[0]["chosen"][::-1]}]
    Session.objects.filter(pk=session.pk).update(draws=forged)
    with pytest.raises(Refused, match="抽取结果与重新计算的不符"):
        acts.confirm_draw(session, by=SUPERVISOR, at=NOW)
    assert not sitting(session).filter(origin=Seat.Origin.DRAWN).exists()


def test_bounds_of_disciplines_hold_in_the_panel() -> None:
    session = prepared(experts=24)
    acts.set_rules(session, by=CLERK, at=NOW, rules=rules(), disciplines={"energy": (2, 2), "materials": (1, 1)})
    acts.freeze(session, by=CLERK, at=NOW)
    acts.confirm_freeze(session, by=SUPERVISOR, at=NOW)
    draw(session)
    drawn_from = [seat.expert.discipline for seat in sitting(session).exclude(expert=None) if seat.expert]
    assert (drawn_from.count("energy"), drawn_from.count("materials")) == (2, 1)


def test_a_vacancy_is_filled_by_fresh_dice_and_the_order_stands() -> None:
    session = drawn()
    order = [turn.application.code for turn in session.turns.order_by("position")]
    leaver = sitting(session).filter(origin=Seat.Origin.DRAWN)[0]
    acts.vacate(session, by=CLERK, at=NOW, serial=leaver.serial, opinion="因公出差")
    assert (session.stage, session.round) == ("vacant", 2)
    assert detail_of("session.vacate")["expert"] == str(leaver.expert_id)
    draw(session, OTHER_DICE)
    drawn_ids = {str(seat.expert_id) for seat in sitting(session).exclude(expert=None)}
    staying = drawn_ids - {str(sitting(session).get(origin=Seat.Origin.REPLACEMENT).expert_id)}
    expected = ceremony.later_round(
        freeze_of(session), session.pool, [OTHER_DICE], 2, staying=staying, gone={str(leaver.expert_id)}
    )
    assert drawn_ids == set(expected.chosen)
    assert str(leaver.expert_id) not in drawn_ids
    assert [turn.application.code for turn in session.turns.order_by("position")] == order
    leaver.refresh_from_db()
    assert leaver.vacated_because == "因公出差"


def test_a_leader_is_not_replaced_by_lot() -> None:
    with pytest.raises(Refused, match="不是抽取产生的评委"):
        acts.vacate(drawn(), by=CLERK, at=NOW, serial=1, opinion="有会")


def test_when_nobody_is_left_the_replacement_says_what_to_do() -> None:
    session = drawn(experts=5)
    acts.vacate(session, by=CLERK, at=NOW, serial=3, opinion="因病")
    throw(session, OTHER_DICE)
    with pytest.raises(Refused, match=r"已没有专家可以补抽.*提请作废"):
        acts.draw(session, by=CLERK, at=NOW)


def test_a_void_is_co_signed_and_everything_voided_stays_on_record() -> None:
    session = drawn()
    first = freeze_of(session)
    acts.void(session, by=CLERK, at=NOW, opinion="骰子掉落一枚")
    acts.confirm_void(session, by=SUPERVISOR, at=NOW, opinion="同意作废")
    assert (session.stage, session.freeze, session.pool, session.draws) == ("preparing", None, [], [])
    assert session.voided[0]["freeze"] == first
    assert [seat.origin for seat in sitting(session)] == [Seat.Origin.LEADER] * 2
    assert Entropy.objects.get().voided
    assert not session.turns.exclude(position=None).exists()
    acts.freeze(session, by=CLERK, at=NOW)
    acts.confirm_freeze(session, by=SUPERVISOR, at=NOW)
    draw(session, OTHER_DICE)
    assert Entropy.objects.count() == 2
    assert list(ledger.faults()) == []


def test_a_refused_void_returns_to_where_the_ceremony_stood() -> None:
    session = frozen()
    throw(session)
    acts.void(session, by=CLERK, at=NOW, opinion="怀疑录入有误")
    acts.refuse_void(session, by=SUPERVISOR, at=NOW, opinion="录入无误")
    assert (session.stage, session.interrupted) == ("seeded", "")
    acts.draw(session, by=CLERK, at=NOW)
    assert session.stage == "drawing"


def test_a_hearing_under_way_is_not_voided() -> None:
    with pytest.raises(Refused, match="评审进行中"):
        acts.void(opened(), by=CLERK, at=NOW, opinion="重来")


def test_the_supervisor_s_signature_names_what_was_signed() -> None:
    session = frozen()
    detail = detail_of("session.confirm_freeze")
    assert detail["freeze"] == freeze_hash(freeze_of(session)).hex()
    assert [detail[post].partition("+")[0] for post in ("operator", "witness")] == [
        "haizhi.chongqing/operator/1",
        "haizhi.chongqing/witness/1",
    ]


def test_nothing_is_frozen_with_a_unit_that_lost_its_qualification() -> None:
    session = prepared(units=2)
    turn = session.turns.order_by("application__code")[0]
    notify(turn.application, by=HEAD, at=NOW, opinion="疑似伪造", due_on=day_of(NOW) + timedelta(days=5))
    state(turn.application, by=signatory(turn.application.unit), at=NOW, opinion="属实")
    turn.application.refresh_from_db()
    cancel(turn.application, by=HEAD, at=NOW, opinion="协议系伪造", accountability="移送处理")
    with pytest.raises(Refused, match=f"{turn}已退出申报程序") as refused:
        acts.freeze(session, by=CLERK, at=NOW)
    assert [str(finding.cite) for finding in refused.value.findings] == ["《评审办法》第九条"]
    acts.strike(turn, by=CLERK, at=NOW, opinion="已取消资格")
    assert freeze_of(acts.freeze(session, by=CLERK, at=NOW))["applicants"] == ["HZ-2026-0002"]
