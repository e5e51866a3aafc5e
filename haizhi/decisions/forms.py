"""Parsing of what the pages of decisions ask for."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.applications.models import Application
from haizhi.decisions import queries
from haizhi.decisions.models import JointDocument, Objection, Publicity, Resolution, ResolutionLine
from haizhi.files.forms import UploadField
from haizhi.files.kinds import PDF
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.stages import STAGES
from haizhi.reviews.models import Session
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.listing import FilterForm
from haizhi.ui.requests import Asked

_PERSON, _UNIT, _NOBODY = "person", "unit", "nobody"


class UnitChoice(forms.ModelChoiceField):
    """A choice among applications, shown by their units."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.unit.name)


class UnitsChoice(forms.ModelMultipleChoiceField):
    """Several of them, with number and unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.unit.name}（{obj.code}）"


class PrepareResolutionForm(ActForm):
    """Which session's ranking is decided on."""

    session = forms.ModelChoiceField(
        label="评审会", queryset=Session.objects.none(), to_field_name="code", empty_label="请选择"
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.fields["session"].queryset = queries.to_resolve(asked.actor)  # type: ignore[attr-defined]  # a model choice
        self.initial.setdefault("session", asked.GET.get("session"))


class LinesForm(forms.Form):
    """What is decided on every unit of a resolution; fields are named by the application's code."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    target_reason = forms.CharField(
        label="拟建站数量说明",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="拟建站数量与年度数量不一致时填写。",
    )

    def __init__(self, *args: Any, resolution: Resolution, lines: list[queries.Line], **kwargs: Any) -> None:
        initial: dict[str, Any] = {"seen": resolution.version, "target_reason": resolution.target_reason}
        super().__init__(*args, initial=initial, **kwargs)
        self.lines = [line for line in lines if line.becomes]
        for line in self.lines:
            unit, code = line.application.unit.name, line.application.code
            self.fields[f"decision_{code}"] = forms.ChoiceField(
                label=f"{unit}的决定",
                choices=ResolutionLine.Decision.choices,
                initial=line.decision,
                widget=forms.Select(attrs={"aria-label": f"{unit}的决定"}),
            )
            self.fields[f"reason_{code}"] = forms.CharField(
                label=f"{unit}的理由",
                required=False,
                max_length=1000,
                initial=line.reason,
                widget=forms.Textarea(attrs={"rows": 2, "aria-label": f"{unit}的理由"}),
            )

    def rows(self) -> list[tuple[queries.Line, forms.BoundField, forms.BoundField]]:
        """Each line with its two fields."""
        return [
            (line, self[f"decision_{line.application.code}"], self[f"reason_{line.application.code}"])
            for line in self.lines
        ]

    def decisions(self) -> dict[str, tuple[str, str]]:
        """(decision, reason) by application code. Only after `is_valid()`."""
        given = self.cleaned_data
        codes = [line.application.code for line in self.lines]
        return {code: (given[f"decision_{code}"], given[f"reason_{code}"]) for code in codes}


class ApplyResolutionForm(ActForm):
    """The meeting at which it was decided."""

    danger = True

    minutes_number = forms.CharField(label="会议纪要编号", max_length=60)
    met_on = forms.DateField(label="会议日期")
    attendance = forms.CharField(
        label="出席人员", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="一行一人，或以顿号分隔。"
    )
    minutes = UploadField(label="会议纪要扫描件", kinds=(PDF,), required=False)


class PreparePublicityForm(ActForm):
    """What a 公示 says beside its list."""

    resolution = forms.ModelChoiceField(
        label="党组决议", queryset=Resolution.objects.none(), to_field_name="code", empty_label="请选择"
    )
    heading = forms.CharField(label="标题", max_length=200)
    phone = forms.CharField(label="受理电话", max_length=24)
    supervision_phone = forms.CharField(
        label="纪检监督电话", max_length=24, help_text="由纪检机构单独设置，不得与受理电话相同。"
    )
    address = forms.CharField(label="通讯地址", max_length=200)
    count_first = forms.BooleanField(
        label="公示发布当日计入期限（默认不计入，《民法典》第二百零一条）", required=False
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        waiting = queries.to_publicise(asked.actor)
        self.fields["resolution"].queryset = waiting  # type: ignore[attr-defined]  # a model choice
        if not self.is_bound:
            self._prefill(waiting, asked.GET.get("resolution", ""))

    def _prefill(self, waiting: QuerySet[Resolution], code: str) -> None:
        """The usual words, and the call's contact, when it is plain which resolution is meant."""
        found = list(waiting[:2])
        chosen = waiting.filter(code=code).first() if code else found[0] if len(found) == 1 else None
        if chosen is not None:
            call = chosen.session.call
            self.initial |= {
                "resolution": chosen.code,
                "heading": queries.suggested_heading(chosen),
                "phone": call.phone,
                "address": call.address,
            }


class PublishForm(ActForm):
    """Only confirmed, and confirmed a second time: what was published can't be taken back."""

    danger = True


class ConcludeForm(ActForm):
    """Only confirmed, and confirmed a second time."""

    danger = True


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


class IssueForm(ActForm):
    """The number given outside, and the date of the document."""

    danger = True

    number = forms.CharField(
        label="发文字号", max_length=60, help_text="按“渝科协发〔2026〕1号”的格式：六角括号〔〕，序号不编虚位、不加“第”字。"
    )
    issued_on = forms.DateField(label="成文日期", help_text="最后签发机关的签发日期，即批准建站之日，建站期限自该日起算。")

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, JointDocument):
            self.initial.setdefault("issued_on", subject.countersigned_on)


