"""The final account of a grant: signed by the 负责人, checked by the Office, the rest returned (办法·14)."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.funding import facts
from haizhi.funding.acts.books import book, grant_of
from haizhi.funding.acts.spending import drop_spending
from haizhi.funding.models import EDITED, FinalAccount, Grant
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.books import Booked
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.final_account import drawn_up_by_another, write_off_approved
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.recovery import repaid_within


def _may_be_settled(grant: Grant, by: Actor, at: datetime) -> Iterable[Finding]:
    return facts.may_be_settled(grant)


@creates(moves.SIGN_ACCOUNT, requires=_may_be_settled)
def sign_account(grant: Grant, *, by: Actor, at: datetime, opinion: str, report: Upload | None = None) -> FinalAccount:
    """Sign the account: the figures are those of the books; `opinion` says how the money was used."""
    if report is not None:
        refuse_unmet(may_be_used(report))
    return _of_the_books(grant, at, opinion, report)


def _may_be_drawn_up(grant: Grant, by: Actor, at: datetime) -> Iterable[Finding]:
    return facts.may_be_drawn_up(grant)


@creates(moves.DRAW_UP_ACCOUNT, requires=_may_be_drawn_up)
def draw_up_account(grant: Grant, *, by: Actor, at: datetime, opinion: str, report: Upload) -> FinalAccount:
    """Draw the account up in the place of a unit that is no more or does not: why, and what proves it.

    Somebody else of the Office checks it. What the unit never handed in is dropped.
    """
    refuse_unmet(may_be_used(report))
    for spending in list(grant.spendings.filter(stage__in=EDITED).order_by("code")):
        drop_spending(spending, by=SYSTEM, at=at, opinion="单位没有提交，海智办代办决算。")
    account = _of_the_books(grant, at, opinion, report)
    account.drawn_by = by.id
    return account


def _of_the_books(grant: Grant, at: datetime, text: str, report: Upload | None) -> FinalAccount:
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
        text=text.strip(),
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
    yield drawn_up_by_another(account.drawn_by, by.id)


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
    owed = account.owed
    refuse_unmet(repaid_within(amount, owed), *facts.came_back(account.grant, received_on, day_of(at)))
    account.returned += amount
    text = f"凭证{voucher.strip()}"
    book(account.grant, Booked.RETURNED, amount, day=received_on, at=at, source=account.code, text=text)
    return "owing" if amount < owed else "closed"


def _of_an_ended_station(account: FinalAccount, by: Actor, at: datetime) -> Iterable[Finding]:
    yield facts.ended(account.grant.station)


@act(moves.WRITE_OFF_REST, requires=_of_an_ended_station, locks=grant_of)
def write_off_rest(
    account: FinalAccount, *, by: Actor, at: datetime, basis: str, opinion: str, proof: Upload | None = None
) -> None:
    """Write off what does not come back of the rest, by a decision on paper: `basis` names it, `opinion` says why."""
    refuse_unmet(write_off_approved(basis, proved=proof is not None), *([may_be_used(proof)] if proof else []))
    amount = account.owed
    account.lost, account.write_off_basis, account.write_off_file = amount, basis.strip(), proof
    record(amount=amount)
    book(account.grant, Booked.LOST, amount, day=day_of(at), at=at, source=account.code, text=f"{basis}：{opinion}")
