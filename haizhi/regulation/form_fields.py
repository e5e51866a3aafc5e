"""The fields of the application form (表) with their official labels, in the order in which it prints them."""

from dataclasses import dataclass
from enum import StrEnum


class FormPart(StrEnum):
    """A part of the form."""

    COVER = "cover"
    UNIT = "unit"
    OVERVIEW = "overview"
    CONDITIONS = "conditions"
    ATTACHMENTS = "attachments"
    OPINIONS = "opinions"

    @property
    def label(self) -> str:
        """The part's Chinese name."""
        return _PART_LABELS[self]


_PART_LABELS = {
    FormPart.COVER: "封面",
    FormPart.UNIT: "单位信息",
    FormPart.OVERVIEW: "项目概述",
    FormPart.CONDITIONS: "工作站条件",
    FormPart.ATTACHMENTS: "附件材料目录",
    FormPart.OPINIONS: "意见",
}


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: `unit` stands behind a number; `sealed` boxes print 公章 (the district's by interpretation 6)."""

    key: str
    label: str
    part: FormPart
    unit: str = ""
    sealed: bool = False


_C, _U, _O = FormPart.COVER, FormPart.UNIT, FormPart.OVERVIEW
_K, _A, _P = FormPart.CONDITIONS, FormPart.ATTACHMENTS, FormPart.OPINIONS

FORM_FIELDS: dict[str, FormField] = {
    f.key: f
    for f in (
        FormField("year", "年度", _C),
        FormField("station_name", "工作站名称", _C),
        FormField("applicant", "申请单位", _C),
        FormField("applied_on", "申报时间", _C),
        FormField("table_station_name", "工作站名称", _U),
        FormField("unit_name", "申报单位", _U),
        FormField("address", "单位地址", _U),
        FormField("phone", "电话", _U),
        FormField("contact", "常设联系人", _U),
        FormField("fax", "传真", _U),
        FormField("mailbox", "电子信箱", _U),
        FormField("postcode", "邮编", _U),
        FormField("basis", "设立海智工作站的基础条件及优势", _O),
        FormField("plan", "拟建海智工作站情况", _O),
        FormField("goals", "海智工作站预期目标", _O),
        FormField("staff", "工作人员", _K, unit="名"),
        FormField("money", "专项经费", _K, unit="万元"),
        FormField("office_area", "办公场地", _K, unit="平方米"),
        FormField("overseas_groups", "联系的海外科技团体简介", _A),
        FormField("experts", "已联系的海智专家、引进（拟引进）的海外人才简介", _A),
        FormField("other", "其他资料", _A),
        FormField("unit_opinion", "申请单位意见", _P, sealed=True),
        FormField("district_opinion", "区县科协意见", _P, sealed=True),
        FormField("office_opinion", "重庆海智办意见", _P),
        FormField("association_opinion", "重庆市科协审批意见", _P, sealed=True),
    )
}
"""Every field by its key."""


def fields_of(part: FormPart) -> tuple[FormField, ...]:
    """The fields of one part, in order."""
    return tuple(f for f in FORM_FIELDS.values() if f.part is part)
