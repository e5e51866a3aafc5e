"""The staff of a station log a piece of work from a phone; the line drops; the Office asks, is answered, confirms."""

from datetime import date

import pytest

from haizhi.regulation.roles import Role
from haizhi.stations.models import Station, WorkEntry
from tests.files.samples import jpg
from tests.journeys.desks import Desks
from tests.journeys.visitor import Visitor
from tests.stations.factories import standing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
NAME = "𬭎㛃国际学术报告会"
REST = {
    "海外团体或机构": "例示东亚装备学会",
    "国家或地区": "新加坡",
    "海外人员人数": "2",
    "参加人数": "60",
    "地点": "重庆",
    "经济效益": "12.5",
    "内容与成效": "邀请境外专家作报告2场。",
}


def test_work_goes_from_a_phone_to_the_office_and_back(desks: Desks) -> None:
    station = _standing_since(2025)
    staff = desks.sit("单㛃", Role.STATION_CLERK, at_unit=station.unit)
    staff.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a size, as its type says
    office = desks.sit("仇䶮", Role.OFFICE_CLERK)
    staff.open("/stations/work/new/")
    staff.press("学术交流")
    staff.hand_in("照片和证明材料", {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": jpg()})
    entry = WorkEntry.objects.get()
    _types_without_a_line(staff, entry)
    _finishes(staff)
    _asks(office)
    staff.open(entry.get_absolute_url())
    staff.sees("专家来自哪些机构？")
    staff.act("说明", {"说明": "均来自合作学会。"})
    office.again()
    office.act("确认")
    staff.again()
    staff.sees("已确认", "均来自合作学会。")
    staff.open(f"/stations/{station.code}/work/?year={entry.began_on.year}")
    staff.sees(NAME, "12.5 万元")


def _standing_since(year: int) -> Station:
    """A station that is there on the day of the journey."""
    station = standing(1)[0]
    first = date(year, 1, 1)
    Station.objects.filter(pk=station.pk).update(approved_on=first, awarded_on=first, valid_from=first)
    station.terms.update(approved_on=first, valid_from=first)
    return station


def _types_without_a_line(staff: Visitor, entry: WorkEntry) -> None:
    """What is typed offline stays on the phone, and is saved when the line is back."""
    staff.loses_the_line()
    staff.fill({"名称": NAME})
    staff.awaits(".saved", "网络中断，已存在本机，联网后自动保存")
    entry.refresh_from_db()
    assert entry.name == ""
    with staff.page.expect_response("**/save/"):
        staff.regains_the_line()
    staff.awaits(".saved", "已保存")
    staff.again()
    staff.keeps({"名称": NAME})


def _finishes(staff: Visitor) -> None:
    """The rest unfolds, and what is handed in is whole."""
    staff.page.get_by_text("内容、成效和其他").click()
    staff.fill(REST)
    staff.press("保存并去提交")
    staff.sees("现场.jpg", "60人次", "12.5万元")
    staff.sees_not("提交前还要补齐")
    staff.act("提交")


def _asks(office: Visitor) -> None:
    """The Office finds it among what waits for it."""
    office.open("/desk/todo/")
    office.follow(NAME)
    office.act("要求说明", {"需要说明的问题": "专家来自哪些机构？"})
