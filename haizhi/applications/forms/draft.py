"""The application form as it is typed in: types only, no rule (a draft is saved whatever is missing)."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from haizhi.applications.facts import REQUIRED_FIELDS
from haizhi.applications.models import Application
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.parameters import OVERVIEW_WORDS

FEN_PER_WAN = 1_000_000
LONGEST_TEXT = 20_000
"""Characters of one part of the overview that a draft keeps; the rule of 1000 字 waits for the submission."""

_DIGITS = RegexValidator(r"\A[0-9]*\Z", "只填数字")
_POSTCODE = RegexValidator(r"\A[0-9]{6}\Z", "邮编为6位数字")
_FAX = RegexValidator(r"\A[0-9+()（）转、 -]*\Z", "只填数字、空格和连接号")


class MoneyField(forms.DecimalField):
    """Cleaned as 万元, shown from 分; exact."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        messages = {
            "invalid": "请填写数字，单位为万元",
            "min_value": "专项经费不能为负数",
            "max_value": "专项经费不能超过1亿万元，请核对单位是否为万元",
            "max_decimal_places": "最多填写6位小数（精确到分）",
            "max_digits": "数字过长，请核对单位是否为万元",
            "max_whole_digits": "数字过长，请核对单位是否为万元",
        }
        super().__init__(min_value=0, max_digits=15, decimal_places=6, error_messages=messages, **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "data-unit": "万元"})

    def prepare_value(self, value: Any) -> Any:
        """分 as 万元 without needless zeros; what was typed stays as typed."""
        return f"{Decimal(value) / FEN_PER_WAN:f}" if isinstance(value, int) and not isinstance(value, bool) else value


def _text(label: str, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, error_messages={"max_length": f"{label}最多填写%(limit_value)d个字"}, **more
    )


def _part(label: str, hint: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 8, "data-words": OVERVIEW_WORDS.value})
    return _text(label, LONGEST_TEXT, widget=area, help_text=hint, strip=False)


class DraftForm(forms.Form):
    """Every field of 附件1 that a unit fills in. `only` restricts it to some fields (autosave).

    Each field carries what the page showed at first, so that only what its reader changed is saved.
    """

    station_name = _text("工作站简称", 60, help_text="牌匾名称为：中国科协“海智计划”重庆工作基地＋简称＋工作站。")
    address = _text("单位地址", 200)
    phone_area = _text("区号", 4, validators=[_DIGITS], help_text="手机号码不填区号。")
    phone = _text("电话", 12, validators=[_DIGITS])
    phone_extension = _text("分机", 6, validators=[_DIGITS])
    contact = _text("常设联系人", 64)
    fax = _text("传真", 24, validators=[_FAX])
    email = forms.EmailField(
        label="电子信箱", max_length=254, error_messages={"invalid": "电子信箱格式不对，例如 name@example.cn"}
    )
    postcode = _text("邮编", 6, validators=[_POSTCODE])
    overview_basis = _part("设立海智工作站的基础条件及优势", "包括与海外科技团体、科技工作者的合作，已引进的海外人才。")
    overview_plan = _part("拟建海智工作站情况", "包括人员、场地、经费、载体和平台，拟解决的重大科技难题。")
    overview_goals = _part("海智工作站预期目标", "包括拟引进人才、拟开展的合作与交流、成果转化。")
    staff = forms.IntegerField(
        label="工作人员",
        min_value=0,
        max_value=99_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-unit": "名"}),
        error_messages={
            "invalid": "请填写整数",
            "min_value": "工作人员不能为负数",
            "max_value": "工作人员不能超过99999名，请核对",
        },
    )
    money = MoneyField(label="专项经费", max_value=99_999_999)
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
        label="承诺填报内容真实，不涉及国家秘密", help_text="弄虚作假的，取消建站资格并追究责任。涉密内容请勿填报。"
    )

    use_required_attribute = False

    fieldsets = (
        (
            "单位信息",
            (
                "station_name",
                "address",
                "phone_area",
                "phone",
                "phone_extension",
                "contact",
                "fax",
                "email",
                "postcode",
            ),
        ),
        (
            "项目概述",
            ("overview_basis", "overview_plan", "overview_goals"),
            f"三部分合计不超过{OVERVIEW_WORDS.value}字；超出也能保存，提交前压缩即可。",
        ),
        ("工作站条件", ("staff", "money", "office_area", "above_scale", "high_tech")),
        ("承诺", ("truth_declared",)),
    )

    def __init__(
        self, *args: Any, application: Application, only: Collection[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partial = only is not None
        if application.unit.applicant_kind != ApplicantKind.ENTERPRISE:
            del self.fields["above_scale"], self.fields["high_tech"]
        if only is not None:
            self.fields = {name: field for name, field in self.fields.items() if name in only}
        for name, field in self.fields.items():
            field.required = False
            field.show_hidden_initial = not self.partial
            self.initial[name] = getattr(application, name)

    def mark_required(self) -> None:
        """Show what a submission needs as required, once the form was read: saving itself requires nothing."""
        for name, field in self.fields.items():
            field.required = name in (*REQUIRED_FIELDS, "truth_declared")

    def values(self) -> dict[str, Any]:
        """What is valid and was changed on this page, as the record keeps it. Only after `full_clean()`."""
        names = list(self.fields) if self.partial else self.changed_data
        return {name: self._kept(name) for name in names if name in self.cleaned_data}

    def _kept(self, name: str) -> Any:
        value = self.cleaned_data[name]
        if name == "money" and value is not None:
            return int(value * FEN_PER_WAN)
        # Browsers send line breaks as CR LF; kept so, a text saved twice would look changed.
        return value.replace("\r\n", "\n") if isinstance(value, str) else value
