"""Running page numbers, written into the lower margin of every page as it is seen: turned, cropped or oddly sized."""

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)

_FONT = "/HaizhiFolio"
_HELVETICA = {
    "/Type": "/Font",
    "/Subtype": "/Type1",
    "/BaseFont": "/Helvetica",
    "/Encoding": "/WinAnsiEncoding",
}
_SIZE, _HEIGHT = 10.5, 20.0  # points: the figure, and its base line above the edge of an A4 page
_A4 = 595.276
_DIGIT, _DASH, _SPACE = 0.556, 1.0, 0.278  # widths in Helvetica, in parts of the size
_LEAST, _MOST = 0.05, 20.0  # a thumbnail or a plan; beyond these the box of a page is a mistake


def number_pages(writer: PdfWriter) -> None:
    """Number all pages of a writer from 1, as “— 12 —” in the middle of the lower margin."""
    font = _added(writer, DictionaryObject({NameObject(key): NameObject(value) for key, value in _HELVETICA.items()}))
    before = _added(writer, _stream(b"q\n"))
    for number, page in enumerate(writer.pages, start=1):
        _named(page, font)
        after = _added(writer, _stream(_folio(page, number)))
        page[NameObject("/Contents")] = ArrayObject([before, *_contents(page), after])


def _added(writer: PdfWriter, made: PdfObject) -> IndirectObject:
    return writer._add_object(made)  # noqa: SLF001 - pypdf's own recipes add objects by this name


def _folio(page: PageObject, number: int) -> bytes:
    """What is drawn: a white ground, the number on it."""
    matrix, width, height = seen(page)
    scale = min(max(min(width, height) / _A4, _LEAST), _MOST)
    size = _SIZE * scale
    written = size * (2 * _DASH + 2 * _SPACE + _DIGIT * len(str(number)))
    left, base = (width - written) / 2, _HEIGHT * scale
    ground = (left - 2 * scale, base - 0.25 * size, written + 4 * scale, 1.05 * size)
    return (
        f"\nQ\nq {_numbers(*matrix)} cm 1 g {_numbers(*ground)} re f 0 g "
        f"BT {_FONT} {size:.2f} Tf {_numbers(left, base)} Td (\x97 {number} \x97) Tj ET Q\n"
    ).encode("latin-1")


def seen(page: PageObject) -> tuple[tuple[float, ...], float, float]:
    """The matrix from the page as it is seen, with its lower left corner as origin, and its width and height in points.

    Raises whatever pypdf does where the page's boxes or its turn are damaged.
    """
    box = page.cropbox
    left, right = sorted((float(box.left), float(box.right)))
    bottom, top = sorted((float(box.bottom), float(box.top)))
    width, height = right - left, top - bottom
    match page.rotation % 360:
        case 90:
            return (0, 1, -1, 0, right, bottom), height, width
        case 180:
            return (-1, 0, 0, -1, right, top), width, height
        case 270:
            return (0, -1, 1, 0, left, top), height, width
        case _:
            return (1, 0, 0, 1, left, bottom), width, height


def _named(page: PageObject, font: IndirectObject) -> None:
    """Let the page know the font, whether its resources are its own or shared."""
    resources = _dictionary(page, "/Resources")
    fonts = _dictionary(resources, "/Font")
    fonts[NameObject(_FONT)] = font


def _dictionary(holder: DictionaryObject, key: str) -> DictionaryObject:
    found = holder.get(key)
    held = found.get_object() if isinstance(found, PdfObject) else None
    if isinstance(held, DictionaryObject):
        return held
    made = DictionaryObject()
    holder[NameObject(key)] = made
    return made


def _contents(page: PageObject) -> list[PdfObject]:
    """The page's own streams, undecoded."""
    raw = page.raw_get("/Contents") if "/Contents" in page else None
    held = raw.get_object() if raw is not None else None
    if isinstance(held, ArrayObject):
        return [part for part in held if isinstance(part.get_object(), StreamObject)]
    return [raw] if raw is not None and isinstance(held, StreamObject) else []


def _stream(drawn: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(drawn)
    return stream


def _numbers(*numbers: float) -> str:
    return " ".join(f"{number:.3f}" for number in numbers)
