"""Parsing of what the pages of joint documents ask for."""

from typing import Any

from django import forms

from haizhi.applications.models import Application
from haizhi.decisions import facts, queries
from haizhi.decisions.models import JointDocument
from haizhi.documents.marks import short_hash
from haizhi.files.forms import UploadField
from haizhi.files.kinds import PDF
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.naming import chinese_date
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked


class UnitsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes no type at run time
    """Several of them, with number and unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.unit.name}（{obj.code}）"


class DraftDocumentForm(ActForm):
    """The units to be founded and the text; with a `subject`, the draft that is to be changed."""

    page_title = "拟稿联合发文"
    hint = "名单只列公示无异议、没有未办结异议的单位；拟稿后由市科协签发、市人力社保局会签。"

    applications = UnitsChoice(
        label="建站单位", queryset=Application.objects.none(), to_field_name="code", widget=forms.CheckboxSelectMultiple
    )
    heading = forms.CharField(label="标题", max_length=200)
    directed_to = forms.CharField(label="主送机关", max_length=400, help_text="末尾的冒号由系统排印。")
    body = forms.CharField(
        label="正文",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="一行为一段；“一、”“（一）”“1.”“（1）”开头的按层次排印。建站名单、落款和成文日期由系统排印，无需写入。",
    )
    month_grained = forms.BooleanField(
        label="有效期按月计算",
        required=False,
        help_text="不勾选时，有效期至三年后的对应日；勾选时，至第三十六个月的月末，并在正文末尾写明。",
    )
    copies = forms.CharField(label="抄送机关", max_length=400, required=False, help_text="没有的不填。")
    printed_by = forms.CharField(
        label="印发机关", max_length=60, required=False, help_text="印在版记；印发日期为编号印发之日。"
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        draft = subject if isinstance(subject, JointDocument) else None
        waiting = queries.draftable(asked.actor, besides=draft)
        self.fields["applications"].queryset = waiting  # type: ignore[attr-defined]  # a model choice
        if not waiting.exists():
            self.fields["applications"].help_text = "目前没有可以列入的单位。"
        if draft is not None:
            self.initial.update(draft_values(draft))
        elif not self.is_bound:
            self._prefill(list(waiting), asked)

    def _prefill(self, waiting: list[Application], asked: Asked) -> None:
        """The usual words for all that are clear; the words and the units of a recalled draft, when one is named."""
        said: dict[str, Any] = dict(zip(("heading", "body"), queries.suggested_document(waiting), strict=True))
        said |= {"directed_to": facts.ADDRESSEES, "printed_by": queries.usual_printer(asked.at)}
        recalled = JointDocument.objects.visible_to(asked.actor).filter(code=asked.GET.get("from", "")).first()
        if recalled is None:
            said["applications"] = [application.code for application in waiting]
        else:
            said = draft_values(recalled)
        self.initial.update(said)


def draft_values(document: JointDocument) -> dict[str, Any]:
    """What a draft says, by the fields of its form."""
    return {
        "applications": [application.code for application in facts.founded_by(document)],
        "heading": document.heading,
        "directed_to": document.directed_to or facts.ADDRESSEES,
        "body": document.body,
        "month_grained": document.month_grained,
        "copies": document.copies,
        "printed_by": document.printed_by,
    }


class SignForm(OpinionForm):
    """A signature under one version of the text: the one that the signer was shown."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, JointDocument):
            self.initial["read"] = queries.official_text(subject, asked.at).digest
            self._say(self.initial["read"])

    def reread(self, subject: Subject) -> None:
        """As any form, and of the text as it is now."""
        super().reread(subject)
        if isinstance(subject, JointDocument):
            digest = queries.official_text(subject, self.asked.at).digest
            self.data["read"] = digest  # type: ignore[index]  # super() made it a mutable one
            self._say(digest)

    def _say(self, digest: str) -> None:
        self.hint = (  # type: ignore[misc]  # each form of this kind says its own version
            f"请先阅读全文（页面、PDF或Word，内容相同）。本次签署的版本：{short_hash(digest)}，签署只对这一版本有效。"
        )


class IssueForm(ActForm):
    """The number given outside; the date is that of the last signature."""

    danger = True

    number = forms.CharField(
        label="发文字号",
        max_length=60,
        help_text="按“渝科协发〔2026〕1号”的格式：六角括号〔〕，序号不编虚位、不加“第”字。发文字号由发文机关编定，在此录入。",
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, JointDocument) and subject.countersigned_on:
            self.hint = (  # type: ignore[misc]  # each form of this kind says its own date
                f"成文日期为最后签发机关的签发日期：{chinese_date(subject.countersigned_on)}，"
                "即批准建站之日，建站期限自该日起算。"
            )


class AttachScanForm(ActForm):
    """The scan of the sealed paper, and whether everybody may open it."""

    page_title = "上传盖章扫描件"

    scan = UploadField(label="盖章扫描件", kinds=(PDF,), help_text="加盖印章的正式文件的扫描件。")
    public = forms.BooleanField(
        label="向社会公开扫描件",
        required=False,
        help_text="已核对扫描件只列单位名称、不含个人信息的，可以勾选；印发后与正文一并公开。",
    )
    opinion = forms.CharField(
        label="更换原因",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="更换已有扫描件时填写；原扫描件保留备查。",
    )


class OpenScanForm(ActForm):
    """Whether everybody may open the scan that counts."""

    public = forms.BooleanField(
        label="向社会公开扫描件", required=False, help_text="须已核对扫描件只列单位名称、不含个人信息。"
    )
    opinion = forms.CharField(label="说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        scan = subject.scans.first() if isinstance(subject, JointDocument) else None
        self.initial.setdefault("public", bool(scan and scan.public))


DOCUMENT_FORMS: Forms = {
    moves.SIGN.name: SignForm,
    moves.COUNTERSIGN.name: SignForm,
    moves.RECALL.name: ReasonForm,
    moves.ISSUE.name: IssueForm,
    moves.ATTACH_SCAN.name: AttachScanForm,
    moves.OPEN_SCAN.name: OpenScanForm,
}
