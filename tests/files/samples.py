"""The smallest files of each kind that a reader opens, and ones that it does not."""

import io
import struct
import zipfile
import zlib


def pdf(text: str = "haizhi", trailer: str = "") -> bytes:
    """A whole one-page PDF (ISO 32000-1) with a cross-reference table; `trailer` adds entries to its trailer."""
    drawn = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 %s >> >> >>"
        % b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    entries = f"/Size {len(objects) + 1} /Root 1 0 R {trailer}".encode()
    return out + b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (entries, start)


def pdf_with_stream(trailer: str = "") -> bytes:
    """A PDF whose cross-reference is a stream object (PDF 1.5 and later), as word processors write it."""
    out = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    start = len(out)
    table = zlib.compress(b"\x01\x00\x09\x00")
    out += b"2 0 obj\n<< /Type /XRef /Size 3 /W [1 2 1] /Root 1 0 R %s /Filter /FlateDecode /Length %d >>\n" % (
        trailer.encode(),
        len(table),
    )
    return out + b"stream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def docx(*, macros: bool = False) -> bytes:
    """A Word document, by its parts."""
    return _archive("word/document.xml", *(["word/vbaProject.bin"] if macros else []))


def xlsx() -> bytes:
    """A workbook, by its parts."""
    return _archive("xl/workbook.xml")


def archive() -> bytes:
    """A ZIP file that is no document."""
    return _archive("readme.txt")


def old_word() -> bytes:
    """The container of an old or an encrypted Word document."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024)


def png() -> bytes:
    """One white pixel (PNG, third edition)."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\x00\xff")) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def jpg() -> bytes:
    """The frame of a JPEG picture: start, JFIF header, end."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(64) + b"\xff\xd9"


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _archive(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in ("[Content_Types].xml", *members):
            written.writestr(name, "<x/>")
    return out.getvalue()
