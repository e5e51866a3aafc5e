"""The forms of calls: compose, edit, publish, extend; and how an application is begun."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from haizhi.accounts.models import Organisation
from haizhi.accounts.queries import unit_by_code
from haizhi.applications.acts.calls import REGULATION
from haizhi.applications.forms.call_parts import PART_FORMS
from haizhi.applications.forms.readings import join_hints, reading_hint
from haizhi.applications.models import Call
from haizhi.applications.queries.calls import patterns
from haizhi.applications.queries.lists import open_calls, own_units
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of, end_of_day
from haizhi.regulation.deadlines import Track, opens_before_its_deadline
from haizhi.regulation.findings import unmet
from haizhi.regulation.notices import notice_text
from haizhi.ui.acting import ActForm
from haizhi.ui.refusals import say_anew

_PHONE = RegexValidator(r"\A[0-9()（）转、 -]*\Z", "只填数字、空格和连接号，例如 023-63000000", code="shape")
_POSTCODE = RegexValidator(r"\A[0-9]{6}\Z", "邮政编码为6位数字", code="shape")

LARGEST_SET, LARGEST_CASE_SET = 200, 2000
"""Megabytes: a call may set no more."""

_READINGS = {"paper_copies": (1,), "department": (2,), "soft_target": (3,), "deadline": (8, 9), "new_attempts": (29,)}
"""Which doubtful readings are settled by which field."""

_SAYINGS = {
    "max_length": "{}最多填写%(limit_value)d个字",
    "min_value": "{}不能小于%(limit_value)s",
    "max_value": "{}不能大于%(limit_value)s",
    "invalid": "{}格式不对，请核对",
}
"""What a field of a call says of a value that is not of its type."""


class ComposeForm(ActForm):
    """拟定."""

    page_title = "拟定申报通知"
    hint = "先按底稿拟成草稿，发布之前各项都可以修改。"
    year = forms.IntegerField(
        label="年度", min_value=2000, max_value=9999, widget=forms.NumberInput(attrs={"data-unit": "年"})
    )
    track = forms.TypedChoiceField(
        label="受理类别", choices=[(t.value, t.label) for t in Track], coerce=Track, widget=forms.RadioSelect
    )
    pattern = forms.ChoiceField(
        label="底稿", widget=forms.RadioSelect, help_text="以往年通知为底稿的，其常见问题和下载一并带入。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(patterns(self.asked.actor))
        chosen = self.fields["pattern"]
        if isinstance(chosen, forms.ChoiceField):
            former = [(call.code, _pattern_label(call)) for call in found]
            chosen.choices = [*former, (REGULATION, "《办法》和2026年通知的默认内容")]
        annual = next((call for call in found if call.track == Track.ANNUAL), None)
        this_year = day_of(self.asked.at).year
        following = max(this_year, annual.year + 1) if annual else this_year
        self.initial.setdefault("year", min(following, this_year + 1))
        self.initial.setdefault("track", Track.ANNUAL.value)
        self.initial.setdefault("pattern", annual.code if annual else REGULATION)


def _pattern_label(call: Any) -> str:
    extras = [f"常见问题{call.asked}条"] * bool(call.asked) + [f"下载{call.offered}项"] * bool(call.offered)
    return f"《{call.heading}》" + (f"（{'、'.join(extras)}）" if extras else "")


class LastDayField(forms.DateField):
    """A last day on the page; in the record the moment after its 24:00 (interpretation 9)."""

    def clean(self, value: Any) -> Any:
        """The exclusive deadline, None when nothing was given."""
        day = super().clean(value)
        if day is not None and day >= date.max:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return None if day is None else end_of_day(day)

    def prepare_value(self, value: Any) -> Any:
        """The last day of a deadline; what was typed stays as typed."""
        return day_of(value - timedelta(microseconds=1)) if hasattr(value, "tzinfo") else value


class CallForm(forms.Form):
    """A call that is not yet published: every field of the notice, what is set per call, and the text."""

    heading = forms.CharField(label="标题", max_length=200)
    document_number = forms.CharField(
        label="文号", max_length=60, required=False, help_text="照公文填写，例如 渝科协发〔2026〕1号；没有的不填。"
    )
    issuer = forms.CharField(label="发文单位", max_length=100)
    issued_on = forms.DateField(label="发文日期")
    basis = forms.CharField(label="依据文号", max_length=60, help_text="印发《办法》的文号。")
    directed_to = forms.CharField(label="主送单位", max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    annexes = forms.CharField(
        label="附件", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="每行一个附件的名称；文件在“下载”中提供。",
    )  # fmt: skip
    direct_units = forms.CharField(label="直接申报的单位", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    district_units = forms.CharField(
        label="经区县科协初审的单位", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    paper_copies = forms.IntegerField(
        label="纸质件份数", min_value=0, max_value=20, widget=forms.NumberInput(attrs={"data-unit": "份"})
    )
    largest_file = forms.IntegerField(
        label="单个文件上限",
        min_value=1,
        max_value=LARGEST_SET,
        widget=forms.NumberInput(attrs={"data-unit": "MB"}),
        help_text="附件可为 PDF、DOCX、XLSX、JPG、PNG 文件。",
    )
    largest_case = forms.IntegerField(
        label="全部附件上限",
        min_value=1,
        max_value=LARGEST_CASE_SET,
        widget=forms.NumberInput(attrs={"data-unit": "MB"}),
    )
    new_attempts = forms.BooleanField(label="区县科协不予推荐或资格不符的单位，受理期内可以重新申报", required=False)
    opens_on = forms.DateField(label="开始受理日期", required=False, help_text="不填的，自发布时起受理。")
    deadline = LastDayField(label="截止日期", help_text="当日24:00截止，以送达重庆海智办为准。")
    department = forms.CharField(label="受理部门", max_length=60)
    contact = forms.CharField(label="联系人", max_length=40)
    phone = forms.CharField(label="电话", max_length=24, validators=[_PHONE])
    mailbox = forms.EmailField(label="邮箱", max_length=254)
    address = forms.CharField(label="通讯地址", max_length=200)
    postcode = forms.CharField(label="邮政编码", max_length=6, validators=[_POSTCODE])
    soft_target = forms.IntegerField(
        label="拟建站数",
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"data-unit": "家"}),
        help_text="原则上的数量；多于或少于的，决定时说明理由。",
    )
    body = forms.CharField(
        label="正文",
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="由以上各项生成；没有改写的，随各项自动更新。改写之后，请自行保持一致。",
    )
    regenerate = forms.BooleanField(label="放弃改写，按各项内容重新生成正文", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    fieldsets = (
        ("通知", ("heading", "document_number", "issuer", "issued_on", "basis", "directed_to", "annexes")),
        (
            "一、申报要求",
            ("direct_units", "district_units", "paper_copies", "largest_file", "largest_case", "new_attempts"),
        ),
        ("二、申报时间", ("opens_on", "deadline")),
        ("三、联系方式", ("department", "contact", "phone", "mailbox", "address", "postcode")),
        ("建站", ("soft_target",)),
        ("正文", ("body", "regenerate")),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.generated = notice_text(call.announced)
        if call.track == Track.ACADEMICIAN:
            del self.fields["deadline"], self.fields["soft_target"]
        if not call.body:
            del self.fields["regenerate"]
        for name, field in self.fields.items():
            self.initial[name] = False if name == "regenerate" else getattr(call, name, None)
            field.error_messages |= {code: text.format(field.label) for code, text in _SAYINGS.items()}
            if name in _READINGS:
                field.help_text = join_hints(str(field.help_text), *(reading_hint(n) for n in _READINGS[name]))
        self.initial.update(seen=call.version, body=call.text)

    def clean(self) -> dict[str, Any]:
        """One file fits into a case; a text nobody rewrote is left to follow the fields."""
        said = super().clean() or self.cleaned_data
        one, all_together = said.get("largest_file"), said.get("largest_case")
        if one and all_together and one > all_together:
            self.add_error("largest_case", "全部附件的上限不能小于单个文件的上限")
        for finding in unmet(opens_before_its_deadline(said.get("opens_on"), said.get("deadline"))):
            self.add_error("opens_on", str(finding))
        if "body" in said:
            text = "\n".join(said["body"].split("\r\n")).strip()
            said["body"] = "" if said.get("regenerate") or text == self.generated else text
        return said

    def look_again(self, call: Call) -> None:
        """Let a form that was refused as stale be sent again: its reader has now been told."""
        say_anew(self, {"seen": str(call.version)})

    def values(self) -> dict[str, Any]:
        """What the draft of a call is set to. Only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "regenerate")}


