"""Bound dossiers: form, list, attachments, running numbers, outline."""

from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    RectangleObject,
    TextStringObject,
)

from haizhi.documents.dossiers import Attachment, Bound, bind
from haizhi.documents.raster import grey
from haizhi.documents.scans import read_marks
from haizhi.documents.sheets import sheet_pdf
from tests.documents.papers import AT, form_bytes, texts
from tests.documents.pictures import jpeg, png
from tests.documents.test_sheets import SHEET

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FRONT = len(PdfReader(BytesIO(form_bytes())).pages)


def _attachment(name: str, data: bytes, media_type: str = "application/pdf", label: str = "其他资料") -> Attachment:
    return Attachment(label, name, media_type, len(data), sha256(data).hexdigest(), partial(BytesIO, data))


def _bound(*attachments: Attachment) -> tuple[bytes, tuple[Bound, ...]]:
    into = BytesIO()
    found = bind(
        form_bytes(), title="申报材料", number="申报编号 HZ-2026-0001", made_at=AT, attachments=attachments, into=into
    )
    return into.getvalue(), found


def _file(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@cache
def _plain(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.append(BytesIO(sheet_pdf(SHEET)))
    return _file(writer)


def _changed(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter()
    writer.append(BytesIO(_plain()))
    change(writer)
    return _file(writer)


def _turned(degrees: int) -> bytes:
    return _changed(lambda writer: writer.pages[0].rotate(degrees))


def _boxed(*box: int, crop: bool = False) -> bytes:
    name = NameObject("/CropBox" if crop else "/MediaBox")
    return _changed(lambda writer: writer.pages[0].update({name: RectangleObject(box)}))


def _in_two_streams(writer: PdfWriter) -> None:
    page = writer.pages[0]
    page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), NumberObject(7)])


def _without(*keys: str) -> bytes:
    def change(writer: PdfWriter) -> None:
        for key in keys:
            del writer.pages[0][key]

    return _changed(change)


@cache
def _whole() -> tuple[bytes, tuple[Bound, ...]]:
    pixels = np.full((90, 120), 90, np.uint8)
    return _bound(
        _attachment("协会简介.pdf", _plain(3), label="联系的海外科技团体简介"),
        _attachment("合作协议.pdf", _plain(), label="项目合作协议"),
        _attachment("合作协议原件.docx", b"PK", DOCX, label="项目合作协议"),
        _attachment("高新技术企业证书.jpg", jpeg(pixels), "image/jpeg"),
        _attachment("照片.png", png(pixels), "image/png"),
        _attachment("损坏.pdf", _plain()[:900]),
    )


def test_form_list_and_attachments_follow_one_another() -> None:
    data, found = _whole()
    assert [one.pages for one in found] == [
        (FRONT + 2, FRONT + 4),
        (FRONT + 5, FRONT + 5),
        None,
        (FRONT + 6, FRONT + 6),
        (FRONT + 7, FRONT + 7),
        None,
    ]
    assert len(PdfReader(BytesIO(data)).pages) == FRONT + 7


def test_every_page_bears_its_running_number_in_the_middle_of_the_foot() -> None:
    for place, text in enumerate(texts(_whole()[0]), start=1):
        assert text.endswith(f"—{place}—")


def test_the_list_gives_the_pages_of_what_is_bound_and_the_hash_of_what_is_not() -> None:
    listed = texts(_whole()[0])[FRONT]
    for said in (
        "协会简介.pdf",
        f"{FRONT + 2}—{FRONT + 4}",
        "合作协议原件.docx",
        "无法装订，原件另存",
        sha256(b"PK").hexdigest()[:24],
    ):
        assert said in listed
    assert listed.count("原件另存") == 2


def test_the_outline_leads_to_each_kind_and_each_file() -> None:
    reader = PdfReader(BytesIO(_whole()[0]))
    outline: list[Any] = reader.outline
    flat = [item for part in outline for item in (part if isinstance(part, list) else [part])]
    assert [(item.title, reader.get_destination_page_number(item)) for item in flat] == [
        ("申报表", 0),
        ("附件材料目录", FRONT),
        ("联系的海外科技团体简介", FRONT + 1),
        ("协会简介.pdf", FRONT + 1),
        ("项目合作协议", FRONT + 4),
        ("合作协议.pdf", FRONT + 4),
        ("其他资料", FRONT + 5),
        ("高新技术企业证书.jpg", FRONT + 5),
        ("照片.png", FRONT + 6),
    ]


