"""Signing the ledger: the platform's own Ed25519 key (RFC 8032) and its checkpoints (C2SP tlog-checkpoint).

What the platform signs itself proves that it did not change its mind since; it proves nothing against whoever
holds the server. What people sign beside it is in `cosigning`.
"""

import base64
from datetime import datetime
from uuid import UUID

from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from haizhi.fairness import note
from haizhi.kernel import cosigning
from haizhi.kernel.models import Checkpoint, LogKey
from haizhi.kernel.secrecy import seal, unseal
from haizhi.kernel.source import random_bytes

ORIGIN = "haizhi.chongqing/ledger"
"""The name of the log and of the key with which the platform signs it."""

_PURPOSE = "log-key"


class KeyUnreadable(Exception):
    """The platform's signing key can't be opened: the secret key is not the one it was sealed under."""

    def __init__(self) -> None:
        super().__init__("签名密钥无法解封：HAIZHI_SECRET_KEY 与建库时不同。请恢复原来的值。")


def public_key() -> note.Key | None:
    """The key by which the platform's checkpoints are verified; None until the first one was signed."""
    found = LogKey.objects.filter(name=ORIGIN).first()
    return note.make_key(ORIGIN, bytes.fromhex(found.public)) if found else None


def checkpoint(
    size: int, root: bytes, occasion: str, subject_id: UUID, at: datetime, *, case_id: UUID | None = None
) -> Checkpoint:
    """Sign and keep that the ledger has this root at this size; the keys unlocked for the case sign it as well.

    Raises KeyUnreadable.
    """
    private = _private_key(at)
    key = note.make_key(ORIGIN, _public_bytes(private))
    text = note.checkpoint_text(note.Checkpoint(ORIGIN, size, root))
    line = note.signature_line(key, private.sign(text.encode()))
    signed = note.signed_note(text, [line])
    made = Checkpoint.objects.create(
        size=size, root=root.hex(), occasion=occasion, subject_id=subject_id, at=at, note=signed
    )
    try:
        cosigning.sign_with_unlocked(made, case_id or subject_id, at)
    except InvalidToken:
        raise KeyUnreadable from None
    return made


def _private_key(at: datetime) -> Ed25519PrivateKey:
    found = LogKey.objects.filter(name=ORIGIN).first()
    if found is None:
        raw = random_bytes(32)
        private = Ed25519PrivateKey.from_private_bytes(raw)
        sealed = seal(_PURPOSE, {"private": base64.b64encode(raw).decode()}, at)
        LogKey.objects.create(name=ORIGIN, public=_public_bytes(private).hex(), sealed=sealed, made_at=at)
        return private
    try:
        opened = unseal(_PURPOSE, bytes(found.sealed))
    except InvalidToken:
        raise KeyUnreadable from None
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(opened["private"]))


def _public_bytes(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
