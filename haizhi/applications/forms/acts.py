"""The form of each act on an application."""

from dataclasses import replace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from haizhi.applications.facts import SECTION_LABELS, handed_in_digest, working_paper
from haizhi.applications.forms.reasons import SectionReasons
from haizhi.applications.forms.scans import COMPARED, unread_words
from haizhi.applications.models import Application
from haizhi.applications.queries.forwarding import digest_read
from haizhi.files.forms import UploadField
from haizhi.files.kinds import JPG, PDF, PNG
from haizhi.files.models import Upload
from haizhi.regulation import moves
from haizhi.regulation.bodies import bodies_by_pinyin
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.routing import Route
from haizhi.ui.acting import ActForm, OpinionForm, ReasonForm


def _opinion(label: str, *, required: bool = True, hint: str = "", most: int = 2000) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=most, widget=area, help_text=hint)


class SectionsForm(ActForm):
    """What goes back: a reason for each section that is ticked, and what is to be said of the whole."""

    reasons = SectionReasons(label="需要补正的部分", help_text="逐部分勾选并写明原因，申报单位会看到。")
    opinion = _opinion("总的说明", required=False)

    field_order = ("once", "seen", "reasons", "opinion")

    def arguments(self) -> dict[str, Any]:
        """The sections with their reasons; the opinion tells all of it, as the trail shows it."""
        said = super().arguments()
        reasons = said["reasons"]
        lines = [f"{SECTION_LABELS[section]}：{reason}" for section, reason in reasons.items()]
        whole = "\n".join(filter(None, [said["opinion"], *lines]))
        return said | {"opinion": whole, "sections": list(reasons)}

    def show(self, refused: Refused) -> None:
        """A refusal of the sections stands beside their reasons."""
        moved = [replace(f, field="reasons") if f.field == "sections" else f for f in refused.findings]
        super().show(Refused(*moved))


class SubmitForm(ActForm):
    """提交."""

    hint = "提交后内容即固定，由受理单位审核；需要修改的，由受理单位退回补正。"
    opinion = _opinion("申请单位意见", required=False)


class AdoptForm(ActForm):
    """接办代录件."""

    danger = True
    hint = "海智办按纸质件代录的内容由本单位接着填报，此后海智办不再改动。"


class WithdrawForm(ActForm):
    """撤回."""

    danger = True
    hint = "撤回后此件办结，不能恢复；在受理期内可以另行申报，已填的内容和附件材料自动带入。"
    opinion = _opinion("撤回理由", required=False)


SCANNED = (PDF, JPG, PNG)


class VisitForm(ActForm):
    """登记实地考察."""

    hint = "实地考察由区县科协视需要安排；登记后记入流程轨迹，申报单位和海智办都能看到。"
    visited_on = forms.DateField(label="考察日期")
    visitors = forms.CharField(label="考察人员", max_length=200, help_text="姓名、单位，以顿号分隔。")
    received_by = forms.CharField(label="单位接待人员", max_length=200, required=False)
    opinion = _opinion("考察情况", hint="场地、设备、人员、合作进展等。")
    photo_1 = UploadField(label="照片1", kinds=(JPG, PNG), required=False)
    photo_2 = UploadField(label="照片2", kinds=(JPG, PNG), required=False)
    photo_3 = UploadField(label="照片3", kinds=(JPG, PNG), required=False)

    def arguments(self) -> dict[str, Any]:
        """The pictures together, in their order."""
        said = super().arguments()
        photos = [said.pop(name) for name in ("photo_1", "photo_2", "photo_3")]
        return said | {"photos": [photo for photo in photos if photo]}


