"""The final account of a grant: signed by the 负责人, checked by the Office, the rest returned (办法·14)."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.funding import facts
from haizhi.funding.acts.books import book, grant_of
from haizhi.funding.models import FinalAccount, Grant
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.books import Booked
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.funding import day_has_come, repaid_within


def _may_be_settled(grant: Grant, by: Actor, at: datetime) -> Iterable[Finding]:
    return facts.may_be_settled(grant)


@creates(moves.SIGN_ACCOUNT, requires=_may_be_settled)
def sign_account(grant: Grant, *, by: Actor, at: datetime, opinion: str, report: Upload | None = None) -> FinalAccount:
    """Sign the account: the figures are those of the books; `opinion` says how the money was used."""
    if report is not None:
        refuse_unmet(may_be_used(report))
    balance = grant.balance
    record(paid=balance.paid, spent=balance.spent, misused=balance.misused, rest=balance.held)
    close_grant(grant, by=SYSTEM, at=at)
    return FinalAccount(
        code=next_number("JS", day_of(at).year),
        grant=grant,
        paid=balance.paid,
        spent=balance.spent,
        misused=balance.misused,
        rest=balance.held,
        text=opinion.strip(),
        report=report,
        signed_at=at,
    )


@act(moves.CLOSE_GRANT)
def close_grant(grant: Grant, *, by: Actor, at: datetime) -> None:
    """Nothing is paid or spent while the account is looked through."""


@act(moves.REOPEN_GRANT)
def reopen_grant(grant: Grant, *, by: Actor, at: datetime) -> None:
    """The account was given back: the books are open again."""


@act(moves.SETTLE_GRANT)
def settle_grant(grant: Grant, *, by: Actor, at: datetime) -> None:
    """The account was found in order: the books are closed."""


def _agrees(account: FinalAccount, by: Actor, at: datetime) -> Iterable[Finding]:
    yield facts.account_agrees(account)


@act(moves.ACCEPT_ACCOUNT, requires=_agrees, locks=grant_of)
def accept_account(account: FinalAccount, *, by: Actor, at: datetime, opinion: str = "") -> str:
    """Find it in order; with a rest it waits for that to come back."""
    settle_grant(account.grant, by=SYSTEM, at=at)
    return "owing" if account.rest else "closed"


@act(moves.RETURN_ACCOUNT, locks=grant_of)
def return_account(account: FinalAccount, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give it back with what is wrong; a new one is signed in its place."""
    reopen_grant(account.grant, by=SYSTEM, at=at)


@act(moves.RETURN_REST, locks=grant_of)
def return_rest(account: FinalAccount, *, by: Actor, at: datetime, amount: int, received_on: date, voucher: str) -> str:
    """Enter what came back of the rest; it is done when all of it has."""
    owed = account.rest - account.returned
    refuse_unmet(repaid_within(amount, owed), day_has_come(received_on, day_of(at), "received_on"))
    account.returned += amount
    text = f"凭证{voucher.strip()}"
    book(account.grant, Booked.RETURNED, amount, day=received_on, at=at, source=account.code, text=text)
    return "owing" if amount < owed else "closed"
