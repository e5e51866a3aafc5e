"""Spending: entered by the station, confirmed by the Office; what is for no purpose of the grant, a person decides."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.files.models import Upload
from haizhi.funding import facts
from haizhi.funding.acts.books import book, grant_of, release, reserve
from haizhi.funding.acts.recoveries import open_recovery
from haizhi.funding.models import Grant, Spending
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.books import Booked
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.spending import activity_confirmed
from haizhi.stations.models import WorkEntry


def _takes_spendings(grant: Grant, by: Actor, at: datetime) -> Iterable[Finding]:
    yield facts.grant_is(grant, "approved")


@creates(moves.BEGIN_SPENDING, requires=_takes_spendings)
def begin_spending(
    grant: Grant,
    *,
    by: Actor,
    at: datetime,
    invoice_number: str = "",
    invoice_on: date | None = None,
    issuer: str = "",
    amount: int | None = None,
    purpose: str = "",
    text: str = "",
    invoice: Upload | None = None,
    work: WorkEntry | None = None,
) -> Spending:
    """Begin a spending with as much as is known of it; nothing is booked before it is confirmed."""
    return Spending(
        code=next_number("ZC", day_of(at).year),
        grant=grant,
        invoice_number=invoice_number,
        invoice_on=invoice_on,
        issuer=issuer,
        amount=amount,
        purpose=purpose,
        text=text,
        invoice=invoice,
        work=work,
    )


def _whole(spending: Spending, by: Actor, at: datetime) -> Iterable[Finding]:
    return facts.handed_in(spending, day_of(at))


@act(moves.SUBMIT_SPENDING, requires=_whole, locks=grant_of)
def submit_spending(spending: Spending, *, by: Actor, at: datetime) -> str:
    """Hand it in: its amount is held from now on. What there is doubt about is flagged for a decision."""
    doubts = facts.doubts(spending)
    reserve(spending.grant, _amount(spending))
    spending.submitted_at = at
    record(
        invoice_number=spending.invoice_number,
        invoice_on=spending.invoice_on,
        issuer=spending.issuer,
        amount=spending.amount,
        purpose=spending.purpose,
        text=spending.text,
        invoice=spending.invoice.sha256 if spending.invoice else "",
        work=spending.work.code if spending.work else "",
        flagged="；".join(map(str, doubts)),
    )
    return "flagged" if doubts else "submitted"


@act(moves.WITHDRAW_SPENDING, locks=grant_of)
def withdraw_spending(spending: Spending, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Take it back for good; what it held is free again."""
    if spending.stage == "submitted":
        release(spending.grant, _amount(spending))


@act(moves.DROP_SPENDING)
def drop_spending(spending: Spending, *, by: Actor, at: datetime, opinion: str) -> None:
    """The account was drawn up without it: its unit never handed it in."""


def _took_place(spending: Spending, by: Actor, at: datetime) -> Iterable[Finding]:
    if spending.work:
        yield activity_confirmed(spending.work.stage_label, confirmed=spending.work.stage == "confirmed")


@act(moves.CONFIRM_SPENDING, requires=_took_place, locks=grant_of)
def confirm_spending(spending: Spending, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Find it in order: it is booked as spent."""
    _spent(spending, at)


@act(moves.QUESTION_SPENDING)
def question_spending(spending: Spending, *, by: Actor, at: datetime, opinion: str) -> None:
    """Ask the station about it."""


@act(moves.ANSWER_SPENDING)
def answer_spending(spending: Spending, *, by: Actor, at: datetime, opinion: str) -> None:
    """Answer what was asked."""


@act(moves.RETURN_SPENDING, locks=grant_of)
def return_spending(spending: Spending, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give it back to be corrected; what it held is free meanwhile."""
    release(spending.grant, _amount(spending))


@act(moves.FLAG_SPENDING)
def flag_spending(spending: Spending, *, by: Actor, at: datetime, opinion: str) -> None:
    """Put it before the head of the Office, with what seems to be against the rules."""


@act(moves.ALLOW_SPENDING, locks=grant_of)
def allow_spending(spending: Spending, *, by: Actor, at: datetime, opinion: str) -> None:
    """Decide, with the reason, that it was spent as it should be."""
    _spent(spending, at)


@act(moves.MISUSE_SPENDING, locks=grant_of)
def misuse_spending(spending: Spending, *, by: Actor, at: datetime, repay_by: date, opinion: str) -> None:
    """Decide, with the reason, that it was misused: the amount is to come back by that day."""
    grant, amount = spending.grant, _amount(spending)
    if spending.stage == "confirmed":
        book(grant, Booked.UNSPENT, amount, day=day_of(at), at=at, source=spending.code, text=opinion)
    else:
        release(grant, amount)
    open_recovery(grant, by=by, at=at, amount=amount, repay_by=repay_by, opinion=opinion, spending=spending)


@act(moves.CLEAR_SPENDING, locks=grant_of)
def clear_spending(spending: Spending, *, by: Actor, at: datetime) -> None:
    """The decision that it was misused is revoked: it counts as spent."""
    _book_spent(spending, at)


def _spent(spending: Spending, at: datetime) -> None:
    release(spending.grant, _amount(spending))
    _book_spent(spending, at)


def _book_spent(spending: Spending, at: datetime) -> None:
    text = f"{spending.issuer}，发票{spending.invoice_number}"
    grant, amount = spending.grant, _amount(spending)
    book(grant, Booked.SPENT, amount, day=day_of(at), at=at, source=spending.code, text=text)


def _amount(spending: Spending) -> int:
    refuse_unmet(Finding(spending.amount is not None, moves.SUBMIT_SPENDING.cite, "没有填写金额", "请填写。", "amount"))
    return spending.amount or 0
