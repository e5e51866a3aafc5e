"""The first term of the stations founded in one year, on invented calendars where none is known."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from haizhi.assessments.models import Round
from haizhi.funding.models import Grant
from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import CHINA, day_of
from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Agenda, Step
from haizhi.rehearsal.city import City
from haizhi.rehearsal.stations import work, yearly
from haizhi.rehearsal.stations.assessing import POOR, Assessing
from haizhi.rehearsal.stations.earlier import enter
from haizhi.rehearsal.stations.house import House, houses
from haizhi.rehearsal.stations.money import Money
from haizhi.rehearsal.stations.standing import Standing
from haizhi.standing.tasks.running_out import run_out
from haizhi.stations.facts import approving_document
from haizhi.stations.models import Station, Task

EARLIER = 12
"""Stations that stood before: with those of the first year enough for a drawn lot."""

RENEWED, SILENT, POORLY, GIVEN_UP = range(4)
"""What becomes of the first stations founded: awarded anew; revoked; fails, mends, falls due; gives up."""

_GRANTED = frozenset({RENEWED, SILENT, POORLY})
"""Who of them gets money; those after them do too."""

_CHECKED = 2
_SPENT = 3_600_000


@dataclass(slots=True)
class Terms:
    """The years after `year`, up to and with `last`; each method is a step, the agenda says when."""

    city: City
    agenda: Agenda
    year: int
    last: int
    founded: list[House] = field(default_factory=list)
    earlier: list[House] = field(default_factory=list)
    grants: dict[int, Grant] = field(default_factory=dict)

    def put_down(self) -> None:
        """Put the years on the agenda."""
        self._on(self.year, 12, 1, self.take_up)
        self._on(self.year, 12, 8, self.give_money)
        for year in range(self.year + 1, self.last + 1):
            self._yearly(year)
        third = self.year + 2
        if self.last >= third:
            self._on(third, 5, 10, self.spend)
            self._on(third, 6, 1, self.check)
        if self.last > third:
            self._on(third + 1, 2, 15, self.doubt)
            self._on(third + 1, 3, 20, self.assess)
            self._on(third + 1, 12, 5, self.follow_up)
            for month in (6, 7, 8, 9, 10, 11, 12):
                self._on(third + 1, month, 1, run_out)

    def _on(self, year: int, month: int, day: int, step: Step) -> None:
        self.agenda.add(datetime.combine(date(year, month, day), time(9), CHINA), step)

    def _in(self, at: datetime, days: int, step: Step) -> None:
        self.agenda.add(at + timedelta(days=days), step)

    def _yearly(self, year: int) -> None:
        self._on(year, 1, 5, lambda at: yearly.whole_check(
            self.city, self.agenda, self.houses, year - 1, self._silent(year - 1), at))  # fmt: skip
        self._on(year, 2, 20, lambda at: self._plan(year, at))
        for month in (3, 6, 9):
            self._on(year, month, 18, self._log)
        self._on(year, 4, 6, self._hand_down)

    @property
    def houses(self) -> list[House]:
        """All of them."""
        return [*self.founded, *self.earlier]

    @property
    def clerk(self) -> Actor:
        """The Office's clerk."""
        return self.city.post(Role.OFFICE_CLERK)

    def take_up(self, at: datetime) -> None:
        """Whoever was founded, and whoever stood before, entered from the list."""
        self.founded = houses(self.city, Station.objects.select_related("unit", "application").order_by("code"))
        self.earlier = enter(self.city, EARLIER, date(self.year, 1, 1), at)
        for place, house in enumerate(self.founded):
            work.keep_in_touch(house, place, at)
            work.log(house, [place], self.clerk, at)

    def give_money(self, at: datetime) -> None:
        """The founding grants, once the units' finance rules are on file."""
        money = Money(self.city)
        budget = money.set_budget(self.year, at)
        for place, house in enumerate(self.founded):
            if place in _GRANTED or place > GIVEN_UP:
                self.grants[place] = money.grant(budget, house, GrantKind.FOUNDING, _basis(house), at)
                money.file_rules(house, at)
                money.pay(self.grants[place], at)

    def _silent(self, year: int) -> frozenset[int]:
        return frozenset({SILENT}) if year > self.year else frozenset()

    def _works(self, place: int) -> bool:
        return place != SILENT and self.founded[place].stands

    def _plan(self, year: int, at: datetime) -> None:
        for place, house in enumerate(self.founded):
            if self._works(place):
                work.plan(house, year, at)

    def _log(self, at: datetime) -> None:
        clerk, month = self.clerk, day_of(at).month
        for place, house in enumerate(self.founded):
            if self._works(place):
                work.log(house, [place + month, place + month + 1][: 2 if place == RENEWED else 1], clerk, at)
        if month == 6 and self.founded and self._works(RENEWED):
            work.ask_back(self.founded[RENEWED], clerk, at)
        for place, house in enumerate(self.earlier):
            if place % 3 == month // 3 - 1 and house.stands:
                work.log(house, [place], clerk, at)

    def _hand_down(self, at: datetime) -> None:
        there = [house for house in self.houses if house.stands]
        task, clerk = yearly.hand_down(self.city, there, at, day_of(at) + timedelta(days=30)), self.clerk
        for n, house in enumerate(there):
            if house not in self.founded[SILENT : SILENT + 1]:
                late = 45 if n == len(there) - 1 else 20
                self._in(at, late, _carrying_out(task, house, clerk))

    def spend(self, at: datetime) -> None:
        """Each spends some; one buys what is for no purpose of its grant, and the head allows it."""
        money = Money(self.city)
        for place, grant in self.grants.items():
            house = self.founded[place]
            spent = money.spend(grant, house, _SPENT, Purpose.ACTIVITIES, "国际研讨会场地和资料费", at)
            money.confirm(spent, at)
        if RENEWED in self.grants:
            other = money.spend(
                self.grants[RENEWED], self.founded[RENEWED], 800_000, Purpose.TALENT, "海外专家短期工作生活补助", at
            )
            self._in(at, 3, lambda at: money.allow(other, at))

    def check(self, at: datetime) -> None:
        """A drawing among those with money; the first drawn has misused some and pays it back in two parts.

        It objects in vain, and asks for more time, which it gets.
        """
        money = Money(self.city)
        with_money = [self.founded[place] for place in self.grants if self.founded[place].stands]
        if len(with_money) < _CHECKED:
            return
        checks = money.draw_checks(day_of(at).year, with_money, _CHECKED, at)
        first, *others = checks
        self._in(at, 2, lambda at: money.open_the_drawing(first, at))
        self._in(at, 10, lambda at: money.visit(first, at, findings="一笔会务费实际用于办公室装修。"))
        for other in others:
            self._in(at, 11, partial(money.visit, other))
        misused = next(iter(Grant.objects.get(station=first.station).spendings.order_by("code")))
        back = day_of(at) + timedelta(days=120)
        house = next(house for house in with_money if house.station == first.station)
        self._in(at, 15, lambda at: money.misuse(misused, back, at))
        self._in(at, 20, lambda at: money.dispute(misused, house, at))
        self._in(at, 30, lambda at: money.dismiss(misused, at))
        self._in(at, 50, lambda at: money.ask_for_time(misused, house, at))
        self._in(at, 56, lambda at: money.allow_time(misused, at))
        self._in(at, 60, lambda at: money.repay(misused, _SPENT // 3, at))
        self._in(at, 61, lambda at: money.hold_accountable(misused, at))
        self._in(at, 110, lambda at: money.repay(misused, _SPENT - _SPENT // 3, at))

    def doubt(self, at: datetime) -> None:
        """The station that missed two summaries does not work either: notice, hearing, decision; its money is lost."""
        if len(self.founded) <= SILENT:
            return
        standing, house = Standing(self.city, self.agenda), self.founded[SILENT]
        standing.observe(house, at)
        notice = standing.begin_revocation(house, at + timedelta(hours=2))
        number = f"渝科协发〔{day_of(at).year}〕21号"
        self._in(at, 8, lambda at: standing.revoke(notice, house, number, at))
        if SILENT in self.grants:
            self._in(at, 20, lambda at: Money(self.city).write_off(self.grants[SILENT], at))

    def assess(self, at: datetime) -> None:
        """The three-yearly round of all that stand."""
        there = [house for house in self.houses if house.stands]
        poor = {house.station.code: POOR for house in self.founded[POORLY : POORLY + 1]}
        leading = Assessing(self.city, there, poor)
        made = leading.announce(day_of(at).year, at)
        self._in(at, 16, lambda at: leading.rate_themselves(made, at))
        self._in(at, 23, lambda at: leading.draw_peers(made, at))
        self._in(at, 40, lambda at: leading.rate_each_other(made, at))
        self._in(at, 52, lambda at: leading.rate_by_office(made, at))
        self._in(at, 61, lambda at: leading.close(made, at))
        self._in(at, 63, lambda at: self._appeal(leading, made, at))
        self._in(at, 92, lambda at: leading.publish(made, at))
        self._in(at, 97, self.renew)

    def _appeal(self, leading: Assessing, made: Round, at: datetime) -> None:
        code = made.parts.order_by("-rank").values_list("station__code", flat=True)[0]
        appeal = leading.appeal(made, code, at)
        self._in(at, 4, lambda at: leading.dismiss(appeal, at))

    def renew(self, at: datetime) -> None:
        """Who did well asks to go on; who failed has to mend; one gives up."""
        standing, founded = Standing(self.city, self.agenda), self.founded
        number = f"渝科协发〔{day_of(at).year}〕66号"
        for house in founded[RENEWED : RENEWED + 1]:
            asked = standing.ask_to_renew(house, at)
            self._in(at, 8, partial(standing.judge, asked))
            self._in(at, 10, partial(standing.award, asked, number))
        for house in founded[POORLY : POORLY + 1]:
            self._in(at, 20, partial(standing.rectify, standing.order_rectification(house, at), house))
        for house in founded[GIVEN_UP : GIVEN_UP + 1]:
            standing.end_by_wish(house, at)

    def follow_up(self, at: datetime) -> None:
        """A grant for the year after to the one that did well."""
        if not self.founded or not self.founded[RENEWED].stands:
            return
        money = Money(self.city)
        budget = money.set_budget(day_of(at).year + 1, at)
        money.grant(budget, self.founded[RENEWED], GrantKind.FOLLOW_UP, "市科协党组会议纪要", at)


def _carrying_out(task: Task, house: House, clerk: Actor) -> Step:
    return lambda at: yearly.carry_out(task, house, at, clerk)


def _basis(house: House) -> str:
    application = house.station.application
    document = approving_document(application) if application else None
    return document.document_number if document else "批准文件"
