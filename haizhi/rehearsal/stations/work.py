"""What stations do, plan and keep in touch with, and what the Office says to it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.ties import TieSort
from haizhi.regulation.work import WorkSort
from haizhi.rehearsal.stations.house import House
from haizhi.stations import acts
from haizhi.stations.drafts.plans import save_plan
from haizhi.stations.drafts.work import attach_proof, save_work
from haizhi.stations.models import WorkEntry

_DONE: tuple[tuple[WorkSort, str, str], ...] = (
    (WorkSort.EXCHANGE, "智能制造国际研讨会", "邀请境外专家作报告4场，达成合作意向2项。"),
    (WorkSort.TALENT, "引进海外专家短期工作", "两名海外专家到站工作三个月，指导试验12次。"),
    (WorkSort.PROJECT, "联合研发项目", "与境外高校共同完成样机试制，进入中试。"),
    (WorkSort.CONSULTATION, "产业发展咨询会", "海外专家就产业布局提出建议8条，采纳5条。"),
    (WorkSort.TRAINING, "青年工程师国际培训班", "培训青年工程师36人次，合格率百分之百。"),
    (WorkSort.PUBLIC_SERVICE, "面向公众的科普报告", "举办科普报告3场，听众超过五百人。"),
    (WorkSort.TIES, "与海外科技团体签订合作备忘录", "签订备忘录1份，明确每年互访一次。"),
    (WorkSort.IMPORTED, "引进海外检测技术", "引进检测方法2项，检测时间缩短一半。"),
    (WorkSort.TACKLED, "关键材料联合攻关", "突破热处理工艺，良率提高11个百分点。"),
    (WorkSort.MAJOR_PROJECT, "承担市级重点研发项目", "项目按期通过中期检查。"),
)
_ABROAD = (
    ("新加坡国立大学", "新加坡"),
    ("慕尼黑工业大学", "德国"),
    ("早稻田大学", "日本"),
    ("苏黎世联邦理工学院", "瑞士"),
)


def write_down(house: House, place: int, day: date, at: datetime) -> WorkEntry:
    """A piece of work of that day, written and proved, not handed in yet; `place` says which."""
    sort, name, account = _DONE[place % len(_DONE)]
    partner, country = _ABROAD[place % len(_ABROAD)]
    told: dict[str, Any] = {
        "name": f"{day.year}年{name}", "began_on": day, "ended_on": day, "place": "重庆", "account": account,
        "partner": partner, "country": country, "overseas": 1 + place % 5, "people": 20 + place * 7 % 90,
        "economic": (place % 4) * 30_000_000, "social": "带动上下游企业开展国际合作。", "authority": "重庆市科学技术局",
    }  # fmt: skip
    entry = acts.begin_work(house.station, by=house.head, at=at, sort=sort)
    save_work(entry, told, by=house.head, at=at)
    attach_proof(entry, house.paper("活动证明材料", at), by=house.head, at=at)
    return entry


def hand_in(house: House, place: int, day: date, at: datetime) -> WorkEntry:
    """The same, handed in."""
    return acts.submit_work(write_down(house, place, day, at), by=house.head, at=at)


def log(house: House, places: Sequence[int], clerk: Actor, at: datetime) -> None:
    """Pieces of work of the weeks before, each confirmed by the Office."""
    for n, place in enumerate(places):
        day = max(day_of(at) - timedelta(days=6 + 9 * n), house.station.approved_on)
        acts.confirm_work(hand_in(house, place, day, at), by=clerk, at=at)


def log_year(house: House, place: int, year: int, clerk: Actor, at: datetime) -> None:
    """Pieces of work of a year that has begun, between the station's approval and now, each confirmed by the Office."""
    approved, until = house.station.approved_on, day_of(at) - timedelta(days=6)
    for n in range(2 + place % 2):
        day = min(max(date(year, 4 + 3 * n, 3 + place % 25), approved), until)
        if approved <= day and day.year == year:
            acts.confirm_work(hand_in(house, place + 3 * n, day, at), by=clerk, at=at)


def ask_back(house: House, clerk: Actor, at: datetime) -> None:
    """One piece is questioned, answered and confirmed; another returned, mended and confirmed."""
    day = max(day_of(at) - timedelta(days=3), house.station.approved_on)
    asked = hand_in(house, 3, day, at)
    acts.question_work(asked, by=clerk, at=at, opinion="请说明专家人数的依据。")
    acts.answer_work(asked, by=house.head, at=at, opinion="依据签到表，另附专家名单。")
    acts.confirm_work(asked, by=clerk, at=at)
    returned = hand_in(house, 4, day, at)
    acts.return_work(returned, by=clerk, at=at, opinion="培训人数与附件不一致，请更正。")
    save_work(returned, {"people": 36}, by=house.head, at=at)
    acts.confirm_work(acts.submit_work(returned, by=house.head, at=at), by=clerk, at=at)


def plan(house: House, year: int, at: datetime) -> None:
    """File the year's plan."""
    made = acts.begin_plan(house.station, by=house.head, at=at, year=year)
    items: list[tuple[int | None, dict[str, Any]]] = [
        (None, {"family": TaskFamily.EXCHANGE.value, "quarter": 2, "name": "举办国际研讨会", "target": "1次"}),
        (None, {"family": TaskFamily.SERVICE.value, "quarter": 3, "name": "引进海外专家", "target": "2名"}),
        (None, {"family": TaskFamily.CONSULTATION.value, "quarter": 4, "name": "组织决策咨询", "target": "1次"}),
    ]
    save_plan(made, {"paper": house.paper(f"{year}年度工作计划", at)}, items, by=house.head)
    acts.file_plan(made, by=house.head, at=at)


def keep_in_touch(house: House, place: int, at: datetime) -> None:
    """Enter the overseas body it works with."""
    partner, country = _ABROAD[place % len(_ABROAD)]
    acts.register_tie(
        house.station, by=house.head, at=at, sort=TieSort.GROUP, name=partner, country=country, fields="智能制造",
        since=house.station.approved_on,
    )  # fmt: skip
