"""The forms of a district's own cut-off: set, change, admit a unit after it."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from haizhi.accounts.models import Organisation
from haizhi.applications.forms.readings import reading_hint
from haizhi.applications.models import Call, DistrictCutoff, units_by_way_of
from haizhi.regulation import moves
from haizhi.regulation.bodies import BODIES
from haizhi.regulation.roles import Role
from haizhi.ui.acting import ActForm
from haizhi.ui.wording import until_text


def _reason(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


def _note() -> forms.CharField:
    return forms.CharField(
        label="说明", max_length=500, required=False, help_text="例如：纸质件送交地点、联系人；各单位都会看到。"
    )


class MomentField(forms.DateTimeField):
    """A moment typed in local time, as an aware one."""

    def clean(self, value: Any) -> datetime | None:
        """In UTC; None when nothing was given. What lies before the first day there is, is no moment."""
        moment = super().clean(value)
        try:
            return moment.astimezone(UTC) if moment else None
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class SetCutoffForm(ActForm):
    """设定区县截止时间, in `call`."""

    call: ClassVar[Call]
    page_title = "设定本区县截止时间"
    district = forms.ChoiceField(label="区县科协")
    cutoff = MomentField(label="截止时间", help_text="所辖单位在此之前提交到区县科协。")
    note = _note()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = self.asked.actor.places(Role.DISTRICT_HEAD)
        field = self.fields["district"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(b.code, b.association) for b in BODIES if b.code in places]
        if len(places) == 1:
            self.initial.setdefault("district", places[0])
            field.widget = forms.HiddenInput()
        _explain(self.fields["cutoff"], self.call)


def set_cutoff_form(call: Call) -> type[SetCutoffForm]:
    """The form for a call."""
    return type("SetCutoffForm", (SetCutoffForm,), {"call": call})


class ChangeCutoffForm(ActForm):
    """变更区县截止时间."""

    cutoff = MomentField(label="截止时间")
    note = _note()
    opinion = _reason("变更理由")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, DistrictCutoff):
            self.initial.setdefault("cutoff", timezone.localtime(self.subject.cutoff))
            self.initial.setdefault("note", self.subject.note)
            _explain(self.fields["cutoff"], self.subject.call)


def _explain(field: forms.Field, call: Call) -> None:
    until = f"不得晚于通知的截止时间（{until_text(call.deadline)}）。" if call.deadline else ""
    field.help_text = f"{field.help_text}{until}{reading_hint(8)}"


class AdmitLateForm(ActForm):
    """准予逾期提交, after `cutoff`."""

    cutoff: ClassVar[DistrictCutoff]
    page_title = "准予逾期提交"
    hint = "所选单位在本区县截止之后仍可提交；送达重庆海智办仍以通知的截止时间为准。"
    unit = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.none(), empty_label="请选择")
    opinion = _reason("理由")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cutoff = self.cutoff
        admitted = cutoff.admissions.values_list("unit_id", flat=True)
        going = [unit.pk for unit in units_by_way_of(cutoff.district)]
        rerouted = cutoff.call.applications.filter(district=cutoff.district, route="via_district").values("unit")
        units = self.fields["unit"]
        if isinstance(units, forms.ModelChoiceField):
            all_of_them = Organisation.objects.filter(pk__in=going) | Organisation.objects.filter(pk__in=rerouted)
            units.queryset = all_of_them.exclude(pk__in=admitted).order_by("name")


def admit_late_form(cutoff: DistrictCutoff) -> type[AdmitLateForm]:
    """The form for a district's cut-off."""
    return type("AdmitLateForm", (AdmitLateForm,), {"cutoff": cutoff})


CUTOFF_FORMS: dict[str, type[ActForm]] = {moves.CHANGE_CUTOFF.name: ChangeCutoffForm}
"""The form of each act on a cut-off, by the move's name."""
