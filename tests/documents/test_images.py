"""Pictures on A4 pages, upright, with their own pixels."""

import struct
import zlib

import numpy as np
import pypdfium2
import pytest

from haizhi.documents.images import image_pdf
from haizhi.documents.raster import PDFIUM, Unreadable, as_pdf, grey
from tests.documents.pictures import Pixels, chunk, jpeg, png

LIGHT, DARK = 230, 20


def _picture(*, height: int = 160, width: int = 240) -> Pixels:
    """Light, but dark in the upper left corner."""
    pixels = np.full((height, width), LIGHT, np.uint8)
    pixels[: height // 4, : width // 4] = DARK
    return pixels


def _corner(pdf: bytes) -> str:
    """In which corner of the picture on the page it is dark."""
    page = grey(pdf, 0, long_side=400)
    pixels = np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.stride)[:, : page.width]
    rows, columns = np.nonzero(pixels < 100)
    vertical = "upper" if rows.mean() < page.height / 2 else "lower"
    return f"{vertical} {'left' if columns.mean() < page.width / 2 else 'right'}"


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, "upper left"),
        (2, "upper right"),
        (3, "lower right"),
        (4, "lower left"),
        (5, "upper left"),
        (6, "upper right"),
        (7, "lower right"),
        (8, "lower left"),
        (9, "upper left"),
    ],
)
def test_a_photograph_stands_as_the_camera_was_held(orientation: int, corner: str) -> None:
    pdf = image_pdf(jpeg(_picture(), orientation=orientation), "image/jpeg")
    assert _corner(pdf) == corner


@pytest.mark.parametrize("shape", [(160, 240), (240, 160)])
def test_the_page_is_a4_upright_or_lying_as_the_picture_is(shape: tuple[int, int]) -> None:
    pdf = image_pdf(png(_picture(height=shape[0], width=shape[1])), "image/png")
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
    assert sorted((round(width), round(height))) == [595, 842]
    assert (width > height) == (shape[1] > shape[0])


def _colours() -> Pixels:
    return np.dstack([_picture(), np.full((160, 240), 40, np.uint8), np.full((160, 240), 90, np.uint8)])


@pytest.mark.parametrize(
    "data",
    [
        png(_picture()),
        png(_colours()),
        png(np.dstack([_picture(), np.full((160, 240), 255, np.uint8)])),
        png(np.dstack([_colours(), np.full((160, 240), 255, np.uint8)])),
        png(_picture(), extra=chunk(b"tRNS", b"\0\0")),
        png(_picture(), extra=chunk(b"tEXt", b"Comment\0x")),
    ],
    ids=["grey", "colours", "grey with alpha", "colours with alpha", "a colour transparent", "with a comment"],
)
def test_every_sort_of_png_is_shown(data: bytes) -> None:
    page = grey(image_pdf(data, "image/png"), 0, long_side=400)
    assert min(page.pixels) < 100


def _of_a_palette(*, palette: bytes) -> bytes:
    """A picture of 8 × 2 points, one bit each: the left half of the first colour."""
    header = struct.pack(">IIBBBBB", 8, 2, 1, 3, 0, 0, 0)
    colours = chunk(b"PLTE", palette) if palette else b""
    lines = chunk(b"IDAT", zlib.compress(b"\0\x0f" * 2))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + colours + lines + chunk(b"IEND", b"")


def test_the_colours_of_a_palette_are_kept() -> None:
    pdf = image_pdf(_of_a_palette(palette=b"\x10\x10\x10\xf0\xf0\xf0"), "image/png")
    assert _corner(pdf).endswith("left")
    with pytest.raises(ValueError, match="no palette"):
        image_pdf(_of_a_palette(palette=b""), "image/png")


def test_an_interlaced_picture_that_is_broken_is_refused() -> None:
    with pytest.raises(ValueError, match=r".+"):
        image_pdf(png(_picture(), interlaced=1), "image/png")


@pytest.mark.parametrize(
    ("segments", "said"),
    [
        (b"\xff\xee\0\x0eAdobe\0d\0\0\0\0\2", b"/Decode [1 0 1 0 1 0 1 0]"),
        (b"", b"/DeviceCMYK"),
        (b"\xff\xd0\xff\xff\xe1\0\x0aExif\0\0XX", b"/DeviceCMYK"),
        (b"\xff\xe1\0\x10Exif\0\0II*\0\x08\0\0\0", b"/DeviceCMYK"),
    ],
    ids=["inverted by Adobe", "plain", "odd markers and orientation", "orientation cut short"],
)
def test_inks_are_taken_as_the_file_says(segments: bytes, said: bytes) -> None:
    frame = b"\xff\xc0\0\x14\x08\0\x10\0\x10\x04" + bytes(12)
    assert said in image_pdf(b"\xff\xd8" + segments + frame + b"\xff\xd9", "image/jpeg")


def test_a_jpg_without_a_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="no JPG"):
        image_pdf(b"\xff\xd8\x00\x00\x00\x00\x00", "image/jpeg")


def test_what_is_transparent_is_as_white_as_the_paper() -> None:
    clear = np.dstack([np.zeros((20, 30), np.uint8), np.zeros((20, 30), np.uint8)])
    page = grey(image_pdf(png(clear), "image/png"), 0, long_side=200)
    assert set(page.pixels[: page.width]) == {255}
    assert min(page.pixels) == 255


def test_the_pixels_of_a_scan_are_not_compressed_anew() -> None:
    scanned = jpeg(_picture())
    assert scanned in image_pdf(scanned, "image/jpeg")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", "image/png"),
        (b"GIF89a", "image/png"),
        (png(_picture())[:30], "image/png"),
        (png(_picture())[:10], "image/png"),
        (b"", "image/jpeg"),
        (jpeg(_picture())[:20], "image/jpeg"),
        (b"\xff\xd8\xff\xc0\x00\x0b\x0c\x00\x10\x00\x10\x01\x01\x11\x00", "image/jpeg"),
        (jpeg(_picture()), "image/gif"),
        (png(np.dstack([_picture(), _picture()]))[:200], "image/png"),
    ],
)
def test_what_is_no_whole_picture_is_refused(data: bytes, media_type: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        image_pdf(data, media_type)
    with pytest.raises(Unreadable):
        as_pdf(data, media_type)


def test_a_picture_larger_than_any_scan_is_refused_before_it_is_decoded() -> None:
    huge = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", (60_000).to_bytes(4) * 2 + bytes([8, 6, 0, 0, 0]))
    with pytest.raises(ValueError, match="too large"):
        image_pdf(huge, "image/png")
