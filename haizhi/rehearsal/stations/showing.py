"""Stations in the midst of their terms, for the demonstration: something of everything, and something to do for each.

The first station founded by a call is the one whose account a visitor plays: it meets most of it. Beside those founded
there are older ones, entered from a list.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import CHINA, day_of
from haizhi.regulation.roles import Role
from haizhi.regulation.summaries import SummarySection
from haizhi.regulation.term import add_months
from haizhi.rehearsal.agenda import Agenda, Step
from haizhi.rehearsal.city import City
from haizhi.rehearsal.stations import work, yearly
from haizhi.rehearsal.stations.assessing import Assessing
from haizhi.rehearsal.stations.earlier import enter
from haizhi.rehearsal.stations.house import House, founded, houses
from haizhi.rehearsal.stations.spending import show_spending
from haizhi.rehearsal.stations.standing import Standing
from haizhi.standing.tasks.running_out import run_out
from haizhi.stations import acts
from haizhi.stations.models import Assignment, Summary, SummaryRound, Task

_REVOKED, _HEARD, _DOUBTED = range(3)
"""Of the stations that missed two checks: which was revoked, which is being heard, which has raised the alert."""

_ASKING, _LEAVING, _LATE, _WAITING = 0, 1, 2, 3
"""Of those whose term ends soon, which asks for another. Of those whose term runs on, which gave up, which is late with
its summary, and of whose summary the Office has not read yet."""

_TERM = 36
"""Months of a term."""

_OPENED = 50
"""Days since the latest summaries were asked for."""

_RATERS = 8
"""So many stations have given all their sheets on others; the visitor's gave the first two of its own."""


