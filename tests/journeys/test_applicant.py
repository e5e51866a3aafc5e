"""A unit's people fill in their application: the line drops, the session ends, a colleague is there; nothing is lost."""

import random

import pytest
from playwright.sync_api import Response, expect

from haizhi.applications.models import Application
from haizhi.files.kinds import PIECE
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from haizhi.rehearsal.names import overview
from tests.applications.factories import unit
from tests.files.samples import pdf
from tests.journeys.case import DECLARATIONS, RECORDS
from tests.journeys.desks import Desks, filled_in
from tests.journeys.visitor import PATIENCE, Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

UNIT = "重庆𬭎㛃装备有限公司"
NOISE = random.Random(1).randbytes(2 * PIECE)  # noqa: S311 - a file that does not shrink, not a secret
ALBUM = pdf(extra=(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(NOISE), NOISE),))
"""A whole PDF of three pieces."""


def test_what_a_unit_writes_outlives_the_line_and_the_session_until_it_is_submitted(desks: Desks) -> None:
    application = filled_in(unit(UNIT), contact="", postcode="", overview_goals="", truth_declared=False)
    drafter = desks.sit("李𬭎", Role.DRAFTER, at_unit=application.unit)
    signatory = desks.sit("王䶮", Role.SIGNATORY, at_unit=application.unit)
    drafter.open(f"{application.get_absolute_url()}edit/")
    drafter.follow("单位与联系人", first=True)
    _types_without_a_line(drafter, application)
    _types_without_a_session(drafter)
    _counts(drafter)
    _adds_a_record(drafter)
    _uploads(drafter)
    _declares(drafter)
    _prints_and_scans(drafter)
    _submits(signatory)


def _types_without_a_line(drafter: Visitor, application: Application) -> None:
    """What is typed offline stays in the browser, and is sent once when the line is back."""
    answers: list[int] = []

    def hear(answer: Response) -> None:
        if answer.url.endswith("/save/"):
            answers.append(answer.status)

    drafter.page.on("response", hear)
    drafter.loses_the_line()
    drafter.fill({"常设联系人": "㛃龑"})
    drafter.awaits(".saved", "网络中断，已存在本机，联网后自动保存")
    application.refresh_from_db()
    assert application.contact == ""
    with drafter.page.expect_response("**/save/"):
        drafter.regains_the_line()
    drafter.awaits(".saved", "已保存")
    drafter.again()
    drafter.keeps({"常设联系人": "㛃龑"})
    drafter.lacks(".restored")
    assert answers == [200]


def _types_without_a_session(drafter: Visitor) -> None:
    """What is typed after the session ended is there after signing in again, on the same page, in the same field."""
    drafter.session_ends()
    drafter.fill({"邮编": "400011"})
    drafter.awaits(".saved", "登录已过期，内容已留在本机")
    with drafter.page.expect_response("**/save/"):
        drafter.signs_in_again()
    drafter.keeps({"邮编": "400011"})
    expect(drafter.field("邮编")).to_be_focused()
    drafter.awaits(".restored", "本机有未保存的内容，已恢复 1 处")
    drafter.awaits(".saved", "已保存")
    drafter.again()
    drafter.keeps({"邮编": "400011"})
    drafter.lacks(".restored")
    drafter.press("保存并继续")


def _counts(drafter: Visitor) -> None:
    """The 字数 that the browser counts while one types is the server's."""
    drafter.follow("项目概述", within="aside")
    drafter.fill({"海智工作站预期目标": overview(401, "预期目标")})
    counted = drafter.reads("#overview-total")
    drafter.press("保存")
    assert drafter.reads("#overview-total") == counted


def _adds_a_record(drafter: Visitor) -> None:
    """A record that is begun without a line and finished with it is one record."""
    drafter.follow("海外团体与海外人才", within="aside")
    drafter.follow("添加海外科技团体")
    first, *more = RECORDS["海外科技团体"].items()
    drafter.loses_the_line()
    drafter.fill(dict([first]))
    drafter.awaits(".saved", "网络中断")
    with drafter.page.expect_response("**/save/"):
        drafter.regains_the_line()
    drafter.awaits(".saved", "已保存")
    drafter.fill(dict(more))
    drafter.press("保存并返回")
    drafter.sees(f"已保存“{first[1]}”")
    expect(drafter.page.locator("#overseas_group .records > li")).to_have_count(1)


