"""Operator and 纪检 through the draw, each at a page that follows the other; nobody of the pool is named before."""

from datetime import date

import pytest

from haizhi.accounts.acts import grant
from haizhi.accounts.demonstration import now
from haizhi.accounts.models import Person
from haizhi.experts.models import Expert
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.regulation.roles import Role
from haizhi.reviews.models import Seat, Session
from tests.experts.factories import CLERK, NOW, SUPERVISOR
from tests.journeys.desks import Desks
from tests.journeys.visitor import Visitor
from tests.reviews.factories import DICE, prepared, sit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STEP, SOON = ".awaits", "等待纪检会签"
FIELD = "40个骰子的点数"


def test_two_people_draw_a_panel_and_each_sees_what_the_other_did(desks: Desks) -> None:
    session = prepared()
    clerk, witness = _sat(desks, CLERK, Role.OFFICE_CLERK), _sat(desks, SUPERVISOR, Role.SUPERVISOR)
    for visitor in (clerk, witness):
        visitor.open(f"{session.get_absolute_url()}ceremony/")
    clerk.follow("核验能否抽出评委")
    clerk.sees("能够抽出评委")
    clerk.follow("返回评委抽取")
    clerk.act("封存")
    witness.awaits(STEP, SOON)
    _sees_nobody(clerk, witness)
    witness.act("会签封存")
    sit(Session.objects.get(pk=session.pk), now())
    clerk.awaits(STEP, "等待两人录入")
    clerk.act("录入随机数", {FIELD: DICE})
    witness.awaits(STEP, "海智办已录入，等待纪检录入")
    witness.sees_not(DICE[:5])
    witness.act("监督录入随机数", {FIELD: f"{DICE[:-1]}9"})
    witness.sees("两人录入的不一致", "不同的是第 40 位")
    witness.act("监督录入随机数", {FIELD: DICE})
    clerk.awaits(STEP, "可以抽取")
    clerk.act("抽取")
    witness.awaits(STEP, "等待纪检复算并会签")
    _sees_nobody(clerk, witness)
    witness.act("会签抽取结果")
    drawn = Seat.objects.filter(session=session, origin=Seat.Origin.DRAWN)
    witness.sees("陈述次序", *(seat.name for seat in drawn))
    clerk.awaits(".panel", drawn[0].name)
    clerk.follow("通知和答复")
    clerk.act(
        "登记电话答复",
        {
            "评委": f"{drawn[0].serial}号 {drawn[0].name}（{drawn[0].employer}）",
            "答复": "参加",
            "通话情况": "本人接听，确认参加",
        },
    )
    clerk.sees("参加（电话，")


def _sat(desks: Desks, actor: Actor, role: Role) -> Visitor:
    person = Person.objects.get(pk=str(actor.id))
    grant(person, by=SYSTEM, at=NOW, role=role, valid_from=date(2026, 3, 1))
    visitor = desks.arrive(actor.name)
    desks.let_in(visitor, person)
    return visitor


def _sees_nobody(*visitors: Visitor) -> None:
    for visitor in visitors:
        for name in Expert.objects.values_list("name", flat=True):
            visitor.sees_not(name)
