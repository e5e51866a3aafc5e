"""The ledger as anybody may have it: its size and root, its checkpoints, every header."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet

from haizhi.accounts.models import Key
from haizhi.fairness.archive import verifier_archive
from haizhi.fairness.encoding import canonical
from haizhi.kernel import ledger, signing
from haizhi.kernel.models import Checkpoint, Entry, Head
from haizhi.regulation.moves import MOVES

BATCH = 2000
"""Entries read at a time."""


@dataclass(frozen=True, slots=True)
class LedgerState:
    """The number of entries and the root over them (hex)."""

    size: int
    root: str


def state() -> LedgerState:
    """The ledger as it stands. One query."""
    size, root = ledger.size_and_root()
    return LedgerState(size, root.hex())


def size() -> int:
    """The number of entries. One query."""
    last = Entry.objects.order_by("-n").values_list("n", flat=True).first()
    return 0 if last is None else last + 1


def key_text() -> str:
    """The platform's public key as it is published; empty until the first checkpoint was signed. One query."""
    key = signing.public_key()
    return str(key) if key else ""


def signing_keys() -> QuerySet[Key]:
    """The keys of operators and witnesses, the latest first; nobody's name. One query."""
    return Key.objects.order_by("-made_at", "name")


def signing_keys_named(names: Iterable[str]) -> QuerySet[Key]:
    """Those of them that have these names. One query."""
    return signing_keys().filter(name__in=set(names))


def checkpoints() -> QuerySet[Checkpoint]:
    """Every checkpoint."""
    return Checkpoint.objects.all()


def checkpoint_at(entries: int) -> Checkpoint | None:
    """The checkpoint over the first `entries` entries."""
    return checkpoints().filter(size=entries).order_by("-id").first()


def occasion(checkpoint: Checkpoint) -> str:
    """What was done when a checkpoint was signed."""
    return MOVES[checkpoint.occasion].label


def header_lines(entries: int) -> Iterator[bytes]:
    """The canonical headers of the first `entries` entries, each ended by a line break, a batch at a time."""
    for first in range(0, entries, BATCH):
        batch = Entry.objects.filter(n__gte=first, n__lt=min(first + BATCH, entries)).order_by("n")
        yield b"".join(canonical(entry.header()) + b"\n" for entry in batch)


@cache
def verifier() -> bytes:
    """The verifier as one file; the same for the life of the process."""
    return verifier_archive()


def is_set_up() -> bool:
    """Whether the database holds the ledger's head, which every migration leaves in place. One query."""
    return Head.objects.filter(pk=1).exists()
