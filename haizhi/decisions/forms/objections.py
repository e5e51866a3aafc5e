"""Parsing of what is raised by the public, and of what the Office and 纪检 say to it."""

from dataclasses import replace
from typing import Any

from django import forms

from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.acts.lodging import MOST_FILES
from haizhi.decisions.models import Objection, Publicity
from haizhi.files.forms import TICKET, UploadField, UploadsField, new_ticket
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.parameters import OBJECTION_FINDING_WORKDAYS
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked

_PERSON, _UNIT, _NOBODY = "person", "unit", "nobody"

_LARGEST = 20
"""Megabytes of one file."""


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no type at run time
    """A choice among applications, shown by their units."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.unit.name)


class _WhoForm(ActForm):
    """Who raises something, against which unit, with what; of a 公示 the unit is chosen, outside any it is named."""

    application = UnitChoice(
        label="公示单位", queryset=Application.objects.none(), to_field_name="code", empty_label="请选择"
    )
    named_unit = forms.CharField(
        label="被反映单位", max_length=120, help_text="请填写单位全称（营业执照或法人证书上的名称）。"
    )
    sort = forms.ChoiceField(label="类别", choices=Objection.Sort.choices, widget=forms.RadioSelect)
    text = forms.CharField(label="事实与理由", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    evidence = UploadsField(
        label="证明材料", required=False, largest=_LARGEST, most=MOST_FILES,
        help_text=f"最多{MOST_FILES}个文件；断线后会接着传。",
    )  # fmt: skip
    who = forms.ChoiceField(
        label="以何名义提出",
        choices=[(_PERSON, "个人（真实姓名）"), (_UNIT, "单位（加盖公章）"), (_NOBODY, "匿名（仅限举报）")],
        initial=_PERSON,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="真实姓名或单位名称", max_length=120, help_text="匿名举报不填写。")
    contact = forms.CharField(
        label="联系方式", max_length=200, help_text="手机号码、电子信箱或通讯地址。匿名举报不填写。"
    )
    attachment = UploadField(
        label="加盖公章的书面材料", required=False, largest=_LARGEST, help_text="以单位名义提出的，必须上传。"
    )

    def __init__(self, *args: Any, asked: Asked, publicity: Publicity | None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        self.publicity = publicity
        if publicity is None:
            del self.fields["application"], self.fields["sort"]
        else:
            del self.fields["named_unit"]
            named = publicity.applications.select_related("unit").order_by("code")
            self.fields["application"].queryset = named  # type: ignore[attr-defined]  # a model choice
            self.initial.setdefault("application", asked.GET.get("unit"))
        if self.data.get("who") == _NOBODY:
            self.fields["name"].required = self.fields["contact"].required = False

    def show(self, refused: Refused) -> None:
        """As any form; what stands against being anonymous is said where that is chosen."""
        chosen = (replace(each, field="who") if each.field == "anonymous" else each for each in refused.findings)
        super().show(Refused(*chosen))

    def arguments(self) -> dict[str, Any]:
        """As the acts take them; an anonymous report takes neither name nor contact along."""
        given = super().arguments()
        given.pop(TICKET, None)
        who = given.pop("who")
        if who == _NOBODY:
            given |= {"name": "", "contact": ""}
        given.setdefault("sort", Objection.Sort.REPORT.value)
        return given | {"for_unit": who == _UNIT, "anonymous": who == _NOBODY}


_WHO = (
    "提出人",
    ("who", "name", "contact", "attachment"),
    "提出人信息加密保存，只有海智办和纪检的办理人员可以查阅，每次查阅都有记录。",
)


class ObjectForm(_WhoForm):
    """What the public raises against one unit. Its files travel under a ticket of its own: no account, no cookie."""

    fieldsets = (("反映的事项", ("application", "named_unit", "sort", "text", "evidence")), _WHO)

    ticket = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: Asked, publicity: Publicity | None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, publicity=publicity, **kwargs)
        self.initial.setdefault(TICKET, "" if self.is_bound else new_ticket())


class EnterForm(_WhoForm):
    """What came by letter, by telephone or in person, as the Office or 纪检 enters it."""

    page_title = "登记来信来访"
    hint = "来信、来电、来访反映的问题在这里登记，与网上提出的同样办理；提出人的身份加密保存。请把查询码告知提出人。"
    fieldsets = (
        ("来源", ("channel", "received_on")),
        ("反映的事项", ("application", "named_unit", "sort", "text", "evidence")),
        _WHO,
    )

    channel = forms.ChoiceField(
        label="提出方式", choices=[c for c in Objection.Channel.choices if c[0] != Objection.Channel.ONLINE]
    )
    received_on = forms.DateField(label="收到日期", help_text="公示异议以收到日期计算是否在公示期内。")

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        published = Publicity.objects.visible_to(asked.actor).filter(stage__in=["running", "concluded"])
        publicity = published.filter(code=asked.GET.get("publicity", "")).first()
        super().__init__(*args, asked=asked, publicity=publicity, **kwargs)
        self.initial.setdefault("received_on", day_of(asked.at))
        self.fields["evidence"].label = "来信扫描件、电话或来访记录等材料"


class FollowForm(forms.Form):
    """The receipt of a matter, however it was copied."""

    receipt = forms.CharField(
        label="查询码",
        max_length=40,
        help_text="提交时页面给出的12位字母和数字，不区分大小写。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_receipt(self) -> str:
        """Without spaces and hyphens, in capitals."""
        return "".join(c for c in self.cleaned_data["receipt"] if c.isalnum()).upper()


class SupplementForm(ActForm):
    """What the holder of a receipt adds to the matter."""

    receipt = forms.CharField(max_length=40, widget=forms.HiddenInput)
    ticket = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    text = forms.CharField(
        label="补充说明",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="回答海智办提出的问题，或补充新的情况。",
    )
    evidence = UploadsField(label="补充材料", required=False, largest=_LARGEST, most=MOST_FILES)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        self.initial.setdefault(TICKET, "" if self.is_bound else new_ticket())

    def arguments(self) -> dict[str, Any]:
        """What is added, without what finds the matter."""
        return {name: value for name, value in super().arguments().items() if name in ("text", "evidence")}


class AcceptForm(OpinionForm):
    """By when the finding is to be made; whose case it is, where that is not known yet."""

    due_on = forms.DateField(
        label="核查期限",
        required=False,
        help_text=f"不填写的，为受理后{OBJECTION_FINDING_WORKDAYS.value}个工作日。",
    )
    application = forms.CharField(
        label="申报编号",
        max_length=24,
        help_text="提出人填写的单位名称没有对应到申报件。请核对后填写该单位的申报编号；没有申报的，请不予受理。",
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("due_on", facts.day_due(asked.at, OBJECTION_FINDING_WORKDAYS.value))
        if isinstance(subject, Objection) and subject.application_id is not None:
            del self.fields["application"]

    def clean_application(self) -> Application:
        """The application with this number that was handed in."""
        code = self.cleaned_data["application"].strip()
        handed_in = Application.objects.visible_to(self.asked.actor).filter(submitted_at__isnull=False)
        found = handed_in.filter(code=code).select_related("unit").first()
        if found is None:
            raise forms.ValidationError(f"没有编号为{code}、已经提交的申报件，请核对。")
        return found


class AskForm(ActForm):
    """A question to whoever lodged the matter."""

    text = forms.CharField(
        label="请提出人补充的内容",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="提出人凭查询码可以看到并补充；请勿写入他人信息。",
    )


class NoteForm(ActForm):
    """What was looked into, and the evidence."""

    text = forms.CharField(
        label="核查情况",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明核查的方式、对象和结果；只有海智办和纪检可以看到。",
    )
    evidence = UploadsField(label="证据材料", required=False, largest=_LARGEST, most=MOST_FILES)


class FindForm(ActForm):
    """What was found, and what whoever lodged it is told."""

    upheld = forms.TypedChoiceField(
        label="反映的问题是否成立",
        choices=[("yes", "成立：取消该单位资格"), ("no", "不成立：恢复该单位公示")],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
        help_text="认定成立之前，须先请单位说明；单位在期限内没有说明的，期满后可以作出结论。",
    )
    finding = forms.CharField(
        label="核查结论",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="成立的，核查结论将告知被反映的单位，请勿写入提出人的任何信息。",
    )
    answer = forms.CharField(
        label="给提出人的答复",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="纪检同意后，提出人凭查询码可以看到。",
    )


class DeclineForm(ActForm):
    """Why it is not taken up."""

    opinion = forms.CharField(
        label="不予受理的理由",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="提出人凭查询码可以看到。",
    )


class UnsealForm(ActForm):
    """Why the identity has to be known."""

    opinion = forms.CharField(
        label="查阅事由",
        max_length=200,
        help_text="查阅人、时间和事由记入账本；身份信息严格保密，不得向被反映的单位透露。",
    )


OBJECTION_FORMS: Forms = {
    moves.ACCEPT.name: AcceptForm,
    moves.DECLINE_OBJECTION.name: DeclineForm,
    moves.ASK_OBJECTOR.name: AskForm,
    moves.NOTE_INVESTIGATION.name: NoteForm,
    moves.FIND.name: FindForm,
    moves.AGREE_FINDING.name: OpinionForm,
    moves.REFUSE_FINDING.name: ReasonForm,
    moves.UNSEAL.name: UnsealForm,
}
