"""Whether those who were drawn come (评审·7): their own answer, or what the Office heard."""

from datetime import timedelta

import pytest

from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.facts import sitting
from haizhi.reviews.models import Seat, Session
from haizhi.reviews.queries import draw_record
from tests.experts.factories import CLERK, NOW, judge
from tests.reviews.conftest import SignIn
from tests.reviews.factories import HELD, OTHER_DICE, draw, drawn

pytestmark = pytest.mark.django_db


def drawn_seats(session: Session) -> list[Seat]:
    return list(sitting(session).filter(origin=Seat.Origin.DRAWN))


def test_somebody_drawn_accepts_once_and_leaders_are_not_asked() -> None:
    session = drawn()
    seat = drawn_seats(session)[0]
    assert seat.asked_at == NOW
    acts.accept(session, by=judge(seat.person_id), at=NOW)
    seat.refresh_from_db()
    assert (seat.answer, seat.answered_at) == (Seat.Answer.ACCEPTED, NOW)
    with pytest.raises(Refused, match="您已答复“参加”"):
        acts.regret(session, by=judge(seat.person_id), at=NOW, opinion="又不能了")
    leader = sitting(session).filter(origin=Seat.Origin.LEADER)[0]
    with pytest.raises(Refused, match="不是本次评审抽取产生的评委"):
        acts.accept(session, by=judge(leader.person_id), at=NOW)


def test_who_cannot_come_says_why_and_keeps_the_hearing_from_opening_until_replaced() -> None:
    session = drawn()
    seat = drawn_seats(session)[0]
    with pytest.raises(Refused, match="请写明理由"):
        acts.regret(session, by=judge(seat.person_id), at=NOW, opinion=" ")
    acts.regret(session, by=judge(seat.person_id), at=NOW, opinion="出国访问")
    with pytest.raises(Refused, match=f"{seat.serial}号{seat.name}已答复不能参加"):
        acts.open_hearing(session, by=CLERK, at=HELD)
    acts.vacate(session, by=CLERK, at=NOW, serial=seat.serial, opinion="出国访问")
    draw(session, OTHER_DICE)
    new = sitting(session).get(origin=Seat.Origin.REPLACEMENT)
    assert (new.answer, new.asked_at) == ("", NOW)
    assert acts.open_hearing(session, by=CLERK, at=HELD).stage == "in_hearing"


def test_the_office_registers_what_it_heard_by_telephone_and_the_record_says_so() -> None:
    session = drawn()
    seat = drawn_seats(session)[0]
    with pytest.raises(Refused, match="请写明与谁通话"):
        acts.note_answer(session, by=CLERK, at=NOW, serial=seat.serial, coming=True, opinion="")
    acts.note_answer(session, by=CLERK, at=NOW, serial=seat.serial, coming=False, opinion="本人来电，住院")
    rows = {row[0]: row for row in draw_record(Session.objects.get(pk=session.pk), NOW).tables[0].rows}
    assert rows[f"{seat.serial}号"][5] == f"不能参加（电话，{CLERK.name}登记）：本人来电，住院"
    leader = sitting(session).filter(origin=Seat.Origin.LEADER)[0]
    with pytest.raises(Refused, match="不是抽取产生的评委"):
        acts.note_answer(session, by=CLERK, at=NOW, serial=leader.serial, coming=True, opinion="来电")


def test_a_session_is_rescheduled_at_any_stage_before_it_opens_and_everybody_is_told() -> None:
    session = drawn()
    units = {str(turn.application.unit_id) for turn in session.turns.select_related("application")}
    acts.vacate(session, by=CLERK, at=NOW, serial=drawn_seats(session)[0].serial, opinion="病假")
    later = HELD + timedelta(days=1)
    acts.reschedule(session, by=CLERK, at=NOW, held_at=later, place="市科协", opinion="会场冲突")
    assert (session.stage, session.held_at) == ("vacant", later)
    told = Act.objects.get(verb="session.reschedule").outgoing
    assert units <= set(told.values_list("place", flat=True))


def test_the_page_of_answers_shows_notice_deadline_and_answer(sign_in: SignIn) -> None:
    session = drawn()
    seat = drawn_seats(session)[0]
    acts.accept(session, by=judge(seat.person_id), at=NOW)
    page = sign_in(Role.OFFICE_CLERK).get(f"{session.get_absolute_url()}answers/").content.decode()
    assert seat.name in page
    assert "已逾期" in page
    assert "确认登记电话答复" in page
    watched = sign_in(Role.SUPERVISOR).get(f"{session.get_absolute_url()}answers/").content.decode()
    assert "确认登记电话答复" not in watched
    gone = drawn_seats(session)[1]
    acts.vacate(session, by=CLERK, at=NOW, serial=gone.serial, opinion="住院")
    replaced = sign_in(Role.OFFICE_CLERK).get(f"{session.get_absolute_url()}answers/").content.decode()
    assert gone.name in replaced
    assert "缺席：住院" in replaced
    assert '<b class="big">3</b><span>待答复</span>' in replaced


def test_a_leader_is_asked_for_the_pledge_alone_and_told_once_why_nothing_is_open(sign_in: SignIn) -> None:
    session = drawn()
    leader = session.seats.filter(origin=Seat.Origin.LEADER)[0]
    page = sign_in(leader.person).get(f"{session.get_absolute_url()}sitting/").content.decode()
    assert "确认参加评审" not in page
    assert 'href="#pledge"' in page
    assert page.count("您尚未签署本次评审的承诺") == 1
    assert page.count("未开放") == session.turns.count()


def test_a_judge_finds_everything_to_be_done_on_one_page(sign_in: SignIn) -> None:
    session = drawn()
    seat = drawn_seats(session)[0]
    browser, url = sign_in(seat.person), f"{session.get_absolute_url()}sitting/"
    assert "请于" in browser.get(url).content.decode()
    browser.post(f"{session.get_absolute_url()}accept/?back=sitting")
    browser.post(f"{session.get_absolute_url()}pledge/?back=sitting", {"agreed": "on"})
    nothing = browser.post(f"{session.get_absolute_url()}disclose/?back=sitting", {})
    assert nothing.status_code == 422
    assert "与各单位都没有关系的，请勾选此项" in nothing.content.decode()
    turn = session.turns.order_by("application__code")[0]
    code = turn.application.code
    said = {f"ground_{code}": "kin", f"explanation_{code}": "堂兄任负责人"}
    page = browser.post(f"{session.get_absolute_url()}disclose/?back=sitting", said, follow=True).content.decode()
    assert "参加</span>" in page
    assert "您对该单位的回避尚未办结" in page
    assert "查阅材料" in page
    seat.refresh_from_db()
    assert seat.answer == Seat.Answer.ACCEPTED
    assert seat.pledged_at is not None
    assert seat.disclosed_at is not None
