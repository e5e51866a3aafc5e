"""The recorder from the ranking to what is entered, the Office from the approval to the plaque and its photo."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest
from playwright.sync_api import FilePayload

from haizhi.accounts import demonstration
from haizhi.regulation.roles import Role
from tests.decisions.factories import ISSUED, RESOLVED, closed_session, issued
from tests.files.samples import jpg
from tests.journeys.city import ticking
from tests.journeys.desks import Desks
from tests.journeys.visitor import scan

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHOTO: FilePayload = {"name": "授牌.jpg", "mimeType": "image/jpeg", "buffer": jpg()}


@pytest.fixture
def day(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of the pages to a day later in the year."""

    def go(moment: datetime) -> None:
        monkeypatch.setattr(demonstration, "timezone", SimpleNamespace(now=ticking(moment)))

    return go


def test_the_recorder_prepares_looks_at_what_will_happen_and_enters_it(
    desks: Desks, day: Callable[[datetime], None]
) -> None:
    day(RESOLVED)
    closed_session(3, target=2)
    recorder = desks.sit("吴𬭎", Role.PARTY_RECORDER)
    recorder.open("/decisions/resolutions/")
    recorder.follow("拟定决议", first=True)
    recorder.press("确认拟定")
    recorder.follow("编辑名单")
    recorder.fill({"重庆第3大学的决定": "暂缓", "重庆第3大学的理由": "待补充材料"})
    recorder.press("保存名单")
    recorder.follow("填写会议情况")
    said = {"会议纪要编号": "〔2026〕12号", "会议日期": "2026-06-25", "出席人员": "张𬭎、李㛃", "缺席人员": "王䶮"}
    recorder.fill(said | {"会议纪要扫描件": scan("会议纪要")})
    recorder.press("保存会议情况")
    recorder.follow("预览并登记", first=True)
    recorder.sees("张𬭎、李㛃（2 人）", "王䶮（1 人）", "会议纪要.pdf", "单位没有在用账号，请另行告知", "不公开")
    recorder.press("确认登记决议")
    recorder.sees("已决议", "待补充材料")
    recorder.open("/decisions/resolutions/")
    recorder.follow("暂缓待议单位")
    recorder.sees("重庆第3大学", "待补充材料")


def test_the_office_hands_plaques_over_at_a_ceremony_replaces_one_and_keeps_a_photo(
    desks: Desks, day: Callable[[datetime], None]
) -> None:
    issued(8)
    day(ISSUED)
    clerk = desks.sit("郑䶮", Role.OFFICE_CLERK)
    clerk.open("/stations/award/ceremony/")
    clerk.fill({"授牌地点": "市科协会堂"})
    row = clerk.page.locator(".ceremony tbody tr").first
    row.locator("input[name^=short_name]").fill("重庆𬭎㛃大学")
    clerk.press("下一步：核对")
    clerk.sees("可以授牌 5 家", "重庆工作基地重庆𬭎㛃大学工作站", "渝海智站2026005")
    clerk.press("确认授牌 5 家")
    clerk.follow("GZ-2026-0001")
    clerk.act("登记授牌照片", {"授牌照片": PHOTO, "照片说明": "授牌仪式"})
    clerk.act("同意公开照片")
    clerk.sees("海智办已同意，建站单位未同意")
    clerk.act("换发牌匾", {"工作站简称": "重庆𬭎大学", "换发原因": "单位更名"})
    clerk.sees("渝海智站2026006", "待交接", "已换发")
    clerk.act("交接牌匾", {"交接日期": "2026-07-20", "接牌人": "李㛃"})
    assert clerk.downloads("打印证书").startswith(b"%PDF")
    clerk.open("/stations/plaques/?state=held")
    clerk.sees("渝海智站2026006", "李㛃")
