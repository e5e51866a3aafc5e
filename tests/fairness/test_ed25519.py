import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from haizhi.fairness.ed25519 import ORDER, P, is_public_key, verify

# RFC 8032 §7.1: public key, message, signature of tests 1, 2, 3 and SHA(abc).
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_rfc_8032(public: str, message: str, signature: str) -> None:
    assert verify(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))
    assert not verify(bytes.fromhex(public), bytes.fromhex(message) + b"!", bytes.fromhex(signature))


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(), st.integers(0, 511))
def test_what_openssl_signs_is_accepted_and_any_flipped_bit_refused(secret: bytes, message: bytes, bit: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert verify(public, message, signature)
    flipped = (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(64, "big")
    assert not verify(public, message, flipped)


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_nothing_is_accepted_that_openssl_refuses(public: bytes, signature: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, b"message")
    except InvalidSignature:
        assert not verify(public, b"message", signature)


def test_a_signature_with_the_order_added_is_refused() -> None:
    public, message, signature = (bytes.fromhex(text) for text in VECTORS[0])
    s = int.from_bytes(signature[32:], "little") + ORDER
    assert not verify(public, message, signature[:32] + s.to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 63, 65])
def test_signatures_of_another_length_are_refused(length: int) -> None:
    public, message, signature = (bytes.fromhex(text) for text in VECTORS[0])
    assert not verify(public, message, (signature * 2)[:length])


def encoded(y: int, sign: int = 0) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


@pytest.mark.parametrize(
    "public",
    [
        b"", bytes(31), bytes(33),
        encoded(1),  # the neutral element
        encoded(P - 1),  # of order two
        encoded(0), encoded(0, 1),  # of order four
        encoded(2707385501144840649318225287225658788936804267575313519463743609750303021022),  # of order eight
        encoded(P + 1),  # not in canonical form
        encoded(1, 1),  # x = 0 with a sign
        encoded(2),  # not on the curve
    ],
    ids=lambda octets: octets.hex()[:16] + f" ({len(octets)})",
)  # fmt: skip
def test_weak_and_malformed_keys_are_refused(public: bytes) -> None:
    assert not is_public_key(public)
    assert not verify(public, b"", bytes(64))


def test_an_ordinary_key_is_a_key() -> None:
    assert is_public_key(bytes.fromhex(VECTORS[0][0]))
