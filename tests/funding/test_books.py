"""The books hold whatever is done in whatever order, and when two do it at once."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haizhi.funding import acts
from haizhi.funding.models import Budget, FinalAccount, Grant, Movement, Payment, Plea, Recovery, Spending
from haizhi.funding.queries import grant_page
from haizhi.regulation.books import Balance, Booked
from haizhi.regulation.findings import Refused
from haizhi.regulation.funding import Purpose
from haizhi.stations.models import Station
from tests.accounts.test_at_once import at_once
from tests.applications.factories import upload
from tests.decisions.factories import CLERK, HEAD
from tests.funding.factories import NOW, TODAY, YUAN, approved, begun, on_file, paid, pay, signatory, staff, submitted

FAR = date(2030, 12, 31)


def _latest(model: Any, *stages: str) -> Any:
    """The last of the rows in these stages. Raises LookupError."""
    row = model.objects.filter(stage__in=stages).order_by("-code").first()
    if row is None:
        raise LookupError(stages)
    return row


def _decided() -> dict[str, Any]:
    """What a write-off rests on."""
    return {"basis": "渝科协办〔2026〕8号", "opinion": "无可追回", "proof": upload("批准.pdf")}


def objected(recovery: Recovery) -> Plea:
    """An objection in time."""
    unit = signatory(recovery.grant.station)
    return acts.object_to_recovery(recovery, by=unit, at=recovery.opened_at, opinion="冤")


Deed = Callable[[Grant, int, Any], object]

DEEDS: dict[str, Deed] = {
    "pay": lambda grant, fen, at: acts.enter_payment(
        grant, by=CLERK, at=at, amount=fen, paid_on=TODAY, voucher=f"{Movement.objects.count()}"
    ),
    "reverse": lambda grant, fen, at: acts.reverse_payment(_latest(Payment, "paid"), by=HEAD, at=at, opinion="误"),
    "reduce": lambda grant, fen, at: acts.reduce_grant(grant, by=HEAD, at=at, amount=fen, opinion="减"),
    "spend": lambda grant, fen, at: submitted(grant, fen),
    "spend elsewhere": lambda grant, fen, at: submitted(grant, fen, Purpose.OTHER),
    "confirm": lambda grant, fen, at: acts.confirm_spending(_latest(Spending, "submitted"), by=CLERK, at=at),
    "return": lambda grant, fen, at: acts.return_spending(
        _latest(Spending, "submitted", "flagged"), by=CLERK, at=at, opinion="误"
    ),
    "withdraw": lambda grant, fen, at: acts.withdraw_spending(
        _latest(Spending, "submitted", "returned"), by=staff(grant.station), at=at
    ),
    "flag": lambda grant, fen, at: acts.flag_spending(_latest(Spending, "submitted"), by=CLERK, at=at, opinion="疑"),
    "allow": lambda grant, fen, at: acts.allow_spending(_latest(Spending, "flagged"), by=HEAD, at=at, opinion="可"),
    "misuse": lambda grant, fen, at: acts.misuse_spending(
        _latest(Spending, "flagged", "confirmed"), by=HEAD, at=at, repay_by=FAR, opinion="违"
    ),
    "gone": lambda grant, fen, at: acts.open_recovery(grant, by=HEAD, at=at, amount=fen, repay_by=FAR, opinion="无"),
    "repay": lambda grant, fen, at: acts.repay_recovery(
        _latest(Recovery, "running"), by=CLERK, at=at, amount=fen, received_on=TODAY, voucher="收"
    ),
    "revoke": lambda grant, fen, at: acts.revoke_recovery(_latest(Recovery, "running"), by=HEAD, at=at, opinion="误"),
    "refund": lambda grant, fen, at: acts.revoke_recovery(
        _latest(Recovery, "running", "done"), by=HEAD, at=at, opinion="误", refunded_on=TODAY, refund_voucher="退"
    ),
    "object": lambda grant, fen, at: objected(_latest(Recovery, "running", "done")),
    "uphold": lambda grant, fen, at: acts.uphold_plea(
        _latest(Plea, "objected"), by=HEAD, at=at, opinion="是", refunded_on=TODAY, refund_voucher="退"
    ),
    "waive": lambda grant, fen, at: acts.write_off_recovery(_latest(Recovery, "running"), by=HEAD, at=at, **_decided()),
    "draw up": lambda grant, fen, at: acts.draw_up_account(
        grant, by=CLERK, at=at, opinion="注销", report=upload("证明.pdf")
    ),
    "lose": lambda grant, fen, at: acts.write_off_rest(_latest(FinalAccount, "owing"), by=HEAD, at=at, **_decided()),
    "sign": lambda grant, fen, at: acts.sign_account(grant, by=signatory(grant.station), at=at, opinion="完"),
    "send back": lambda grant, fen, at: acts.return_account(
        _latest(FinalAccount, "signed"), by=CLERK, at=at, opinion="误"
    ),
    "accept": lambda grant, fen, at: acts.accept_account(_latest(FinalAccount, "signed"), by=HEAD, at=at),
    "give back": lambda grant, fen, at: acts.return_rest(
        _latest(FinalAccount, "owing"), by=CLERK, at=at, amount=fen, received_on=at.date(), voucher="退"
    ),
}
"""Everything that can move a grant's money: each is tried on whatever there is, and may be refused."""