@dataclass(slots=True)
class Showing:
    """What happened to the stations in the two years before `now`; each method is a step, at its time."""

    city: City
    agenda: Agenda
    now: datetime
    founded: list[House] = field(default_factory=list)
    silent: list[House] = field(default_factory=list)
    ending: list[House] = field(default_factory=list)
    over: list[House] = field(default_factory=list)
    running: list[House] = field(default_factory=list)

    def put_down(self) -> None:
        """Put everything on the agenda."""
        year = day_of(self.now - timedelta(days=_OPENED)).year - 1
        self._add(_on(year - 1, 11, 20), lambda at: self._enter_silent(year - 1, at))
        self._add(_on(year, 1, 6), lambda at: self._log_founded(year - 1, at))
        self._add(_on(year, 1, 10), lambda at: self._check_first(year - 1, at))
        self._add(_on(year, 12, 20), lambda at: self._log_founded(year, at))
        self._ago(420, self._assess_first)
        self._ago(200, self._enter_older)
        self._ago(195, lambda at: self._log_older(year, at))
        for days in (190, 100, 20):
            self._ago(days, self._log)
        self._ago(150, self._log_others)
        self._ago(_OPENED, lambda at: self._sum_up(year, at))
        self._ago(45, self._hand_down)
        self._ago(38, self._assess)
        self._ago(65, self._give_up)
        self._ago(18, self._doubt)
        self._ago(12, self._ask)
        self._ago(9, self._hand_down_again)
        self._ago(4, self._leave_work)
        for days in (120, 60, 2):
            self._ago(days, run_out)
        for days, step in show_spending(self.city, lambda: self.founded, lambda: self.silent[_REVOKED]):
            self._ago(days, step)

    def _add(self, at: datetime, step: Step) -> None:
        self.agenda.add(at, step)

    def _ago(self, days: int, step: Step) -> None:
        self._add(self.now - timedelta(days=days), step)

    def _in(self, at: datetime, days: int, step: Step) -> None:
        self._add(at + timedelta(days=days), step)

    @property
    def _standing(self) -> Standing:
        return Standing(self.city, self.agenda)

    def _there(self) -> list[House]:
        every = (*self.founded, *self.silent, *self.ending, *self.over, *self.running)
        return [house for house in every if house.stands]

    def _enter_silent(self, year: int, at: datetime) -> None:
        """Three stations of that year, of which nothing will be heard."""
        self.silent = enter(self.city, 3, date(year, 3, 1), at, months=3)

    def _check_first(self, year: int, at: datetime) -> None:
        """The check of that year: those founded so far take part, the three do not."""
        there = [*houses(self.city, founded()), *self.silent]
        silent = range(len(there) - len(self.silent), len(there))
        yearly.whole_check(self.city, self.agenda, there, year, silent, at)

    def _enter_older(self, at: datetime) -> None:
        """A list of older stations: terms that end within three months, terms over since, and others."""
        today = day_of(self.now)
        self.founded = houses(self.city, founded())
        self.ending = enter(self.city, 3, add_months(today, 1 - _TERM), at, first=3, months=2)
        self.over = enter(self.city, 2, add_months(today, -4 - _TERM), at, first=6, months=3)
        self.running = enter(self.city, 12, add_months(today, 6 - _TERM), at, first=8, months=12)

    def _log(self, at: datetime) -> None:
        """Plans where the year has none yet, a tie, and work that the Office confirms, of some stations."""
        clerk, month = self.city.post(Role.OFFICE_CLERK), day_of(at).month
        for place, house in enumerate([*self.founded[:3], self.ending[_ASKING], *self.running[2:5]]):
            if not house.station.plans.filter(year=day_of(at).year).exists():
                work.plan(house, day_of(at).year, at)
            if not house.station.ties.exists():
                work.keep_in_touch(house, place, at)
            work.log(house, [month + place, month + place + 4][: 1 if place else 2], clerk, at)

    def _log_founded(self, year: int, at: datetime) -> None:
        """What those founded so far did in a year, entered at its end."""
        clerk = self.city.post(Role.OFFICE_CLERK)
        for place, house in enumerate(houses(self.city, founded())):
            work.log_year(house, place, year, clerk, at)

    def _log_older(self, year: int, at: datetime) -> None:
        """What the stations from the list did in the year of the latest summaries, entered after they were."""
        clerk = self.city.post(Role.OFFICE_CLERK)
        for place, house in enumerate([*self.ending, *self.over, *self.running]):
            work.log_year(house, place, year, clerk, at)

    def _log_others(self, at: datetime) -> None:
        """One piece of work of most of the others, so that few look as if they slept."""
        clerk = self.city.post(Role.OFFICE_CLERK)
        for place, house in enumerate([*self.founded[3:], *self.ending[1:], *self.over[1:], *self.running[5:-1]]):
            work.log(house, [place], clerk, at)

    def _leave_work(self, at: datetime) -> None:
        """Work that waits: for the Office, for an answer, for a correction, for being handed in; and a plan begun."""
        clerk, own, others = self.city.post(Role.OFFICE_CLERK), self.founded[0], self.founded[1:3]
        day = day_of(at) - timedelta(days=8)
        for place, house in enumerate([own, *others]):
            work.hand_in(house, place + 4, day, at)
        asked = work.hand_in(own, 7, day, at)
        acts.question_work(asked, by=clerk, at=at, opinion="请说明检测方法来自哪一家境外机构。")
        returned = work.hand_in(own, 3, day, at)
        acts.return_work(returned, by=clerk, at=at, opinion="采纳建议的条数与附件不一致，请更正。")
        work.write_down(own, 0, day, at)
        acts.begin_plan(own.station, by=own.head, at=at, year=day_of(at).year + 1)

    def _sum_up(self, year: int, at: datetime) -> None:
        """The latest summaries: most accepted, one unread, one returned, one late, three missed."""
        opened, clerk = yearly.ask_for_summaries(self.city, year, at), self.city.post(Role.OFFICE_CLERK)
        own, late, waiting = self.founded[0], self.running[_LATE], self.running[_WAITING]
        for place, house in enumerate(self._there()):
            if house not in (own, late, waiting, *self.silent):
                self._add(at + timedelta(days=14, minutes=place), partial(_read, opened, house, clerk))
        self._in(at, 28, lambda at: yearly.sum_up(opened, waiting, at))
        self._in(at, 29, lambda at: yearly.sum_up(opened, own, at))
        self._in(at, 31, lambda at: self._miss(year, at))
        self._in(at, 46, lambda at: self._return(year, at))

    def _miss(self, year: int, at: datetime) -> None:
        stations = [house.station for house in self.silent]
        for summary in Summary.objects.filter(round__year=year, station__in=stations).order_by("code"):
            acts.miss_summary(summary, by=self.city.post(Role.OFFICE_HEAD), at=at)

    def _return(self, year: int, at: datetime) -> None:
        summary = Summary.objects.get(round__year=year, station=self.founded[0].station)
        acts.return_summary(
            summary, by=self.city.post(Role.OFFICE_CLERK), at=at, due_on=day_of(at) + timedelta(days=14),
            reasons={SummarySection.PROBLEMS.value: "请写明专家来渝时间偏短的原因和改进措施。"},
            opinion="请补充后报送。",
        )  # fmt: skip

    def _hand_down(self, at: datetime) -> None:
        """A task that is over by now: carried out and accepted, reported, and late."""
        there, clerk = [*self.founded[:4], self.running[2]], self.city.post(Role.OFFICE_CLERK)
        task = yearly.hand_down(self.city, there, at, day_of(at) + timedelta(days=35))
        for house in there[:3]:
            self._in(at, 20, partial(_carry_out, task, house, clerk))
        self._in(at, 33, lambda at: yearly.carry_out(task, there[3], at))

    def _hand_down_again(self, at: datetime) -> None:
        """Another that has two more weeks: the visitor's station has taken note of it, another has reported."""
        there, due = [*self.founded[:3], *self.running[3:5]], day_of(at) + timedelta(days=23)
        asked = ("报送国际学术会议计划", "请报送拟举办的国际学术会议名称、时间、规模和拟邀请的海外专家。")
        task = yearly.hand_down(self.city, there, at, due, asked)
        own = Assignment.objects.get(task=task, station=there[0].station)
        self._in(at, 1, lambda at: acts.accept_assignment(own, by=there[0].head, at=at))
        self._in(at, 5, lambda at: yearly.carry_out(task, there[1], at))

    def _assess(self, at: datetime) -> None:
        """A round in its peer part: own sheets are in, peers drawn by lot, some of their sheets given."""
        leading = Assessing(self.city, self._there(), {})
        made = leading.announce(day_of(at).year, at, days=(30, 62, 80))
        leading.leave_out(made, self.silent, "连续两年未参加年度总结检查，另行处理。", at)

        def rate_each_other(at: datetime) -> None:
            raters = {house.station.code for house in (*self.founded[1:], *self.running[4:])[:_RATERS]}
            leading.rate_each_other(made, at, but=frozenset(leading.houses) - raters)
            leading.rate_some(made, self.founded[0].station.code, 2, at)

        self._in(at, 25, lambda at: leading.rate_themselves(made, at))
        self._in(at, 33, lambda at: leading.draw_peers(made, at))
        self._in(at, 36, rate_each_other)
        unmarked = frozenset(house.station.code for house in (*self.founded[:2], *self.running[:3]))
        self._in(at, 37, lambda at: leading.rate_by_office(made, at, but=unmarked))

    def _assess_first(self, at: datetime) -> None:
        """The round of the year before, of the stations founded first: its results are public."""
        there = houses(self.city, founded())
        leading = Assessing(self.city, [*there, *self.silent], {})
        made = leading.announce(day_of(at).year, at)
        young = [house for house in there if house.station.awarded_on.year == there[-1].station.awarded_on.year]
        leading.leave_out(made, young if len(young) < len(there) else [], "授牌不满一年，下一轮参加。", at)
        leading.leave_out(made, self.silent, "未能与工作站取得联系，另行核实。", at)
        self._in(at, 10, lambda at: leading.rate_themselves(made, at))
        self._in(at, 12, lambda at: leading.draw_peers(made, at))
        self._in(at, 20, lambda at: leading.rate_each_other(made, at))
        self._in(at, 24, lambda at: leading.rate_by_office(made, at))
        self._in(at, 26, lambda at: leading.close(made, at))
        self._in(at, 60, lambda at: leading.publish(made, at))

    def _give_up(self, at: datetime) -> None:
        self._standing.end_by_wish(self.running[_LEAVING], at)

    def _doubt(self, at: datetime) -> None:
        """All three do not work either: one is revoked, one heard, one has raised the alert so far."""
        standing, number = self._standing, f"渝科协发〔{day_of(at + timedelta(days=11)).year}〕71号"
        for house in self.silent:
            standing.observe(house, at)
        notice = standing.begin_revocation(self.silent[_REVOKED], at + timedelta(hours=1))
        self._in(at, 2, lambda at: standing.revoke(notice, self.silent[_REVOKED], number, at))
        self._in(at, 8, lambda at: standing.begin_revocation(self.silent[_HEARD], at))

    def _ask(self, at: datetime) -> None:
        """One asks for another term; the visitor's station has to mend something."""
        self._standing.ask_to_renew(self.ending[_ASKING], at)
        self._standing.order_rectification(self.founded[0], at + timedelta(days=2))


def _read(opened: SummaryRound, house: House, clerk: Actor, at: datetime) -> None:
    yearly.sum_up(opened, house, at, clerk)


def _carry_out(task: Task, house: House, clerk: Actor, at: datetime) -> None:
    yearly.carry_out(task, house, at, clerk)


def _on(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time(9), CHINA)
