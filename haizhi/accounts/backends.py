"""Signing in by mobile number or mailbox, however they were typed."""

from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.auth.backends import ModelBackend
from django.db import DEFAULT_DB_ALIAS, connection
from django.http import HttpRequest

from haizhi.accounts.demonstration import is_demonstration, is_demonstration_mailbox
from haizhi.accounts.identifiers import canonical_login
from haizhi.accounts.models import Person
from haizhi.kernel.statements import Statement


class MobileOrMailboxBackend(ModelBackend):
    """Finds the person by the canonical form of what was typed and checks the password.

    A suspended person with the right password is answered too: allauth then says that the account is suspended and
    signs nobody in, and `get_user` never returns them.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **more: Any
    ) -> Person | None:
        """The person, or None. Takes the same time whether the account exists or not."""
        typed = canonical_login(username or str(more.get("email") or ""))
        if not typed or password is None:
            return None
        try:
            person = Person.objects.get_by_natural_key(typed)
        except Person.DoesNotExist:
            Person().set_password(password)
            return None
        if is_demonstration_mailbox(person.email or "") and not is_demonstration():
            return None
        return person if person.check_password(password) else None

    def get_user(self, user_id: UUID) -> Person | None:
        """The person of a session, None once suspended. One query."""
        found = _somebody(connection.vendor).rows({_SOMEBODY: user_id})
        person = Person.from_db(DEFAULT_DB_ALIAS, _COLUMNS, found[0]) if found else None
        return person if person and self.user_can_authenticate(person) else None


_COLUMNS = [field.attname for field in Person._meta.concrete_fields]
_SOMEBODY = UUID(int=0)
"""What stands in the statement where each session has its own person."""


@cache
def _somebody(_vendor: str) -> Statement:
    people = Person._base_manager.filter(pk=_SOMEBODY).order_by()
    return Statement.of(people.values_list(*_COLUMNS), _SOMEBODY)
