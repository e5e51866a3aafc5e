"""Forms of the minutes of the meetings that look at applications."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.applications.models import Application, Minutes
from haizhi.applications.queries.checking import can_be_minuted
from haizhi.files.forms import UploadField
from haizhi.files.kinds import JPG, PDF, PNG
from haizhi.regulation import moves
from haizhi.regulation.stages import STAGES
from haizhi.ui.acting import ActForm, OpinionForm, ReasonForm
from haizhi.ui.listing import FilterForm


class ApplicationsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """Applications by number, unit and stage."""

    def label_from_instance(self, obj: Any) -> str:
        """What stands beside the box."""
        return f"{obj.code}　{obj.unit.name}（{obj.stage_label}）"


class EnterMinutesForm(ActForm):
    """登记."""

    page_title = "登记资格审核会议纪要"
    hint = "一份纪要可以涉及多件申报；由海智办负责人确认后，载入各件的流程轨迹。"
    minutes_number = forms.CharField(label="纪要编号", max_length=60)
    met_on = forms.DateField(label="会议日期")
    attendance = forms.CharField(label="出席人员", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    applications = ApplicationsField(
        label="会议审议的申报件",
        queryset=Application.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
    )
    opinion = forms.CharField(
        label="会议意见", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    scan = UploadField(label="纪要扫描件", kinds=(PDF, JPG, PNG))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["applications"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = can_be_minuted(self.asked.actor)

    def arguments(self) -> dict[str, Any]:
        """The applications as a list."""
        said = super().arguments()
        chosen: Sequence[Application] = list(said["applications"])
        return said | {"applications": chosen}


class MinutesFilters(FilterForm):
    """By words and stage."""

    q = forms.CharField(label="纪要编号、单位或申报编号", max_length=120)
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["minutes"].items()])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The minutes that meet every condition given."""
        given = self.cleaned_data
        if text := given.get("q"):
            named = Q(applications__unit__name__icontains=text) | Q(applications__code__icontains=text)
            queryset = queryset.filter(
                pk__in=Minutes.objects.filter(Q(minutes_number__icontains=text) | named).values("pk")
            )
        if stage := given.get("stage"):
            queryset = queryset.filter(stage=stage)
        return queryset


class DropMinutesForm(ReasonForm):
    """撤销登记."""

    danger = True


MINUTES_FORMS: dict[str, type[ActForm]] = {
    moves.CONFIRM_MINUTES.name: OpinionForm,
    moves.DROP_MINUTES.name: DropMinutesForm,
}
"""The form of each act on minutes, by the move's name."""
