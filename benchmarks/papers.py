"""Papers: the form beside typst alone, a bound dossier beside pypdf alone, on the same templates and files."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import IO

import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

from benchmarks.measure import Figure, cpu
from haizhi.documents import typesetting
from haizhi.documents.dossiers import Attachment, bind
from haizhi.documents.fonts import fonts
from haizhi.documents.forms import ApplicationForm, Listed, form_content, form_pdf
from haizhi.documents.layout import Annex, RecordGroup, RecordText
from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.sheets import Sheet, sheet_pdf

_ATTACHMENTS, _PAGES, _SIZE = 50, 8, 43 * 1024 * 1024
_AT = datetime(2026, 4, 20, tzinfo=UTC)
_SENTENCE = "本单位与海外科技团体建立了长期稳定的合作关系，已联合培养博士研究生八名，开展技术交流二十余次。"
_IMAGE = {
    "/Type": NameObject("/XObject"),
    "/Subtype": NameObject("/Image"),
    "/Width": NumberObject(1),
    "/Height": NumberObject(1),
    "/ColorSpace": NameObject("/DeviceGray"),
    "/BitsPerComponent": NumberObject(8),
    "/Filter": NameObject("/DCTDecode"),
}
_RECORD = RecordText("Jürgen Müller", (("国家或地区", "德国"), ("专业领域", "动力电池"), ("简介", _SENTENCE * 5)))


def form() -> Figure:
    """附件1 as PDF/A: the whole way from the dataclass to the bytes, beside typst with everything at hand."""
    asked = count(1)
    sample = _form(0)
    given = typesetting.inputs(form_content(sample), sample.imprint)
    compiler = typst.Compiler(root=typesetting.TEMPLATES, font_paths=fonts().loaded, ignore_system_fonts=True)

    def bare() -> None:
        # another text each time, as each form is another: typst keeps what it has set before
        said = given["content"].replace("嘉陵0号", f"嘉陵{next(asked)}号")
        compiler.compile(
            typesetting.TEMPLATES / "form.typ",
            format="pdf",
            pdf_standards="a-2b",
            timestamp=_AT,
            sys_inputs=given | {"content": said},
        )

    return Figure(
        "申报表成文（PDF）", cpu(lambda: form_pdf(_form(next(asked))), times=10), cpu(bare, times=10), "≤ 1.3 倍"
    )


def dossier() -> Figure:
    """A dossier of 50 attachments, 43 MB, beside the bare merging of the same files."""
    front, files = form_pdf(_form(0)), _files()

    def bare() -> None:
        writer = PdfWriter()
        for file in (front, *files):
            writer.append(PdfReader(BytesIO(file)), import_outline=False)
        writer.write(BytesIO())

    attachments = [
        Attachment(
            "其他资料", f"材料{place}.pdf", "application/pdf", len(file), sha256(file).hexdigest(), _opening(file)
        )
        for place, file in enumerate(files)
    ]

    def bound() -> None:
        bind(front, title="申报材料", number="HZ-2026-0001", made_at=_AT, attachments=attachments, into=BytesIO())

    return Figure("装订 50 份附件（43 MB）", cpu(bound, times=1), cpu(bare, times=1), "≤ 1.5 倍")


def _form(place: int) -> ApplicationForm:
    return ApplicationForm(
        imprint=Imprint(Sort.FORM, "HZ-2026-0001", sha256(b"%d" % place).hexdigest()),
        number="HZ-2026-0001",
        made_at=_AT,
        year=2026,
        station_name="中国科协“海智计划”重庆工作基地嘉陵新能源工作站",
        unit=f"重庆嘉陵{place}号科技有限公司",
        applied_on="2026年4月20日",
        address="重庆市江北区鱼嘴镇永和路39号",
        phone="023-67591234",
        contact="王堃喆",
        fax="023-67591235",
        email="haizhi@jialing.example.cn",
        postcode="401133",
        overview=tuple((f"嘉陵{place}号", _SENTENCE * 7) for _ in range(3)),
        staff="3",
        money="80",
        office_area="120",
        copies=1,
        department="市科协国际合作部",
        annexes=(Annex("附件1　联系的海外科技团体简介", (RecordGroup("海外科技团体", (_RECORD,) * 6),)),),
        attachments=(Listed("其他资料", "合作协议.pdf", 1_234_567, "ab" * 32),) * 8,
    )


def _files() -> list[bytes]:
    """Half of them scans as a copier makes them, of pictures that no compression makes smaller, half set texts."""
    chance = random.Random(2026)  # noqa: S311 - the same files in each run, no secret
    scans = _ATTACHMENTS // 2
    texts = [
        sheet_pdf(Sheet(f"协议{place}", _AT, None, paragraphs=(_SENTENCE * 6,) * 24))
        for place in range(_ATTACHMENTS - scans)
    ]
    picture = (_SIZE - sum(map(len, texts))) // (scans * _PAGES)
    return [*texts, *(_scan([chance.randbytes(picture) for _ in range(_PAGES)]) for _ in range(scans))]


def _scan(pictures: list[bytes]) -> bytes:
    writer = PdfWriter()
    for picture in pictures:
        page = writer.add_blank_page(595, 842)
        image = StreamObject()
        image.set_data(picture)
        image.update({NameObject(key): value for key, value in _IMAGE.items()})
        drawn = StreamObject()
        drawn.set_data(b"q 595 0 0 842 0 0 cm /Scan Do Q")
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/Scan"): image})}
        )
        page[NameObject("/Contents")] = drawn
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _opening(file: bytes) -> Callable[[], IO[bytes]]:
    return lambda: BytesIO(file)