def test_the_marks_of_the_form_survive_binding() -> None:
    assert len([mark for mark in read_marks(_whole()[0], "application/pdf").marks if mark.imprint.sort == "F"]) == FRONT


@pytest.mark.parametrize(
    "data",
    [
        _turned(90),
        _turned(180),
        _turned(270),
        _boxed(-100, -50, 2400, 3400),
        _boxed(595, 842, 0, 0),
        _boxed(50, 60, 500, 700, crop=True),
        _boxed(0, 0, 60, 80),
        _changed(_in_two_streams),
        _without("/Resources"),
        _without("/Contents", "/Resources"),
        _changed(lambda writer: writer.encrypt("", "owner", algorithm="AES-256")),
    ],
    ids=["90", "180", "270", "large", "upside down", "cropped", "tiny", "streams", "bare", "empty", "encrypted"],
)
def test_an_odd_page_is_bound_and_numbered_where_its_foot_is_seen(data: bytes) -> None:
    bound, (found,) = _bound(_attachment("附件.pdf", data))
    assert found.pages == (FRONT + 2, FRONT + 2)
    page = grey(bound, FRONT + 1, long_side=1000)
    pixels = np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.stride)[:, : page.width]
    unit = min(page.width, page.height) / 595
    foot = pixels[round(page.height - 32 * unit) : round(page.height - 14 * unit)]
    middle = foot[:, round(page.width / 2 - 25 * unit) : round(page.width / 2 + 25 * unit)]
    dark = np.nonzero((middle < 140).any(axis=0))[0]
    assert abs((dark.min() + dark.max()) / 2 - 25 * unit) < 4 * unit


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"no PDF",
        _plain()[: len(_plain()) // 2],
        _changed(lambda writer: writer.encrypt("needed", "owner", algorithm="AES-256")),
        _changed(lambda writer: writer.pages[0].update({NameObject("/Parent"): DictionaryObject()})).replace(
            b"/Pages", b"/Pogas"
        ),
    ],
    ids=["nothing", "head", "text", "half", "password", "no pages"],
)
def test_what_cannot_be_opened_stays_an_original_and_the_rest_is_bound(data: bytes) -> None:
    bound, (broken, whole) = _bound(_attachment("损坏.pdf", data), _attachment("完好.pdf", _plain()))
    assert (broken.pages, broken.place) == (None, "无法装订，原件另存")
    assert whole.pages == (FRONT + 2, FRONT + 2)
    assert whole.place == str(FRONT + 2)
    assert len(PdfReader(BytesIO(bound)).pages) == FRONT + 2


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_damage_whatever_keeps_the_rest_from_being_bound(data: st.DataObject) -> None:
    broken = bytearray(_plain())
    for _ in range(data.draw(st.integers(1, 20))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    bound, found = _bound(_attachment("损坏.pdf", bytes(broken[:cut])), _attachment("完好.pdf", _plain()))
    assert found[1].pages is not None
    assert len(PdfReader(BytesIO(bound)).pages) == found[1].pages[1]


@pytest.mark.parametrize("box", [ArrayObject([NumberObject(1)]), TextStringObject("甲")])
def test_a_page_without_a_readable_frame_stays_an_original(box: PdfObject) -> None:
    writer = PdfWriter(clone_from=BytesIO(_plain()))
    writer.pages[0][NameObject("/CropBox")] = box
    _, found = _bound(_attachment("损坏.pdf", _file(writer)), _attachment("完好.pdf", _plain()))
    assert (found[0].pages, found[0].reason) == (None, "无法装订，原件另存")
    assert found[1].pages is not None


def test_a_list_of_several_pages_counts_itself() -> None:
    _, found = _bound(
        *(_attachment(f"材料{place}.docx", b"PK", DOCX) for place in range(30)), _attachment("末.pdf", _plain())
    )
    assert found[-1].pages is not None
    assert found[-1].pages[0] > FRONT + 2


def test_a_dossier_without_attachments_says_so() -> None:
    data, found = _bound()
    assert found == ()
    assert "未附材料" in texts(data)[FRONT]


def test_files_are_closed_after_they_are_read() -> None:
    files: list[BytesIO] = []

    def opened() -> BytesIO:
        files.append(BytesIO(_plain()))
        return files[-1]

    _bound(Attachment("其他资料", "附件.pdf", "application/pdf", 1, "ab" * 32, opened))
    assert [file.closed for file in files] == [True]
