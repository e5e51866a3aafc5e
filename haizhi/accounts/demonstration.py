"""The demonstration: a database marked as such, with one account per role whose password everybody knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.db import connection
from django.db.models import F
from django.utils import timezone

from haizhi.accounts.models import ASSIGNABLE_ROLES, Demonstration, Person
from haizhi.kernel.models import Entry
from haizhi.kernel.statements import Statement
from haizhi.regulation.roles import Role

DOMAIN = "demo.haizhi.invalid"
"""Mailboxes under it are nobody's (RFC 2606) and exist in the demonstration only."""

DEMONSTRATION_PASSWORD = "haizhi-yanshi"  # noqa: S105 - shown on the sign-in page of the demonstration

DEMONSTRATION_PASSPHRASE = "海智演示 两江四岸 桥都山城 雾"  # noqa: S105 - shown where a key of the demonstration is used
"""Opens the signing keys of the demonstration's accounts, and those of a rehearsal."""


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """An account of the demonstration, named by its role."""

    role: Role
    name: str
    mailbox: str
    password: str = DEMONSTRATION_PASSWORD
    domain: str = DOMAIN


DEMONSTRATION_ACCOUNTS: Mapping[Role, DemonstrationAccount] = {
    role: DemonstrationAccount(role, f"{role.label}（演示）", f"{role.value}@{DOMAIN}") for role in ASSIGNABLE_ROLES
}
"""One per role that people hold, in the order of the roles."""


def clock() -> tuple[datetime, bool]:
    """The moment, and whether this is the demonstration: there the clock may have been put forward. One query."""
    marked = _ahead(connection.vendor).rows()
    return timezone.now() + timedelta(days=marked[0][0] if marked else 0), bool(marked)


@cache
def _ahead(_vendor: str) -> Statement:
    return Statement.of(Demonstration.objects.values_list("ahead")[:1])


def now() -> datetime:
    """The moment: the one reading of the clock for whatever happens without a request."""
    return clock()[0]


def put_forward(days: int) -> None:
    """Put the demonstration's clock forward. Raises ValueError outside it, and for less than one day."""
    if days < 1 or not is_demonstration():
        raise ValueError("only the demonstration's clock moves, and only forward")
    Demonstration.objects.update(ahead=F("ahead") + days)


def is_demonstration() -> bool:
    """Whether this database is marked as the demonstration."""
    return Demonstration.objects.exists()


def is_demonstration_mailbox(mailbox: str) -> bool:
    """Whether a mailbox belongs to the demonstration."""
    return mailbox.lower().endswith(f"@{DOMAIN}")


def mark_demonstration(at: datetime) -> None:
    """Mark an empty database as the demonstration, for good. Raises ValueError when anything happened in it before."""
    if Entry.objects.exists() or Person._base_manager.exists():
        raise ValueError("only an empty database becomes the demonstration")
    Demonstration.objects.create(marked_at=at)


def demonstration_accounts() -> tuple[DemonstrationAccount, ...]:
    """The accounts that the sign-in page lists: those that were opened; none outside the demonstration."""
    if not is_demonstration():
        return ()
    mailboxes = [account.mailbox for account in DEMONSTRATION_ACCOUNTS.values()]
    opened = set(Person._base_manager.filter(email__in=mailboxes, stage="active").values_list("email", flat=True))
    return tuple(account for account in DEMONSTRATION_ACCOUNTS.values() if account.mailbox in opened)
