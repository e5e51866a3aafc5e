"""Printed, signed, sealed, scanned: the marks come back, however the paper lay."""

from functools import cache
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import NameObject, NumberObject

from haizhi.documents.forms import form_pdf
from haizhi.documents.marks import Imprint, Mark, Sort
from haizhi.documents.raster import Unreadable, grey
from haizhi.documents.scans import read_marks
from haizhi.documents.sheets import Box, Sheet, sheet_pdf
from tests.documents.papers import AT, DIGEST, IMPRINT, form, form_bytes
from tests.documents.pictures import Pixels, jpeg, png

PAGES = len(PdfReader(BytesIO(form_bytes())).pages)


@cache
def _scanned(page: int, dpi: int = 150) -> Pixels:
    """A page (from 1) as a scanner sees it: grey, with a little noise and a grey ground."""
    drawn = grey(form_bytes(), page - 1, long_side=round(11.69 * dpi))
    pixels = np.frombuffer(drawn.pixels, np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width]
    noise = np.random.default_rng(1).normal(0, 12, pixels.shape)
    seen: Pixels = np.clip(pixels * 0.85 + 20 + noise, 0, 255).astype(np.uint8)
    return seen


def test_every_page_of_the_form_is_recognised() -> None:
    scan = read_marks(form_bytes(), "application/pdf")
    assert scan.marks == tuple(Mark(IMPRINT, page, PAGES) for page in range(1, PAGES + 1))
    assert (scan.imprints, scan.unmarked, scan.missing(IMPRINT)) == ((IMPRINT,), (), ())


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("dpi", [150, 200])
def test_a_grey_scan_is_read_whichever_way_it_lies(turns: int, dpi: int) -> None:
    lying = np.ascontiguousarray(np.rot90(_scanned(3, dpi), turns))
    assert read_marks(png(lying), "image/png").marks == (Mark(IMPRINT, 3, PAGES),)


@pytest.mark.parametrize("degrees", [-8, 3])
def test_a_page_that_lay_askew_is_read(degrees: int) -> None:
    writer = PdfWriter()
    writer.append(BytesIO(form_bytes()), pages=(2, 3))
    writer.pages[0].add_transformation(
        Transformation().translate(-298, -421).rotate(degrees).scale(0.9).translate(298, 421)
    )
    assert read_marks(_file(writer), "application/pdf").marks == (Mark(IMPRINT, 3, PAGES),)


def test_a_photograph_of_a_page_is_read() -> None:
    lower = np.ascontiguousarray(_scanned(4)[-420:])
    assert read_marks(jpeg(lower, orientation=6), "image/jpeg").marks == (Mark(IMPRINT, 4, PAGES),)


def test_a_page_that_claims_to_be_huge_or_tiny_is_read_all_the_same() -> None:
    for factor in (4.17, 0.05):
        writer = PdfWriter()
        writer.append(BytesIO(form_bytes()), pages=(0, 1))
        writer.pages[0].scale_by(factor)
        assert read_marks(_file(writer), "application/pdf").marks == (Mark(IMPRINT, 1, PAGES),)


def test_a_code_under_a_seal_leaves_its_page_unmarked() -> None:
    sealed = _scanned(3).copy()
    sealed[-260:, -480:] = 120
    scan = read_marks(png(sealed), "image/png")
    assert (scan.marks, scan.unmarked) == ((), (1,))


def test_pages_left_out_of_a_scan_are_named() -> None:
    writer = PdfWriter()
    writer.append(BytesIO(form_bytes()), pages=(0, 2))
    writer.append(BytesIO(form_bytes()), pages=(3, PAGES - 1))
    scan = read_marks(_file(writer), "application/pdf")
    assert scan.missing(IMPRINT) == (3, PAGES)
    assert scan.missing(Imprint(Sort.FORM, "HZ-2026-0002", DIGEST)) == ()


def test_an_opinion_says_of_which_version_it_is_and_that_it_is_no_form() -> None:
    imprint = Imprint(Sort.OPINION, "HZ-2026-0001", DIGEST)
    page = sheet_pdf(Sheet("区县科协意见", AT, imprint, box=Box("区县科协意见", seal="公章")))
    assert read_marks(page, "application/pdf").marks == (Mark(imprint, 1, 1),)


def test_a_draft_and_foreign_papers_bear_no_mark() -> None:
    draft = read_marks(form_pdf(form(imprint=None)), "application/pdf")
    assert draft.marks == ()
    assert draft.unmarked == tuple(range(1, PAGES + 1))


@pytest.mark.parametrize(
    ("data", "media_type"), [(b"%PDF-1.7 broken", "application/pdf"), (b"", "image/png"), (b"PK", "application/zip")]
)
def test_a_file_that_cannot_be_opened_is_said_to_be_so(data: bytes, media_type: str) -> None:
    with pytest.raises(Unreadable):
        read_marks(data, media_type)


def test_a_page_without_any_size_is_a_page_without_a_mark() -> None:
    writer = PdfWriter()
    writer.add_blank_page(0, 0)
    writer.append(BytesIO(form_bytes()), pages=(0, 1))
    assert read_marks(_file(writer), "application/pdf").unmarked == (1,)


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    writer = PdfWriter()
    writer.append(BytesIO(form_bytes()), pages=(0, 1))
    writer.pages[0][NameObject("/Rotate")] = NumberObject(270)
    assert read_marks(_file(writer), "application/pdf").marks == (Mark(IMPRINT, 1, PAGES),)


def test_two_versions_in_one_scan_are_both_seen() -> None:
    other = form(imprint=Imprint(Sort.FORM, "HZ-2026-0001", "ab" * 32), annexes=(), attachments=())
    writer = PdfWriter()
    writer.append(BytesIO(form_bytes()), pages=(0, 2))
    writer.append(BytesIO(form_pdf(other)), pages=(2, 3))
    assert [imprint.digest for imprint in read_marks(_file(writer), "application/pdf").imprints] == [DIGEST, "ab" * 32]


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([("application/pdf", "pdf"), ("image/png", "png"), ("image/jpeg", "jpeg")]), st.data())
def test_a_damaged_scan_is_read_or_said_to_be_unreadable(kind: tuple[str, str], data: st.DataObject) -> None:
    media_type, name = kind
    broken = bytearray(_small()[name])
    for _ in range(data.draw(st.integers(1, 20))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        scan = read_marks(bytes(broken[: data.draw(st.integers(0, len(broken)))]), media_type)
    except Unreadable:
        return
    assert {mark.imprint.code for mark in scan.marks} <= {"HZ-2026-0001"}


@cache
def _small() -> dict[str, bytes]:
    """A scan of each kind, small enough to be damaged often."""
    corner = np.ascontiguousarray(_scanned(4)[-260:, :300])
    writer = PdfWriter()
    writer.append(BytesIO(form_bytes()), pages=(0, 1))
    return {"pdf": _file(writer), "png": png(corner), "jpeg": jpeg(corner)}


def _file(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
