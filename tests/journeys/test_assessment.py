"""A peer on a phone whose line is cut gives its sheet; the Office marks as a team, agrees, confirms, and sees the rest."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from haizhi.accounts import demonstration
from haizhi.assessments import acts, drafts
from haizhi.assessments.facts import marks_of
from haizhi.assessments.models import Part, Round
from haizhi.regulation.indicators import ASSESSMENT, tenths
from haizhi.regulation.roles import Role
from tests.assessments.factories import (
    RATED,
    SCORED,
    announced,
    given,
    head_of,
    proven,
    sheet_on,
    sheets,
    team,
    whole,
)
from tests.decisions.factories import CLERK
from tests.journeys.city import ticking
from tests.journeys.desks import Desks
from tests.journeys.visitor import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ONE, TWO = "GZ-2026-0001", "GZ-2026-0002"
MARKS = {indicator.label: tenths(whole(0.6)[indicator.key]) for indicator in ASSESSMENT.indicators}
FIRST, REST = dict(list(MARKS.items())[:2]), dict(list(MARKS.items())[2:])


def with_peers() -> Round:
    """A round of two stations that assess each other; the first says what it did and shows its proof."""
    assessment = announced(2)
    own = sheet_on(assessment, ONE)
    drafts.save_marks(own, {}, by=head_of(own.assessed.station), at=RATED, texts={"b9": "三年举办国际会议四次"})
    proven(own, "b9")
    for score in sheets(assessment, Part.SELF):
        given(score, whole(0.8))
    return acts.assign(assessment, by=CLERK, at=RATED)


def test_a_peer_on_a_phone_and_the_office_give_their_sheets(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demonstration, "timezone", SimpleNamespace(now=ticking(SCORED)))
    assessment = with_peers()
    peer = sheet_on(assessment, ONE, TWO)
    assert peer.rater
    phone = desks.sit("张𬭎", Role.SIGNATORY, at_unit=peer.rater.unit)
    phone.page.set_viewport_size({"width": 390, "height": 780})
    phone.open("/desk/todo/")
    phone.follow(str(peer))
    phone.sees("三年举办国际会议四次", "科普报告会1")
    phone.fill(FIRST)
    phone.awaits(".saved", "已保存")
    phone.loses_the_line()
    phone.fill(REST)
    phone.awaits(".saved", "网络中断")
    expect(phone.page.locator("[data-total]")).to_have_text(tenths(sum(whole(0.6).values())))
    with phone.page.expect_response("**/save/"):
        phone.regains_the_line()
    phone.awaits(".saved", "已保存")
    phone.press("检查并提交")
    phone.press("提交互评表")
    phone.sees("回执", "互评已提交")
    peer.refresh_from_db()
    assert marks_of(peer) == whole(0.6)

    office = sheet_on(assessment, ONE, "office")
    drafts.save_team_marks(office, whole(0.5), by=team()[0], at=SCORED)
    clerk = desks.sit("周静", Role.OFFICE_CLERK)
    clerk.open(sheet_on(assessment, ONE).get_absolute_url())
    clerk.sees("分数加密保存")
    clerk.open(office.get_absolute_url())
    clerk.fill(MARKS)
    clerk.awaits("[data-given]", "18")
    clerk.press("集体评议定分")
    clerk.sees("周静", "王主任")
    clerk.press("集体评议定分")
    head = desks.sit("吴𬭎", Role.OFFICE_HEAD)
    head.open(office.get_absolute_url())
    head.act("确认考评分")
    clerk.open(sheet_on(assessment, ONE).get_absolute_url())
    clerk.sees(f"合计 {tenths(sum(whole(0.8).values()))} 分")
    expect(clerk.page.locator(".lock-total")).to_be_visible(timeout=PATIENCE)
