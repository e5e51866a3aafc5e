"""Which keys a holder has, and in which post they sign."""

from uuid import UUID

from haizhi.accounts.models import Key
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Counter
from haizhi.kernel.signing import ORIGIN
from haizhi.regulation.roles import Role

NAMES = ORIGIN.rpartition("/")[0]
"""What the name of every key begins with."""


def post_of(actor: Actor) -> Key.Post:
    """The post in which an actor signs: 纪检 witnesses, everybody else operates."""
    return Key.Post.WITNESS if actor.holds(Role.SUPERVISOR) else Key.Post.OPERATOR


def valid_key(holder_id: UUID | None, post: Key.Post) -> Key | None:
    """The key with which a person signs in a post now, or None."""
    return Key.objects.filter(holder_id=holder_id, post=post, stage="active").first() if holder_id else None


def keys_of(holder_id: UUID | None, post: Key.Post) -> list[Key]:
    """Every key a person ever had in a post, the first one first."""
    return list(Key.objects.filter(holder_id=holder_id, post=post).order_by("made_at", "name")) if holder_id else []


def hold_names(post: Key.Post) -> None:
    """Let nobody else enter a key of this post until the transaction ends: each gets a name of its own."""
    Counter.objects.select_for_update().get_or_create(prefix=f"key/{post.value}")


def next_name(post: Key.Post) -> str:
    """The name of the next key of a post; final only once the key is entered."""
    taken = Key.objects.filter(post=post).values_list("name", flat=True)
    return f"{NAMES}/{post.value}/{1 + max((int(name.rpartition('/')[2]) for name in taken), default=0)}"
