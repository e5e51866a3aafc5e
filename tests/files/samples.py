"""The smallest files of each kind that a reader opens, and ones that it must not be given."""

import io
import struct
import zipfile
import zlib
from functools import cache

import docx as word
import xlsxwriter

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(
    text: str = "haizhi", trailer: str = "", catalog: str = "", page: str = "", extra: tuple[bytes, ...] = ()
) -> bytes:
    """A whole one-page PDF (ISO 32000-1) with a cross-reference table.

    `trailer`, `catalog` and `page` add entries to those dictionaries; `extra` are objects from number 5 on.
    """
    drawn = b"BT /F1 12 Tf 20 100 Td (%s) Tj ET" % text.encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog.encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R %s /Resources << /Font << /F1 %s >> >> >>"
        % (page.encode(), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        *extra,
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


def chinese_pdf(*pages: str, catalog: str = "", info: str = "") -> bytes:
    """A PDF with a page for each text, in Chinese (ISO 32000-1, 9.7.5.2: a predefined character map)."""
    font = len(pages) * 2 + 3
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    for n, text in enumerate(pages):
        drawn = f"BT /F 16 Tf 72 700 Td <{text.encode('utf-16-be').hex()}> Tj ET".encode()
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F %d 0 R >> >> /Contents %d 0 R >>"
            % (font, 4 + 2 * n),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        ]
    objects += [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [%d 0 R] >>"
        % (font + 1),
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor %d 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> >>" % (font + 2),
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 %s >>"
        % b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93",
        b"<< /Title <feff%s> >>" % info.encode("utf-16-be").hex().encode(),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(objects), len(out))
    )


def pdf_with_stream() -> bytes:
    """A PDF whose cross-reference is a stream object (PDF 1.5 and later), as word processors write it."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>",
    ]
    out, entries = b"%PDF-1.5\n", b"\0\0\0\0"
    for number, body in enumerate(objects, 1):
        entries += struct.pack(">BHB", 1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    table = zlib.compress(entries + struct.pack(">BHB", 1, start, 0))
    out += b"4 0 obj\n<< /Type /XRef /Size 5 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>\n" % len(table)
    return out + b"stream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def encrypted_pdf(password: str) -> bytes:
    """A PDF of one blank page, encrypted (AES-256); an empty `password` restricts printing only."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf())))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def docx(text: str = "海外人才团体简介", header: str = "", title: str = "") -> bytes:
    """A Word document as Word itself would save it."""
    document = word.Document()
    for paragraph in text.split("\n"):
        document.add_paragraph(paragraph)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def xlsx(*cells: str, header: str = "") -> bytes:
    """A workbook of two sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("名单")
    for row, cell in enumerate(cells or ("姓名",)):
        sheet.write(row, 0, cell)
    if header:
        sheet.set_header(header)
    book.add_worksheet("说明")
    book.close()
    return out.getvalue()


def changed(document: bytes, parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w", method) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part(document: bytes, name: str) -> bytes:
    """One part of an archive."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name)


def related(kind: str, target: str, *, mode: str = "External") -> bytes:
    """The relationships of a Word document with one more."""
    more = f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return part(docx(), "word/_rels/document.xml.rels").replace(
        b"</Relationships>", more.encode() + b"</Relationships>"
    )


def archive(**members: bytes) -> bytes:
    """A ZIP file that is no document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in (members or {"readme.txt": b"x"}).items():
            written.writestr(name, content)
    return out.getvalue()


def old_word() -> bytes:
    """The container of an old or an encrypted Word document."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024)


def png(width: int = 1, height: int = 1, text: bytes = b"") -> bytes:
    """White pixels (PNG, third edition); `text` goes into a remark."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\xff" * width) * height
    remark = _chunk(b"tEXt", b"Comment\0" + text) if text else b""
    chunks = _chunk(b"IHDR", header) + remark + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of one pixel whose header claims many."""
    honest = png()
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return honest[:8] + header + honest[8 + len(header) :]


def jpg(remark: bytes = b"") -> bytes:
    """A grey square of eight pixels (ITU-T T.81, baseline)."""
    table = b"\xff\xdb\x00\x43\x00" + b"\x01" * 64
    frame = b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00"
    codes = b"".join(b"\xff\xc4\x00\x14" + bytes([kind]) + b"\x01" + bytes(15) + b"\x00" for kind in (0x00, 0x10))
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x3f"
    said = b"\xff\xfe" + struct.pack(">H", len(remark) + 2) + remark if remark else b""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        + said
        + table
        + frame
        + codes
        + scan
        + b"\xff\xd9"
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
