"""Parsing of tasks, of who gets them, of reports, and of the conditions above their lists."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.stages import STAGES
from haizhi.regulation.tasks import Issuer
from haizhi.stations.forms.owed import OwedFilters
from haizhi.stations.models import OPEN_ASSIGNMENTS, STANDING, Assignment, Station, Task, WorkEntry
from haizhi.stations.queries import district_choices, with_predecessors
from haizhi.stations.queries.tasks import nameable_entries
from haizhi.ui.acting import ActForm, OpinionForm, ReasonForm
from haizhi.ui.listing import FilterForm, StageFilters
from haizhi.ui.refusals import say_anew
from haizhi.ui.wording import day_text

_DAY = forms.DateInput(attrs={"type": "date"})


class TaskForm(ActForm):
    """What a task says."""

    page_title = "新建交办任务"
    hint = "保存后可以上传附件、修改内容，再选择工作站下达。"
    fieldsets = (
        ("来源", ("issuer", "issuer_name", "reference")),
        ("任务", ("name", "text", "due_on")),
    )

    issuer = forms.ChoiceField(
        label="下达单位", choices=[(i.value, i.label) for i in Issuer], widget=forms.RadioSelect, initial=Issuer.CITY
    )
    issuer_name = forms.CharField(
        label="下达单位名称", required=False, max_length=60, help_text="选“其他上级单位、部门”的，填写名称。"
    )
    reference = forms.CharField(label="来文编号", required=False, max_length=60, help_text="如 渝科协办发〔2026〕12号")
    name = forms.CharField(label="任务名称", max_length=120)
    text = forms.CharField(
        label="任务内容和要求",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="写明做什么、报什么、怎么报。不写涉密内容。",
    )
    due_on = forms.DateField(label="完成期限", widget=_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Task):
            for name in ("issuer", "issuer_name", "reference", "name", "text", "due_on"):
                self.initial.setdefault(name, getattr(self.subject, name))


class RecipientsForm(ActForm):
    """Which stations get a task; `candidates` are those that may."""

    stations = forms.ModelMultipleChoiceField(
        label="工作站",
        queryset=Station.objects.none(),
        to_field_name="code",
        error_messages={
            "required": "没有选择工作站，请至少选择一家。",
            "invalid_choice": "名单已有变化（%(value)s 已不能选择），请重新选择。",
        },
    )

    def __init__(self, *args: Any, candidates: QuerySet[Station], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stations"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = candidates

    @property
    def picked(self) -> set[str]:
        """The codes that were ticked, as they were sent."""
        return set(self.data.getlist("stations")) if isinstance(self.data, QueryDict) else set()

    def arguments(self) -> dict[str, Any]:
        """The stations in the order of their codes. Only after `is_valid()`."""
        return {"stations": sorted(self.cleaned_data["stations"], key=lambda station: str(station.code))}


class RecipientFilters(FilterForm):
    """Which of the stations are offered."""

    q = forms.CharField(label="单位、简称或编号", max_length=60)
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *district_choices()])
    kind = forms.ChoiceField(label="单位类别", choices=[("", "全部"), *((k.value, k.label) for k in ApplicantKind)])
    stage = forms.ChoiceField(
        label="状态", choices=[("", "全部"), *((stage, STAGES["station"][stage]) for stage in STANDING)]
    )

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The stations that meet all that was given; a district counts with those it took over."""
        given = self.cleaned_data
        if words := given.get("q"):
            queryset = Station.objects.filter(pk__in=queryset.values("pk")).matching(words)
            queryset = queryset.select_related("unit").order_by("code")
        if district := given.get("district"):
            queryset = queryset.filter(district__in=with_predecessors(district))
        if kind := given.get("kind"):
            queryset = queryset.filter(unit__applicant_kind=kind)
        if stage := given.get("stage"):
            queryset = queryset.filter(stage=stage)
        return queryset


