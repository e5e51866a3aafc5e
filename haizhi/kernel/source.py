"""Where identifiers, salts and keys come from: the operating system, or in rehearsals a seeded stream."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

TakeBytes = Callable[[int], bytes]

_take: ContextVar[TakeBytes] = ContextVar("haizhi_source", default=secrets.token_bytes)


@contextmanager
def drawing_from(take: TakeBytes) -> Iterator[None]:
    """Within the block, every identifier, salt and key comes from `take(n) -> n bytes`."""
    token = _take.set(take)
    try:
        yield
    finally:
        _take.reset(token)


def is_seeded() -> bool:
    """Whether chance comes from a seed for now: nothing that happens is meant to have happened."""
    return _take.get() is not secrets.token_bytes


def random_bytes(n: int) -> bytes:
    """`n` fresh bytes from the current source."""
    return _take.get()(n)


def new_id() -> UUID:
    """A fresh random identifier (RFC 9562, version 4)."""
    return UUID(bytes=random_bytes(16), version=4)


def new_salt() -> bytes:
    """32 fresh bytes that blind one act's body in the ledger."""
    return random_bytes(32)


_CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_code(length: int) -> str:
    """A code people can copy by hand (32 letters and digits that can't be confused): 5 bits a place."""
    return "".join(_CODE_LETTERS[byte % 32] for byte in random_bytes(length))
