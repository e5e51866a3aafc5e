"""The page of the draw, in the hall: one step at a time, signed by two, naming nobody before it stands (评审·7)."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from haizhi.accounts.acts import grant
from haizhi.accounts.models import Person
from haizhi.experts.models import Expert
from haizhi.fairness.seeds import freeze_hash
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.facts import Lottery
from haizhi.reviews.models import Session
from tests.experts.factories import CLERK, NOW, SUPERVISOR, expert
from tests.reviews.factories import DICE, HELD, OTHER_DICE, RULES, draw, drawn, frozen, keys, prepared, sit, throw

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
NUMBERS = "9 18 26 34 41 45 7"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(session: Session, rest: str = "") -> str:
    return session.get_absolute_url() + rest


def entered(sign_in: SignIn, actor: Actor, role: Role) -> Client:
    """The browser of somebody who has a signing key."""
    keys()
    person = Person.objects.get(pk=str(actor.id))
    grant(person, by=SYSTEM, at=NOW, role=role, valid_from=date(2026, 6, 1))
    return sign_in(person)


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return entered(sign_in, CLERK, Role.OFFICE_CLERK)


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    return entered(sign_in, SUPERVISOR, Role.SUPERVISOR)


def printed(client: Client, session: Session) -> str:
    """The record of the draw as it is printed, without blanks."""
    record = PdfReader(BytesIO(client.get(url(session, "ceremony/record.pdf")).content))
    return "".join("".join(sheet.extract_text() for sheet in record.pages).split())


def test_the_page_of_the_draw_leads_through_it_and_never_names_the_pool(office: Client, supervisor: Client) -> None:
    session = prepared()
    page = text(office.get(url(session, "ceremony/")))
    assert "在抽取结果会签之前，任何人都看不到可抽专家的姓名" in page
    assert "能够抽出评委" in text(office.get(url(session, "feasibility/")))
    office.post(url(session, "freeze/?back=ceremony"))
    page = text(supervisor.get(url(session, "ceremony/")))
    assert "等待纪检会签" in page
    assert "会签封存" in page
    assert "专家000" not in page
    answer = supervisor.post(url(session, "confirm_freeze/?back=ceremony"), follow=True)
    assert answer.redirect_chain[-1][0] == url(session, "ceremony/")
    session.refresh_from_db()
    sit(session, timezone.now())
    office.post(url(session, "record_entropy/?back=ceremony"), {"value": DICE})
    page = text(supervisor.get(url(session, "ceremony/")))
    assert "海智办已录入，等待纪检录入" in page
    assert DICE not in page
    page = text(supervisor.post(url(session, "witness_entropy/?back=ceremony"), {"value": OTHER_DICE}, follow=True))
    assert "两人录入的不一致（第 1 次）" in page
    places = [n for n, (one, other) in enumerate(zip(DICE, OTHER_DICE, strict=True), start=1) if one != other]
    assert f"不同的是第 {'、'.join(map(str, places))} 位" in page
    assert OTHER_DICE[:5] not in page
    page = text(supervisor.post(url(session, "witness_entropy/?back=ceremony"), {"value": DICE}, follow=True))
    assert "随机数已录入" in page
    office.post(url(session, "draw/?back=ceremony"))
    for client in (office, supervisor):
        hidden = text(client.get(url(session, "ceremony/"))) + text(client.get(url(session, "ceremony/?step=6")))
        assert not [expert.name for expert in Expert.objects.all() if expert.name in hidden]
        assert "专家0" not in printed(client, session)
    page = text(supervisor.post(url(session, "confirm_draw/?back=ceremony"), follow=True))
    session.refresh_from_db()
    names = [seat.name for seat in session.seats.exclude(expert=None)]
    assert len(names) == 5
    assert all(name in page for name in names)
    assert "陈述次序" in page
    assert "第 1 次尝试符合全部规则，抽出 5 名" in text(office.get(url(session, "ceremony/?step=6")))
    record = printed(office, session)
    assert all(name in record for name in names)
    assert f"操作人{CLERK.name}" in record
    assert f"监督人{SUPERVISOR.name}" in record


def test_an_infeasible_draw_is_explained_on_the_page(office: Client) -> None:
    session = prepared(experts=0)
    for n in range(8):
        expert(f"专家{n}", employer=f"单位{n % 3}")
    answer = office.post(url(session, "freeze/"))
    assert answer.status_code == 422
    assert "同一单位不多于1名" in text(answer)
    assert "将同一单位上限提高至2名" in text(answer)
    page = text(office.get(url(session, "feasibility/")))
    assert "同一单位不多于1名" in page
    way = "?suggest=max_per_employer:2"
    assert way in page
    assert 'name="max_per_employer" value="2"' in text(office.get(url(session, f"set_rules/{way}")))


def test_wrong_dice_are_asked_again_with_what_was_typed(office: Client) -> None:
    answer = office.post(url(frozen(), "record_entropy/"), {"value": "123 456"})
    assert answer.status_code == 422
    assert "须为40位数字，您录入了6位" in text(answer)
    assert "123 456" in text(answer)


def test_a_vacancy_and_a_void_are_told_on_the_page(office: Client, supervisor: Client) -> None:
    session = drawn()
    office.post(url(session, "vacate/?back=ceremony"), {"serial": "3", "opinion": "因病"})
    assert "评委缺席，重新掷骰补抽" in text(office.get(url(session, "ceremony/")))
    session.refresh_from_db()
    draw(session, OTHER_DICE)
    assert "，缺席" in text(office.get(url(session, "ceremony/")))
    assert "补抽（第 2 轮）" in text(office.get(url(session, "ceremony/?step=6")))
    office.post(url(session, "void/?back=ceremony"), {"opinion": "程序有误"})
    assert "海智办已提请作废" in text(supervisor.get(url(session, "ceremony/")))
    frozen_as = freeze_hash(session.freeze or {}).hex()
    supervisor.post(url(session, "confirm_void/?back=ceremony"), {"opinion": "同意"}, follow=True)
    page = text(office.get(url(session, "ceremony/?step=6")))
    assert f"{frozen_as}</span>，记录留存" in page
    assert "程序有误" in page


def test_the_witness_is_asked_before_anything_is_drawn(office: Client) -> None:
    session = frozen()
    throw(session)
    acts.draw(session, by=CLERK, at=NOW)
    page = text(office.get(url(session, "ceremony/")))
    assert "等待纪检复算并会签" in page
    drawn_ids = session.draws[0]["chosen"]
    assert not any(one.name in page for one in Expert.objects.filter(pk__in=drawn_ids))
    acts.confirm_draw(session, by=SUPERVISOR, at=NOW)
    assert all(
        one.name in text(office.get(url(session, "ceremony/"))) for one in Expert.objects.filter(pk__in=drawn_ids)
    )


def test_the_state_of_the_ceremony_tells_the_hall_when_to_go_on(office: Client) -> None:
    session = prepared()
    before = office.get(url(session, "ceremony/state/")).json()
    acts.freeze(session, by=CLERK, at=NOW)
    assert office.get(url(session, "ceremony/state/")).json() == {"version": before["version"] + 1}


def test_numbers_of_a_lottery_follow_the_dice_and_not_before_they_are_public() -> None:
    session = prepared()
    lottery = Lottery("中国福利彩票双色球第2026070期", 7, HELD)
    acts.set_rules(session, by=CLERK, at=NOW, rules=RULES, lottery=lottery)
    acts.freeze(session, by=CLERK, at=NOW)
    sit(acts.confirm_freeze(session, by=SUPERVISOR, at=NOW))
    acts.record_entropy(session, by=CLERK, at=NOW, value=DICE)
    assert acts.witness_entropy(session, by=SUPERVISOR, at=NOW, value=DICE).stage == "frozen"
    with pytest.raises(Refused, match="现在还没有结果"):
        acts.record_entropy(session, by=CLERK, at=NOW, value=NUMBERS)
    with pytest.raises(Refused, match="须为7个号码"):
        acts.record_entropy(session, by=CLERK, at=HELD, value="1 2 3")
    sit(session, HELD)
    acts.record_entropy(session, by=CLERK, at=HELD, value=NUMBERS)
    assert acts.witness_entropy(session, by=SUPERVISOR, at=HELD, value="45 41 34 26 18 9 7").stage == "seeded"
    dice, numbers = session.entropies.order_by("source")
    assert (dice.recorded, numbers.recorded) == (DICE, "7.9.18.26.34.41.45.")
    acts.draw(session, by=CLERK, at=HELD)
    assert acts.confirm_draw(session, by=SUPERVISOR, at=HELD).stage == "drawn"


def test_a_lottery_whose_numbers_are_known_already_cannot_be_frozen(sign_in: SignIn) -> None:
    session = frozen()
    office = sign_in(Role.OFFICE_CLERK)
    assert "此前的封存已作废" not in office.get(url(session, "ceremony/")).content.decode()
    acts.void(session, by=CLERK, at=NOW, opinion="骰子落地有争议")
    acts.confirm_void(session, by=SUPERVISOR, at=NOW)
    assert "此前的封存已作废 1 次" in office.get(url(session, "ceremony/")).content.decode()
    acts.set_rules(session, by=CLERK, at=NOW, rules=RULES, lottery=Lottery("双色球第2026070期", 7, HELD))
    with pytest.raises(Refused, match=r"“双色球第2026070期”已于.*开奖.*请重新公布规则"):
        acts.freeze(session, by=CLERK, at=HELD)
    assert acts.freeze(session, by=CLERK, at=NOW).stage == "freezing"


def test_the_rules_are_printed_for_everybody_who_takes_part(sign_in: SignIn) -> None:
    session = frozen()
    turn = session.turns.select_related("application__unit")[0]
    answer = sign_in(Role.SIGNATORY, turn.application.unit).get(url(session, "rules.pdf"))
    notice = "".join("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.content)).pages).split())
    assert "共7名：成员单位领导2名就座，随机抽取专家评委5名" in notice
    assert "有效评分表满5份的，去掉最高分、最低分各一个后取平均" in notice
