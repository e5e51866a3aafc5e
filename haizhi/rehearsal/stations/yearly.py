"""Tasks handed down, and the yearly summaries with who misses them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.regulation.summaries import CHECKS, SummarySection
from haizhi.regulation.tasks import Issuer
from haizhi.rehearsal.agenda import Agenda
from haizhi.rehearsal.city import City
from haizhi.rehearsal.stations.house import House
from haizhi.stations import acts
from haizhi.stations.drafts.summaries import save_summary
from haizhi.stations.drafts.tasks import save_report
from haizhi.stations.models import Assignment, Summary, SummaryRound, Task

_TEXTS = {
    SummarySection.OVERVIEW: "全年按计划运行，各项任务基本完成。",
    SummarySection.PROBLEMS: "海外专家来渝时间偏短。",
    SummarySection.NEXT: "扩大合作领域，建设联合实验室。",
}
"""What stands in every summary; the four families are told from the log."""

_NOTHING_DONE = "本年度未开展。"


TALENT_NEEDED = ("报送海外人才需求", "请结合本单位研发需求，报送拟引进海外人才的方向、人数和条件。")
"""A task: its name and what is asked for."""


def hand_down(
    city: City, houses: Sequence[House], at: datetime, due: date, asked: tuple[str, str] = TALENT_NEEDED
) -> Task:
    """A task for these stations."""
    clerk, (name, text) = city.post(Role.OFFICE_CLERK), asked
    task = acts.draft_task(by=clerk, at=at, name=name, issuer=Issuer.CITY, text=text, due_on=due)
    return acts.issue_task(task, by=clerk, at=at, stations=[house.station for house in houses])


def carry_out(task: Task, house: House, at: datetime, clerk: Actor | None = None) -> Assignment:
    """One station accepts and reports; with a clerk its report is accepted too."""
    given = Assignment.objects.get(task=task, station=house.station)
    acts.accept_assignment(given, by=house.head, at=at)
    save_report(given, by=house.head, at=at, report="已按要求梳理，拟邀请智能控制方向海外专家2名。")
    acts.report_assignment(given, by=house.head, at=at)
    if clerk:
        acts.approve_assignment(given, by=clerk, at=at, opinion="已验收。")
    return given


def ask_for_summaries(city: City, year: int, at: datetime) -> SummaryRound:
    """Ask every station for its summary of a year, within thirty days."""
    due = day_of(at) + timedelta(days=30)
    return acts.open_summaries(by=city.post(Role.OFFICE_HEAD), at=at, year=year, due_on=due, guide="请据实填写。")


def sum_up(opened: SummaryRound, house: House, at: datetime, clerk: Actor | None = None) -> Summary | None:
    """One station hands its summary in; with a clerk it is accepted too. None where it owes none."""
    summary = opened.summaries.select_related("round", "station__unit").filter(station=house.station).first()
    if summary is None:
        return None
    told = {section: _TEXTS.get(section) or summary.text_of(section) for section in SummarySection}
    texts = {section.value: text or _NOTHING_DONE for section, text in told.items()}
    save_summary(summary, by=house.head, at=at, values=texts, over={})
    acts.submit_summary(summary, by=house.head, at=at)
    if clerk:
        acts.accept_summary(summary, by=clerk, at=at, checked=list(CHECKS))
    return summary


def whole_check(
    city: City, agenda: Agenda, houses: Sequence[House], year: int, silent: Collection[int], at: datetime
) -> None:
    """A year's check from its opening to its end, five weeks later; those at the `silent` places miss it."""
    opened, clerk = ask_for_summaries(city, year, at), city.post(Role.OFFICE_CLERK)
    for place, house in enumerate(houses):
        if place not in silent and house.stands:
            agenda.add(at + timedelta(days=12, minutes=place), partial(_sum_up, opened, house, clerk))
    head = city.post(Role.OFFICE_HEAD)
    agenda.add(at + timedelta(days=35), lambda at: acts.close_summaries(opened, by=head, at=at))


def _sum_up(opened: SummaryRound, house: House, clerk: Actor, at: datetime) -> None:
    sum_up(opened, house, at, clerk)
