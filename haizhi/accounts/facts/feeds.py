"""The secret in the address of a calendar feed."""

import hashlib

from haizhi.kernel.source import random_bytes


def new_token() -> str:
    """What stands in an address that nobody guesses: 128 random bits as 32 hexadecimal digits."""
    return random_bytes(16).hex()


def digest_of(token: str) -> str:
    """What is kept of it (SHA-256): enough to know it again, not enough to write it down."""
    return hashlib.sha256(token.encode()).hexdigest()
