"""A final account as the rules know it."""

from haizhi.funding.facts.grants import grant_is
from haizhi.funding.models import EDITED, RESERVED, FinalAccount, Grant
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.regulation.funding import yuan


def may_be_settled(grant: Grant) -> tuple[Finding, ...]:
    """What a grant must be when its account is signed: wholly paid or reduced, nothing undecided, nothing unwritten."""
    stages = list(grant.spendings.values_list("stage", flat=True))
    waiting, written = (sum(stage in group for stage in stages) for group in (RESERVED, EDITED))
    unpaid = grant.balance.unpaid
    return (
        grant_is(grant, "approved"),
        Finding(unpaid == 0, measures(14), f"尚有{yuan(unpaid)}元未拨付", "请待海智办拨付或者核减后再报送决算。"),
        Finding(waiting == 0, measures(14), f"有{waiting}笔支出尚未办结", "请待海智办确认或者认定后再报送决算。"),
        Finding(written == 0, measures(14), f"有{written}笔支出尚未提交", "请提交或者撤回。"),
    )


def account_agrees(account: FinalAccount) -> Finding:
    """The figures that were signed are those of the books."""
    grant = account.grant
    signed = (account.paid, account.spent, account.misused, account.rest)
    books = (grant.paid, grant.spent, grant.misused, grant.balance.held)
    met = signed == books
    return Finding(met, measures(14), "决算报送后账面有变动", "" if met else "请退回，由工作站按现在的账面重新报送。")
