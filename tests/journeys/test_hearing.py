"""A unit is heard: the clerk at the console, a judge on a phone whose line is cut, the hall before the big screen."""

import pytest
from playwright.sync_api import expect

from haizhi.accounts.models import Person
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.roles import Role
from haizhi.reviews import drafts
from haizhi.reviews.models import Seat, Session, Sheet, Turn
from tests.journeys.desks import Desks
from tests.journeys.visitor import PATIENCE, Visitor
from tests.reviews.factories import marks
from tests.reviews.hall import by_seat, in_hearing, locked, result_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = (360, 740)
MARKS = {indicator.label: tenths(marks()[indicator.key]) for indicator in REVIEW.indicators}
FIRST, REST = dict(list(MARKS.items())[:3]), dict(list(MARKS.items())[3:])


@pytest.fixture
def session() -> Session:
    return in_hearing(units=2, judges=5)


def phone_of(desks: Desks, seat: Seat) -> Visitor:
    """A judge with a phone, on the page of their own sheets."""
    assert isinstance(seat.person, Person)
    phone = desks.arrive(seat.name)
    phone.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    desks.let_in(phone, seat.person)
    phone.open("/reviews/desk/")
    return phone


def confirm(visitor: Visitor) -> None:
    """Agree in the dialog, where no page follows."""
    visitor.page.locator("dialog").get_by_role("button", name="确定", exact=True).click()


def test_a_unit_is_heard_and_a_phone_whose_line_is_cut_loses_nothing(desks: Desks, session: Session) -> None:
    clerk, turn = desks.sit("周静", Role.OFFICE_CLERK), session.turns.get(position=1)
    clerk.open(f"/reviews/{session.code}/console/")
    clerk.press("生成大屏地址")
    screen = desks.arrive("大屏")
    screen.page.set_viewport_size({"width": 1920, "height": 1080})
    screen.open(session.screens.get().get_absolute_url())
    screen.sees("请第一家单位准备")
    clerk.press("请单位入场")
    clerk.press("开始陈述")
    screen.awaits("#board [data-timer][data-ends-at]", "陈述")
    clerk.press("转入答辩")
    clerk.press("开始打分")
    seat = by_seat(session, 2)
    phone = phone_of(desks, seat)
    phone.follow("打开评分表")
    phone.fill(FIRST)
    phone.awaits(".saved", "已保存")
    phone.loses_the_line()
    phone.fill(REST)
    phone.awaits("[data-cut]", "未连接，已存于本机（13项待送出）")
    expect(phone.page.locator("[data-total]")).to_have_text(tenths(sum(marks().values())))
    phone.regains_the_line()
    expect(phone.page.locator("[data-cut]")).to_be_hidden(timeout=PATIENCE)
    phone.awaits(".saved", "已保存")
    assert drafts.marks_of(Sheet.objects.get(seat=seat)) == marks()
    phone.press("检查并锁定")
    phone.loses_the_line()
    phone.press_here("锁定评分表")
    confirm(phone)
    phone.awaits("[data-sending]", "未连接，评分表已存于本机")
    phone.regains_the_line()
    phone.page.wait_for_url(f"**{Sheet.objects.get(seat=seat).get_absolute_url()}", timeout=PATIENCE)
    phone.sees("回执", "已锁定")
    clerk.awaits("#live", "1 / 5")
    screen.awaits("#board", "1 / 5")
    expect(screen.page.locator(".received")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    locked(turn)
    screen.awaits("#board", "评分表已齐，等待公布")
    clerk.awaits("#live", "打分截止，可以公布得分")
    clerk.again()
    clerk.press("公布得分")
    shown = result_of(turn)["shown"]
    clerk.sees(f"{shown} 分")
    screen.awaits(".score", shown)
    screen.loses_the_line()
    expect(screen.page.locator("header [data-lost]")).to_be_visible(timeout=PATIENCE)


def test_a_pad_on_two_devices_shows_what_the_other_entered(desks: Desks, session: Session) -> None:
    turn = session.turns.get(position=1)
    Turn.objects.filter(pk=turn.pk).update(stage="scoring")
    seat = by_seat(session, 1)
    sheet = Sheet.objects.create(turn=turn, seat=seat, stage="draft")
    name, other = list(MARKS)[:2]
    phone, tablet = (phone_of(desks, seat) for _ in range(2))
    for device in (phone, tablet):
        device.open(sheet.get_absolute_url())
    phone.fill({name: "4"})
    phone.awaits(".saved", "已保存")
    phone.watch.awaits(409, "save/")
    tablet.fill({name: "3"})
    tablet.awaits(".clash", "另一台设备在您填写期间改过这一项")
    tablet.press_here("以我填写的为准")
    tablet.awaits(".saved", "已保存")
    with tablet.page.expect_response("**/save/"):
        tablet.fill({other: "2.5"})
    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(phone.field(name)).to_have_value("3", timeout=PATIENCE)
    expect(phone.field(other)).to_have_value("2.5")
    expect(phone.page.locator("[data-total]")).to_have_text("5.5")
    assert drafts.marks_of(Sheet.objects.get(pk=sheet.pk)) == {"a1": 30, "a2": 25}
