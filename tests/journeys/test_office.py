"""The Office checks an application, sends it back, compares what came again, finds it qualified; nothing is lost."""

import pytest
from playwright.sync_api import Locator, Response, expect

from haizhi.accounts.demonstration import now
from haizhi.applications import drafts
from haizhi.applications.models import Application
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.eligibility import conditions_for
from haizhi.regulation.roles import Role
from tests.applications.factories import drafter, unit
from tests.journeys.desks import Desks, forwarded, hand_in
from tests.journeys.visitor import Fields, Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

UNIT = "重庆𬭎㛃装备有限公司"
FIRST, SECOND, *_ = (row.label for row in conditions_for(ApplicantKind.ENTERPRISE) if row.judged)
NOTE = "㛃龑等三名专家的协议已核对原件。"
WHOLE, REASON = "其余部分符合要求。", "预期目标没有写明引进人才的数量。"
BEFORE, AFTER = "三年内转化成果五项。", "三年内引进海外专家三名，转化成果五项。"


def test_a_check_outlives_the_line_and_the_session_until_the_unit_is_qualified(desks: Desks) -> None:
    application = forwarded(unit(UNIT))
    clerk = desks.sit("郑䶮", Role.OFFICE_CLERK)
    clerk.open("/desk/todo/")
    clerk.follow(UNIT)
    clerk.follow("逐项审核")
    _ticks_without_a_line(clerk)
    _notes_without_a_session(clerk)
    clerk.follow("返回")
    _sends_back(clerk)
    _comes_again(desks, application)
    _compares(clerk)
    _qualifies(clerk)


def _judgement(clerk: Visitor, label: str) -> tuple[Locator, Locator]:
    """The choice and the note of a row."""
    row = clerk.page.locator(".checklist tr").filter(has=clerk.page.get_by_label(label, exact=True))
    return row.locator("select"), row.get_by_label("说明", exact=True)


def _ticks_without_a_line(clerk: Visitor) -> None:
    """A judgement made offline is kept in the browser, and sent once when the line is back."""
    answers: list[int] = []

    def hear(answer: Response) -> None:
        if answer.url.endswith("/checklist/save/"):
            answers.append(answer.status)

    clerk.page.on("response", hear)
    choice, _ = _judgement(clerk, FIRST)
    clerk.loses_the_line()
    choice.select_option(label="符合")
    clerk.awaits(".saved", "网络中断，已存在本机，联网后自动保存")
    with clerk.page.expect_response("**/checklist/save/"):
        clerk.regains_the_line()
    clerk.awaits(".saved", "已保存")
    clerk.again()
    expect(choice).to_have_value("yes")
    clerk.sees("郑䶮判断")
    clerk.lacks(".restored")
    assert answers == [200]


def _notes_without_a_session(clerk: Visitor) -> None:
    """A judgement with its note made after the session ended stands in its row after signing in again."""
    choice, note = _judgement(clerk, SECOND)
    clerk.session_ends()
    choice.select_option(label="符合")
    note.fill(NOTE)
    clerk.awaits(".saved", "登录已过期，内容已留在本机")
    with clerk.page.expect_response("**/checklist/save/"):
        clerk.signs_in_again()
    expect(choice).to_have_value("yes")
    expect(note).to_have_value(NOTE)
    clerk.awaits(".restored", "本机有未保存的内容，已恢复 1 处")
    clerk.awaits(".saved", "已保存")
    clerk.again()
    expect(note).to_have_value(NOTE)
    clerk.lacks(".restored")


def _sends_back(clerk: Visitor) -> None:
    """Part by part, with a deadline in working days."""
    said: Fields = {"项目概述": True, "“项目概述”需要补正的原因": REASON, "总的说明": WHOLE, "补正期限": "5"}
    clerk.act("退回补正", said)
    clerk.sees("海智办退回补正", WHOLE, REASON, "2026年3月27日")


def _comes_again(desks: Desks, application: Application) -> None:
    """The unit reads what is asked of it, and hands in again."""
    reader = desks.sit("李𬭎", Role.DRAFTER, at_unit=application.unit)
    reader.open(f"{application.get_absolute_url()}edit/")
    reader.sees("海智办退回补正", REASON, "需补正")
    again = Application.objects.get(pk=application.pk)
    drafts.save(again, {"overview_goals": AFTER}, by=drafter(again.unit), at=now())
    hand_in(again)


def _compares(clerk: Visitor) -> None:
    """What changed stands side by side with what it was, beside what was asked for."""
    clerk.open("/desk/todo/")
    clerk.follow(UNIT)
    clerk.follow("与上一次比较")
    clerk.sees("补正要求", REASON, "要求补正", "三年内", "转化成果五项。")
    assert clerk.reads("#changed-overview [data-label=原为]").endswith(BEFORE)
    assert clerk.reads("#changed-overview [data-label=现为]").endswith(AFTER)
    assert clerk.reads("#changed-overview ins") == "引进海外专家三名，"
    clerk.follow("HZ-2026-0001", within=".crumbs")


def _qualifies(clerk: Visitor) -> None:
    """What was judged still stands; the rest is judged, and the unit found qualified."""
    clerk.sees(NOTE)
    clerk.cannot("资格通过", "待判断")
    clerk.follow("逐项审核")
    clerk.press("其余均符合")
    clerk.press("保存并返回办理")
    clerk.act("资格通过", {"意见": "经审核，符合申报条件。"})
    clerk.sees("经审核，符合申报条件。")
