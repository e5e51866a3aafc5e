"""The form of each act on an application."""

from typing import Any

from django import forms

from haizhi.applications.facts import current_materials
from haizhi.applications.models import Application
from haizhi.files.forms import UploadField
from haizhi.files.kinds import JPG, PDF, PNG
from haizhi.regulation import moves
from haizhi.regulation.bodies import bodies_by_pinyin
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.routing import Route
from haizhi.regulation.sections import Section
from haizhi.ui.acting import ActForm, OpinionForm, ReasonForm


def _opinion(label: str, *, required: bool = True, hint: str = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=2000, widget=area, help_text=hint)


def _sections() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="需要补正的部分",
        choices=[(section.value, section.label) for section in Section],
        widget=forms.CheckboxSelectMultiple,
    )


class SubmitForm(ActForm):
    """提交."""

    hint = "提交后内容即固定，由受理单位审核；需要修改的，由受理单位退回补正。"
    opinion = _opinion("申请单位意见", required=False)


class WithdrawForm(ActForm):
    """撤回."""

    danger = True
    hint = "撤回后此件办结，不能恢复；在受理期内可以另行申报。"
    opinion = _opinion("撤回理由", required=False)


class EndorseForm(ActForm):
    """初审通过."""

    opinion = _opinion("初审意见")
    scan = UploadField(
        label=MATERIALS[MaterialKind.DISTRICT_OPINION].label,
        kinds=(PDF, JPG, PNG),
        required=False,
        help_text="打印申报表，在“区县科协意见”栏签字并加盖公章后扫描。",
        error_messages={"required": f"未提供“{MATERIALS[MaterialKind.DISTRICT_OPINION].label}”，请上传"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Application):
            held = current_materials(self.subject)
            self.fields["scan"].required = all(m.sort != MaterialKind.DISTRICT_OPINION for m in held)


class ReturnForm(ActForm):
    """退回."""

    opinion = _opinion("退回理由", hint="申报单位会看到。")
    sections = _sections()


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


class CorrectForm(ActForm):
    """退回补正."""

    opinion = _opinion("补正要求", hint="逐项写明；申报单位会看到。")
    sections = _sections()
    workdays = forms.IntegerField(
        label="补正期限",
        min_value=1,
        max_value=60,
        initial=5,
        widget=forms.NumberInput(attrs={"data-unit": "个工作日"}),
        help_text="自退回次日起算。",
        error_messages={"min_value": "补正期限至少1个工作日", "max_value": "补正期限最多60个工作日"},
    )


class RejectForm(ReasonForm):
    """资格不符."""

    danger = True
    hint = "不符合的条件连同依据一并记入。"


class CancelForm(ActForm):
    """取消资格."""

    danger = True
    opinion = _opinion("事实与依据", hint="弄虚作假、违纪违法的事实。")
    accountability = _opinion("责任追究", hint="对相关责任人的处理。")


APPLICATION_FORMS: dict[str, type[ActForm]] = {
    moves.SUBMIT.name: SubmitForm,
    moves.WITHDRAW.name: WithdrawForm,
    moves.ENDORSE.name: EndorseForm,
    moves.RETURN.name: ReturnForm,
    moves.DECLINE.name: DeclineForm,
    moves.REROUTE.name: RerouteForm,
    moves.CORRECT.name: CorrectForm,
    moves.QUALIFY.name: OpinionForm,
    moves.REJECT.name: RejectForm,
    moves.CANCEL.name: CancelForm,
}
"""The form of each act on an application, by the move's name."""
