"""From the call to the day on which the Office finds the unit qualified."""

from haizhi.regulation.roles import Role
from tests.journeys.people import People


def call(people: People) -> None:
    """The Office composes the call of the year, its head publishes it, anybody can read it."""
    people.public.open()
    clerk, head = people[Role.OFFICE_CLERK], people[Role.OFFICE_HEAD]
    clerk.go("申报", "年度申报")
    clerk.follow("拟定通知", first=True)
    clerk.press("确认拟定")
    clerk.follow("修改")
    clerk.fill({"拟建站数": "10", "受理部门": "重庆海智办（演示）"})
    clerk.press("保存")
    head.go("待办")
    head.follow("2026", within="main", first=True)
    head.act("发布")
    people.public.open()
    people.public.sees("2026年5月30日 24:00")
