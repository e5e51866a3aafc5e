"""Parsing of what the pages of resolutions ask for."""

from typing import Any

from django import forms
from django.http import QueryDict

from haizhi.decisions import queries
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.files.forms import UploadField
from haizhi.files.kinds import PDF
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.reviews.models import Session
from haizhi.ui.acting import ActForm, Forms, ReasonForm
from haizhi.ui.requests import Asked


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

    def __init__(self, data: QueryDict | None = None, *, resolution: Resolution, lines: list[queries.Line]) -> None:
        super().__init__(data, initial={"seen": resolution.version, "target_reason": resolution.target_reason})
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

    def reread(self, resolution: Resolution) -> None:
        """Let the form speak of the resolution as it is now, after its reader was shown a newer version."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["seen"] = str(resolution.version)
        self.data = data

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
        label="出席人员",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一人，或以顿号分隔。",
    )
    minutes = UploadField(label="会议纪要扫描件", kinds=(PDF,), required=False)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, Resolution) and (heard := queries.proposed_while_heard(subject)):
            told = "；".join(f"{each.unit.name}{each.hearing_notice}" for each in heard)
            self.fields["minutes_number"].help_text = f"请注意：{told}。"


RESOLUTION_FORMS: Forms = {
    moves.APPLY_RESOLUTION.name: ApplyResolutionForm,
    moves.DROP_RESOLUTION.name: ReasonForm,
}
