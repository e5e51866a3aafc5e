"""A workbook of experts: its columns, and how their cells are read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from haizhi.experts.models import Sex
from haizhi.files.forms.workbooks import WorkbookForm
from haizhi.files.sheets import Line, SheetColumn, SheetPlan, read_lines

COLUMNS = (
    SheetColumn("name", "姓名", "必填", 12, required=True),
    SheetColumn("sex", "性别", "男或女，可不填", 8, choices=("男", "女"), remedy="请填写男或女，或者留空。"),
    SheetColumn(
        "birth_year", "出生年份", "4位公历年份，可不填；超过年龄上限的不抽取", 10,
        remedy="请填写4位公历年份，如 1968，或者留空。",
    ),
    SheetColumn("professional_title", "职称", "可不填", 14),
    SheetColumn("discipline", "学科", "必填，从学科目录中选择", 14, required=True),
    SheetColumn("employer", "工作单位", "必填，填写全称，回避按它比对", 34, required=True),
    SheetColumn(
        "employer_code", "统一社会信用代码", "工作单位的18位代码，可不填", 22, others=("工作单位统一社会信用代码",)
    ),
    SheetColumn(
        "within_city", "市内外", "市内或市外，不填为市内；市外的不抽取", 8,
        choices=("市内", "市外"), others=("范围",), remedy="请填写市内或市外，或者留空。",
    ),
    SheetColumn("mobile", "手机号码", "11位；与电子信箱至少填一项，否则抽不到", 16, others=("手机",)),
    SheetColumn("email", "电子信箱", "可不填", 24, others=("邮箱", "电子邮箱")),
    SheetColumn("languages", "外语", "可作工作语言的语种，多个用顿号隔开", 18),
    SheetColumn("yearly_sessions", "每年次数上限", "留空按统一上限", 12, remedy="请填写整数，或者留空。"),
)  # fmt: skip

PLAN = SheetPlan(COLUMNS, "name", "专家", "名", "入库")


class SheetForm(WorkbookForm):
    """The workbook."""

    plan = PLAN


class BatchForm(forms.Form):
    """Entering what was checked."""

    settled = forms.BooleanField(label="列出的同名同单位各行，均已核对为不同的人", required=False)


def lines_of(rows: Sequence[Mapping[str, Any]], disciplines: Mapping[str, str]) -> list[Line]:
    """The rows of a checked workbook as `enter` takes them; `disciplines` are those in force, {code: name}."""
    codes = {name: code for code, name in disciplines.items()}
    readers = {
        "sex": {"": "", "男": Sex.MALE.value, "女": Sex.FEMALE.value}.__getitem__,
        "within_city": {"": True, "市内": True, "市外": False, "是": True, "否": False}.__getitem__,
        "birth_year": _year,
        "yearly_sessions": lambda text: int(text) if text else None,
        "discipline": lambda text: codes.get(text, text),
    }
    return read_lines(rows, PLAN, readers)


def _year(text: str) -> int | None:
    """1968, 1968年, and the year of a day (1968-05-01)."""
    if not text:
        return None
    plain = text.removesuffix("年")
    return int(plain[:4] if plain[4:5] in ("-", "/", ".") else plain)
