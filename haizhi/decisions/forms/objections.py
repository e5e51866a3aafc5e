"""Parsing of what is raised by the public, and of what the Office and 纪检 say to it."""

from typing import Any

from django import forms

from haizhi.applications.models import Application
from haizhi.decisions.models import Objection, Publicity
from haizhi.files.forms import UploadField
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked

_PERSON, _UNIT, _NOBODY = "person", "unit", "nobody"


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no type at run time
    """A choice among applications, shown by their units."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.unit.name)


class ObjectForm(ActForm):
    """What the public raises against one unit of a 公示."""

    fieldsets = (
        ("反映的事项", ("application", "sort", "text", "attachment")),
        (
            "提出人",
            ("who", "name", "contact"),
            "提出人信息加密保存，只有海智办经办人员和纪检监督人员可以查阅，每次查阅都有记录。",
        ),
    )

    application = UnitChoice(
        label="公示单位", queryset=Application.objects.none(), to_field_name="code", empty_label="请选择"
    )
    sort = forms.ChoiceField(label="类别", choices=Objection.Sort.choices, widget=forms.RadioSelect)
    text = forms.CharField(label="事实与理由", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    attachment = UploadField(
        label="证明材料", required=False, largest=20, help_text="以单位名义提出的，必须上传加盖公章的书面材料。"
    )
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

    def __init__(self, *args: Any, asked: Asked, publicity: Publicity, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        named = publicity.applications.select_related("unit").order_by("code")
        self.fields["application"].queryset = named  # type: ignore[attr-defined]  # a model choice
        self.initial.setdefault("application", asked.GET.get("unit"))
        if self.data.get("who") == _NOBODY:
            self.fields["name"].required = self.fields["contact"].required = False

    def arguments(self) -> dict[str, Any]:
        """As the act takes them; an anonymous report takes neither name nor contact along."""
        given = super().arguments()
        who = given.pop("who")
        if who == _NOBODY:
            given |= {"name": "", "contact": ""}
        return given | {"for_unit": who == _UNIT, "anonymous": who == _NOBODY}


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


class FindForm(ActForm):
    """What was found, and what whoever lodged it is told."""

    upheld = forms.TypedChoiceField(
        label="反映的问题是否成立",
        choices=[("yes", "成立：取消该单位资格"), ("no", "不成立：恢复该单位公示")],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
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
    moves.ACCEPT.name: OpinionForm,
    moves.DECLINE_OBJECTION.name: DeclineForm,
    moves.FIND.name: FindForm,
    moves.AGREE_FINDING.name: OpinionForm,
    moves.REFUSE_FINDING.name: ReasonForm,
    moves.UNSEAL.name: UnsealForm,
}
