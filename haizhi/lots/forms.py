"""Parsing of what the pages of lots ask for."""

from django import forms
from django.db.models import QuerySet

from haizhi.lots.models import Member, Purpose
from haizhi.regulation import moves
from haizhi.regulation.stages import STAGES
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.dice import DiceForm
from haizhi.ui.listing import FilterForm


class ConfirmSealForm(ActForm):
    """Only confirms."""

    hint = "会签前请核对名单、数量和避嫌关系。会签之后谁也不能改动；随后双方签署检查点，再掷骰。"


class DrawForm(ActForm):
    """Only confirms."""

    hint = "结果由封存的名单和骰子算出，点一次和点一百次相同。"


class ConfirmDrawForm(ActForm):
    """Only confirms."""

    hint = "平台将重新计算一遍，与海智办抽出的一致才能会签。会签之后结果不能作废。"


class VoidForm(ReasonForm):
    """Why the lot is to be void."""

    danger = True
    hint = "会签作废之后，名单、随机数和结果留存备查，需要的另行封存名单，重新掷骰。"


LOT_FORMS: Forms = {
    moves.CONFIRM_LOT_SEAL.name: ConfirmSealForm,
    moves.REFUSE_LOT_SEAL.name: ReasonForm,
    moves.RECORD_LOT_ENTROPY.name: DiceForm,
    moves.WITNESS_LOT_ENTROPY.name: DiceForm,
    moves.DRAW_LOT.name: DrawForm,
    moves.CONFIRM_LOT.name: ConfirmDrawForm,
    moves.VOID_LOT.name: VoidForm,
    moves.CONFIRM_LOT_VOID.name: OpinionForm,
    moves.REFUSE_LOT_VOID.name: ReasonForm,
}


class LotFilters(FilterForm):
    """The conditions above the list of lots."""

    equals = {"purpose": "purpose", "stage": "stage"}

    q = forms.CharField(label="名称或编号", max_length=120)
    purpose = forms.ChoiceField(label="用途", choices=[("", "全部"), *Purpose.choices])
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["lot"].items()])


class MemberFilters(FilterForm):
    """The conditions above the list of a lot's members."""

    contains = ("code", "name")

    q = forms.CharField(label="名称或编号", max_length=120)


class DrawnFilters(MemberFilters):
    """The same above the result of a lot from which some were chosen."""

    chosen = forms.BooleanField(label="只看抽中的")

    def narrow(self, queryset: QuerySet[Member]) -> QuerySet[Member]:
        """The members that meet the conditions."""
        found = super().narrow(queryset)
        return found.filter(position__isnull=False) if self.cleaned_data.get("chosen") else found
