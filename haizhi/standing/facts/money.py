"""What the books say of a station. They are kept above this app, which asks whoever keeps them (办法·14)."""

from collections.abc import Callable, Iterable
from datetime import date

from haizhi.regulation.findings import Finding
from haizhi.stations.models import Station

Account = Callable[[Station, date, date], Iterable[tuple[str, str]]]
Settling = Callable[[Station], Iterable[Finding]]

_ACCOUNTS: list[Account] = []
_SETTLINGS: list[Settling] = []


def tells_money(account: Account) -> Account:
    """Declare what the books say of a station in a span of days (both inclusive): labels with their words."""
    _ACCOUNTS.append(account)
    return account


def settles(settling: Settling) -> Settling:
    """Declare what is still open in the books of a station that has ended: unmet while it is."""
    _SETTLINGS.append(settling)
    return settling


def account_of(station: Station, first: date, last: date) -> list[tuple[str, str]]:
    """What the books say of a station in a span of days, label and words."""
    return [line for account in _ACCOUNTS for line in account(station, first, last)]


def settling_findings(station: Station) -> list[Finding]:
    """Whether its money is settled."""
    return [finding for settling in _SETTLINGS for finding in settling(station)]
