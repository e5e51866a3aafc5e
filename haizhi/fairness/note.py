"""Signed notes (C2SP signed-note) and checkpoints of a log (C2SP tlog-checkpoint), as text.

A checkpoint says: the log `origin` has this root at this size. The operator and the witness of 纪检 each sign it.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from haizhi.fairness import ed25519

LARGEST = 100_000
"""Bytes that a note may have."""

_ED25519 = b"\x01"
_DASH = "— "


class NoteError(ValueError):
    """A key, note or checkpoint that does not have its format."""


@dataclass(frozen=True, slots=True)
class Key:
    """A verifier's key: its name, and the Ed25519 public key (32 bytes)."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which signatures name their key: the start of SHA-256(name ‖ LF ‖ 0x01 ‖ public)."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """The form in which a key is published: name+id+base64(0x01 ‖ public)."""
        return f"{self.name}+{self.id.hex()}+{b64encode(_ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the key's name and id (4 bytes), and the signature."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """The signed text (ending in a line break) and its signatures."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`size` entries of the log `origin` have the Merkle root `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()


class Verdict(Enum):
    """What a note says for one key."""

    SIGNED = "signed"
    MISSING = "missing"
    FORGED = "forged"


def _check_name(name: str) -> str:
    if not name or "+" in name or any(char.isspace() for char in name):
        raise NoteError(f"not a key name: {name!r}")
    return name


def _unbase64(text: str) -> bytes:
    try:
        octets = b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise NoteError("not base64") from None
    if b64encode(octets).decode() != text:
        raise NoteError("not canonical base64")
    return octets


def make_key(name: str, public: bytes) -> Key:
    """A key. Raises NoteError for a name with spaces or plus signs and for 32 bytes that are no public key."""
    if not ed25519.is_public_key(public):
        raise NoteError("not an Ed25519 public key")
    return Key(_check_name(name), public)


def parse_key(text: str) -> Key:
    """The key in its published form. Raises NoteError unless name, id and key agree."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    octets = _unbase64(encoded)
    if octets[:1] != _ED25519:
        raise NoteError("not an Ed25519 key")
    key = make_key(name, octets[1:])
    if key.id.hex() != key_id:
        raise NoteError("the key's id does not belong to it")
    return key


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """The text that is signed: origin, size, root in base64 and any extension lines, each ended by a line break."""
    lines = (checkpoint.origin, str(checkpoint.size), b64encode(checkpoint.root).decode(), *checkpoint.extensions)
    if not all(lines) or any("\n" in line for line in lines):
        raise NoteError("a line of a checkpoint is neither empty nor broken")
    return "".join(f"{line}\n" for line in lines)


def signature_line(key: Key, value: bytes) -> str:
    """The line that carries a signature of `key`, without its line break."""
    return f"{_DASH}{key.name} {b64encode(key.id + value).decode()}"


def signed_note(text: str, lines: Iterable[str]) -> str:
    """The note: text, an empty line, the signature lines. Raises NoteError unless the text ends in a line break."""
    if not text.endswith("\n"):
        raise NoteError("the text must end in a line break")
    return f"{text}\n" + "".join(f"{line}\n" for line in lines)


def parse_note(octets: bytes) -> Note:
    """The note's text and signatures, unchecked. Raises NoteError for anything that is not a signed note."""
    if len(octets) > LARGEST:
        raise NoteError("too large")
    try:
        whole = octets.decode()
    except UnicodeDecodeError:
        raise NoteError("not UTF-8") from None
    if any(char < " " and char != "\n" for char in whole):
        raise NoteError("control characters")
    text, separator, block = whole.rpartition("\n\n")
    if not separator or not block.endswith("\n"):
        raise NoteError("no signatures")
    return Note(f"{text}\n", tuple(_parse_signature(line) for line in block[:-1].split("\n")))


def _parse_signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    octets = _unbase64(encoded)
    if not line.startswith(_DASH) or len(octets) <= 4:
        raise NoteError("not a signature line")
    return Signature(_check_name(name), octets[:4], octets[4:])


def verdict(note: Note, key: Key) -> Verdict:
    """Whether `key` signed the note: a single invalid signature in its name makes it forged."""
    own = [s for s in note.signatures if (s.name, s.key_id) == (key.name, key.id)]
    if not own:
        return Verdict.MISSING
    valid = all(ed25519.verify(key.public, note.text.encode(), signature.value) for signature in own)
    return Verdict.SIGNED if valid else Verdict.FORGED


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a note's text. Raises NoteError unless it is one in canonical form."""
    if not text.endswith("\n"):
        raise NoteError("the text must end in a line break")
    origin, *rest = text[:-1].split("\n")
    if len(rest) < 2 or not all((origin, *rest)):
        raise NoteError("not a checkpoint")
    size, root = rest[0], _unbase64(rest[1])
    if not (size.isascii() and size.isdecimal()) or len(size) > 16 or str(int(size)) != size:
        raise NoteError("not a size")
    if len(root) != 32:
        raise NoteError("not a root")
    return Checkpoint(origin, int(size), root, tuple(rest[2:]))
