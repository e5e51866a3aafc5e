"""The only source of chance: a stream of bytes that follows from a seed and a label."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TypeVar

from haizhi.fairness.encoding import tagged

T = TypeVar("T")


class Stream:
    """Bytes of (seed, label): block i is SHA-256(key ‖ u64 big-endian i), key = tagged("hz/stream/v1", seed, label).

    The bytes are consumed from left to right and never twice.
    """

    def __init__(self, seed: bytes, label: str) -> None:
        self._key = tagged("hz/stream/v1", seed, label)
        self._block = 0
        self._rest = b""

    def take(self, n: int) -> bytes:
        """The next `n` bytes. Raises ValueError for a negative `n`."""
        if n < 0:
            raise ValueError("cannot take a negative number of bytes")
        while len(self._rest) < n:
            self._rest += sha256(self._key + self._block.to_bytes(8, "big")).digest()
            self._block += 1
        taken, self._rest = self._rest[:n], self._rest[n:]
        return taken

    def below(self, n: int) -> int:
        """A number from 0 to n - 1, each with the same probability.

        With bits = bit_length(n - 1): takes ⌈bits / 8⌉ bytes, big-endian, keeps the low `bits` and starts over
        while the number is n or more (no modulo bias). Consumes nothing for n = 1. Raises ValueError below 1.
        """
        if n < 1:
            raise ValueError("below() needs at least one possibility")
        bits = (n - 1).bit_length()
        size, mask = (bits + 7) // 8, (1 << bits) - 1
        while (number := int.from_bytes(self.take(size), "big") & mask) >= n:
            pass
        return number

    def sample(self, items: Iterable[T], k: int) -> list[T]:
        """`k` of `items` in the order drawn (partial Fisher–Yates: step i swaps with i + below(len - i)).

        The outcome depends on the order of `items`: pass them sorted. Raises ValueError unless 0 ≤ k ≤ len.
        """
        pool = list(items)
        if not 0 <= k <= len(pool):
            raise ValueError(f"cannot sample {k} of {len(pool)}")
        for i in range(k):
            j = i + self.below(len(pool) - i)
            pool[i], pool[j] = pool[j], pool[i]
        return pool[:k]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All of `items` in a random order, each order with the same probability."""
        return self.sample(items, len(items))
