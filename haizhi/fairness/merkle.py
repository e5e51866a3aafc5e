"""Merkle trees as in RFC 9162: hashes, roots, peaks for appending, proofs of inclusion.

Hashes are SHA-256, 32 bytes. Trees are given by their leaf hashes in order; entries by their index from 0.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
"""The root of the tree without leaves (RFC 9162 §2.1.1)."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def append(peaks: Sequence[bytes], size: int, leaf: bytes) -> tuple[bytes, ...]:
    """The peaks of a tree of `size` leaves after one more leaf hash, in O(log size).

    Peaks are the roots of the complete subtrees, largest first: one for each 1 in the binary form of `size`.
    Raises ValueError when `peaks` cannot belong to `size`.
    """
    if len(peaks) != size.bit_count():
        raise ValueError(f"{len(peaks)} peaks cannot belong to {size} leaves")
    stack, new = list(peaks), leaf
    while size & 1:
        new = node_hash(stack.pop(), new)
        size >>= 1
    return (*stack, new)


def root_from_peaks(peaks: Sequence[bytes]) -> bytes:
    """The root of the tree with these peaks, largest first."""
    if not peaks:
        return EMPTY_ROOT
    *rest, root = peaks
    for peak in reversed(rest):
        root = node_hash(peak, root)
    return root


def root(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree with these leaf hashes."""
    peaks: tuple[bytes, ...] = ()
    for size, leaf in enumerate(leaves):
        peaks = append(peaks, size, leaf)
    return root_from_peaks(peaks)


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def middle(start: int, stop: int) -> int:
    """Where the tree over the leaves from `start` to before `stop` is split in two."""
    return start + _split(stop - start)


def audit_ranges(index: int, size: int) -> tuple[tuple[int, int], ...]:
    """The subtrees (first leaf, leaf behind the last) whose roots are the audit path of leaf `index`, upwards.

    Raises IndexError for an unknown leaf.
    """
    if not 0 <= index < size:
        raise IndexError(f"no leaf {index} among {size}")
    start, stop, ranges = 0, size, []
    while stop - start > 1:
        between = middle(start, stop)
        if index < between:
            ranges.append((between, stop))
            stop = between
        else:
            ranges.append((start, between))
            start = between
    return tuple(reversed(ranges))


def ends_in_peak(start: int, stop: int) -> bool:
    """Whether the tree over these leaves is complete and the smallest peak once its last leaf is appended."""
    width = stop - start
    return width & (width - 1) == 0 and (start // width) % 2 == 0


def ends(start: int, stop: int) -> tuple[int, ...]:
    """The leaves from which, with the peaks that they leave behind, the root over these leaves is put together."""
    if stop - start == 1 or ends_in_peak(start, stop):
        return (stop - 1,)
    between = middle(start, stop)
    return (*ends(start, between), *ends(between, stop))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether `proof` shows that `leaf` is leaf `index` of the tree of `size` with root `expected` (§2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, fn, sn = leaf, index, size - 1
    for sibling in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            node = node_hash(sibling, node)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = node_hash(node, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and node == expected
