"""Parsing of what the pages of resolutions ask for."""

from typing import Any

from django import forms

from haizhi.decisions import queries
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.files.forms import UploadField
from haizhi.files.kinds import PDF
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.reviews.models import Session
from haizhi.ui.acting import ActForm, Forms
from haizhi.ui.requests import Asked


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
        label="出席人员",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一人，或以顿号分隔。",
    )
    minutes = UploadField(label="会议纪要扫描件", kinds=(PDF,), required=False)


RESOLUTION_FORMS: Forms = {moves.APPLY_RESOLUTION.name: ApplyResolutionForm}