class ExtendForm(ActForm):
    """延期."""

    danger = True
    hint = "延期作为一份通知随即公布，原截止时间、新截止时间和理由一并列出，并通知各申报单位和区县科协。"
    deadline = LastDayField(label="延长至", help_text="当日24:00截止。")
    opinion = forms.CharField(
        label="延期理由",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写入通知，例如：申报单位较多、材料准备时间不足。",
    )
    document_number = forms.CharField(label="延期通知文号", max_length=60, required=False)


class PublishForm(ActForm):
    """发布."""

    danger = True
    hint = "请先预览。发布后通知内容即固定，截止时间只能延期；常见问题和下载随时可以增补。"


CASE_FORMS: dict[str, type[ActForm]] = {moves.PUBLISH_CALL.name: PublishForm, moves.EXTEND_CALL.name: ExtendForm}
"""The forms shown on a call's own page, by the move's name."""

CALL_FORMS = CASE_FORMS | PART_FORMS
"""The form of each act on a call, by the move's name."""


class BeginForm(ActForm):
    """新建: in which call, for which of one's own units."""

    page_title = "开始申报"

    call = forms.ModelChoiceField(
        label="申报通知", queryset=Call.objects.none(), to_field_name="code", widget=forms.RadioSelect, empty_label=None
    )
    unit = forms.ModelChoiceField(label="申报单位", queryset=Organisation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = _offer_open_calls(self, self.fields["call"])
        self.units = list(own_units(self.asked.actor))
        unit = self.fields["unit"]
        if isinstance(unit, forms.ModelChoiceField):
            unit.queryset = own_units(self.asked.actor)
            unit.choices = [(each.pk, each.name) for each in self.units]  # they are known: not asked for again


class RecordForm(ActForm):
    """代录: in which call, for which unit, by its code."""

    hint = "用于录入纸质申报件；录入后申报单位的账号也能查看和补正。"
    call = forms.ModelChoiceField(
        label="申报通知", queryset=Call.objects.none(), to_field_name="code", widget=forms.RadioSelect, empty_label=None
    )
    unit = forms.CharField(label="统一社会信用代码", min_length=18, max_length=18, help_text="单位须先登记。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = _offer_open_calls(self, self.fields["call"])

    def clean_unit(self) -> Organisation:
        """The registered unit of the code."""
        code = self.cleaned_data["unit"].strip().upper()
        found = unit_by_code(code)
        if found is None or not Organisation.objects.visible_to(self.asked.actor).filter(pk=found.pk).exists():
            raise forms.ValidationError(f"没有登记统一社会信用代码为“{code}”的单位，请核对代码或先登记该单位")
        return found


def _offer_open_calls(form: ActForm, field: forms.Field) -> list[Call]:
    calls = open_calls(form.asked.actor, form.asked.at)
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = Call.objects.filter(pk__in=[call.pk for call in calls]).order_by("-year", "-track")
        field.choices = [(call.code, str(call)) for call in calls]
    if len(calls) == 1:
        form.initial.setdefault("call", calls[0].code)
    return calls
