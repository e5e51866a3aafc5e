"""The books of a grant: what moves, what is where, what is carried over (办法·14). All money in 分.

At every moment paid = spent + held + misused + returned + lost, and of what was misused recovered + waived +
outstanding; no figure is negative.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from haizhi.regulation.recovery import amount_to_recover


class Booked(StrEnum):
    """A movement in the books of a grant; each is a positive amount."""

    GRANTED = "granted"
    REDUCED = "reduced"
    PAID = "paid"
    REVERSED = "reversed"
    SPENT = "spent"
    UNSPENT = "unspent"
    MISUSED = "misused"
    CLEARED = "cleared"
    RECOVERED = "recovered"
    REFUNDED = "refunded"
    WAIVED = "waived"
    RETURNED = "returned"
    LOST = "lost"

    @property
    def label(self) -> str:
        """The movement's Chinese name."""
        return _BOOKED[self][0]

    @property
    def column(self) -> str:
        """The figure of the balance that it moves."""
        return _BOOKED[self][1]

    @property
    def sign(self) -> int:
        """Whether it adds to that figure or takes from it."""
        return _BOOKED[self][2]


_BOOKED = {
    Booked.GRANTED: ("批准资助", "granted", 1),
    Booked.REDUCED: ("核减资助", "granted", -1),
    Booked.PAID: ("拨付", "paid", 1),
    Booked.REVERSED: ("冲正拨付", "paid", -1),
    Booked.SPENT: ("支出确认", "spent", 1),
    Booked.UNSPENT: ("冲减支出", "spent", -1),
    Booked.MISUSED: ("违规使用", "misused", 1),
    Booked.CLEARED: ("撤销违规认定", "misused", -1),
    Booked.RECOVERED: ("追回", "recovered", 1),
    Booked.REFUNDED: ("退还追回款", "recovered", -1),
    Booked.WAIVED: ("核销追回", "waived", 1),
    Booked.RETURNED: ("退回结余", "returned", 1),
    Booked.LOST: ("核销结余", "lost", 1),
}


@dataclass(frozen=True, slots=True)
class YearOfAccount:
    """One year of a grant at the unit: what was carried over into it, what came and went, all in 分."""

    year: int
    opening: int
    paid: int
    spent: int
    misused: int
    returned: int
    lost: int

    @property
    def closing(self) -> int:
        """What is carried over into the next year."""
        return self.opening + self.paid - self.spent - self.misused - self.returned - self.lost


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the money of a grant is, in 分: `recovered` is the part of what was misused that came back.

    Written off by a decision are `lost`, of the rest of an account, and `waived`, of what was to be recovered.
    """

    granted: int = 0
    paid: int = 0
    spent: int = 0
    misused: int = 0
    recovered: int = 0
    returned: int = 0
    lost: int = 0
    waived: int = 0

    @property
    def held(self) -> int:
        """What was paid to the unit and is still there: neither spent, misused, returned nor written off."""
        return self.paid - self.spent - self.misused - self.returned - self.lost

    @property
    def unpaid(self) -> int:
        """What was granted and not paid yet."""
        return self.granted - self.paid

    @property
    def outstanding(self) -> int:
        """What was misused and has neither come back nor been written off (办法·14)."""
        return amount_to_recover(self.misused, self.recovered + self.waived)

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(
            self.granted + other.granted,
            self.paid + other.paid,
            self.spent + other.spent,
            self.misused + other.misused,
            self.recovered + other.recovered,
            self.returned + other.returned,
            self.lost + other.lost,
            self.waived + other.waived,
        )


def settled_by_years(movements: Iterable[tuple[int, Booked, int]]) -> tuple[YearOfAccount, ...]:
    """Carry a grant over from year to year: `movements` are (year, sort, 分) in any order; years without any count."""
    found = sorted(movements, key=lambda one: one[0])
    years, carried = [], 0
    for year in range(found[0][0], found[-1][0] + 1) if found else ():
        sums = {sort: sum(amount for of, booked, amount in found if (of, booked) == (year, sort)) for sort in Booked}
        account = YearOfAccount(
            year,
            carried,
            sums[Booked.PAID] - sums[Booked.REVERSED],
            sums[Booked.SPENT] - sums[Booked.UNSPENT],
            sums[Booked.MISUSED] - sums[Booked.CLEARED],
            sums[Booked.RETURNED],
            sums[Booked.LOST],
        )
        years.append(account)
        carried = account.closing
    return tuple(years)
