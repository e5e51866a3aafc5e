"""Parsing of what a station writes of its work, and of what the Office answers."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet

from haizhi.applications.forms.drafted import LONGEST_TEXT, CountField, MoneyField
from haizhi.files.forms import UploadField
from haizhi.files.kinds import KINDS
from haizhi.regulation import moves
from haizhi.regulation.evidence import FEN_PER_WAN
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import Detail, WorkSort, sorts_of
from haizhi.stations.drafts.work import LARGEST_PROOF
from haizhi.stations.models import PlanItem, Tie, WorkEntry
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.refusals import say_anew

SORT_CHOICES = [(family.label, [(sort.value, sort.label) for sort in sorts_of(family)]) for family in TaskFamily]
"""The sorts of work under the families of 办法·4."""

_MOST_PEOPLE = 999_999


class BeginWorkForm(ActForm):
    """What sort of work it is: the rest is filled in on its own page."""

    sort = forms.ChoiceField(label="类别", choices=SORT_CHOICES, widget=forms.RadioSelect)

    def arguments(self) -> dict[str, Any]:
        return {"sort": WorkSort(self.cleaned_data["sort"])}


class SortForm(forms.Form):
    """Another sort for work that is being written."""

    sort = forms.ChoiceField(label="类别", choices=SORT_CHOICES)


def _text(label: str, longest: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, show_hidden_initial=True, **kwargs)


def _long(label: str, rows: int, hint: str = "") -> forms.CharField:
    return _text(label, LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows}), help_text=hint)


def _day(label: str, hint: str = "") -> forms.DateField:
    wrong = {"required": f"请填写{label}", "invalid": f"{label}请填写日期，如 2026-03-06"}
    return forms.DateField(label=label, help_text=hint, error_messages=wrong, show_hidden_initial=True)


def _detail_fields() -> dict[Detail, forms.Field]:
    count = {"required": False, "show_hidden_initial": True, "most": _MOST_PEOPLE}
    return {
        Detail.PARTNER: _text(Detail.PARTNER.label, 200, help_text="名称；个人只写姓名和领域，不写联系方式。"),
        Detail.COUNTRY: _text(Detail.COUNTRY.label, 60),
        Detail.OVERSEAS: CountField(label=Detail.OVERSEAS.label, unit="人", **count),
        Detail.PEOPLE: CountField(label=Detail.PEOPLE.label, unit="人次", **count),
        Detail.PLACE: _text(Detail.PLACE.label, 120),
        Detail.AUTHORITY: _text(Detail.AUTHORITY.label, 120),
        Detail.ECONOMIC: MoneyField(label=Detail.ECONOMIC.label, required=False, show_hidden_initial=True),
        Detail.SOCIAL: _long(Detail.SOCIAL.label, 3, "对行业、产业、学科和区域发展的作用。"),
    }


class WorkForm(forms.Form):
    """What is told of a piece of work; which details are asked depends on its sort. `only`: one field, to save it."""

    FIRST = ("name", "began_on")

    def __init__(
        self, data: Any = None, *, entry: WorkEntry, items: QuerySet[PlanItem], ties: QuerySet[Tie], only: str = ""
    ) -> None:
        super().__init__(data)
        self.entry = entry
        self.fields["name"] = _text("名称", 120, widget=forms.TextInput(attrs={"enterkeyhint": "next"}))
        self.fields["began_on"] = _day("开始日期")
        self.fields["ended_on"] = _day("结束日期", "一天之内的不用改；尚未结束的填写预计日期。")
        for detail, field in _detail_fields().items():
            if detail in entry.kind_of_work.asks:
                self.fields[detail.value] = field
        self.fields["account"] = _long("内容与成效", 6, "做了什么、有什么成效。不写涉密内容。")
        self.fields["item"] = forms.ModelChoiceField(
            items, label="对应的计划事项", required=False, empty_label="不在计划中", show_hidden_initial=True
        )
        self.fields["ties"] = forms.ModelMultipleChoiceField(
            ties,
            label="涉及的海外联系",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        if only:
            self.fields = {name: field for name, field in self.fields.items() if name == only}
        for name in self.fields:
            self.initial[name] = entry.ties.all() if name == "ties" else getattr(entry, name)

    def mark_required(self) -> None:
        """Show what handing it in needs as required, once the form was read: saving itself requires nothing."""
        needs = {"name", "began_on", "ended_on", "account", *(need.value for need in self.entry.kind_of_work.needs)}
        for name, field in self.fields.items():
            field.required = name in needs

    def values(self) -> dict[str, Any]:
        """The columns that were sent, money in 分, the lines of texts parted as the database parts them."""
        return {
            name: self._kept(name, value)
            for name, value in self.cleaned_data.items()
            if name != "ties" and name in self.data
        }

    def over(self) -> dict[str, Any]:
        """The values that the page showed, as far as it says so."""
        shown: dict[str, Any] = {}
        for name, field in self.fields.items():
            said = self.data.get(f"initial-{name}")
            if said is None or name == "ties":
                continue
            try:
                shown[name] = self._kept(name, field.to_python(said.strip()))
            except forms.ValidationError:
                continue
        return shown

    def chosen_ties(self) -> Collection[Tie] | None:
        """What it was done with; None where the page did not ask."""
        return list(self.cleaned_data["ties"]) if "ties" in self.cleaned_data else None

    def show_clashes(self, clashes: dict[str, Any]) -> None:
        """Say beside each field what a colleague saved meanwhile; sent once more, what is typed here is saved."""
        now = {name: self.shown(name, stands) for name, stands in clashes.items()}
        for name, text in now.items():
            self.add_error(name, f"同事刚改为“{text or '空白'}”。以这里填写的为准的，请再次保存")
        say_anew(self, {self.add_initial_prefix(name): text for name, text in now.items()})

    def shown(self, name: str, value: Any) -> str:
        """A kept value as its control holds it."""
        prepared = self.fields[name].prepare_value(getattr(value, "pk", value))
        return "" if prepared is None else str(prepared)

    def _kept(self, name: str, value: Any) -> Any:
        if name == Detail.ECONOMIC.value and value is not None:
            return int(value * FEN_PER_WAN)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    @property
    def first(self) -> list[forms.BoundField]:
        """What a phone shows at once."""
        return [self[name] for name in self.FIRST]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What it folds."""
        return [field for field in self if field.name not in self.FIRST]

    @property
    def unfolded(self) -> bool:
        """Whether anything of the rest is filled in, or wrong."""
        told = ("account", *(detail.value for detail in Detail))
        return any(name in self.errors or getattr(self.entry, name) for name in told)