def _uploads(drafter: Visitor) -> None:
    """A file that the line broke off arrives whole, once."""
    drafter.follow("附件材料", within="aside")
    uploader = drafter.page.locator(f"#uploader-{MaterialKind.OTHER.value}")
    with drafter.page.expect_response(lambda answer: "offset=" in answer.url):
        uploader.locator("input[type=file]").set_input_files(
            {"name": "合作影像𬭎.pdf", "mimeType": "application/pdf", "buffer": ALBUM}
        )
    drafter.loses_the_line()
    drafter.awaits(".transfer-state", "网络已断开，恢复后自动继续")
    drafter.regains_the_line()
    row = uploader.locator(".file-row")
    expect(row).to_have_count(1, timeout=PATIENCE)
    expect(row).to_contain_text("合作影像𬭎.pdf")
    drafter.lacks(".transfer")


def _declares(drafter: Visitor) -> None:
    """Everything is looked over as it is printed; what is missing is linked to its field."""
    drafter.follow("核对与提交", within="aside")
    drafter.sees("㛃龑", "400011", "例示东亚装备学会", "合作影像𬭎.pdf")
    drafter.fill({DECLARATIONS[0]: True})
    drafter.press("保存承诺")


def _prints_and_scans(drafter: Visitor) -> None:
    """What was printed comes back signed; whoever would change it now is told first what becomes of the paper."""
    check = drafter.page.url
    drafter.follow("打印申报表", first=True)
    printed = drafter.takes("打印申报表（PDF）")
    drafter.open(check)
    drafter.follow("修改“单位与联系人”")
    drafter.sees("已打印的纸质件即作废")
    drafter.open(check)
    label = MaterialKind.SIGNED_FORM.label
    drafter.hand_in(label, {"name": f"{label}.pdf", "mimeType": "application/pdf", "buffer": printed})
    drafter.again()
    drafter.sees("各项已完成，可由负责人提交")


def _submits(signatory: Visitor) -> None:
    """The head of the unit submits."""
    signatory.open("/desk/todo/")
    signatory.follow(UNIT)
    signatory.act("提交", {"申请单位意见": "同意申报，所填属实。"})
    signatory.sees("同意申报，所填属实。")


def test_two_who_write_at_once_see_each_other_and_choose_where_their_texts_clash(desks: Desks) -> None:
    application = filled_in(unit(UNIT), contact="", fax="")
    drafter = desks.sit("李𬭎", Role.DRAFTER, at_unit=application.unit)
    colleague = desks.sit("王䶮", Role.SIGNATORY, at_unit=application.unit)
    for visitor in (drafter, colleague):
        visitor.open(f"{application.get_absolute_url()}edit/unit/")
    colleague.awaits(".here-line", "李𬭎也打开了这一部分")
    _saves(colleague, "常设联系人", "王䶮")
    drafter.watch.awaits(409, "/save/")
    drafter.fill({"常设联系人": "李𬭎"})
    drafter.awaits(".clash", "王䶮在您填写期间改过这一项")
    drafter.watch.look(drafter.page, drafter.who)
    drafter.press_here("以我填写的为准")
    drafter.awaits(".saved", "已保存")
    _saves(colleague, "传真", "63009999")
    drafter.loses_the_line()
    drafter.regains_the_line()
    drafter.awaits(".news", "王䶮")
    drafter.keeps({"常设联系人": "李𬭎", "传真": "63009999"})
    drafter.awaits(".here-line", "王䶮也打开了这一部分")
    colleague.again()
    colleague.keeps({"常设联系人": "李𬭎", "传真": "63009999"})


def _saves(visitor: Visitor, label: str, text: str) -> None:
    """Type something, and wait until the page has saved it."""
    with visitor.page.expect_response("**/save/") as answer:
        visitor.fill({label: text})
    assert answer.value.ok