class TaskFilters(StageFilters):
    """By name or number, issuer, stage, year of the last day."""

    stages_of = "task"
    equals = {"issuer": "issuer", "year": "due_on__year"}
    field_order = ("q", "issuer")

    q = forms.CharField(label="任务名称或编号", max_length=60)
    issuer = forms.ChoiceField(label="下达单位", choices=[("", "全部"), *((i.value, i.label) for i in Issuer)])
    year = forms.IntegerField(label="期限年份", min_value=2000, max_value=2100)


class AssignmentFilters(OwedFilters):
    """Of assignments, also by issuer; `task` comes from the pages that lead here."""

    stages_of = "assignment"
    turns = OPEN_ASSIGNMENTS
    equals = {"issuer": "task__issuer", "task": "task__code"}

    q = forms.CharField(label="工作站、单位、任务或编号", max_length=60)
    issuer = forms.ChoiceField(label="下达单位", choices=[("", "全部"), *((i.value, i.label) for i in Issuer)])
    task = forms.CharField(max_length=24, widget=forms.HiddenInput)


class ReportForm(forms.Form):
    """What a station writes of how it carried a task out; the report says over what it was typed."""

    needed_later = frozenset({"report"})

    report = forms.CharField(
        label="办理情况",
        required=False,
        max_length=20000,
        show_hidden_initial=True,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="做了什么、结果如何。不写涉密内容。",
    )
    entries = forms.MultipleChoiceField(
        label="关联的工作记录",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾选能证明完成情况的工作记录。",
    )

    def __init__(self, *args: Any, assignment: Assignment, partly: bool = False, **kwargs: Any) -> None:
        """`partly`: only the field that was sent is looked at, as when the page saves one by itself."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("report", assignment.report)
        self.initial.setdefault("entries", list(assignment.work.values_list("entry__code", flat=True)))
        self._entries = {entry.code: entry for entry in nameable_entries(assignment)}
        field = self.fields["entries"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(code, _in_a_line(entry)) for code, entry in self._entries.items()]
        if not self._entries:
            del self.fields["entries"]
        if partly:
            self.fields = {name: each for name, each in self.fields.items() if name == self.data.get("field")}

    def arguments(self) -> dict[str, Any]:
        """What is kept, by the draft's own names. Only after `is_valid()`."""
        given = self.cleaned_data | {"over": self.data.get("initial-report")}
        if "entries" in given:
            given["entries"] = [self._entries[code] for code in given["entries"]]
        return given

    def show_changed(self, now: str, by: str) -> None:
        """Say what another made of the report; sent once more, what is typed here takes its place."""
        self.add_error("report", f"{by}在您填写期间改为“{now or '空白'}”。以您填写的为准的，请再次保存。")
        say_anew(self, {self.add_initial_prefix("report"): now})


def _in_a_line(entry: WorkEntry) -> str:
    """An entry as its day and name."""
    return f"{day_text(entry.began_on)}　{entry}（{entry.stage_label}）"


class ExtendForm(ReasonForm):
    """A later last day, with the reason."""

    due_on = forms.DateField(label="新的期限", widget=_DAY)
    field_order = ("due_on", "opinion")


class ReturnReportForm(ReasonForm):
    """What is to be changed, and until when."""

    due_on = forms.DateField(label="重新报送的期限", widget=_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Assignment) and self.subject.due_on >= day_of(self.asked.at):
            self.initial.setdefault("due_on", self.subject.due_on)


class WithdrawForm(ReasonForm):
    """Why it is taken back."""

    danger = True


class ReportActForm(ActForm):
    """Handing a report in."""

    hint = "由本单位负责人报送。报送后由海智办验收，验收前可以收回修改。"


TASK_FORMS: dict[str, type[ActForm]] = {
    "task.extend": ExtendForm,
    "task.withdraw": WithdrawForm,
}

ASSIGNMENT_FORMS: dict[str, type[ActForm]] = {
    "assignment.report": ReportActForm,
    "assignment.approve": OpinionForm,
    "assignment.return": ReturnReportForm,
    "assignment.extend": ExtendForm,
    "assignment.withdraw": WithdrawForm,
}
