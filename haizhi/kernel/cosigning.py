"""What people sign beside the platform: a checkpoint's further signatures, and keys unlocked for one sitting.

Whoever holds a key unlocks it once for a case. Until then, or until the key is locked again, its private half lies
here sealed under the platform's secret key, and every checkpoint of the case is signed with it as it is made. A
signature needs no entry in the ledger: it proves itself, and an entry would want another checkpoint, without end.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db.models import QuerySet

from haizhi.fairness import note
from haizhi.kernel.models import Checkpoint, CoSignature, Unlocked
from haizhi.kernel.secrecy import seal, unseal

_PURPOSE = "unlocked-key"


class NotSigned(Exception):
    """A line that is no valid signature of the key over the checkpoint; `verdict` says what it is instead."""

    def __init__(self, verdict: note.Verdict | None) -> None:
        super().__init__("not a signature of this key over this checkpoint")
        self.verdict = verdict


def public_of(private: bytes) -> bytes:
    """The Ed25519 public key (32 bytes) of a private one."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def signature_of(key: note.Key, private: bytes, text: str) -> str:
    """The signature line of a key under a note's text."""
    return note.signature_line(key, Ed25519PrivateKey.from_private_bytes(private).sign(text.encode()))


def unlock(case_id: UUID, key_id: UUID, key: note.Key, private: bytes, *, until: datetime, at: datetime) -> None:
    """Let every checkpoint of a case be signed by this key until a moment; replaces what was unlocked before."""
    sealed = seal(_PURPOSE, {"private": b64encode(private).decode()}, at)
    found = {"name": key.name, "public": key.public.hex(), "sealed": sealed, "until": until}
    Unlocked.objects.update_or_create(case_id=case_id, key_id=key_id, defaults=found)


def unlocked(case_id: UUID, at: datetime) -> QuerySet[Unlocked]:
    """The keys that sign the checkpoints of a case at a moment."""
    return Unlocked.objects.filter(case_id=case_id, until__gt=at).order_by("name")


def lock_again(*, case_id: UUID | None = None, key_ids: Iterable[UUID] | None = None) -> int:
    """Destroy unlocked private halves: of a case, of some keys, or of these keys for that case; how many there were."""
    rows = Unlocked.objects.all()
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    if key_ids is not None:
        rows = rows.filter(key_id__in=list(key_ids))
    return rows.delete()[0]


def lock_after_next(case_id: UUID, at: datetime) -> None:
    """Let the checkpoint that the act under way ends with be the last one that is signed; then destroy the keys."""
    Unlocked.objects.filter(case_id=case_id).update(until=at)


def destroy_expired(at: datetime) -> int:
    """Destroy the unlocked private halves whose time is over; how many there were."""
    return Unlocked.objects.filter(until__lte=at).delete()[0]


def sign_with_unlocked(checkpoint: Checkpoint, case_id: UUID, at: datetime) -> None:
    """Sign a new checkpoint with every key that is unlocked for its case. Raises InvalidToken as `private_of` does."""
    for row in Unlocked.objects.filter(case_id=case_id, until__gte=at).order_by("name"):
        key = note.make_key(row.name, bytes.fromhex(row.public))
        line = signature_of(key, private_of(row), text_of(checkpoint))
        CoSignature.objects.create(checkpoint=checkpoint, key_id=row.key_id, name=key.name, line=line, at=at)
    Unlocked.objects.filter(case_id=case_id, until__lte=at).delete()


def private_of(row: Unlocked) -> bytes:
    """The private half of an unlocked key. Raises InvalidToken under another secret key of the platform."""
    return b64decode(unseal(_PURPOSE, bytes(row.sealed))["private"])


def cosign(checkpoint: Checkpoint, key_id: UUID, key: note.Key, line: str, at: datetime) -> CoSignature:
    """Keep a key's signature under a checkpoint, once. Raises NotSigned for a line that is none."""
    try:
        signed = note.parse_note(note.signed_note(text_of(checkpoint), [line]).encode())
    except note.NoteError:
        raise NotSigned(None) from None
    found = note.verdict(signed, key)
    if found is not note.Verdict.SIGNED or len(signed.signatures) != 1:
        raise NotSigned(found)
    kept, _ = CoSignature.objects.get_or_create(
        checkpoint=checkpoint, key_id=key_id, defaults={"name": key.name, "line": line, "at": at}
    )
    return kept


def among(checkpoints: Iterable[Checkpoint], key: note.Key, line: str) -> Checkpoint | None:
    """The one of the checkpoints that a line of the key's is a signature of, or None. `cosign` judges it in full."""
    try:
        (signed,) = note.parse_note(note.signed_note("\n", [line]).encode()).signatures
    except (note.NoteError, ValueError):
        return None
    public = Ed25519PublicKey.from_public_bytes(key.public)
    return next((row for row in checkpoints if _verifies(public, signed.value, text_of(row))), None)


def _verifies(public: Ed25519PublicKey, signature: bytes, text: str) -> bool:
    try:
        public.verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True


def text_of(checkpoint: Checkpoint) -> str:
    """What is signed: the checkpoint's text without any signature."""
    return checkpoint.note.rpartition("\n\n")[0] + "\n"


def note_of(checkpoint: Checkpoint) -> str:
    """The checkpoint with all its signatures: the platform's, then those of people in the order of key names."""
    lines = (signature.line for signature in sorted(checkpoint.signatures.all(), key=lambda s: (s.name, s.pk)))
    return checkpoint.note + "".join(f"{line}\n" for line in lines)
