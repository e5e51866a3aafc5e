"""A final account as the rules know it."""

from haizhi.funding.facts.grants import grant_is
from haizhi.funding.models import EDITED, RESERVED, FinalAccount, Grant, Plea
from haizhi.regulation.citations import measures
from haizhi.regulation.final_account import station_has_ended
from haizhi.regulation.findings import Finding
from haizhi.regulation.funding import yuan
from haizhi.stations.models import Station


def may_be_settled(grant: Grant) -> tuple[Finding, ...]:
    """What a grant must be when its account is signed: wholly paid or reduced, nothing undecided, nothing unwritten."""
    written = grant.spendings.filter(stage__in=EDITED).count()
    nothing_unwritten = Finding(written == 0, measures(14), f"有{written}笔支出尚未提交", "请提交或者撤回。")
    return (*_may_be_closed(grant), nothing_unwritten)


def may_be_drawn_up(grant: Grant) -> tuple[Finding, ...]:
    """What it must be when the Office draws the account up: the same, of a station that has ended.

    What the unit began and never handed in stands in nobody's way: it is dropped.
    """
    return (ended(grant.station), *_may_be_closed(grant))


def _may_be_closed(grant: Grant) -> tuple[Finding, ...]:
    waiting = grant.spendings.filter(stage__in=RESERVED).count()
    unpaid = grant.balance.unpaid
    objections = Plea.objects.filter(recovery__grant=grant, stage="objected").values_list("code", flat=True)
    codes = "、".join(sorted(objections))
    return (
        grant_is(grant, "approved"),
        Finding(unpaid == 0, measures(14), f"尚有{yuan(unpaid)}元未拨付", "请待海智办拨付或者核减后办理决算。"),
        Finding(waiting == 0, measures(14), f"有{waiting}笔支出尚未办结", "请待海智办确认或者认定后办理决算。"),
        Finding(not codes, measures(14), f"追回异议尚未答复：{codes}", "请待海智办答复后办理决算。"),
    )


def ended(station: Station) -> Finding:
    """Whether a station is one no more."""
    return station_has_ended(station.stands, station.stage_label)


def account_agrees(account: FinalAccount) -> Finding:
    """The figures that were signed are those of the books."""
    grant = account.grant
    signed = (account.paid, account.spent, account.misused, account.rest)
    books = (grant.paid, grant.spent, grant.misused, grant.balance.held)
    met = signed == books
    return Finding(met, measures(14), "决算报送后账面有变动", "" if met else "请退回，按现在的账面重新报送。")
