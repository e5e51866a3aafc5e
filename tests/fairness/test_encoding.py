import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.fairness.encoding import DEPTH_LIMIT, EncodingError, canonical, digest, parse, tagged

scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
ascii_keys = st.text(st.characters(max_codepoint=127))
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(ascii_keys, inner), max_leaves=20)


def test_keys_are_sorted_and_separators_compact() -> None:
    assert canonical({"b": [1, True, None], "a": {"z": "", "Z": -1}}) == b'{"a":{"Z":-1,"z":""},"b":[1,true,null]}'


def test_text_is_escaped_as_rfc_8785_prescribes() -> None:
    # RFC 8785 §3.2.2.2: the two-character escapes, lower-case \u00xx for other controls, everything else as it is.
    assert (
        canonical('€$\u000f\nA\'B"\\\\"/\b\t\f\r\x7f') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\\b\\t\\f\\r\x7f"'.encode()
    )


def test_four_byte_names_pass_unchanged() -> None:
    assert canonical({"name": "𬭎㛃䶮"}) == '{"name":"𬭎㛃䶮"}'.encode()


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), 2**53, -(2**53), {"键": 1}, {1: 2}, b"bytes", {1, 2}, "\ud800", ["ok", {"a": 0.5}]],
    ids=repr,
)
def test_what_json_readers_may_disagree_about_is_refused(value: object) -> None:
    with pytest.raises(EncodingError):
        canonical(value)


def test_absurd_nesting_is_refused() -> None:
    nested: object = 0
    for _ in range(DEPTH_LIMIT):
        nested = [nested]
    assert parse(canonical(nested)) == nested
    with pytest.raises(EncodingError, match="nested"):
        canonical([nested])


@given(values)
def test_parsing_the_canonical_form_gives_the_value_back(value: object) -> None:
    assert parse(canonical(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        b"", b" 1", b"1 ", b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"1.0", b"1e3", b"NaN", b"-0", b'"\\u0041"', b'"\\/"',
        b"\xff", b"[" * 100_000, b"9" * 5000, b"9007199254740992", b'"\\ud800"', '{"键":1}'.encode(),
    ],
)  # fmt: skip
def test_any_other_spelling_is_refused(text: bytes) -> None:
    with pytest.raises(EncodingError):
        parse(text)


@given(st.binary() | st.text().map(lambda text: json.dumps(text).encode()))
def test_whatever_is_parsed_is_canonical(text: bytes) -> None:
    try:
        value = parse(text)
    except EncodingError:
        return
    assert canonical(value) == text


def test_a_tagged_hash_prefixes_every_part_with_its_length() -> None:
    expected = sha256(b"\0\0\0\x05hz/v1" + b"\0\0\0\x06" + "海智".encode() + b"\0\0\0\0" + b"\0\0\0\x01\xff")
    assert tagged("hz/v1", "海智", b"", b"\xff") == expected.digest()


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_different_parts_never_share_a_tagged_hash(one: list[bytes], other: list[bytes]) -> None:
    assert (tagged("t", *one) == tagged("t", *other)) == (one == other)


def test_a_digest_is_that_of_the_canonical_form() -> None:
    assert digest({"b": 1, "a": 2}) == sha256(b'{"a":2,"b":1}').digest()
