from collections import Counter
from hashlib import sha256
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.fairness.encoding import tagged
from haizhi.fairness.stream import Stream


def test_the_published_vector_of_below() -> None:
    stream = Stream(bytes(32), "panel")
    assert [stream.below(1000) for _ in range(5)] == [895, 89, 823, 169, 487]


def test_the_bytes_are_hashed_blocks_read_from_left_to_right() -> None:
    key = tagged("hz/stream/v1", b"seed", "label")
    blocks = b"".join(sha256(key + i.to_bytes(8, "big")).digest() for i in range(4))
    stream = Stream(b"seed", "label")
    assert stream.take(0) + stream.take(5) + stream.take(60) + stream.take(63) == blocks


@given(st.binary(), st.text(), st.lists(st.integers(0, 100), max_size=20))
def test_how_the_bytes_are_asked_for_makes_no_difference(seed: bytes, label: str, sizes: list[int]) -> None:
    stream = Stream(seed, label)
    assert b"".join(stream.take(size) for size in sizes) == Stream(seed, label).take(sum(sizes))


def test_another_label_is_another_stream() -> None:
    assert Stream(b"s", "a").take(32) != Stream(b"s", "b").take(32)


def test_one_possibility_consumes_nothing() -> None:
    stream = Stream(b"s", "a")
    assert stream.below(1) == 0
    assert stream.take(8) == Stream(b"s", "a").take(8)


@given(st.binary(), st.integers(1, 2**80))
def test_below_stays_below(seed: bytes, n: int) -> None:
    assert 0 <= Stream(seed, "x").below(n) < n


def test_a_power_of_two_takes_the_low_bits_of_each_byte() -> None:
    octets = Stream(b"s", "bits").take(40)
    stream = Stream(b"s", "bits")
    assert [stream.below(16) for _ in range(40)] == [octet & 15 for octet in octets]


def test_numbers_at_or_above_the_bound_are_thrown_away() -> None:
    accepted = [octet & 7 for octet in Stream(b"s", "reject").take(200) if octet & 7 < 5]
    stream = Stream(b"s", "reject")
    assert [stream.below(5) for _ in range(100)] == accepted[:100]


def test_every_order_of_four_comes_up_equally_often() -> None:
    seen = Counter(tuple(Stream(b"%d" % i, "order").shuffled("abcd")) for i in range(2400))
    assert set(seen) == set(permutations("abcd"))
    chi_square = sum((count - 100) ** 2 / 100 for count in seen.values())
    assert chi_square < 41.638  # 23 degrees of freedom, p = 0.01


@given(st.binary(), st.lists(st.integers(), max_size=30), st.data())
def test_a_sample_is_the_start_of_a_shuffle(seed: bytes, items: list[int], data: st.DataObject) -> None:
    k = data.draw(st.integers(0, len(items)))
    whole = Stream(seed, "s").shuffled(items)
    assert sorted(whole) == sorted(items)
    assert Stream(seed, "s").sample(items, k) == whole[:k]


def test_impossible_requests_are_refused() -> None:
    stream = Stream(b"s", "a")
    with pytest.raises(ValueError, match="negative"):
        stream.take(-1)
    with pytest.raises(ValueError, match="at least one"):
        stream.below(0)
    for k in (-1, 4):
        with pytest.raises(ValueError, match="cannot sample"):
            stream.sample("abc", k)
