"""附件1 as a Word document: cover, 填表说明, the table with its four opinions, annexes, list of attachments."""

from docx.document import Document as Paper
from docx.table import Table

from haizhi.documents.fonts import Face
from haizhi.documents.forms import (
    HEADING,
    ApplicationForm,
    condition_rows,
    instructions,
    materials_named,
    on_two_lines,
    opinion_boxes,
)
from haizhi.documents.layout import Annex, RecordGroup, card_rows, columns_of, size_text, untitled_rows
from haizhi.documents.marks import short_hash
from haizhi.documents.texts import paragraphs
from haizhi.documents.word import writing
from haizhi.documents.word.writing import (
    CENTRE,
    filled,
    grid,
    kept_whole,
    line,
    merged,
    new_page,
    row,
    signature,
    written,
)


def form_docx(form: ApplicationForm) -> bytes:
    """The form as DOCX."""
    paper = writing.begun(
        HEADING, form.made_at, number=f"申报编号 {form.number}" if form.number else "", imprint=form.imprint
    )
    _cover(paper, form)
    new_page(paper)
    line(paper, "填　表　说　明", face=Face.TITLE, size=20, align=CENTRE, above=30)
    for text in instructions(form.copies, form.department):
        line(paper, text, size=14, indent=True)
    new_page(paper)
    _table(paper, form)
    for annex in form.annexes:
        _annex(paper, annex)
    if form.attachments:
        _attachments(paper, form)
    return written(paper)


def _cover(paper: Paper, form: ApplicationForm) -> None:
    line(paper, HEADING, face=Face.TITLE, size=32, align=CENTRE, above=120)
    line(paper, f"（ {form.year} 年度）", face=Face.TITLE, size=18, align=CENTRE, above=24)
    line(paper, "", above=80)
    table = grid(paper, (34, 116))
    for label, value in (("工作站名称", form.station_name), ("申请单位", form.unit), ("申报时间", form.applied_on)):
        kept_whole(row(table, (label, value), labels=(0,)), height=14)
    line(paper, "重庆海智工作站工作办公室制", face=Face.TITLE, size=16, align=CENTRE, above=150)


def _table(paper: Paper, form: ApplicationForm) -> None:
    table = grid(paper, (27, 76, 19, 38))
    _across(table, "工作站名称", form.station_name)
    _across(table, "申报单位", form.unit)
    row(table, ("单位地址", form.address, "电话", form.phone), labels=(0, 2))
    row(table, ("常设联系人", form.contact, "传真", form.fax), labels=(0, 2))
    row(table, ("电子信箱", form.email, "邮编", form.postcode), labels=(0, 2))
    overview = merged(row(table, ("",) * 4), 0, 3)
    filled(overview, "项目概述（可另附纸）：")
    for place, (heading, text) in enumerate(form.overview, start=1):
        line(overview, f"{place}. {heading}", face=Face.HEADING, size=11.5, above=6)
        for part in paragraphs(text):
            line(overview, part, indent=True)
    conditions = "\n".join(f"{label}　　{figure}　　{unit}" for label, figure, unit in condition_rows(form))
    _across(table, "工作站\n条件", conditions)
    _across(table, "附件材料\n目录", "\n".join(materials_named()))
    for box in opinion_boxes():
        made = row(table, ("\n".join(on_two_lines(box.label)), "", "", ""), labels=(0,))
        kept_whole(made, height=52)
        signature(merged(made, 1, 3), seal=box.seal)


def _across(table: Table, label: str, value: str) -> None:
    made = row(table, (label, "", "", ""), labels=(0,))
    filled(merged(made, 1, 3), value)


def _annex(paper: Paper, annex: Annex) -> None:
    new_page(paper)
    line(paper, annex.heading, face=Face.TITLE, size=18, align=CENTRE)
    for group in annex.groups:
        line(paper, group.label, face=Face.HEADING, size=13, above=12)
        columns = columns_of(group)
        if columns:
            _columns(paper, group, columns)
        else:
            _cards(paper, group)


def _columns(paper: Paper, group: RecordGroup, columns: tuple[str, ...]) -> None:
    table = grid(paper, (14, *(146 / len(columns) for _ in columns)))
    row(table, ("序号", *columns), heading=True)
    for place, record in enumerate(group.records, start=1):
        held = dict(record.rows)
        row(table, (str(place), *(held.get(label, "") for label in columns)))


def _cards(paper: Paper, group: RecordGroup) -> None:
    for place, record in enumerate(group.records, start=1):
        table = grid(paper, (27, 53, 27, 53))
        filled(merged(row(table, ("",) * 4), 0, 3), f"{place}. {record.title}")
        for pairs in card_rows(untitled_rows(record)):
            if len(pairs) == 2:
                row(table, (*pairs[0], *pairs[1]), labels=(0, 2))
            else:
                _across(table, *pairs[0])
        line(paper, "")


def _attachments(paper: Paper, form: ApplicationForm) -> None:
    new_page(paper)
    line(paper, "附件材料清单", face=Face.TITLE, size=18, align=CENTRE)
    table = grid(paper, (14, 40, 50, 20, 36))
    row(table, ("序号", "类别", "文件名", "大小", "校验码"), heading=True)
    for place, file in enumerate(form.attachments, start=1):
        row(table, (str(place), file.label, file.name, size_text(file.size), short_hash(file.sha256)))