class QuestionForm(ReasonForm):
    """What the station is to explain."""

    opinion = forms.CharField(label="需要说明的问题", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(ReasonForm):
    """What the station explains, with one more file where it helps."""

    opinion = forms.CharField(label="说明", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    paper = UploadField(label="补充材料", kinds=KINDS, largest=LARGEST_PROOF, required=False)


class ReturnForm(ReasonForm):
    """What is to be changed."""

    opinion = forms.CharField(label="需要修改的内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AmendForm(ReasonForm):
    """Why confirmed work is opened again."""

    hint = "更正前的内容留存备查；更正后须再次提交海智办确认，确认以前不计入统计和考核评估。"


class WithdrawForm(ActForm):
    """It was nothing."""

    danger = True
    hint = "作废后不计入统计，不能恢复。"


class StrikeForm(ReasonForm):
    """Why the Office takes back its confirmation."""

    danger = True
    hint = "撤销后这项工作不再计入统计和考核评估，不能恢复。"


WORK_FORMS: Forms = {
    moves.QUESTION_WORK.name: QuestionForm,
    moves.ANSWER_WORK.name: AnswerForm,
    moves.CONFIRM_WORK.name: OpinionForm,
    moves.RETURN_WORK.name: ReturnForm,
    moves.AMEND_WORK.name: AmendForm,
    moves.WITHDRAW_WORK.name: WithdrawForm,
    moves.STRIKE_WORK.name: StrikeForm,
}