class DraftDocumentForm(ActForm):
    """The units to be founded, heading and body."""

    applications = UnitsChoice(
        label="建站单位", queryset=Application.objects.none(), to_field_name="code", widget=forms.CheckboxSelectMultiple
    )
    heading = forms.CharField(label="标题", max_length=200)
    body = forms.CharField(
        label="正文",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="一行为一段；主送机关、建站名单、落款和成文日期由系统排印，无需写入。",
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        waiting = queries.draftable(asked.actor)
        self.fields["applications"].queryset = waiting  # type: ignore[attr-defined]  # a model choice
        if not self.is_bound:
            self._prefill(list(waiting), asked)

    def _prefill(self, waiting: list[Application], asked: Asked) -> None:
        """The usual words for all that are clear; the words of a recalled draft, when one is named."""
        heading, body = queries.suggested_document(waiting)
        recalled = JointDocument.objects.visible_to(asked.actor).filter(code=asked.GET.get("from", "")).first()
        if recalled is not None:
            heading, body = recalled.heading, recalled.body
        self.initial |= {"applications": [a.code for a in waiting], "heading": heading, "body": body}


class ObjectForm(ActForm):
    """What the public raises against one unit of a 公示."""

    fieldsets = (
        ("反映的事项", ("application", "sort", "text", "attachment")),
        ("提出人", ("who", "name", "contact"), "提出人信息加密保存，只有海智办经办人员和纪检监督人员可以查阅，每次查阅都有记录。"),
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
    name = forms.CharField(label="真实姓名或单位名称", max_length=120, required=False, help_text="匿名举报不填写。")
    contact = forms.CharField(
        label="联系方式", max_length=200, required=False, help_text="手机号码、电子信箱或通讯地址。匿名举报不填写。"
    )

    def __init__(self, *args: Any, asked: Asked, publicity: Publicity, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        named = publicity.applications.select_related("unit").order_by("code")
        self.fields["application"].queryset = named  # type: ignore[attr-defined]  # a model choice
        self.initial.setdefault("application", asked.GET.get("unit"))

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


class _StageFilters(FilterForm):
    """By stage and by what is written in the number or heading; `kind` and `searched` say where."""

    kind = ""
    searched: tuple[str, ...] = ()

    q = forms.CharField(label="编号或名称", max_length=60)
    stage = forms.ChoiceField(label="状态")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", "全部"), *STAGES[self.kind].items()]  # type: ignore[attr-defined]  # a choice

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the stage, and those that hold the words."""
        if stage := self.cleaned_data.get("stage"):
            queryset = queryset.filter(stage=stage)
        if words := self.cleaned_data.get("q"):
            found = Q()
            for path in self.searched:
                found |= Q(**{f"{path}__icontains": words})
            queryset = queryset.filter(found)
        return queryset


class ResolutionFilters(_StageFilters):
    """Of resolutions."""

    kind = "resolution"
    searched = ("code", "session__name", "minutes_number")


class PublicityFilters(_StageFilters):
    """Of 公示."""

    kind = "publicity"
    searched = ("code", "heading")


class ObjectionFilters(_StageFilters):
    """Of objections and reports, also by sort."""

    kind = "objection"
    searched = ("code", "application__unit__name")

    sort = forms.ChoiceField(label="类别", choices=[("", "全部"), *Objection.Sort.choices])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by stage and words, and of the sort."""
        queryset = super().narrow(queryset)
        sort = self.cleaned_data.get("sort")
        return queryset.filter(sort=sort) if sort else queryset


class DocumentFilters(_StageFilters):
    """Of joint documents."""

    kind = "document"
    searched = ("code", "heading", "document_number")


RESOLUTION_FORMS: Forms = {moves.APPLY_RESOLUTION.name: ApplyResolutionForm}

PUBLICITY_FORMS: Forms = {
    moves.PUBLISH_PUBLICITY.name: PublishForm,
    moves.DROP_PUBLICITY.name: ReasonForm,
    moves.CONCLUDE_PUBLICITY.name: ConcludeForm,
}

OBJECTION_FORMS: Forms = {
    moves.ACCEPT.name: OpinionForm,
    moves.DECLINE_OBJECTION.name: DeclineForm,
    moves.FIND.name: FindForm,
    moves.AGREE_FINDING.name: OpinionForm,
    moves.REFUSE_FINDING.name: ReasonForm,
    moves.UNSEAL.name: UnsealForm,
}

DOCUMENT_FORMS: Forms = {
    moves.SIGN.name: OpinionForm,
    moves.COUNTERSIGN.name: OpinionForm,
    moves.RECALL.name: ReasonForm,
    moves.ISSUE.name: IssueForm,
}
