"""The forms of calls: compose, edit, extend; and how an application is begun."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict

from haizhi.accounts.models import Organisation
from haizhi.applications.models import Call
from haizhi.applications.queries.lists import open_calls, own_units
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of, end_of_day
from haizhi.regulation.deadlines import Track
from haizhi.ui.acting import ActForm

_PHONE = RegexValidator(r"\A[0-9()（）转、 -]*\Z", "只填数字、空格和连接号，例如 023-63000000", code="shape")
_POSTCODE = RegexValidator(r"\A[0-9]{6}\Z", "邮政编码为6位数字", code="shape")


_SAYINGS = {
    "max_length": "{}最多填写%(limit_value)d个字",
    "min_value": "{}不能小于%(limit_value)s",
    "max_value": "{}不能大于%(limit_value)s",
    "invalid": "{}格式不对，请核对",
}
"""What a field of a call says of a value that is not of its type."""


class ComposeForm(ActForm):
    """拟定."""

    hint = "以上一年度的通知为底稿，没有的按《办法》的默认内容；发布之前都可以修改。"
    year = forms.IntegerField(
        label="年度", min_value=2000, max_value=9999, widget=forms.NumberInput(attrs={"data-unit": "年"})
    )
    track = forms.TypedChoiceField(
        label="受理类别", choices=[(t.value, t.label) for t in Track], coerce=Track, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", day_of(self.asked.at).year)
        self.initial.setdefault("track", Track.ANNUAL.value)


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
    """A call that is not yet published."""

    heading = forms.CharField(label="标题", max_length=200)
    document_number = forms.CharField(
        label="文号", max_length=60, required=False, help_text="照公文填写，例如 渝科协发〔2026〕1号；没有的不填。"
    )
    issued_on = forms.DateField(label="发文日期")
    deadline = LastDayField(label="截止日期", help_text="当日24:00截止，以送达重庆海智办为准。")
    department = forms.CharField(label="受理部门", max_length=60)
    contact = forms.CharField(label="联系人", max_length=40)
    address = forms.CharField(label="通讯地址", max_length=200)
    postcode = forms.CharField(label="邮政编码", max_length=6, validators=[_POSTCODE])
    phone = forms.CharField(label="电话", max_length=24, validators=[_PHONE])
    mailbox = forms.EmailField(label="邮箱", max_length=254)
    paper_copies = forms.IntegerField(
        label="纸质件份数", min_value=0, max_value=20, widget=forms.NumberInput(attrs={"data-unit": "份"})
    )
    soft_target = forms.IntegerField(
        label="拟建站数",
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"data-unit": "家"}),
        help_text="原则上的数量；多于或少于的，决定时说明理由。",
    )
    body = forms.CharField(
        label="通知正文", required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    fieldsets = (
        ("通知", ("heading", "document_number", "issued_on", "deadline")),
        ("受理", ("department", "contact", "phone", "mailbox", "address", "postcode", "paper_copies")),
        ("建站", ("soft_target",)),
        ("正文", ("body",)),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if call.track == Track.ACADEMICIAN:
            del self.fields["deadline"]
        for name, field in self.fields.items():
            self.initial[name] = call.version if name == "seen" else getattr(call, name)
            field.error_messages |= {code: text.format(field.label) for code, text in _SAYINGS.items()}

    def look_again(self, call: Call) -> None:
        """Let a form that was refused as stale be sent again: its reader has now been told."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = str(call.version)
        self.data = data

    def values(self) -> dict[str, Any]:
        """What the draft of a call is set to. Only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class ExtendForm(ActForm):
    """延期."""

    danger = True
    hint = "延期随即公布，并通知各申报单位和区县科协。"
    deadline = LastDayField(label="延长至", help_text="当日24:00截止。")
    opinion = forms.CharField(label="延期理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class PublishForm(ActForm):
    """发布."""

    danger = True
    hint = "发布后即开始受理，除延期外不能再修改。"


CALL_FORMS: dict[str, type[ActForm]] = {moves.PUBLISH_CALL.name: PublishForm, moves.EXTEND_CALL.name: ExtendForm}
"""The form of each act on a call, by the move's name."""


class BeginForm(ActForm):
    """新建: in which call, for which of one's own units."""

    call = forms.ModelChoiceField(
        label="申报通知", queryset=Call.objects.none(), to_field_name="code", widget=forms.RadioSelect, empty_label=None
    )
    unit = forms.ModelChoiceField(label="申报单位", queryset=Organisation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_open_calls(self, self.fields["call"])
        units = self.fields["unit"]
        if isinstance(units, forms.ModelChoiceField):
            units.queryset = own_units(self.asked.actor)


class RecordForm(ActForm):
    """代录: in which call, for which unit, by its code."""

    hint = "用于录入纸质申报件；录入后申报单位的账号也能查看和补正。"
    call = forms.ModelChoiceField(
        label="申报通知", queryset=Call.objects.none(), to_field_name="code", widget=forms.RadioSelect, empty_label=None
    )
    unit = forms.CharField(label="统一社会信用代码", min_length=18, max_length=18, help_text="单位须先登记。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_open_calls(self, self.fields["call"])

    def clean_unit(self) -> Organisation:
        """The registered unit of the code."""
        code = self.cleaned_data["unit"].strip().upper()
        found = Organisation.objects.visible_to(self.asked.actor).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"没有登记统一社会信用代码为“{code}”的单位，请核对代码或先登记该单位")
        return found


def _offer_open_calls(form: ActForm, field: forms.Field) -> None:
    calls = open_calls(form.asked.actor, form.asked.at)
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = Call.objects.filter(pk__in=[call.pk for call in calls]).order_by("-year", "-track")
    if len(calls) == 1:
        form.initial.setdefault("call", calls[0].code)