class EndorseForm(ActForm):
    """初审通过."""

    opinion = _opinion("初审意见")
    scan = UploadField(
        label=MATERIALS[MaterialKind.DISTRICT_OPINION].label,
        kinds=SCANNED,
        largest=20,
        required=False,
        help_text="打印意见页，由负责人签字并加盖公章后扫描。已在初审页上传的，不必再选。",
    )

    compared = forms.BooleanField(label=COMPARED, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Application) and (paper := working_paper(self.subject)):
            self.initial.setdefault("opinion", paper.opinion)

    def clean(self) -> dict[str, Any]:
        """A scan whose mark names another version is not taken; where none is legible the head answers for it."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        scan: Upload | None = said.get("scan")
        if scan is None or not isinstance(self.subject, Application):
            return said | {"compared": False}
        try:
            marked, read = digest_read(scan, self.subject)
        except Refused as refused:
            self.show(refused)
            return said
        if read is None:
            if not said.get("compared"):
                self.add_error("compared", unread_words(marked=marked))
            return said
        if read != handed_in_digest(self.subject):
            self.add_error("scan", "扫描件对应的不是现在提交的版本，请打印现在的意见页，签字并加盖公章后再扫描上传。")
        return said | {"compared": False}


class ReturnForm(SectionsForm):
    """退回."""


class DeclineForm(ReasonForm):
    """不予推荐."""

    danger = True


class RerouteForm(ActForm):
    """变更渠道."""

    route = forms.TypedChoiceField(
        label="变更为",
        choices=[(route.value, route.label) for route in Route],
        coerce=Route,
        widget=forms.RadioSelect,
    )
    district = forms.ChoiceField(label="初审区县科协", required=False, help_text="经区县科协初审的须选择。")
    opinion = _opinion("变更理由")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["district"]
        if isinstance(choices, forms.ChoiceField):
            choices.choices = [
                ("", "不变"),
                *((b.code, b.association) for b in bodies_by_pinyin(day_of(self.asked.at))),
            ]
        if isinstance(self.subject, Application):
            other = Route.VIA_DISTRICT if self.subject.route == Route.DIRECT else Route.DIRECT
            self.initial.setdefault("route", other.value)


class CorrectForm(SectionsForm):
    """退回补正."""

    workdays = forms.IntegerField(
        label="补正期限",
        min_value=1,
        max_value=60,
        initial=5,
        widget=forms.NumberInput(attrs={"data-unit": "个工作日"}),
        help_text="自退回次日起算。",
        error_messages={"min_value": "补正期限至少1个工作日", "max_value": "补正期限最多60个工作日"},
    )


class QualifyForm(OpinionForm):
    """资格通过."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Application) and self.subject.hearing_notice:
            self.fields["opinion"].help_text = f"请注意：{self.subject.hearing_notice}。"

    def show(self, refused: Refused) -> None:
        """A refusal for rows of the checklist leads to the first of them."""
        super().show(refused)
        row = next((finding.field for finding in refused.findings if finding.field), "")
        if row and isinstance(self.subject, Application):
            rows = reverse("applications:checklist", args=[self.subject.code])
            self.add_error(None, format_html('<a href="{}#row-{}">逐项审核资格条件</a>', rows, row))


class ReceivePaperForm(ActForm):
    """签收纸质件."""

    hint = "以网上提交的为准，纸质件另行签收。份数不足、版本不符的，照实登记，回执上写明。"
    received_on = forms.DateField(label="收到日期")
    copies = forms.IntegerField(
        label="份数",
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"data-unit": "份"}),
        error_messages={"min_value": "至少1份", "max_value": "最多99份"},
    )
    printed = forms.CharField(
        label="页脚版本号",
        required=False,
        max_length=120,
        help_text="扫描页脚的二维码，或照录其旁的版本号；无法辨认的留空。",
    )
    handed_in_by = forms.CharField(label="递交人", required=False, max_length=64)
    opinion = _opinion("备注", required=False, most=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", day_of(self.asked.at))
        if isinstance(self.subject, Application):
            self.initial.setdefault("copies", self.subject.call.paper_copies)


class RejectForm(ReasonForm):
    """资格不符."""

    danger = True
    hint = "不符合的条件连同依据一并记入。"


class NotifyForm(ActForm):
    """拟取消资格告知."""

    danger = True
    hint = "告知申报单位拟取消资格的事实与依据，听取其陈述申辩后再作决定。"
    opinion = _opinion("事实与依据", hint="弄虚作假、违纪违法的事实，来源和证据。申报单位会看到。")
    due_on = forms.DateField(label="陈述申辩期限", help_text="至该日24:00。期满未陈述的，可以作出决定。")


class StateForm(ActForm):
    """陈述申辩."""

    hint = "陈述申辩只能提交一次，海智办据此作出决定。"
    opinion = forms.CharField(label="陈述申辩", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    attachment = UploadField(label="证明材料", kinds=SCANNED, required=False)


class SpareForm(ReasonForm):
    """不予取消资格."""


class CancelForm(ActForm):
    """取消资格."""

    danger = True
    opinion = _opinion("事实与依据", hint="经听取陈述申辩后认定的弄虚作假、违纪违法的事实。")
    accountability = _opinion("责任追究", hint="对相关责任人的处理。")


APPLICATION_FORMS: dict[str, type[ActForm]] = {
    moves.SUBMIT.name: SubmitForm,
    moves.WITHDRAW.name: WithdrawForm,
    moves.ADOPT.name: AdoptForm,
    moves.VISIT.name: VisitForm,
    moves.ENDORSE.name: EndorseForm,
    moves.RETURN.name: ReturnForm,
    moves.DECLINE.name: DeclineForm,
    moves.REROUTE.name: RerouteForm,
    moves.CORRECT.name: CorrectForm,
    moves.QUALIFY.name: QualifyForm,
    moves.RECEIVE_PAPER.name: ReceivePaperForm,
    moves.REJECT.name: RejectForm,
    moves.NOTIFY.name: NotifyForm,
    moves.STATE.name: StateForm,
    moves.SPARE.name: SpareForm,
    moves.CANCEL.name: CancelForm,
}
"""The form of each act on an application, by the move's name."""
