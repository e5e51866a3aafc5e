"""Signing in by mobile number or mailbox, however they were typed."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from haizhi.accounts.demonstration import is_demonstration, is_demonstration_mailbox
from haizhi.accounts.identifiers import canonical_login
from haizhi.accounts.models import Person


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
