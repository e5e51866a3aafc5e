"""The link by which a person sets a password: derived from the platform's key, sent to the own mailbox, good once."""

import base64
import binascii
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from haizhi.accounts.models import Delegation, Person, not_lapsed_on
from haizhi.regulation.roles import CITY_ROLES, Role

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
"""The backend of a platform whose operator named no relay."""

LINK_HOURS = 24
LINK_LASTS = timedelta(hours=LINK_HOURS)
"""How long a link is good."""

_SALT = "haizhi.accounts.resetting"
_ID_BYTES = 16
_TOKEN_BYTES = _ID_BYTES + 32


def mail_goes_out() -> bool:
    """Whether the operator named a relay."""
    return settings.EMAIL_BACKEND != NO_MAIL


def holds_trust(person: Person, on: date) -> bool:
    """Whether nobody else may know a person's password: who holds a role of the city from a day on, or is lent one.

    And who judges, as long as they have a mailbox: the seat of a judge can't be given to another account.
    """
    trusted = CITY_ROLES | {Role.JUDGE} if person.email else CITY_ROLES
    own = person.memberships.filter(not_lapsed_on(on), role__in=trusted)
    lent = Delegation.objects.filter(to=person, stage="active", membership__role__in=trusted)
    return own.exists() or lent.exists()


def reset_token(person: Person) -> str:
    """64 characters that name the person and the link sent last, and that nobody can guess (256 bits)."""
    return base64.urlsafe_b64encode(person.pk.bytes + _mac(person)).decode()


def reset_is_open(person: Person, at: datetime) -> bool:
    """Whether the link sent last is still good."""
    sent = person.reset_sent_at
    return person.stage == "active" and sent is not None and at < sent + LINK_LASTS


def person_by_reset(token: str, at: datetime) -> Person | None:
    """Whose link this is; None once it was used or another was sent, or its time is over."""
    try:
        said = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    if len(said) != _TOKEN_BYTES:
        return None
    found = Person._base_manager.filter(pk=UUID(bytes=said[:_ID_BYTES])).first()
    good = found is not None and reset_is_open(found, at) and constant_time_compare(said[_ID_BYTES:], _mac(found))
    return found if good else None


def _mac(person: Person) -> bytes:
    sent = person.reset_sent_at.astimezone(UTC).isoformat() if person.reset_sent_at else ""
    # with the password's hash in it the link is void as soon as the password changes by another way
    return salted_hmac(_SALT, f"{person.pk.hex}:{sent}:{person.password}", algorithm="sha256").digest()
