"""Texts made fit for paper: nothing that a font cannot show, no control characters, no word wider than its column."""

import re
import unicodedata
from collections.abc import Iterator, Set

MISSING = "〓"
"""What Chinese typesetters print for a character they have no type for."""

_LONG = 24  # characters without a place to break: about the narrowest column
_BREAK = "\u200b"  # a place to break without a sign
_AFTER_A_SIGN = re.compile(r"(?<=[@./_?&=\-])")
_UNBROKEN = re.compile(r"[^\s\u2e80-\u9fff\uf900-\uffef\U00020000-\U0003ffff]" + f"{{{_LONG + 1},}}")


def printable(text: str, covered: Set[int]) -> str:
    """The text as it can be printed, line breaks kept; a character outside `covered` becomes 〓."""
    shown = (c if c == "\n" or ord(c) in covered else MISSING for c in clean(text))
    return _UNBROKEN.sub(lambda word: _BREAK.join(_pieces(word[0])), "".join(shown))


def clean(text: str) -> str:
    """The text with every line break a newline, every blank a space, and no sign that is not seen."""
    return "".join(_cleaned(text.replace("\r\n", "\n")))


def paragraphs(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _cleaned(text: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFC", text) if _has_marks(text) else text:
        category = unicodedata.category(character)
        if character in "\n\r\u2028\u2029":
            yield "\n"
        elif category == "Zs" or character == "\t":
            yield character if character in "\u3000\u00a0" else " "
        elif category not in ("Cc", "Cf", "Cs", "Cn") and not _selects_a_variant(character):
            yield character


def _has_marks(text: str) -> bool:
    return any(unicodedata.combining(character) for character in text)


def _selects_a_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _pieces(word: str) -> Iterator[str]:
    for part in _AFTER_A_SIGN.split(word):
        for start in range(0, len(part), _LONG):
            yield part[start : start + _LONG]
