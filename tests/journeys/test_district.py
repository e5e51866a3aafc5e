"""A district reads what was handed in, and gives its opinion: written through a broken line and an ended session."""

import pytest
from playwright.sync_api import expect

from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.factories import YUZHONG, unit
from tests.journeys.desks import Desks, handed_in
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

UNIT = "重庆𬭎㛃装备有限公司"
OPINION = "经审核并实地察看，所填属实，㛃龑等专家已到岗，同意推荐。"


def test_an_opinion_outlives_the_line_and_the_session_until_it_is_forwarded_sealed(desks: Desks) -> None:
    application = handed_in(unit(UNIT))
    clerk = desks.sit("周䶮", Role.DISTRICT_CLERK, district=YUZHONG)
    head = desks.sit("吴𬭎", Role.DISTRICT_HEAD, district=YUZHONG)
    clerk.open("/applications/")
    clerk.follow(application.code)
    _reads_side_by_side(clerk)
    clerk.follow("初审", first=True)
    _ticks_without_a_line(clerk)
    _writes_without_a_session(clerk)
    clerk.press("其余均符合")
    clerk.sees("待判断 0 项")
    clerk.keeps({"初审意见": OPINION})
    _scans(clerk)
    head.open("/desk/todo/")
    head.follow(UNIT)
    head.sees(UNIT)
    head.act("初审通过")
    head.sees(OPINION)


def _reads_side_by_side(clerk: Visitor) -> None:
    """The answers stand beside the file that is read."""
    detail = clerk.page.url
    clerk.follow("对照阅读", first=True)
    clerk.sees("三年内转化成果五项。")
    label = MaterialKind.STANDING_PROOF.label
    clerk.fill({"文件": f"{label}：演示材料.pdf"})
    clerk.press("打开")
    expect(clerk.page.locator("iframe.reading-frame")).to_have_attribute("title", "演示材料.pdf")
    clerk.open(detail)


def _ticks_without_a_line(clerk: Visitor) -> None:
    """A judgement made offline is kept in the browser, and saved when the line is back."""
    row = clerk.page.locator(".judgement select").first
    clerk.loses_the_line()
    row.select_option(label="符合")
    clerk.awaits(".saved", "网络中断，已存在本机，联网后自动保存")
    with clerk.page.expect_response("**/preliminary/save/"):
        clerk.regains_the_line()
    clerk.awaits(".saved", "已保存")
    clerk.again()
    expect(row).to_have_value("yes")
    clerk.lacks(".restored")


def _writes_without_a_session(clerk: Visitor) -> None:
    """The opinion written after the session ended stands in its field after signing in again."""
    clerk.session_ends()
    clerk.fill({"初审意见": OPINION})
    clerk.awaits(".saved", "登录已过期，内容已留在本机")
    with clerk.page.expect_response("**/preliminary/save/"):
        clerk.signs_in_again()
    clerk.keeps({"初审意见": OPINION})
    expect(clerk.field("初审意见")).to_be_focused()
    clerk.awaits(".restored", "本机有未保存的内容，已恢复 1 处")
    clerk.awaits(".saved", "已保存")


def _scans(clerk: Visitor) -> None:
    """The opinion is printed, and comes back signed and sealed."""
    label = MaterialKind.DISTRICT_OPINION.label
    printed = clerk.downloads("打印意见页")
    clerk.fill({label: {"name": f"{label}.pdf", "mimeType": "application/pdf", "buffer": printed}})
    clerk.press("上传扫描件")
    clerk.sees("与提交的版本一致")


def test_what_goes_back_tells_the_unit_of_each_part_why(desks: Desks) -> None:
    application = handed_in(unit(UNIT))
    head = desks.sit("吴𬭎", Role.DISTRICT_HEAD, district=YUZHONG)
    drafter = desks.sit("李𬭎", Role.DRAFTER, at_unit=application.unit)
    head.open(f"{application.get_absolute_url()}preliminary/")
    head.act("退回", {"项目概述": True}, refused=True)
    head.sees("请写明“项目概述”需要补正的原因")
    assert head.field("项目概述").is_checked()
    reason = "预期目标没有写明引进人才的数量和时间。"
    head.fill({"“项目概述”需要补正的原因": reason, "总的说明": "请于月底前补正。"})
    head.press("确认退回")
    drafter.open("/applications/")
    drafter.follow(application.code)
    drafter.sees("区县科协退回", reason, "请于月底前补正。")
    drafter.follow("项目概述", first=True)
    drafter.sees("这一部分需要补正", reason)
