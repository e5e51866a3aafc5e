"""The append-only ledger: acts and their entries, the Merkle tree over them (RFC 9162), its re-verification."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from haizhi.fairness import merkle
from haizhi.fairness.ceremony import body_hash
from haizhi.fairness.encoding import canonical, tagged
from haizhi.kernel import signing
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Act, Entry, Head, Outgoing
from haizhi.kernel.times import instant
from haizhi.regulation.citations import Citation
from haizhi.regulation.moves import Move
from haizhi.regulation.roles import Role


@dataclass(frozen=True, slots=True)
class Writing:
    """An act as it will be laid down: everything but its number in the ledger. `told` are (role, place) pairs."""

    id: UUID
    move: Move
    cite: Citation
    subject_id: UUID
    case_id: UUID
    number: str
    title: str
    by: Actor
    grant: Grant
    at: datetime
    opinion: str
    before: str
    after: str
    detail: dict[str, Any]
    salt: bytes
    identity_salt: bytes
    cause: UUID | None
    told: tuple[tuple[Role, str], ...]

    def body(self) -> dict[str, Any]:
        """The canonical body: what the ledger's hash commits to."""
        return {
            "verb": self.move.name,
            "kind": self.move.kind,
            "subject": str(self.subject_id),
            "by": identity(self.identity_salt, self.by.id, self.by.name, self.grant.behalf_id, self.grant.behalf),
            "role": self.grant.role.value,
            "at": instant(self.at),
            "article": self.cite.code,
            "from": self.before,
            "to": self.after,
            "opinion": words(self.identity_salt, self.opinion),
            "detail": self.detail,
        }


def identity(salt: bytes, by_id: UUID | None, by_name: str, behalf_id: UUID | None, behalf_name: str) -> str:
    """The commitment (hex) to who acted and for whom: tagged("hz/actor/v1", salt, ids and names)."""
    return tagged("hz/actor/v1", salt, str(by_id or ""), by_name, str(behalf_id or ""), behalf_name).hex()


def words(salt: bytes, opinion: str) -> str:
    """The commitment (hex) to an opinion, which may say something about somebody; empty when there is none."""
    return tagged("hz/opinion/v1", salt, opinion).hex() if opinion else ""


def lay_down(writings: Sequence[Writing], once: UUID | None) -> None:
    """Append the acts of one transaction, in the order in which they began; `once` marks the first of them.
    After a sealed move a checkpoint over all of it is signed.

    Must run inside the transaction of the acts. Holds the ledger's head until it ends: one writer at a time.
    """
    Head.objects.select_for_update().get_or_create(pk=1)
    last = Entry.objects.order_by("-n").first()
    n = last.n + 1 if last else 0
    peaks = tuple(bytes.fromhex(p) for p in last.peaks) if last else ()
    entries, acts, outgoing = [], [], []
    for writing in writings:
        body = writing.body()
        entry = Entry(
            n=n, at=writing.at, verb=writing.move.name, subject=writing.subject_id, body=body_hash(writing.salt, body)
        )
        peaks = merkle.append(peaks, n, leaf(entry))
        entry.peaks = [p.hex() for p in peaks]
        entries.append(entry)
        acts.append(_act(writing, entry, body, once if writing is writings[0] else None))
        outgoing += [Outgoing(act=acts[-1], role=role.value, place=place) for role, place in writing.told]
        n += 1
    Entry.objects.bulk_create(entries)
    Act.objects.bulk_create(acts)
    Outgoing.objects.bulk_create(outgoing)
    for writing in [w for w in writings if w.move.sealed][-1:]:
        root = merkle.root_from_peaks(peaks)
        signing.checkpoint(n, root, writing.move.name, writing.subject_id, writing.at, case_id=writing.case_id)


