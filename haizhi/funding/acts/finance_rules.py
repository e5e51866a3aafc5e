"""The unit's own finance rules, put on file (办法·14)."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.accounts.models import Organisation
from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.funding.models import FinanceRules
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet


def _none_waits(unit: Organisation, by: Actor, at: datetime) -> Iterable[Finding]:
    waits = unit.finance_rules.filter(stage="filed").first()
    reason = f"第{waits.serial}版正在核对" if waits else ""
    yield Finding(waits is None, moves.FILE_FINANCE_RULES.cite, reason, "请待海智办答复后再报送新版。")


@creates(moves.FILE_FINANCE_RULES, requires=_none_waits)
def file_finance_rules(
    unit: Organisation, *, by: Actor, at: datetime, name: str, in_force_on: date, upload: Upload
) -> FinanceRules:
    """Hand in a version of the unit's finance rules."""
    refuse_unmet(may_be_used(upload))
    last = unit.finance_rules.order_by("-serial").values_list("serial", flat=True).first() or 0
    return FinanceRules(
        code=next_number("CW", day_of(at).year),
        unit=unit,
        serial=last + 1,
        name=name.strip(),
        in_force_on=in_force_on,
        upload=upload,
        filed_at=at,
    )


@act(moves.ACCEPT_FINANCE_RULES)
def accept_finance_rules(rules: FinanceRules, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Put it on file in the place of the version before."""
    for former in FinanceRules.objects.filter(unit_id=rules.unit_id, stage="accepted"):
        supersede_finance_rules(former, by=SYSTEM, at=at)


@act(moves.RETURN_FINANCE_RULES)
def return_finance_rules(rules: FinanceRules, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give it back with what is to be changed; the unit then hands in a new version."""


@act(moves.SUPERSEDE_FINANCE_RULES)
def supersede_finance_rules(rules: FinanceRules, *, by: Actor, at: datetime) -> None:
    """A newer version is on file."""
