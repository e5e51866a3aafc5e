"""What is taken home of a case that two people sign for: log, bodies, signed checkpoints, keys, the verifier."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import Q

from haizhi.accounts.facts.cosigning import checkpoints_of, sides_of
from haizhi.accounts.models import Cosigned, Key
from haizhi.fairness.archive import verifier_archive
from haizhi.fairness.verifier import KEY_VERBS, write_lines
from haizhi.kernel.cosigning import note_of
from haizhi.kernel.models import Act, Checkpoint, Entry
from haizhi.regulation.moves import MOVES, Move

COMMAND = "python3 -I verify.pyz . operator.vkey witness.vkey"
"""What is typed in the unpacked folder."""

WINDOWS = "py -I verify.pyz . operator.vkey witness.vkey"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take home, with the SHA-256 (hex) of its bytes."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint with the keys of people that signed it, by name and in words, and the sides that have not yet."""

    checkpoint: Checkpoint
    occasion: str
    keys: tuple[str, ...]
    signers: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def missing(self) -> str:
        """Whose signature it still needs, in words; empty when both have signed."""
        return "、".join(self.lacking) + "的签名" if self.lacking else ""


def signed_files(case: Cosigned, countersigned: Move, opened: Q) -> dict[str, bytes]:
    """The files by their path in the bundle (docs/fairness.md), with the bodies of the acts that `opened` finds.

    The log goes up to the last checkpoint that both sides signed, since what came later nobody answers for. Of keys it
    holds those named by the case's `countersigned` acts and whatever took their place.
    """
    checkpoints = [row for row in checkpoints_of(case) if len(sides_of(row)) == len(Key.Post)]
    size = checkpoints[-1].size if checkpoints else 0
    entries = Entry.objects.filter(n__lt=size).order_by("n")
    keys = _keys(case, countersigned, size)
    entered = Q(subject_id__in=[key.pk for each in keys.values() for key in each], verb__in=KEY_VERBS)
    acts = Act.objects.filter(opened | entered, entry_id__lt=size).order_by("entry_id")
    files = {
        "log.jsonl": write_lines(entry.header() for entry in entries.iterator()),
        "bodies.jsonl": write_lines(
            {"n": act.entry_id, "salt": bytes(act.salt).hex(), "body": act.body} for act in acts.iterator()
        ),
    }
    files |= {f"checkpoints/{c.size:08d}-{c.occasion}.note": note_of(c).encode() for c in checkpoints}
    files |= {f"{post.value}.vkey": "".join(f"{key.vkey}\n" for key in keys[post]).encode() for post in Key.Post}
    return files | {"verify.pyz": verifier_archive()}


def _keys(case: Cosigned, countersigned: Move, size: int) -> dict[Key.Post, list[Key]]:
    """The keys of both sides: those named as the case was countersigned, and whatever took their place since.

    Only what the first `size` entries know.
    """
    acts = Act.objects.filter(subject_id=case.pk, verb=countersigned.name)
    named_by = [act.detail for act in acts]
    entered = Act.objects.filter(verb__in=KEY_VERBS, entry_id__lt=size).values("subject_id")
    found: dict[Key.Post, list[Key]] = {}
    for post in Key.Post:
        named = {detail[post.value] for detail in named_by if post.value in detail}
        every = Key.objects.filter(post=post, pk__in=entered).order_by("made_at", "name")
        rightful: set[UUID] = set()
        found[post] = []
        for key in every:
            if str(key.vkey) in named or key.replaces_id in rightful:
                rightful.add(key.pk)
                found[post].append(key)
    return found


def key_words(name: str) -> str:
    """A key in words, by the name that it has in signatures: 经办方1号."""
    _, post, number = name.rsplit("/", 2)
    return f"{Key.Post(post).label}{number}号"


def signed_row(row: Checkpoint) -> Signed:
    """A checkpoint with who signed it and who has still to."""
    there = sides_of(row)
    return Signed(
        checkpoint=row,
        occasion=MOVES[row.occasion].label,
        keys=tuple(sorted(signature.name for signature in row.signatures.all())),
        signers=tuple(key_words(signature.name) for signature in sorted(row.signatures.all(), key=lambda s: s.name)),
        lacking=tuple(str(side.label) for side in Key.Post if side.value not in there),
    )


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files as a .zip whose bytes depend on names and contents alone: all are dated 1980-01-01."""
    octets = io.BytesIO()
    with ZipFile(octets, "w") as archive:
        for name, content in files:
            member = ZipInfo(name)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return octets.getvalue()
