"""The artwork at its real size, with every character that a name may have; the certificate with its QR."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from pypdf import PageObject, PdfReader

from haizhi.documents.certificates import Certificate, certificate_pdf
from haizhi.documents.plaques import MARKS, Plaque, plaque_glyphs, plaque_pdf
from haizhi.documents.raster import PDFIUM, grey
from haizhi.regulation.naming import plaque_lines, plaque_name

AT = datetime(2026, 7, 20, tzinfo=UTC)
RARE = "𬭎㛃䶮龑昇璟祎堃喆琎旻镕"
PLAQUE = Plaque(
    plaque_lines(f"重庆{RARE}"),
    AT,
    "渝海智站2026001",
    ("重庆市科学技术协会", "重庆市人力资源和社会保障局"),
    "二〇二六年七月",
)
ADDRESS = "https://haizhi.example.cn/public/stations/GZ-2026-0001/"


def in_mm(page: PageObject, box: str) -> list[float]:
    """Left, bottom, width and height of a box in millimetres."""
    found = getattr(page, box)
    return [round(float(side) * 25.4 / 72, 1) for side in (found.left, found.bottom, found.width, found.height)]


@pytest.mark.parametrize(("width", "height", "bleed"), [(600, 400, 3), (800, 500, 5), (400, 300, 0)])
def test_the_artwork_has_the_size_of_the_plaque_with_bleed_and_marks_around_it(
    width: int, height: int, bleed: int
) -> None:
    made = plaque_pdf(replace(PLAQUE, width=width, height=height, bleed=bleed))
    (page,) = PdfReader(BytesIO(made)).pages
    around = MARKS + bleed
    assert in_mm(page, "mediabox") == [0, 0, width + 2 * around, height + 2 * around]
    assert in_mm(page, "trimbox") == [around, around, width, height]
    assert in_mm(page, "bleedbox") == [MARKS, MARKS, width + 2 * bleed, height + 2 * bleed]
    assert not page.images


def test_the_name_stands_on_the_plaque_as_type_within_the_trim_in_its_lines() -> None:
    made = plaque_pdf(PLAQUE)
    with PDFIUM:
        text = pypdfium2.PdfDocument(made)[0].get_textpage()
        whole = text.get_text_bounded().replace("\r\n", "\n")
        boxes = [text.get_charbox(whole.index(line) + place) for line in PLAQUE.lines for place in (0, len(line) - 1)]
    for line in (*PLAQUE.lines, "重庆市人力资源和社会保障局", "二〇二六年七月", "编号：渝海智站2026001"):
        assert line in whole.replace(" ", "")
    left, right = min(box[0] for box in boxes) * 25.4 / 72, max(box[2] for box in boxes) * 25.4 / 72
    assert MARKS + 3 + 0.05 * 600 < left < right < MARKS + 3 + 0.95 * 600
    assert 25 < PLAQUE.letter < 35


def test_a_long_name_is_set_smaller_and_a_plaque_with_its_name_alone_says_no_more() -> None:
    long = replace(
        PLAQUE, lines=plaque_lines("重庆市渝中区智能装备与先进制造联合研究院创新发展中心分院"), issuers=(), dated=""
    )
    assert len(long.lines) == 3
    text = PdfReader(BytesIO(plaque_pdf(long))).pages[0].extract_text()
    assert "重庆市科学技术协会" not in text
    assert replace(long, issuers=PLAQUE.issuers).letter <= PLAQUE.letter


def test_the_plaques_font_has_every_character_of_difficult_names_and_says_what_it_lacks() -> None:
    assert all(glyph.wanted for glyph in plaque_glyphs(plaque_name(RARE)))
    rare, strange = plaque_glyphs("𬭎한")
    assert (rare.code, rare.family) == ("U+2CB4E", "Noto Serif SC")
    assert (strange.family, strange.wanted) == ("", False)


def test_the_certificate_is_one_archival_page_across_with_what_it_certifies_and_the_stations_address() -> None:
    made = certificate_pdf(
        Certificate(
            plaque_name(RARE),
            "重庆𬭎㛃智能装备有限公司",
            "经批准，同意你单位设立",
            (
                ("牌匾编号", "渝海智站2026001"),
                ("批准文件", "渝科协发〔2026〕60号"),
                ("有效期", "2026年7月20日至2029年7月20日"),
            ),
            ("重庆市科学技术协会",),
            "2026年7月20日",
            ADDRESS,
            AT,
        )
    )
    (page,) = PdfReader(BytesIO(made)).pages
    assert in_mm(page, "mediabox")[2:] == [297.0, 210.0]
    assert b"pdfaid:part" in made
    text = "".join(page.extract_text().split())
    for words in (plaque_name(RARE), "渝科协发〔2026〕60号", "2029年7月20日", "渝海智站2026001"):
        assert words in text
    seen = grey(made, 0, long_side=2000)
    view = zxingcpp.ImageView(
        seen.pixels,  # type: ignore[arg-type]  # any buffer will do; its stub speaks of arrays alone
        seen.width,
        seen.height,
        zxingcpp.ImageFormat.Lum,
        seen.stride,
        1,
    )
    (code,) = zxingcpp.read_barcodes(view)
    assert code.text == ADDRESS
