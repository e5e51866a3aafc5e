"""A spending as the rules know it."""

from datetime import date

from haizhi.files.facts import may_be_used
from haizhi.funding.facts.grants import grant_is
from haizhi.funding.models import Spending
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.regulation.spending import invoice_given, invoiced_under_grant, purpose_allowed, within_grant


def purpose_finding(spending: Spending) -> Finding:
    """Whether its purpose is one of those of its grant; one that names none is for nothing that the grant is for."""
    if not spending.purpose:
        return Finding(False, measures(14), "没有选择用途", "请选择。", "purpose")
    return purpose_allowed(GrantKind(spending.grant.sort), Purpose(spending.purpose))


def doubts(spending: Spending) -> tuple[Finding, ...]:
    """What speaks against it, of which a person decides: its purpose, and an invoice from before its grant."""
    grant, findings = spending.grant, [purpose_finding(spending)]
    if spending.invoice_on:
        sort, year = GrantKind(grant.sort), grant.budget.year
        findings.append(invoiced_under_grant(sort, spending.invoice_on, grant.basis_on, year))
    return unmet(*findings)


def handed_in(spending: Spending, today: date) -> tuple[Finding, ...]:
    """What a spending must have when it is handed in; its purpose may be any, which a person then decides on."""
    grant = spending.grant
    committed = grant.spent + grant.reserved + grant.misused + grant.returned
    findings = [
        grant_is(grant, "approved"),
        invoice_given(
            spending.invoice_number,
            spending.issuer,
            spending.text,
            spending.invoice_on,
            today,
            scanned=spending.invoice_id is not None,
        ),
        within_grant(spending.amount or 0, committed, grant.paid),
    ]
    if not spending.purpose:
        findings.append(purpose_finding(spending))
    if spending.invoice:
        findings.append(may_be_used(spending.invoice))
    if spending.work and spending.work.station_id != grant.station_id:
        findings.append(Finding(False, measures(14), "所选工作记录不属于本站", "请重新选择。", "work"))
    return tuple(findings)
