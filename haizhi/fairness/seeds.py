"""From what was frozen and what was rolled to the seed of a draw."""

import unicodedata
from collections.abc import Mapping, Sequence

from haizhi.fairness.encoding import digest, tagged
from haizhi.fairness.formats import Freeze

SMALLEST_ENTROPY = 40
"""Digits that the dice of one ceremony give at least: 40 ten-sided dice, 132 bits."""


def read_digits(text: str, count: int) -> str:
    """The canonical reading of `count` dice or drawn digits: ASCII digits in the order rolled, nothing else.

    Spaces, line breaks, commas and full-width digits are understood. Raises ValueError for anything else and for
    another number of digits.
    """
    digits = "".join(unicodedata.normalize("NFKC", text).replace(",", " ").replace("、", " ").split())
    if not (digits.isascii() and digits.isdecimal()) or len(digits) != count:
        raise ValueError(f"expected {count} digits")
    return digits


def read_numbers(text: str, count: int) -> str:
    """The canonical reading of `count` lottery numbers as in RFC 3797: ascending, each followed by a full stop.

    "41 9 18 26 34 45" reads "9.18.26.34.41.45."; separators are spaces, commas or full stops. Raises ValueError for
    anything else and for another number of numbers.
    """
    parts = unicodedata.normalize("NFKC", text).translate(str.maketrans(",.、", "   ")).split()
    if not all(part.isascii() and part.isdecimal() for part in parts) or len(parts) != count:
        raise ValueError(f"expected {count} numbers")
    return "".join(f"{number}." for number in sorted(map(int, parts)))


READINGS = {"digits": read_digits, "numbers": read_numbers}
"""How the value of a named entropy source is read, by its form."""


def freeze_hash(freeze: Mapping[str, object]) -> bytes:
    """H(freeze): SHA-256 of the canonical JSON of the keys of `formats.Freeze` in the freeze's detail, 32 bytes.

    Whatever else the detail holds does not enter. Raises KeyError when a key is missing.
    """
    return digest({key: freeze[key] for key in Freeze.__annotations__})


def entropy_hash(values: Sequence[str]) -> bytes:
    """H(entropy): SHA-256 of the canonical JSON of the list of readings, in the order of the named sources."""
    return digest(list(values))


def draw_seed(frozen: bytes, entropy: bytes, kind: str, n: int) -> bytes:
    """tagged("hz/draw-seed/v1", H(freeze), H(entropy), kind, n), n in decimal: 32 bytes.

    `kind` is "panel", "replacement" or "order"; `n` the round within the freeze, from 1.
    """
    return tagged("hz/draw-seed/v1", frozen, entropy, kind, str(n))
