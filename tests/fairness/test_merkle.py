from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.fairness.merkle import (
    EMPTY_ROOT,
    append,
    audit_ranges,
    leaf_hash,
    node_hash,
    root,
    root_from_peaks,
    verify_inclusion,
)

# The reference tree of transparency-dev/merkle (and of Certificate Transparency before it): eight leaves.
ENTRIES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
trees = st.lists(st.binary(max_size=4), min_size=1, max_size=40).map(lambda entries: [leaf_hash(e) for e in entries])


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert root([]) == EMPTY_ROOT == root_from_peaks(()) == sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_roots(size: int) -> None:
    assert root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_leaves_and_nodes_have_different_prefixes() -> None:
    assert leaf_hash(b"x") == sha256(b"\0x").digest()
    assert node_hash(b"l", b"r") == sha256(b"\1lr").digest()


# Inclusion proofs of the same reference (RFC 6962 test data; indices from 0).
INCLUSION = {
    (0, 8): "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    (5, 8): "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    (2, 3): "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    (1, 5): "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
}  # fmt: skip


def inclusion_proof(leaves: list[bytes], index: int) -> tuple[bytes, ...]:
    """The audit path of one leaf, from the leaf upwards."""
    return tuple(root(leaves[start:stop]) for start, stop in audit_ranges(index, len(leaves)))


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_the_reference_inclusion_proofs(index: int, size: int) -> None:
    proof = tuple(map(bytes.fromhex, INCLUSION[index, size].split()))
    assert inclusion_proof(LEAVES[:size], index) == proof
    assert verify_inclusion(LEAVES[index], index, size, proof, bytes.fromhex(ROOTS[size - 1]))


def recursive_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162 §2.1.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return node_hash(recursive_root(leaves[:k]), recursive_root(leaves[k:]))


@given(trees)
def test_peaks_give_the_root_of_the_definition(leaves: list[bytes]) -> None:
    assert root(leaves) == recursive_root(leaves)


def test_peaks_that_cannot_belong_to_the_size_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot belong"):
        append((LEAVES[0],), 3, LEAVES[1])


@given(trees, st.data())
def test_every_leaf_can_be_shown_to_be_included_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, top = inclusion_proof(leaves, index), root(leaves)
    assert verify_inclusion(leaves[index], index, len(leaves), proof, top)
    assert not verify_inclusion(leaf_hash(b"never a leaf"), index, len(leaves), proof, top)
    assert not verify_inclusion(leaves[index], index, len(leaves), (*proof, top), top)
    assert not verify_inclusion(leaves[index], len(leaves), len(leaves), proof, top)
    if proof:
        assert not verify_inclusion(leaves[index], index, len(leaves), proof[:-1], top)


def test_proofs_of_what_is_not_there_are_refused() -> None:
    with pytest.raises(IndexError):
        audit_ranges(8, 8)
