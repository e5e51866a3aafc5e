"""An office's own fonts win; a font is known by its names and the characters it has."""

import struct
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from pytest_django import Settings

from haizhi.documents.coverage import characters
from haizhi.documents.fonts import LATIN, SANS, SERIF, Face, fonts
from haizhi.documents.sheets import Sheet, sheet_pdf
from tests.documents.papers import AT, families

OURS = pylopdf_fonts_zh_cn.sans_path()


def _renamed(name: str) -> bytes:
    """Our sans under another family's name: the names of a font are records of the table “name” (ISO/IEC 14496-22)."""
    font = bytearray(OURS.read_bytes())
    tables = range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    start = next(struct.unpack_from(">I", font, row + 8)[0] for row in tables if font[row : row + 4] == b"name")
    _, count, strings = struct.unpack_from(">HHH", font, start)
    for record in range(start + 6, start + 6 + 12 * count, 12):
        platform, _, _, sort, _, offset = struct.unpack_from(">HHHHHH", font, record)
        if sort in (1, 4, 6, 16) and platform == 3:
            written = name.encode("utf-16-be")
            struct.pack_into(">H", font, record + 8, len(written))
            font[start + strings + offset : start + strings + offset + len(written)] = written
    return bytes(font)


def test_without_fonts_of_the_office_ours_are_used() -> None:
    assert fonts().families == {
        Face.TITLE: (SERIF, LATIN),
        Face.HEADING: (SANS, SERIF, LATIN),
        Face.BODY: (SERIF, LATIN),
        Face.ASIDE: (SERIF, LATIN),
        Face.PLAIN: (SERIF, LATIN),
    }


def test_fonts_of_the_office_win(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "own.otf").write_bytes(_renamed("FangSong"))
    (tmp_path / "more.otf").write_bytes(_renamed("Other"))
    settings.HAIZHI_FONT_DIR = tmp_path
    assert fonts().families[Face.BODY] == ("FangSong", SERIF, LATIN, "Other")
    assert fonts().families[Face.HEADING] == (SANS, SERIF, LATIN, "FangSong", "Other")
    (made,) = families(sheet_pdf(Sheet("回执", AT, None, paragraphs=("正文",)))) - {"NotoSerifSC-Regular"}
    assert made == "FangSong"


def test_a_font_has_the_characters_of_its_table() -> None:
    found = characters(OURS)
    assert {ord(c) for c in "海智堃A〓"} <= found
    assert not {0xAC00, 0xE000} & found


def _font(*subtables: tuple[int, int, bytes]) -> bytes:
    """A font of nothing but its table of characters."""
    rows, bodies = b"", b""
    for platform, encoding, body in subtables:
        rows += struct.pack(">HHI", platform, encoding, 4 + 8 * len(subtables) + len(bodies))
        bodies += body
    table = struct.pack(">HH", 0, len(subtables)) + rows + bodies
    return b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + b"cmap" + struct.pack(">III", 0, 28, len(table)) + table


def test_both_forms_of_the_table_are_read(tmp_path: Path) -> None:
    segments = struct.pack(">7H", 4, 0, 0, 6, 0, 0, 0)
    segments += struct.pack(">3H", 0x42, 0x51, 0xFFFF) + struct.pack(">H", 0) + struct.pack(">3H", 0x41, 0x50, 0xFFFF)
    segments += struct.pack(">3H", 0, 0, 1) + struct.pack(">3H", 0, 4, 0) + struct.pack(">2H", 7, 0)
    groups = struct.pack(">HHIII", 12, 0, 0, 0, 1) + struct.pack(">III", 0x20000, 0x20001, 1)
    path = tmp_path / "font.ttf"
    path.write_bytes(_font((3, 1, segments), (3, 10, groups), (1, 0, b"")))
    assert characters(path) == {0x41, 0x42, 0x50, 0x20000, 0x20001}


def test_a_font_of_a_collection_is_found_by_its_place(tmp_path: Path) -> None:
    groups = struct.pack(">HHIII", 12, 0, 0, 0, 1) + struct.pack(">III", 0x6D77, 0x6D77, 1)
    font = bytearray(_font((3, 10, groups)))
    struct.pack_into(">I", font, 20, 28 + 16)
    path = tmp_path / "fonts.ttc"
    path.write_bytes(b"ttcf" + struct.pack(">HHII", 1, 0, 1, 16) + bytes(font))
    assert characters(path) == {0x6D77}


@pytest.mark.parametrize("content", [b"", b"not a font at all", b"\0\1\0\0\0\1"])
def test_what_is_no_font_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.ttf"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="no font"):
        characters(path)
