"""What letters say about checks, recoveries and the rest of the books: which unit, and by when."""

from haizhi.funding.models import Check, FinalAccount, FinanceRules, Grant, Payment, Plea, Recovery, Spending
from haizhi.notifications.facts import Particulars, explains


@explains("check", "station__unit")
def of_check(check: Check) -> Particulars:
    """Its unit, and the last day of what is awaited."""
    return Particulars(unit=check.station.unit.name, due=check.due)


@explains("grant", "station__unit")
def of_grant(grant: Grant) -> Particulars:
    """Its unit."""
    return Particulars(unit=grant.station.unit.name)


@explains("finance_rules", "unit")
def of_finance_rules(rules: FinanceRules) -> Particulars:
    """Its unit."""
    return Particulars(unit=rules.unit.name)


def _under_a_grant(row: FinalAccount | Payment | Recovery | Spending) -> Particulars:
    return Particulars(unit=row.grant.station.unit.name, due=row.due)


for _kind in ("account", "payment", "recovery", "spending"):
    explains(_kind, "grant__station__unit")(_under_a_grant)


@explains("plea", "recovery__grant__station__unit")
def of_plea(plea: Plea) -> Particulars:
    """Its unit, and until when it is answered."""
    return Particulars(unit=plea.recovery.grant.station.unit.name, due=plea.due)
