"""The mark on each printed page: what paper it is, which version, which page of how many.

The text of the QR is `HAIZHI1:` page and pages of four digits each, then sort, number and SHA-256:
`HAIZHI1:00030008:F:HZ-2026-0001:AB12…`. It is in QR's alphanumeric mode (ISO/IEC 18004, 7.4.4), where each pair of
characters becomes eleven bits, so that page and pages fill four pairs of their own.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

SHORT_HASH = 12
"""Hex digits of a digest that are printed: enough to tell versions apart, few enough to compare by eye."""

_MOST_PAGES = 9999
_TEXT = re.compile(r"HAIZHI1:(\d{4})(\d{4}):([FOS]):([0-9A-Z.\-]{1,24}):([0-9A-F]{64})")
_CODE = re.compile(r"[0-9A-Z.\-]{1,24}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Sort(StrEnum):
    """What a marked paper is."""

    FORM = "F"
    OPINION = "O"
    SHEET = "S"


def short_hash(digest: str) -> str:
    """The part of a digest (hex) that is printed, in groups of four."""
    shown = digest[:SHORT_HASH].upper()
    return " ".join(shown[i : i + 4] for i in range(0, len(shown), 4))


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a paper is, the same on all its pages: sort, number, SHA-256 (hex, small letters) of what it says.

    Raises ValueError for a number or digest that a mark cannot hold.
    """

    sort: Sort
    code: str
    digest: str

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code) or not _DIGEST.fullmatch(self.digest):
            raise ValueError(f"no mark can hold {self.code!r} and {self.digest!r}")

    @property
    def short(self) -> str:
        """The hash as it is printed."""
        return short_hash(self.digest)


@dataclass(frozen=True, slots=True)
class Mark:
    """One page's mark. Raises ValueError for a page beyond the last, or beyond 9999."""

    imprint: Imprint
    page: int
    pages: int

    def __post_init__(self) -> None:
        if not 1 <= self.page <= self.pages <= _MOST_PAGES:
            raise ValueError(f"there is no page {self.page} of {self.pages}")

    def __str__(self) -> str:
        return mark_text(self.imprint, f"{self.page:04}{self.pages:04}")


def mark_text(imprint: Imprint, place: str) -> str:
    """The text of a QR; `place` is page and pages, eight characters."""
    return f"HAIZHI1:{place}:{imprint.sort}:{imprint.code}:{imprint.digest.upper()}"


def parse(text: str) -> Mark | None:
    """The mark that a QR's text says, None when it is not one of ours."""
    found = _TEXT.fullmatch(text)
    if found is None:
        return None
    page, pages, sort, code, digest = found.groups()
    try:
        return Mark(Imprint(Sort(sort), code, digest.lower()), int(page), int(pages))
    except ValueError:
        return None
