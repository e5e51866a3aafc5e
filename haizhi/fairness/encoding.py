"""One byte string for one value: canonical JSON (the subset of RFC 8785 used here) and tagged hashes."""

import json
from hashlib import sha256
from typing import Any

INTEGER_LIMIT = 2**53
"""Integers stay strictly below it in size, so that every JSON reader sees the same number (RFC 7493)."""

DEPTH_LIMIT = 32
"""Deepest nesting accepted; official records need five."""


class EncodingError(ValueError):
    """A value or a text that canonical JSON cannot carry."""


def canonical(value: object) -> bytes:
    """The canonical JSON of `value` as UTF-8, equal to RFC 8785 byte for byte.

    Keys are ASCII text and come sorted, separators are compact, only what must be escaped is escaped.
    Raises EncodingError for floats, integers of 2**53 or more in size, other keys, lone surrogates,
    values of any other type, and nesting deeper than `DEPTH_LIMIT`.
    """
    _check(value, DEPTH_LIMIT)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _check(value: object, depth: int) -> None:
    if depth < 0:
        raise EncodingError(f"nested deeper than {DEPTH_LIMIT}")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise EncodingError(f"key is not ASCII text: {key!r}")
            _check(item, depth - 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _check(item, depth - 1)
    else:
        _check_scalar(value)


def _check_scalar(value: object) -> None:
    if isinstance(value, int):  # booleans among them
        if abs(value) >= INTEGER_LIMIT:
            raise EncodingError(f"integer too large: {value}")
    elif isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise EncodingError("text holds a lone surrogate") from None
    elif value is not None:
        raise EncodingError(f"not a value of canonical JSON: {type(value).__name__}")


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise EncodingError("a key occurs twice")
    return keys


def parse(text: bytes) -> Any:
    """The value whose canonical JSON is exactly `text`.

    Raises EncodingError for anything else, a stray space or a repeated key included: what was hashed
    and what was read can then never differ.
    """
    try:
        value = json.loads(text.decode(), object_pairs_hook=_no_repeats)
    except EncodingError:
        raise
    except (ValueError, RecursionError):  # ValueError covers bad UTF-8, bad JSON and integers of absurd length
        raise EncodingError("not JSON") from None
    if canonical(value) != text:
        raise EncodingError("not in canonical form")
    return value


def digest(value: object) -> bytes:
    """SHA-256 of the canonical JSON of `value`: 32 bytes."""
    return sha256(canonical(value)).digest()


def tagged(tag: str, *parts: bytes | str) -> bytes:
    """SHA-256 over the tag and then each part, every one prefixed by its length as u32 big-endian.

    Text counts as its UTF-8 bytes. 32 bytes; no two different lists of parts share their input.
    """
    state = sha256()
    for part in (tag, *parts):
        octets = part.encode() if isinstance(part, str) else part
        state.update(len(octets).to_bytes(4, "big"))
        state.update(octets)
    return state.digest()
