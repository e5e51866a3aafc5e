"""The link by which an invited expert chooses a password; derived from the platform's key, void once there is one."""

from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from haizhi.experts.models import Expert

_SALT = "haizhi.experts.welcome"


def waits_for_password(expert: Expert) -> bool:
    """Whether the expert was invited and nobody can sign in to the account yet."""
    return expert.person is not None and expert.person.is_active and not expert.person.has_usable_password()


def welcome_token(expert: Expert) -> str:
    """What the link says: who, and proof that it is the platform's. Raises ValueError where no password is awaited."""
    if expert.person is None or not waits_for_password(expert):
        raise ValueError("no password is awaited")
    return f"{expert.pk.hex}{_proof(expert.pk, expert.person.password)}"


def welcomed_by(token: str) -> Expert | None:
    """The expert whom a link in force leads to, None for any other token."""
    try:
        pk = UUID(hex=token[:32])
    except ValueError:
        return None
    found = Expert.objects.select_related("person").filter(pk=pk).first()
    if found is None or found.person is None or not waits_for_password(found):
        return None
    return found if constant_time_compare(token[32:], _proof(pk, found.person.password)) else None


def _proof(pk: UUID, unusable: str) -> str:
    # An unusable password is a fresh random text each time, so that the link falls with it.
    return salted_hmac(_SALT, f"{pk.hex}:{unusable}", algorithm="sha256").hexdigest()
