"""Scans and attachments of a rehearsal: small, whole PDF files with a line or two of Chinese."""

from django.core.files.base import ContentFile

_FONT = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>"
_DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>"
)
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
)
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>"


def pdf(*lines: str) -> bytes:
    """A page of A4 with the given lines of text (PDF 1.4)."""
    shown = b"".join(
        b"BT /F 16 Tf 72 %d Td <%s> Tj ET\n" % (760 - 30 * n, line.encode("utf-16-be").hex().encode())
        for n, line in enumerate(lines)
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        b"<< /Length %d >>\nstream\n%sendstream" % (len(shown), shown),
        _FONT,
        _DESCENDANT,
        _DESCRIPTOR,
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, len(out))
    )


def paper(title: str, *lines: str) -> "ContentFile[bytes]":
    """An uploaded file of that title."""
    return ContentFile(pdf(title, *lines), name=f"{title}.pdf")
