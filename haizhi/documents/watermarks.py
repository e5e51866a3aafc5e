"""A watermark over every page of what is read on screen: whose copy it is, and when it was opened.

It is drawn into the page as it is seen, turned, cropped or oddly sized, and stays legible when printed.
"""

from datetime import datetime
from io import BytesIO
from typing import IO

from pypdf import PageObject, PdfReader, PdfWriter, Transformation

from haizhi.documents.images import image_pdf
from haizhi.documents.typesetting import typeset

_PDF = "application/pdf"
SHOWN = (_PDF, "image/jpeg", "image/png")
"""What can be read with a watermark; a Word or Excel file has no pages to lay it over."""


def watermark(line: str, at: datetime) -> bytes:
    """An A4 page with nothing but the line, many times over, as PDF; `at` is the date that the file bears."""
    return typeset("watermark", {"line": line}, at=at)


def laid_over(content: bytes, media_type: str, mark: bytes, into: IO[bytes]) -> int:
    """Write a PDF, JPG or PNG with the mark over each of its pages; how many pages it has.

    Raises ValueError for what cannot be shown.
    """
    source = content if media_type == _PDF else image_pdf(content, media_type)
    reader = PdfReader(BytesIO(source))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("a password is needed to open it")
    over = PdfReader(BytesIO(mark)).pages[0]
    writer = PdfWriter()
    writer.append(reader, import_outline=False)
    for page in writer.pages:
        if page.rotation:
            page.transfer_rotation_to_content()
        page.merge_transformed_page(over, _onto(page, over))
    writer.write(into)
    return len(writer.pages)


def _onto(page: PageObject, over: PageObject) -> Transformation:
    """From the mark's page to the page as it is seen."""
    box, own = page.cropbox, over.mediabox
    across, up = float(box.width) / float(own.width), float(box.height) / float(own.height)
    return Transformation().scale(across, up).translate(float(box.left), float(box.bottom))
