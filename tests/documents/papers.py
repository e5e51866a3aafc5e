"""Papers that the tests share, each made once."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from haizhi.documents.forms import ApplicationForm, Listed, form_pdf
from haizhi.documents.layout import Annex, RecordGroup, RecordText
from haizhi.documents.marks import Imprint, Sort

AT = datetime(2026, 4, 20, 1, 30, tzinfo=UTC)
DIGEST = "0123456789abcdef" * 4
IMPRINT = Imprint(Sort.FORM, "HZ-2026-0001", DIGEST)
RARE = "堃喆琎旻昇璟祎龑镕𬭎㛃䶮㎡〔〕"

_SENTENCE = "本单位系国家高新技术企业，与海外科技团体建立了长期稳定的合作关系，已联合培养博士研究生八名。"

EXPERT = RecordText(
    "Jürgen Müller",
    (
        ("姓名（原文）", "Jürgen Müller"),
        ("国家或地区", "德国"),
        ("所在机构", "Rheinisch-Westfälische Technische Hochschule Aachen, Institut für Elektrische Antriebe"),
        ("专业领域", "动力电池"),
        ("合作方式", "柔性引进"),
        ("简介", _SENTENCE * 3),
    ),
)

FORM = ApplicationForm(
    imprint=IMPRINT,
    number="HZ-2026-0001",
    made_at=AT,
    year=2026,
    station_name="中国科协“海智计划”重庆工作基地嘉陵新能源工作站",
    unit=f"重庆嘉陵{RARE}科技有限公司",
    applied_on="2026年4月20日",
    address="重庆市江北区鱼嘴镇永和路39号",
    phone="023-67591234 转 8012",
    contact="王堃喆",
    fax="023-67591235",
    email="haizhi@jialing.example.cn",
    postcode="401133",
    overview=(
        ("设立海智工作站的基础条件及优势", _SENTENCE * 9),
        ("拟建海智工作站情况", _SENTENCE * 7),
        ("海智工作站预期目标", _SENTENCE * 6),
    ),
    staff="3",
    money="80",
    office_area="120",
    copies=1,
    department="市科协国际合作部",
    annexes=(
        Annex("附件1　联系的海外科技团体简介", (RecordGroup("海外科技团体", (EXPERT,)),)),
        Annex(
            "附件3　其他资料",
            (RecordGroup("服务对象", (RecordText("甲", (("名称", "甲公司"), ("类别", "高新技术企业"))),)),),
        ),
    ),
    attachments=(Listed("项目合作协议", "合作协议.pdf", 1_234_567, "cd" * 32),),
)


def form(**said: Any) -> ApplicationForm:
    """The shared form with something else in it."""
    return replace(FORM, **said)


@cache
def form_bytes() -> bytes:
    """The shared form as PDF."""
    return form_pdf(FORM)


def texts(pdf: bytes) -> list[str]:
    """The text of each page, without blanks and line breaks."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def families(pdf: bytes) -> set[str]:
    """The names of the fonts on the pages, each of which must be embedded, without the letters of their subsets."""
    names = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            held = font.get_object()
            below = held["/DescendantFonts"][0].get_object()
            assert {"/FontFile3", "/FontFile2"} & set(below["/FontDescriptor"].get_object())
            names.add(str(held["/BaseFont"]).removesuffix("-Identity-H").partition("+")[2])
    return names
