"""The sections of the form as they are typed in: types only, no rule (a draft is saved whatever is missing)."""

from collections.abc import Collection
from typing import Any

from django import forms

from haizhi.applications.facts import DECLARATIONS, REQUIRED_FIELDS, SECTION_FIELDS
from haizhi.applications.forms.drafted import (
    DIGITS,
    FAX,
    LONGEST_TEXT,
    POSTCODE,
    CountField,
    DraftedForm,
    MoneyField,
    area_code,
    digits_field,
    text_field,
)
from haizhi.applications.models import Application
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.parameters import OVERVIEW_WORDS
from haizhi.regulation.sections import Section


def _part(label: str, hint: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 10, "data-words": OVERVIEW_WORDS.value})
    return text_field(label, LONGEST_TEXT, widget=area, help_text=hint, strip=False)


class AnswersForm(DraftedForm):
    """Every field of 附件1 that a unit fills in, and what it declares."""

    station_name = text_field("工作站简称", 60, help_text="只填简称，不写“工作站”，不含空格；一般用单位的规范化简称。")
    address = text_field("单位地址", 200)
    postcode = digits_field("邮编", 6, validators=[POSTCODE])
    phone_area = digits_field("区号", 4, validators=[area_code], help_text="重庆的区号为023；手机号码不填区号。")
    phone = digits_field("电话", 12, validators=[DIGITS])
    phone_extension = digits_field("分机", 6, validators=[DIGITS])
    contact = text_field("常设联系人", 64)
    fax = text_field("传真", 24, validators=[FAX])
    email = forms.EmailField(
        label="电子信箱", max_length=254, error_messages={"invalid": "电子信箱格式不对，例如 name@example.cn"}
    )
    overview_basis = _part("设立海智工作站的基础条件及优势", "包括与海外科技团体、科技工作者的合作，已引进的海外人才。")
    overview_plan = _part("拟建海智工作站情况", "包括人员、场地、经费、载体和平台，拟解决的重大科技难题。")
    overview_goals = _part("海智工作站预期目标", "包括拟引进人才、拟开展的合作与交流、成果转化。")
    staff = CountField(label="工作人员", most=99_999, unit="名", help_text="专职、兼职工作人员合计。")
    money = MoneyField(label="专项经费")
    office_area = forms.DecimalField(
        label="办公场地",
        min_value=0,
        max_digits=9,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-unit": "平方米"}),
        error_messages={
            "invalid": "请填写数字，单位为平方米",
            "min_value": "办公场地不能为负数",
            "max_digits": "数字过大，请核对单位是否为平方米",
            "max_whole_digits": "数字过大，请核对单位是否为平方米",
            "max_decimal_places": "最多填写2位小数",
        },
    )
    above_scale = forms.BooleanField(label="规模以上企业")
    high_tech = forms.BooleanField(label="高新技术企业")
    truth_declared = forms.BooleanField(
        label="承诺填报内容和所附材料真实",
        help_text=f"依据{review_rules(9)}，弄虚作假的，取消建站资格并追究责任。",
    )
    no_secrets_declared = forms.BooleanField(
        label="承诺填报内容和所附材料不涉及国家秘密",
        help_text=f"依据{measures(15)}，涉密事项按保密规定另行办理，不得在本系统填报。",
    )

    required_names = (*REQUIRED_FIELDS, *DECLARATIONS)

    def __init__(
        self, *args: Any, application: Application, only: Collection[str] | None = None, **kwargs: Any
    ) -> None:
        shown = {name: getattr(application, name) for name in self.base_fields}
        super().__init__(*args, shown=shown, only=only, **kwargs)
        if application.unit.applicant_kind != ApplicantKind.ENTERPRISE:
            for name in ("above_scale", "high_tech"):
                self.fields.pop(name, None)


class _OnePart(AnswersForm):
    """Some of the fields: those of a section, or the declarations."""

    names: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {name: self.fields[name] for name in self.names if name in self.fields}


class UnitForm(_OnePart):
    """单位与联系人."""

    names = SECTION_FIELDS[Section.UNIT]
    fieldsets = (
        ("单位", ("address", "postcode")),
        ("电话", ("phone_area", "phone", "phone_extension", "fax")),
        ("联系", ("contact", "email")),
    )


class StationForm(_OnePart):
    """工作站名称."""

    names = SECTION_FIELDS[Section.STATION]


class OverviewForm(_OnePart):
    """项目概述."""

    names = SECTION_FIELDS[Section.OVERVIEW]


class ConditionsForm(_OnePart):
    """工作站条件."""

    names = SECTION_FIELDS[Section.CONDITIONS]
    fieldsets = (
        ("人员、经费和场地", ("staff", "money", "office_area")),
        ("企业资格", ("above_scale", "high_tech"), "至少具备一项，并在“附件材料”中上传证明。"),
    )


class DeclarationsForm(_OnePart):
    """承诺."""

    names = DECLARATIONS


SECTION_FORMS: dict[Section, type[_OnePart]] = {
    Section.UNIT: UnitForm,
    Section.STATION: StationForm,
    Section.OVERVIEW: OverviewForm,
    Section.CONDITIONS: ConditionsForm,
}
"""The form of each section that holds fields."""
