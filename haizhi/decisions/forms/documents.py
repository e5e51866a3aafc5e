"""Parsing of what the pages of joint documents ask for."""

from typing import Any

from django import forms

from haizhi.applications.models import Application
from haizhi.decisions import queries
from haizhi.decisions.models import JointDocument
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked


class UnitsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no type at run time
    """Several of them, with number and unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.unit.name}（{obj.code}）"


class DraftDocumentForm(ActForm):
    """The units to be founded, heading and body."""

    page_title = "拟稿联合发文"
    hint = "名单只列公示无异议、没有未办结异议的单位；拟稿后由市科协签发、市人力社保局会签。"

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
    month_grained = forms.BooleanField(
        label="有效期按月计算",
        required=False,
        help_text="不勾选时，有效期至三年后的对应日；勾选时，至第三十六个月的月末，并在正文末尾写明。",
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        waiting = queries.draftable(asked.actor)
        self.fields["applications"].queryset = waiting  # type: ignore[attr-defined]  # a model choice
        if not waiting.exists():
            self.fields["applications"].help_text = "目前没有可以列入的单位。"
        if not self.is_bound:
            self._prefill(list(waiting), asked)

    def _prefill(self, waiting: list[Application], asked: Asked) -> None:
        """The usual words for all that are clear; the words of a recalled draft, when one is named."""
        said: dict[str, Any] = dict(zip(("heading", "body"), queries.suggested_document(waiting), strict=True))
        recalled = JointDocument.objects.visible_to(asked.actor).filter(code=asked.GET.get("from", "")).first()
        if recalled is not None:
            said = {"heading": recalled.heading, "body": recalled.body, "month_grained": recalled.month_grained}
        self.initial.update({"applications": [a.code for a in waiting]} | said)


class IssueForm(ActForm):
    """The number given outside, and the date of the document."""

    danger = True

    number = forms.CharField(
        label="发文字号",
        max_length=60,
        help_text="按“渝科协发〔2026〕1号”的格式：六角括号〔〕，序号不编虚位、不加“第”字。",
    )
    issued_on = forms.DateField(
        label="成文日期", help_text="最后签发机关的签发日期，即批准建站之日，建站期限自该日起算。"
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, JointDocument):
            self.initial.setdefault("issued_on", subject.countersigned_on)


DOCUMENT_FORMS: Forms = {
    moves.SIGN.name: OpinionForm,
    moves.COUNTERSIGN.name: OpinionForm,
    moves.RECALL.name: ReasonForm,
    moves.ISSUE.name: IssueForm,
}
