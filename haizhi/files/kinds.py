"""The kinds of files that are taken in."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024

LARGEST = 50
"""Megabytes; a scan of a bound application at 300 dpi fits."""

LARGEST_CASE = 500
"""Megabytes of all the files of one case together."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what people call it, its media type, the endings its name may have."""

    label: str
    media_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("PDF", "application/pdf", (".pdf",))
DOCX = Kind("DOCX", f"{_OFFICE}.wordprocessingml.document", (".docx",))
XLSX = Kind("XLSX", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",))
JPG = Kind("JPG", "image/jpeg", (".jpg", ".jpeg"))
PNG = Kind("PNG", "image/png", (".png",))

KINDS = (PDF, DOCX, XLSX, JPG, PNG)

_BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}


def kind_of(media_type: str) -> Kind:
    """The kind of a media type. Raises KeyError for one that is not taken in."""
    return _BY_MEDIA_TYPE[media_type]