def _act(writing: Writing, entry: Entry, body: dict[str, Any], once: UUID | None) -> Act:
    return Act(
        id=writing.id,
        entry=entry,
        kind=writing.move.kind,
        verb=writing.move.name,
        subject_id=writing.subject_id,
        case_id=writing.case_id,
        number=writing.number,
        title=writing.title,
        by_id=writing.by.id,
        by_name=writing.by.name,
        role=writing.grant.role.value,
        behalf_id=writing.grant.behalf_id,
        behalf_name=writing.grant.behalf,
        at=writing.at,
        opinion=writing.opinion,
        article=str(writing.cite),
        stage_before=writing.before,
        stage_after=writing.after,
        cause_id=writing.cause,
        once=once,
        body=body,
        salt=writing.salt,
        identity_salt=writing.identity_salt,
    )


def leaf(entry: Entry) -> bytes:
    """The RFC 9162 leaf hash of an entry's canonical header."""
    return merkle.leaf_hash(canonical(entry.header()))


def size_and_root() -> tuple[int, bytes]:
    """The number of entries and the Merkle root over them, in O(log n) from the last entry's peaks."""
    last = Entry.objects.order_by("-n").first()
    if last is None:
        return 0, merkle.root_from_peaks([])
    return last.n + 1, merkle.root_from_peaks([bytes.fromhex(p) for p in last.peaks])


def proofs(numbers: Iterable[int], size: int) -> dict[int, tuple[bytes, ...]]:
    """The audit path of each entry among the first `size` (RFC 9162 §2.1.3.1), from the leaf upwards.

    Reads O(log² size) entries for each, all of them together: the last of the peaks that an entry keeps is the root of
    the largest complete subtree that ends with it. Raises IndexError for an entry that is not among them.
    """
    paths = {n: merkle.audit_ranges(n, size) for n in numbers}
    wanted = {last for ranges in paths.values() for start, stop in ranges for last in merkle.ends(start, stop)}
    entries = Entry.objects.in_bulk(sorted(wanted))
    return {n: tuple(_subtree(start, stop, entries) for start, stop in ranges) for n, ranges in paths.items()}


def _subtree(start: int, stop: int, entries: Mapping[int, Entry]) -> bytes:
    if merkle.ends_in_peak(start, stop):
        return bytes.fromhex(entries[stop - 1].peaks[-1])
    if stop - start == 1:
        return leaf(entries[start])
    middle = merkle.middle(start, stop)
    return merkle.node_hash(_subtree(start, middle, entries), _subtree(middle, stop, entries))


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the ledger does not verify: the entry's number and what is wrong, in Chinese."""

    n: int
    wrong: str


def faults(batch: int = 2000) -> Iterator[Fault]:
    """Re-verify the whole ledger: numbers without gap, peaks recomputed, every body against its hash."""
    peaks: tuple[bytes, ...] = ()
    entries = Entry.objects.order_by("n").select_related("act").iterator(chunk_size=batch)
    for expected, entry in enumerate(entries):
        if entry.n != expected:
            yield Fault(expected, f"缺少第{expected}条至第{entry.n - 1}条记录，其后的记录无法核对")
            return
        peaks = merkle.append(peaks, entry.n, leaf(entry))
        if [p.hex() for p in peaks] != entry.peaks:
            yield Fault(entry.n, "记录头与默克尔树不符，记录曾被改动")
        act = getattr(entry, "act", None)
        if act is None:
            yield Fault(entry.n, "找不到对应的办理记录")
        elif wrong := _wrong_with(act, entry):
            yield Fault(entry.n, wrong)


def _wrong_with(act: Act, entry: Entry) -> str:
    """What does not agree between an act and its entry; destroyed salts leave nothing to compare."""
    if act.salt and body_hash(bytes(act.salt), act.body) != entry.body:
        return "办理记录的内容与账本中的指纹不符，内容曾被改动"
    if not act.salt or not act.identity_salt:
        return ""
    who = identity(bytes(act.identity_salt), act.by_id, act.by_name, act.behalf_id, act.behalf_name)
    shown = (
        who,
        act.role,
        act.verb,
        str(act.subject_id),
        act.stage_before,
        act.stage_after,
        words(bytes(act.identity_salt), act.opinion),
        instant(act.at),
    )
    said = tuple(act.body[key] for key in ("by", "role", "verb", "subject", "from", "to", "opinion", "at"))
    return "" if shown == said else "流程轨迹与账本中的内容不符，轨迹曾被改动"
