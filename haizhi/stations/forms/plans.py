"""Parsing of plans of the year: the plan itself and its items, all on one page."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from haizhi.files.forms import UploadField
from haizhi.files.kinds import DOCX, JPG, PDF, PNG
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.plans import QUARTERS, PlanWay
from haizhi.regulation.task_families import TaskFamily
from haizhi.stations.forms.work_lists import YearForm
from haizhi.stations.models import Plan
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked

_BLANKS = 3
"""Empty lines for further items."""

_SPARE = 40
"""Lines that a page may bring at most beside those that it showed filled in."""


class BeginPlanForm(ActForm):
    """Of which year."""

    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        this = day_of(asked.at).year
        self.fields["year"].choices = [(year, f"{year}年度") for year in (this, this + 1)]  # type: ignore[attr-defined]  # a choice field


class ItemForm(forms.Form):
    """One item; a line that is left empty is none."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="事项", max_length=120, required=False)
    family = forms.ChoiceField(
        label="任务类别", choices=[("", "请选择"), *((f.value, f.label) for f in TaskFamily)], required=False
    )
    quarter = forms.TypedChoiceField(
        label="季度", choices=[("", "请选择"), *QUARTERS.items()], coerce=int, empty_value=None, required=False
    )
    target = forms.CharField(label="目标", max_length=200, required=False)
    drop = forms.BooleanField(label="删去", required=False)

    @property
    def is_told(self) -> bool:
        """Whether the line is an item that stays. Only after `is_valid()`."""
        said = self.cleaned_data
        return not said.get("drop") and any(said.get(name) for name in ("name", "family", "quarter", "target"))

    def clean(self) -> dict[str, Any]:
        if self.is_told:
            for name in ("name", "family", "quarter"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写{self.fields[name].label}，或勾选删去")
        return self.cleaned_data


class PlanForm(forms.Form):
    """The plan; its lines are forms of their own, `lines`."""

    way = forms.ChoiceField(label="方式", choices=[(way.value, way.label) for way in PlanWay], widget=forms.RadioSelect)
    held_on = forms.DateField(label="会议日期", required=False, help_text="召开专题会议的，填写会议日期。")
    paper = UploadField(
        label="计划文件或会议纪要",
        kinds=(PDF, DOCX, JPG, PNG),
        largest=20,
        required=False,
        help_text="报送前须上传。已上传的，不选择文件就保留。",
    )

    def __init__(self, data: Any = None, files: Any = None, *, plan: Plan, asked: Asked) -> None:
        super().__init__(data, files, initial={"way": plan.way, "held_on": plan.held_on})
        self.asked = asked
        items = list(plan.items.all())
        count = self._count(len(items))
        self.lines = [
            ItemForm(data, prefix=f"item-{n}", initial=_shown(items[n]) if n < len(items) else {}) for n in range(count)
        ]

    def _count(self, items: int) -> int:
        """As many lines as there are items and a few blanks; as many as the page brought when it was sent."""
        said = str(self.data.get("lines", ""))
        brought = int(said) if said.isdecimal() and said.isascii() and len(said) < 4 else 0
        return min(max(items + _BLANKS, brought), items + _SPARE)

    def is_valid(self) -> bool:
        """Whether plan and lines can be read."""
        return all([super().is_valid(), *(line.is_valid() for line in self.lines)])

    def values(self) -> dict[str, Any]:
        """The columns of the plan. Only after `is_valid()`."""
        said = {name: self.cleaned_data[name] for name in ("way", "held_on")}
        return said | ({"paper": self.cleaned_data["paper"]} if self.cleaned_data["paper"] else {})

    def items(self) -> list[tuple[int | None, dict[str, Any]]]:
        """The items, each with the number of the one that it is. Only after `is_valid()`."""
        columns = ("family", "quarter", "name", "target")
        return [
            (line.cleaned_data["number"], {name: line.cleaned_data[name] for name in columns})
            for line in self.lines
            if line.is_told
        ]

    def show(self, refused: Refused) -> None:
        """Put a refusal beside the fields it concerns, the rest on top."""
        for finding in refused.findings:
            self.add_error(finding.field if finding.field in self.fields else None, str(finding))


def _shown(item: Any) -> dict[str, Any]:
    return {
        "number": item.pk, "name": item.name, "family": item.family, "quarter": item.quarter, "target": item.target
    }  # fmt: skip


class ReviseForm(ReasonForm):
    """Why a filed plan is opened again."""

    hint = "已报送的内容留存备查，调整期间仍为已报送；调整后由负责人再次报送。"


class FileForm(OpinionForm):
    """The 负责人 files it."""

    hint = "报送后海智办可以查看；需要改动的，可以再办理调整。"


PLAN_FORMS: Forms = {moves.FILE_PLAN.name: FileForm, moves.REVISE_PLAN.name: ReviseForm}


class PlanFilters(YearForm):
    """By year and district, and whether there is a plan on file."""

    state = forms.ChoiceField(label="报送情况", choices=[("", "全部"), ("none", "未报送"), ("filed", "已报送")])

    field_order = ("year", "district", "state")

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The stations, each with whether its plan is on file, that meet all that was given."""
        queryset = super().narrow(queryset)
        if state := self.cleaned_data.get("state"):
            queryset = queryset.filter(on_file=state == "filed")
        return queryset
