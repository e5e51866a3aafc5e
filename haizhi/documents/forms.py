"""附件1 《重庆海智工作站申报表》 as it is printed, signed and sealed, with annexes from the structured records."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from haizhi.documents.layout import Annex, chinese_count, laid_out, size_text
from haizhi.documents.marks import Imprint, short_hash
from haizhi.documents.texts import paragraphs
from haizhi.documents.typesetting import typeset
from haizhi.regulation.form_fields import FORM_FIELDS, FormPart, fields_of
from haizhi.regulation.parameters import OVERVIEW_WORDS

HEADING = "重庆海智工作站申报表"


@dataclass(frozen=True, slots=True)
class Listed:
    """An attached file as the list at the end names it: its kind, name, size in bytes, SHA-256 (hex)."""

    label: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ApplicationForm:
    """The form filled in, all as texts; empty ones leave their place blank for the pen.

    `imprint` marks the version; without it the print is a draft, not to be signed. `overview`: heading and text of each
    part. `staff`, `money` (in 万元) and `office_area` (m²) are the figures alone. `copies` is how many on paper, for
    which `department` (interpretations 1, 2).
    """

    imprint: Imprint | None
    number: str
    made_at: datetime
    year: int
    station_name: str
    unit: str
    applied_on: str
    address: str
    phone: str
    contact: str
    fax: str
    email: str
    postcode: str
    overview: tuple[tuple[str, str], ...]
    staff: str
    money: str
    office_area: str
    copies: int
    department: str
    annexes: tuple[Annex, ...] = ()
    attachments: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionBox:
    """A box of the table for an opinion, signed by hand: its label, what stands where the seal goes."""

    label: str
    seal: str


def opinion_boxes() -> tuple[OpinionBox, ...]:
    """The four boxes in the form's order. The unit's seal is called 单位公章, as the form has it."""
    return tuple(
        OpinionBox(box.label, ("单位公章" if box.key == "unit_opinion" else "公章") if box.sealed else "")
        for box in fields_of(FormPart.OPINIONS)
    )


def on_two_lines(label: str) -> tuple[str, str]:
    """The label of an opinion as its narrow cell shows it: who, then what it is."""
    what = "审批意见" if label.endswith("审批意见") else "意见"
    return label.removesuffix(what), what


def instructions(copies: int, department: str) -> tuple[str, ...]:
    """填表说明, with the number of copies and the receiving department of this call and the parts of 项目概述."""
    parts = [field.label for field in fields_of(FormPart.OVERVIEW)]
    paper = f"文字材料一式{chinese_count(copies)}份连同电子版"
    return (
        "一、项目概述主要包括：",
        *(f"{place}. {part}{'。' if place == len(parts) else '；'}" for place, part in enumerate(parts, start=1)),
        f"总字数控制在{OVERVIEW_WORDS.value}字以内。",
        "二、表中“申请单位意见”栏，需负责人签字并盖公章。",
        f"三、请将附件材料合订在申报表后；{paper}，一并报重庆海智办（{department}）。",
        "四、请将申报表正反面打印。",
    )


def materials_named() -> tuple[str, ...]:
    """附件材料目录 as the form prints it."""
    labels = [field.label for field in fields_of(FormPart.ATTACHMENTS)]
    return tuple(
        f"{place}. {label}{'。' if place == len(labels) else '；'}" for place, label in enumerate(labels, start=1)
    )


def condition_rows(form: ApplicationForm) -> tuple[tuple[str, str, str], ...]:
    """工作站条件: label, figure, unit of measure."""
    figures = {"staff": form.staff, "money": form.money, "office_area": form.office_area}
    return tuple((FORM_FIELDS[key].label, figure, f"{FORM_FIELDS[key].unit}。") for key, figure in figures.items())


def form_pdf(form: ApplicationForm) -> bytes:
    """The form as PDF/A-2b on A4, for printing on both sides: 填表说明 behind the cover, the table from page 3."""
    return typeset("form", form_content(form), at=form.made_at, imprint=form.imprint, draft=form.imprint is None)


def blank_form(year: int, copies: int, department: str, made_at: datetime) -> ApplicationForm:
    """The form with nothing filled in, for whoever looks at it beforehand or fills it in by hand."""
    return ApplicationForm(
        imprint=None,
        number="",
        made_at=made_at,
        year=year,
        station_name="",
        unit="",
        applied_on="",
        address="",
        phone="",
        contact="",
        fax="",
        email="",
        postcode="",
        overview=tuple((part.label, "") for part in fields_of(FormPart.OVERVIEW)),
        staff="",
        money="",
        office_area="",
        copies=copies,
        department=department,
    )


def blank_pdf(form: ApplicationForm) -> bytes:
    """A blank form as PDF/A-2b: no draft of anything, so that it bears neither watermark nor mark."""
    return typeset("form", form_content(form), at=form.made_at, imprint=None, draft=False)


def form_content(form: ApplicationForm) -> dict[str, Any]:
    """The form as its template takes it."""
    return {
        "heading": HEADING,
        "number": form.number,
        "year": str(form.year),
        "cover": (("工作站名称", form.station_name), ("申请单位", form.unit), ("申报时间", form.applied_on)),
        "instructions": instructions(form.copies, form.department),
        "station": form.station_name,
        "unit": form.unit,
        "address": form.address,
        "phone": form.phone,
        "contact": form.contact,
        "fax": form.fax,
        "email": form.email,
        "postcode": form.postcode,
        "overview": [
            {"heading": f"{place}. {heading}", "lines": paragraphs(text)}
            for place, (heading, text) in enumerate(form.overview, start=1)
        ],
        "conditions": condition_rows(form),
        "materials": materials_named(),
        "opinions": [{"label": on_two_lines(box.label), "seal": box.seal} for box in opinion_boxes()],
        "annexes": [laid_out(annex) for annex in form.annexes],
        "attachments": [
            {"label": file.label, "name": file.name, "size": size_text(file.size), "hash": short_hash(file.sha256)}
            for file in form.attachments
        ],
    }
