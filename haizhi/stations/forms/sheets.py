"""A workbook of stations that stood before: its columns, and how their cells are read."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from haizhi.files.forms.workbooks import WorkbookForm
from haizhi.files.sheets import Line, SheetColumn, SheetPlan, read_line, read_lines
from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType
from haizhi.regulation.bodies import BODIES
from haizhi.regulation.registry import body_called, read_date, short_name_in

_KINDS = {kind.label: kind for kind in ApplicantKind}
_AFFILIATIONS = {affiliation.label: affiliation for affiliation in Affiliation}
_PARKS = {park.label: park for park in ParkType}
_SHORT_AFFILIATIONS = {
    "中央所属": Affiliation.NATIONAL,
    "国家级": Affiliation.NATIONAL,
    "市属": Affiliation.MUNICIPAL,
    "市级": Affiliation.MUNICIPAL,
    "区县所属": Affiliation.DISTRICT,
    "民营": Affiliation.PRIVATE,
}
_YEAR_IN_BRACKETS = re.compile(r"[\[(【{](\d{4})[])】}]")
_MANY = "、，,；;\n"

COLUMNS = (
    SheetColumn(
        "unit", "建站单位", "必填，单位全称；平台已登记的按信用代码或全称找到，没有的一并登记", 34, required=True
    ),
    SheetColumn("code", "统一社会信用代码", "18位；单位尚未登记或有同名单位时必填", 21),
    SheetColumn(
        "short_name", "牌匾名称或简称", "必填，牌匾全称，或其中“重庆工作基地”与“工作站”之间的部分", 30,
        required=True, others=("工作站简称", "牌匾名称"),
    ),
    SheetColumn(
        "applicant_kind", "单位类别", "单位尚未登记时必填", 16,
        choices=tuple(_KINDS), remedy=f"请填写{'、'.join(_KINDS)}之一。",
    ),
    SheetColumn(
        "affiliation", "隶属关系", "单位尚未登记时必填", 18,
        choices=tuple(_AFFILIATIONS), remedy=f"请填写{'、'.join(_AFFILIATIONS)}之一。",
    ),
    SheetColumn(
        "park_type", "园区类型", "只有园区填写", 16,
        choices=tuple(_PARKS), remedy=f"请填写{'、'.join(_PARKS)}之一，或者留空。",
    ),
    SheetColumn(
        "district", "区县", "必填，批准时所在区县，如渝北区；已撤并的区县登记后可批量转入承接区县", 14,
        required=True, remedy="请填写区县全称，如渝北区。",
    ),
    SheetColumn("document_number", "批准文件", "发文字号，如渝科协发〔2023〕60号，可不填", 24, others=("发文字号",)),
    SheetColumn(
        "approved_on", "批准日期", "必填，如 2023-12-05", 14, required=True,
        remedy="请按批准文件填写到日，如 2023-12-05；只写到月的不读取。",
    ),
    SheetColumn(
        "valid_from", "有效期起", "到日（2023-12-05）或到月（2023-12）；留空为批准日期", 14,
        remedy="请填写到日或到月，如 2023-12-05 或 2023-12，或者留空；2023.1 分不清1月和10月。",
    ),
    SheetColumn(
        "valid_to", "有效期止", "到日或到月（2026-11 为当月末日）；留空为满三年", 14,
        remedy="请填写到日或到月，如 2026-12-05 或 2026-11，或者留空；2026.1 分不清1月和10月。",
    ),
    SheetColumn("plaque_serial", "牌匾编号", "牌匾上没有编号的留空，按登记簿顺延", 18),
    SheetColumn(
        "awarded_on", "授牌日期", "留空为批准日期", 14,
        remedy="请填写到日，如 2023-12-05，或者留空；只写到月的不读取。",
    ),
    SheetColumn("leader", "分管领导", "可不填，只填姓名", 12),
    SheetColumn("head", "站长", "可不填，工作站负责人的姓名", 12, others=("站长（负责人）", "负责人")),
    SheetColumn("contact", "联系人", "可不填，只填姓名", 12),
    SheetColumn("phone", "联系电话", "联系人的手机号码，或带区号的座机号码", 18, others=("电话",)),
    SheetColumn("office", "办公场所", "可不填，如科技楼305室", 24),
    SheetColumn("partners", "共建单位", "可不填，多家用顿号隔开", 30),
)  # fmt: skip

PLAN = SheetPlan(COLUMNS, "unit", "工作站", "家", "登记")


def _day(text: str) -> Any:
    if not text:
        return None
    read = read_date(text)
    if read.by_month:
        raise ValueError(text)
    return read.day


def _district(text: str) -> str:
    if not text:
        return ""
    found = body_called(text)
    if found is None:
        raise ValueError(text)
    return found.code


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _document_number(text: str) -> str:
    """A document's number with the brackets of the year that keyboards lack."""
    return _YEAR_IN_BRACKETS.sub(r"〔\1〕", _half_width(text))


