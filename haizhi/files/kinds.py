"""The kinds of files that are taken in, and how much of them."""

from dataclasses import dataclass
from datetime import timedelta

MEGABYTE = 1024 * 1024

LARGEST = 50
"""Megabytes; a scan of a bound application at 300 dpi fits."""

LARGEST_CASE = 500
"""Megabytes of all the files of a case, unless its call says otherwise."""

PIECE = MEGABYTE // 2
"""Bytes that travel at once: on a slow line some seconds, so that little is lost when it drops."""

WAITED_FOR = timedelta(days=1)
"""How long a file may pause in the middle of arriving, and how long a form may name one that has arrived."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what people call it, its media type, the endings its name may have, what it is counted in.

    `counted` is empty for what is one page by nature.
    """

    label: str
    media_type: str
    endings: tuple[str, ...]
    counted: str = "页"


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("PDF", "application/pdf", (".pdf",))
DOCX = Kind("DOCX", f"{_OFFICE}.wordprocessingml.document", (".docx",))
XLSX = Kind("XLSX", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",), "张工作表")
JPG = Kind("JPG", "image/jpeg", (".jpg", ".jpeg"), "")
PNG = Kind("PNG", "image/png", (".png",), "")

KINDS = (PDF, DOCX, XLSX, JPG, PNG)
SHOWN_INLINE = (PDF, JPG, PNG)
"""Kinds that a browser shows by itself."""

_BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}


def kind_of(media_type: str) -> Kind:
    """The kind of a media type. Raises KeyError for one that is not taken in."""
    return _BY_MEDIA_TYPE[media_type]


def kinds_labelled(labels: "list[str] | tuple[str, ...]") -> tuple[Kind, ...]:
    """The kinds of these labels, in the order of the table."""
    return tuple(kind for kind in KINDS if kind.label in labels)
