from datetime import UTC, datetime

import pytest
from cryptography.fernet import InvalidToken
from django.test import override_settings

from haizhi.kernel.secrecy import derived_key, fingerprint, seal, unseal

AT = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)


def test_what_was_sealed_is_read_again_and_the_token_shows_nothing_of_it() -> None:
    token = seal("objector", {"name": "张𬭎", "contact": "13800000000"}, AT)
    assert unseal("objector", token) == {"name": "张𬭎", "contact": "13800000000"}
    assert "张".encode() not in token
    assert b"13800000000" not in token


def test_what_was_sealed_for_one_purpose_is_not_read_for_another() -> None:
    token = seal("objector", {"name": "张三"}, AT)
    with pytest.raises(InvalidToken):
        unseal("log", token)


def test_another_secret_key_reads_nothing() -> None:
    token = seal("objector", {"name": "张三"}, AT)
    with override_settings(SECRET_KEY="another-key-that-guards-nothing-either-0123456789"), pytest.raises(InvalidToken):
        unseal("objector", token)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        seal("objector", {}, datetime(2026, 7, 1))  # noqa: DTZ001 - the naive moment is what is refused


def test_each_purpose_has_a_key_of_its_own() -> None:
    assert derived_key("a") == derived_key("a")
    assert derived_key("a") != derived_key("b")
    assert len(derived_key("a")) == 32


def test_a_fingerprint_is_equal_for_equal_parts_and_parts_do_not_run_together() -> None:
    assert fingerprint("day", "a", "bc") == fingerprint("day", "a", "bc")
    assert fingerprint("day", "a", "bc") != fingerprint("day", "ab", "c")
    assert fingerprint("day", "a", "bc") != fingerprint("next day", "a", "bc")
