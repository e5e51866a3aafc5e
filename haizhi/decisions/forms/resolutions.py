"""Parsing of what the pages of resolutions ask for."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from haizhi.applications.models import Application
from haizhi.decisions import queries
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.files.forms import UploadField
from haizhi.files.kinds import PDF
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.deadlines import Track
from haizhi.reviews.models import Session
from haizhi.ui.acting import ActForm, Forms, ReasonForm
from haizhi.ui.listing import FilterForm
from haizhi.ui.refusals import say_anew
from haizhi.ui.requests import Asked


def _names() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3})


class PrepareResolutionForm(ActForm):
    """Which session's ranking is decided on."""

    page_title = "拟定党组决议"
    hint = "按评审名次生成拟建站名单，生成后可以逐家修改；登记之前不生效，也不告知任何人。"

    session = forms.ModelChoiceField(
        label="评审会", queryset=Session.objects.none(), to_field_name="code", empty_label="请选择"
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        waiting = queries.to_resolve(asked.actor)
        self.fields["session"].queryset = waiting  # type: ignore[attr-defined]  # a model choice
        if not waiting.exists():
            self.fields["session"].help_text = "目前没有待拟定决议的评审会：评审会须经会签闭会，且有待决定的单位。"
        self.initial.setdefault("session", asked.GET.get("session"))


class _DraftForm(forms.Form):
    """A part of a resolution that is drawn up, as its reader saw it."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def reread(self, resolution: Resolution) -> None:
        """Let the form speak of the resolution as it is now, after its reader was shown a newer version."""
        say_anew(self, {"seen": str(resolution.version)})


class LinesForm(_DraftForm):
    """What is decided on every unit of a resolution; fields are named by the application's code."""

    target_reason = forms.CharField(
        label="拟建站数量说明",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="拟建站数量与年度数量不一致时填写。",
    )

    def __init__(self, data: QueryDict | None = None, *, resolution: Resolution, lines: list[queries.Line]) -> None:
        super().__init__(data, initial={"seen": resolution.version, "target_reason": resolution.target_reason})
        if resolution.session.call.track != Track.ANNUAL:
            del self.fields["target_reason"]
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

    def tables(self) -> list[tuple[queries.Table, list[tuple[queries.Line, forms.BoundField, forms.BoundField]]]]:
        """Each intake's lines, each line with its two fields."""
        return [
            (
                table,
                [
                    (line, self[f"decision_{line.application.code}"], self[f"reason_{line.application.code}"])
                    for line in table.lines
                ],
            )
            for table in queries.tables_of(self.lines)
        ]

    def decisions(self) -> dict[str, tuple[str, str]]:
        """(decision, reason) by application code. Only after `is_valid()`."""
        given = self.cleaned_data
        codes = [line.application.code for line in self.lines]
        return {code: (given[f"decision_{code}"], given[f"reason_{code}"]) for code in codes}


class MeetingForm(_DraftForm):
    """The meeting at which it was decided, as far as it is known; saved at will until the resolution is entered."""

    minutes_number = forms.CharField(label="会议纪要编号", max_length=60, required=False)
    met_on = forms.DateField(label="会议日期", required=False)
    attendance = forms.CharField(
        label="出席人员",
        max_length=2000,
        required=False,
        widget=_names(),
        help_text="到会的党组成员，逐人填写姓名，一行一人。",
    )
    absent = forms.CharField(
        label="缺席人员",
        max_length=2000,
        required=False,
        widget=_names(),
        help_text="未到会的党组成员，一行一人；没有的不填。",
    )
    sitting_in = forms.CharField(
        label="列席人员",
        max_length=2000,
        required=False,
        widget=_names(),
        help_text="列席会议的人员，一行一人；没有的不填。",
    )
    minutes = UploadField(
        label="会议纪要扫描件",
        kinds=(PDF,),
        required=False,
        help_text="涉密或按规定不上网的纪要不要上传，填写编号即可。",
    )
    no_minutes = forms.BooleanField(label="移除已上传的扫描件", required=False)

    def __init__(self, *args: Any, asked: Asked, resolution: Resolution) -> None:
        super().__init__(*args)
        names = ("minutes_number", "met_on", "attendance", "absent", "sitting_in")
        self.initial = {name: getattr(resolution, name) for name in names} | {"seen": resolution.version}
        self.asked, self.resolution = asked, resolution
        if resolution.minutes is None:
            del self.fields["no_minutes"]

    def meeting(self) -> dict[str, Any]:
        """What the draft takes. Only after `is_valid()`."""
        given = dict(self.cleaned_data)
        kept = None if given.pop("no_minutes", False) else self.resolution.minutes
        return given | {"minutes": given["minutes"] or kept}


class ApplyResolutionForm(ActForm):
    """Enter what was prepared, as the preview shows it."""

    danger = True


class DeferredFilters(FilterForm):
    """By unit or number of the application, and by intake."""

    q = forms.CharField(label="单位或申报编号", max_length=60)
    track = forms.ChoiceField(
        label="受理方式", choices=[("", "全部"), *((track.value, track.label) for track in Track)]
    )

    def narrow(self, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """The applications that meet all that was given."""
        given = self.cleaned_data
        if track := given.get("track"):
            queryset = queryset.filter(call__track=track)
        if words := given.get("q"):
            queryset = queryset.filter(Q(unit__name__icontains=words) | Q(code__icontains=words))
        return queryset


RESOLUTION_FORMS: Forms = {
    moves.APPLY_RESOLUTION.name: ApplyResolutionForm,
    moves.DROP_RESOLUTION.name: ReasonForm,
}
