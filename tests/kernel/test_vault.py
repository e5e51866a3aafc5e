"""What only its owner can open."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haizhi.kernel import vault

ABOUT = b"about"


def test_a_secret_under_a_passphrase_opens_with_it_alone_and_for_what_it_was_meant() -> None:
    with vault.stretching(2):
        locked = vault.lock_up("ｐａｓｓ 口令", b"secret", "key/1")
    assert vault.open_up("pass 口令", locked, "key/1") == b"secret"
    assert b"secret".hex() not in str(locked)
    for passphrase, about in (("pass 口令 ", "key/1"), ("pass 口令", "key/2")):
        with pytest.raises(vault.Unopenable):
            vault.open_up(passphrase, locked, about)


def test_by_default_a_guess_costs_128_megabytes() -> None:
    locked = vault.lock_up("口令", b"secret", "key")
    assert 128 * locked["n"] * locked["r"] * locked["p"] == 128 * 2**20
    assert vault.open_up("口令", locked, "key") == b"secret"


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300), st.integers(0, 2**12))
def test_a_box_opens_for_its_key_alone_and_unchanged(private: bytes, content: bytes, bit: int) -> None:
    box = vault.seal_to(vault.public_half(private), content, ABOUT)
    assert vault.open_sealed(private, box, ABOUT) == content
    at = bit % (8 * len(box))
    changed = bytearray(box)
    changed[at // 8] ^= 1 << at % 8
    if changed[31] & 127 != box[31] & 127 or at // 8 != 31:  # the top bit of an X25519 key is ignored (RFC 7748 §5)
        with pytest.raises(vault.Unopenable):
            vault.open_sealed(private, bytes(changed), ABOUT)
    for other, about in ((bytes(31) + b"\x09", ABOUT), (private, b"another")):
        with pytest.raises(vault.Unopenable):
            vault.open_sealed(other, box, about)
    for stump in (b"", box[:31], bytes(len(box))):
        with pytest.raises(vault.Unopenable):
            vault.open_sealed(private, stump, ABOUT)


def test_a_recovery_code_stands_for_a_key_however_it_is_typed() -> None:
    private = vault.private_from_code("ABCDE-FGHJK-23456")
    assert vault.private_from_code(" abcde fghjk２３４５６ ") == private
    assert vault.private_from_code("ABCDE-FGHJK-23457") != private
