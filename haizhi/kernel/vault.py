"""What only its owner can open: secrets locked up under a passphrase, and boxes sealed to a public key.

A passphrase is stretched by scrypt (RFC 7914) into the key of AES-256-GCM. A box is sealed by X25519 (RFC 7748)
from a key made for it alone, HKDF-SHA-256 (RFC 5869) and AES-256-GCM: whoever seals can't open it again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypedDict
from unicodedata import normalize

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from haizhi.kernel.source import random_bytes

STRETCHING = 2**17
"""scrypt's N for a passphrase that guards a key: 128 MB and about half a second for each guess."""

_BLOCK, _LANES = 8, 1
_KEY = 32
_NONCE = bytes(12)
"""The key of a box serves once, so its nonce need not differ."""

_stretching: ContextVar[int] = ContextVar("haizhi_stretching", default=STRETCHING)


class Unopenable(Exception):
    """The passphrase, code or key is not the one, or what is to be opened was changed."""


class LockedUp(TypedDict):
    """A secret under a passphrase, with the parameters of its own stretching; bytes in hexadecimal."""

    n: int
    r: int
    p: int
    salt: str
    nonce: str
    sealed: str


@contextmanager
def stretching(n: int) -> Iterator[None]:
    """Within the block passphrases are stretched by scrypt with this N: cheap ones are for rehearsals and tests."""
    token = _stretching.set(n)
    try:
        yield
    finally:
        _stretching.reset(token)


def lock_up(passphrase: str, secret: bytes, about: str) -> LockedUp:
    """Encrypt a secret under a passphrase; `about` says what it is and has to be said again to open it."""
    salt, nonce, n = random_bytes(16), random_bytes(12), _stretching.get()
    key = _stretched(passphrase, salt, n, _BLOCK, _LANES)
    sealed = AESGCM(key).encrypt(nonce, secret, about.encode())
    return LockedUp(n=n, r=_BLOCK, p=_LANES, salt=salt.hex(), nonce=nonce.hex(), sealed=sealed.hex())


def open_up(passphrase: str, locked: LockedUp, about: str) -> bytes:
    """The secret. Raises Unopenable."""
    key = _stretched(passphrase, bytes.fromhex(locked["salt"]), locked["n"], locked["r"], locked["p"])
    return _decrypted(key, bytes.fromhex(locked["nonce"]), bytes.fromhex(locked["sealed"]), about.encode())


def new_private() -> bytes:
    """A fresh X25519 private key, 32 bytes."""
    return random_bytes(_KEY)


def public_half(private: bytes) -> bytes:
    """The X25519 public key of a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def private_from_code(code: str) -> bytes:
    """The X25519 private key that a recovery code stands for; the code has to be random itself, 125 bits or more."""
    return _derived(plain_code(code).encode(), b"haizhi/recovery-code")


def plain_code(code: str) -> str:
    """A recovery code as it was made: however it was grouped and typed."""
    return "".join(normalize("NFKC", code).upper().replace("-", " ").split())


def seal_to(public: bytes, content: bytes, about: bytes) -> bytes:
    """Seal content so that the holder of the private half alone opens it: the sender's public key, the ciphertext."""
    private = new_private()
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
    sender = public_half(private)
    return sender + AESGCM(_derived(shared, b"haizhi/box" + sender + public)).encrypt(_NONCE, content, about)


def open_sealed(private: bytes, box: bytes, about: bytes) -> bytes:
    """What was sealed to the public half of `private`, about the same thing. Raises Unopenable."""
    sender = box[:_KEY]
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(sender))
    except ValueError:  # not a key at all, or one of small order
        raise Unopenable from None
    return _decrypted(_derived(shared, b"haizhi/box" + sender + public_half(private)), _NONCE, box[_KEY:], about)


def _decrypted(key: bytes, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, sealed, about)
    except (InvalidTag, ValueError):
        raise Unopenable from None


def _stretched(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=_KEY, n=n, r=r, p=p).derive(normalize("NFKC", passphrase).encode())


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=purpose).derive(secret)