def assert_the_books_hold(grant: Grant) -> None:
    """The identities of docs/funding.md, on the figures, on the rows of the book, and year by year."""
    b = grant.balance
    assert b.granted == b.paid + b.unpaid
    assert b.paid == b.spent + b.held + b.misused + b.returned + b.lost
    assert b.misused == b.recovered + b.waived + b.outstanding
    assert min(b.unpaid, b.spent, b.held, b.misused, b.returned, b.recovered, b.outstanding, grant.in_hand) >= 0
    assert min(b.lost, b.waived) >= 0
    rows = list(grant.movements.order_by("serial"))
    assert [row.serial for row in rows] == list(range(1, len(rows) + 1))
    sums = dict.fromkeys(("granted", "paid", "spent", "misused", "recovered", "returned", "lost", "waived"), 0)
    for row in rows:
        sums[Booked(row.sort).column] += Booked(row.sort).sign * row.amount
    assert Balance(**sums) == b
    waiting = grant.spendings.filter(stage__in=["submitted", "questioned", "flagged"])
    assert grant.reserved == sum(s.amount or 0 for s in waiting)
    assert b.spent == sum(s.amount or 0 for s in grant.spendings.filter(stage="confirmed"))
    assert b.misused == sum(r.amount for r in grant.recoveries.exclude(stage="revoked"))
    assert b.recovered == sum(r.repaid for r in grant.recoveries.all())
    assert b.waived == sum(r.waived for r in grant.recoveries.all())
    assert b.outstanding == sum(r.owed for r in grant.recoveries.filter(stage="running"))
    assert b.lost == sum(account.lost for account in grant.accounts.all())
    page = grant_page(grant)
    assert page.lines[-1].held == b.held
    assert page.years[-1].closing == b.held
    assert all(line.held >= 0 for line in page.lines)
    assert all(year.closing >= 0 for year in page.years)
    assert Budget.objects.get().granted == b.granted


_amounts = st.sampled_from([1, 4_999_99, 10_000 * YUAN, 30_000 * YUAN, 70_000 * YUAN])
_deeds = st.tuples(st.sampled_from(sorted(DEEDS)), _amounts)
_after = st.tuples(
    st.sampled_from(
        ["accept", "give back", "lose", "misuse", "object", "refund", "repay", "send back", "spend", "uphold", "waive"]
    ),
    _amounts,
)


def settle(grant: Grant, at: Any) -> None:
    """Decide on everything that is open, and sign the account."""
    for spending in grant.spendings.filter(stage__in=["submitted", "flagged"]):
        decide = acts.confirm_spending if spending.stage == "submitted" else acts.allow_spending
        decide(spending, by=HEAD, at=at, opinion="可")
    for spending in grant.spendings.filter(stage__in=["draft", "returned"]):
        acts.withdraw_spending(spending, by=staff(grant.station), at=at)
    grant.refresh_from_db()
    if grant.balance.unpaid:
        acts.reduce_grant(grant, by=HEAD, at=at, amount=grant.paid, opinion="不再拨付")
    acts.sign_account(grant, by=signatory(grant.station), at=at, opinion="完")


@pytest.mark.once
@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.booleans(), st.lists(_deeds, min_size=10, max_size=30), st.lists(_after, min_size=5, max_size=15))
def test_whatever_is_done_the_books_hold(
    ended: bool,
    before: list[tuple[str, int]],
    after: list[tuple[str, int]],
) -> None:
    with transaction.atomic():
        grant = approved()
        on_file(grant.station)
        pay(grant, 50_000 * YUAN)
        if ended:
            Station.objects.update(stage="given_up", ended_on=TODAY)
        for n, (name, fen) in enumerate([*before, ("settle", 0), *after]):
            at = NOW + timedelta(days=20 * n)
            grant.refresh_from_db()
            try:
                if name == "settle":
                    settle(grant, at)
                else:
                    DEEDS[name](grant, fen, at)
            except (Refused, LookupError):
                continue
            grant.refresh_from_db()
            assert_the_books_hold(grant)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_spendings_at_once_do_not_overdraw_a_grant() -> None:
    grant = paid()
    each = [begun(grant, 60_000 * YUAN) for _ in range(4)]
    deeds: list[Callable[[], object]] = [
        partial(acts.submit_spending, Spending.objects.get(pk=s.pk), by=staff(grant.station), at=NOW) for s in each
    ]
    answers = at_once(deeds)
    assert answers.count("done") == 1
    assert answers.count("资助经费尚余40,000.00元，本次支出60,000.00元") == 3
    grant.refresh_from_db()
    assert (grant.reserved, grant.in_hand) == (60_000 * YUAN, 40_000 * YUAN)
