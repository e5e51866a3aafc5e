"""Private keys as text files, for whoever keeps a signing key away from the platform.

Plain: `PRIVATE+KEY+name+id+base64(0x01 ‖ seed)`. Under a passphrase: `LOCKED+KEY+name+id+base64(0x01 ‖ cost ‖ salt ‖
seed ⊕ pad ‖ tag)`, where scrypt (N = 2^cost, r = 8, p = 1) of passphrase and salt (16 bytes) gives 64 bytes: the pad
and the key of the tag, HMAC-SHA-256 over name, LF and everything before the tag. A salt serves once, so the pad does.
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import scrypt
from unicodedata import normalize

from haizhi.fairness import ed25519
from haizhi.fairness.note import Key, NoteError, make_key

COST = 17
"""log2 of scrypt's N: 128 MB for each guess."""

_ED25519 = b"\x01"
_PLAIN, _LOCKED = "PRIVATE+KEY+", "LOCKED+KEY+"
_BLOCK = 8
_COSTS = range(1, 21)


class WrongPassphrase(Exception):
    """The passphrase doesn't open the file, or the file was changed."""


def plain_text(name: str, seed: bytes) -> str:
    """The key file of a private key, readable to whoever has it. Raises NoteError for a bad name."""
    key = make_key(name, ed25519.public_of(seed))
    return f"{_PLAIN}{name}+{key.id.hex()}+{b64encode(_ED25519 + seed).decode()}\n"


def locked_text(name: str, seed: bytes, passphrase: str, salt: bytes, cost: int = COST) -> str:
    """The key file of a private key under a passphrase; `salt` are 16 fresh bytes. Raises NoteError for a bad name."""
    key = make_key(name, ed25519.public_of(seed))
    pad, tag_key = _stretched(passphrase, salt, cost)
    sealed = _ED25519 + bytes([cost]) + salt + bytes(a ^ b for a, b in zip(seed, pad, strict=True))
    tag = hmac.digest(tag_key, name.encode() + b"\n" + sealed, "sha256")
    return f"{_LOCKED}{name}+{key.id.hex()}+{b64encode(sealed + tag).decode()}\n"


def read_private(text: str, ask: Callable[[], str]) -> tuple[Key, bytes]:
    """The key and its private half; `ask` gives the passphrase where one is needed.

    Raises NoteError for what is no key file, WrongPassphrase.
    """
    text = text.strip()
    locked = text.startswith(_LOCKED)
    if not locked and not text.startswith(_PLAIN):
        raise NoteError("not a private key")
    name, _, rest = text.removeprefix(_LOCKED if locked else _PLAIN).partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        octets = b64decode(encoded, validate=True)
    except ValueError:
        raise NoteError("not base64") from None
    if octets[:1] != _ED25519 or len(octets) != (82 if locked else 33) or (locked and octets[1] not in _COSTS):
        raise NoteError("not an Ed25519 private key")
    seed = _unlocked(name, octets, ask()) if locked else octets[1:]
    key = make_key(name, ed25519.public_of(seed))
    if key.id.hex() != key_id:
        raise NoteError("the key's id does not belong to it")
    return key, seed


def _unlocked(name: str, octets: bytes, passphrase: str) -> bytes:
    sealed, tag = octets[:50], octets[50:]
    pad, tag_key = _stretched(passphrase, sealed[2:18], sealed[1])
    if not hmac.compare_digest(tag, hmac.digest(tag_key, name.encode() + b"\n" + sealed, "sha256")):
        raise WrongPassphrase
    return bytes(a ^ b for a, b in zip(sealed[18:], pad, strict=True))


def _stretched(passphrase: str, salt: bytes, cost: int) -> tuple[bytes, bytes]:
    words = normalize("NFKC", passphrase).encode()
    memory = 2 * 128 * _BLOCK * 2**cost
    both = scrypt(words, salt=salt, n=2**cost, r=_BLOCK, p=1, dklen=64, maxmem=memory)
    return both[:32], both[32:]
