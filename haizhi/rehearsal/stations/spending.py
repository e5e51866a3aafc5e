"""The money of some stations, for the demonstration: paid, spent, doubted, paid back, lost, and about to be checked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from haizhi.funding import acts
from haizhi.funding.models import Budget, Grant, Spending
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.rehearsal.agenda import Step
from haizhi.rehearsal.city import City
from haizhi.rehearsal.stations.house import House
from haizhi.rehearsal.stations.money import FOUNDING, Money

_FUNDED, _PAID = 4, 3
"""So many of the stations founded have grants, so many of them money; the one after them is proposed for some."""

_MISUSED = 2_400_000
"""分 that the second of them spent on something else."""


def show_spending(
    city: City, stations: Callable[[], Sequence[House]], gone: Callable[[], House]
) -> Iterator[tuple[int, Step]]:
    """The steps, with how many days ago each was taken.

    `stations`: those founded, the visitor's first. `gone`: one that was revoked a week ago.
    """
    books = _Books(city, stations, gone)
    yield 400, books.grant_in_vain
    yield 45, books.grant
    yield 40, books.pay
    yield 30, books.spend
    yield 14, books.find_misuse
    yield 12, books.dispute
    yield 8, books.dismiss
    yield 6, books.repay
    yield 6, books.write_off
    yield 5, books.leave
    yield 3, books.draw


@dataclass(slots=True)
class _Books:
    city: City
    stations: Callable[[], Sequence[House]]
    gone: Callable[[], House]
    budgets: list[Budget] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    misused: list[Spending] = field(default_factory=list)
    lost: list[Grant] = field(default_factory=list)

    @property
    def money(self) -> Money:
        """The Office's hand: there once its posts are."""
        return Money(self.city)

    def _houses(self) -> Sequence[House]:
        return self.stations()[:_FUNDED]

    def grant(self, at: datetime) -> None:
        """The year's budget, and a grant to each."""
        budget = self.money.set_budget(day_of(at).year, at)
        self.budgets.append(budget)
        basis = f"渝科协发〔{budget.year}〕12号"
        self.grants = [self.money.grant(budget, house, GrantKind.FOUNDING, basis, at) for house in self._houses()]

    def pay(self, at: datetime) -> None:
        """Those whose rules are on file are paid."""
        for grant, house in zip(self.grants[:_PAID], self._houses(), strict=False):
            self.money.file_rules(house, at)
            self.money.pay(grant, at)

    def spend(self, at: datetime) -> None:
        """Spending that the Office finds in order; the second station's will turn out otherwise."""
        for grant, house in zip(self.grants[:_PAID], self._houses(), strict=False):
            amount = _MISUSED if grant is self.grants[1] else 3_600_000
            spent = self.money.spend(grant, house, amount, Purpose.ACTIVITIES, "国际研讨会场地和资料费", at)
            self.money.confirm(spent, at)
            if grant is self.grants[1]:
                self.misused.append(spent)

    def find_misuse(self, at: datetime) -> None:
        """To be paid back within three months."""
        self.money.misuse(self.misused[0], day_of(at) + timedelta(days=90), at)

    def dispute(self, at: datetime) -> None:
        """It says that the decision is wrong."""
        self.money.dispute(self.misused[0], self._houses()[1], at)

    def dismiss(self, at: datetime) -> None:
        """The decision was right."""
        self.money.dismiss(self.misused[0], at)

    def repay(self, at: datetime) -> None:
        """A third of it came back."""
        self.money.repay(self.misused[0], _MISUSED // 3, at)

    def grant_in_vain(self, at: datetime) -> None:
        """Out of an earlier year's budget one was paid that nothing was heard of again."""
        house, money = self.gone(), self.money
        budget = money.set_budget(day_of(at).year, at)
        grant = money.grant(budget, house, GrantKind.FOUNDING, f"渝科协发〔{budget.year}〕12号", at)
        money.file_rules(house, at)
        money.pay(grant, at)
        self.lost.append(grant)

    def write_off(self, at: datetime) -> None:
        """It is one no more, and its money does not come back."""
        self.money.write_off(self.lost[0], at)

    def leave(self, at: datetime) -> None:
        """Spending for the Office, for its head and for the station to go on with; a plea and a grant for the head."""
        self.money.ask_for_time(self.misused[0], self._houses()[1], at)
        own, house, money = self.grants[0], self.stations()[0], self.money
        money.spend(own, house, 1_200_000, Purpose.CONDITIONS, "联络办公室网络和视频会议设备", at)
        money.spend(own, house, 900_000, Purpose.TALENT, "海外专家短期工作生活补助", at)
        acts.begin_spending(own, by=house.head, at=at, amount=600_000, text="海外专家讲座同声传译费")
        last = self.stations()[_FUNDED]
        acts.propose_grant(
            self.budgets[0], by=money.clerk, at=at, station=last.station, sort=GrantKind.FOUNDING, amount=FOUNDING,
            basis=f"渝科协发〔{self.budgets[0].year}〕12号", basis_on=day_of(at),
        )  # fmt: skip

    def draw(self, at: datetime) -> None:
        """Two of them are drawn to be checked, and told the day."""
        self.money.draw_checks(self.budgets[0].year, self._houses()[:_PAID], 2, at)
