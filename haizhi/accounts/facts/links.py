"""The link of an invitation: derived from the platform's key, so that it need not be stored, and void once renewed."""

import base64
import binascii
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from haizhi.accounts.models import Invitation

_SALT = "haizhi.accounts.invitation"
_ID_BYTES = 16
_TOKEN_BYTES = _ID_BYTES + 32


def token_of(invitation: Invitation) -> str:
    """64 characters that name the invitation and its present sending and that nobody can guess (256 bits)."""
    return base64.urlsafe_b64encode(invitation.pk.bytes + _mac(invitation)).decode()


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose present link has this token, whatever stage it is in; None for any other token."""
    try:
        said = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    if len(said) != _TOKEN_BYTES:
        return None
    found = Invitation.objects.select_related("organisation").filter(pk=UUID(bytes=said[:_ID_BYTES])).first()
    return found if found and constant_time_compare(said[_ID_BYTES:], _mac(found)) else None


def _mac(invitation: Invitation) -> bytes:
    return salted_hmac(_SALT, f"{invitation.pk.hex}:{invitation.serial}", algorithm="sha256").digest()