def names_in(text: str) -> tuple[str, ...]:
    """The names in a cell or box that holds several, each once."""
    plain = text
    for mark in _MANY:
        plain = plain.replace(mark, "\n")
    return tuple(dict.fromkeys(name.strip() for name in plain.splitlines() if name.strip()))


_READERS: dict[str, Callable[[str], Any]] = {
    "applicant_kind": lambda text: _KINDS[text] if text else None,
    "affiliation": lambda text: ({**_AFFILIATIONS, **_SHORT_AFFILIATIONS})[text] if text else None,
    "park_type": lambda text: _PARKS[text] if text else None,
    "district": _district,
    "approved_on": _day,
    "awarded_on": _day,
    "valid_from": lambda text: read_date(text) if text else None,
    "valid_to": lambda text: read_date(text) if text else None,
    "short_name": short_name_in,
    "document_number": _document_number,
    "plaque_serial": _half_width,
    "phone": _half_width,
    "partners": names_in,
}


def lines_of(rows: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The rows of a checked workbook as `register_all` takes them."""
    return read_lines(rows, PLAN, _READERS)


class SheetForm(WorkbookForm):
    """The workbook."""

    plan = PLAN


class BatchForm(forms.Form):
    """Entering what was checked."""

    settled = forms.BooleanField(label="列出的各处均已核对，按所填登记", required=False)


class SingleForm(forms.Form):
    """One station that stood before: a field for each column, read as the workbook's cells are."""

    fieldsets = (
        ("建站单位", ("unit", "code", "applicant_kind", "affiliation", "park_type", "partners")),
        ("批准与有效期", ("document_number", "approved_on", "valid_from", "valid_to")),
        ("牌匾", ("short_name", "plaque_serial", "awarded_on")),
        ("所在与人员", ("district", "office", "leader", "head", "contact", "phone")),
        ("", ("settled",)),
    )

    settled = forms.BooleanField(label="提示的各处均已核对，按所填登记", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = tuple(body.name for body in sorted(BODIES, key=lambda body: (body.pinyin, body.code)))
        for column in COLUMNS:
            hint = column.hint.removeprefix("必填，").removeprefix("可不填，").removeprefix("可不填")
            said: dict[str, Any] = {"label": column.label, "help_text": hint, "required": column.required}
            if listed := column.choices or (places if column.field == "district" else ()):
                choices = [("", "请选择"), *((choice, choice) for choice in listed)]
                self.fields[column.field] = forms.ChoiceField(choices=choices, **said)
            else:
                self.fields[column.field] = forms.CharField(max_length=200, **said)

    def ask_to_settle(self) -> None:
        """Let somebody confirm what is doubtful; before that there is nothing to confirm."""
        self.fields["settled"].widget = forms.CheckboxInput()
        self.add_error("settled", "有需要核对的地方，核对无误的请勾选后再登记。")

    def line(self) -> Line:
        """What was typed as a row. Only after `is_valid()`."""
        row = {"line": 1} | {column.field: self.cleaned_data[column.field] for column in COLUMNS}
        return read_line(row, PLAN, _READERS)
