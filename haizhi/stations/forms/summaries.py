"""Parsing of a summary that is being written, of what becomes of it, and of the conditions above the lists."""

from collections.abc import Mapping
from typing import Any

from django import forms

from haizhi.applications.forms.drafted import CountField, MoneyField
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.evidence import FEN_PER_WAN
from haizhi.regulation.parameters import SUMMARY_SECTION_WORDS
from haizhi.regulation.summaries import CHECKS, Figure, Line, SummarySection
from haizhi.stations.drafts.summaries import standing_in
from haizhi.stations.drafts.writing import Kept
from haizhi.stations.forms.owed import OwedFilters
from haizhi.stations.models import STANDING, WRITTEN, Station, Summary, SummaryRound
from haizhi.ui.acting import ActForm, OpinionForm, ReasonForm
from haizhi.ui.refusals import say_anew

LONGEST_SECTION = 20_000
"""Characters of a section that a draft keeps; how many 字 it may have waits for the submission."""

_MOST = 1_000_000
_DAY = forms.DateInput(attrs={"type": "date"})


def _given(figure: Figure) -> forms.Field:
    label = f"更正{figure.label}"
    if figure.unit == "分":
        return MoneyField(label=label, required=False, show_hidden_initial=True)
    return CountField(label=label, most=_MOST, unit=figure.unit, required=False, show_hidden_initial=True)


def _to_keep(value: Any, figure: Figure) -> Kept:
    """A figure as it is kept: whole numbers, money in 分."""
    if value is None or figure.unit != "分":
        return None if value is None else int(value)
    return int(value * FEN_PER_WAN)


class SummaryForm(forms.Form):
    """The sections and figures of a summary; each says over what it was typed."""

    needed_later = frozenset(section.value for section in SummarySection)

    def __init__(self, *args: Any, summary: Summary, lines: tuple[Line, ...], partly: bool = False, **kw: Any) -> None:
        """`partly`: only what was sent is looked at, as when the page saves one field by itself."""
        super().__init__(*args, **kw)
        self.lines = lines
        made: dict[str, forms.Field] = {}
        for section in SummarySection:
            made[section.value] = forms.CharField(
                label=section.label,
                required=False,
                max_length=LONGEST_SECTION,
                help_text=f"不超过{SUMMARY_SECTION_WORDS.value}字。{section.hint}",
                show_hidden_initial=True,
                widget=forms.Textarea(attrs={"rows": 6, "data-words": SUMMARY_SECTION_WORDS.value}),
            )
        for line in lines:
            key, label = line.figure.key, f"{line.figure.label}的更正说明"
            made[f"given_{key}"] = _given(line.figure)
            made[f"why_{key}"] = forms.CharField(
                label=label, required=False, max_length=200, show_hidden_initial=True, widget=forms.TextInput
            )
        self.fields = {name: field for name, field in made.items() if not partly or name in self.data}
        for name in self.fields:
            self.initial.setdefault(name, standing_in(summary, name))
        self._figures = {line.figure.key: line.figure for line in lines}

    @property
    def sections(self) -> list[forms.BoundField]:
        """The fields of the text."""
        return [self[section.value] for section in SummarySection]

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField, forms.BoundField]]:
        """Each figure with its two fields."""
        return [(line, self[f"given_{line.figure.key}"], self[f"why_{line.figure.key}"]) for line in self.lines]

    def values(self) -> dict[str, Kept]:
        """What was sent, as it is kept. Only after `is_valid()`."""
        return {name: self._kept(name, self.cleaned_data[name]) for name in self.fields}

    def over(self) -> dict[str, Kept]:
        """What the page showed before it was typed in, as far as it says so."""
        shown: dict[str, Kept] = {}
        for name, field in self.fields.items():
            said = self.data.get(self.add_initial_prefix(name))
            if said is not None:
                try:
                    shown[name] = self._kept(name, field.to_python(said))
                except forms.ValidationError:
                    continue
        return shown

    def _kept(self, name: str, value: Any) -> Kept:
        if name.startswith("given_"):
            return _to_keep(value, self._figures[name.removeprefix("given_")])
        return str(value).strip()

    def shown(self, name: str, value: Kept) -> str:
        """A value as its field shows it."""
        prepared = self.fields[name].prepare_value(value)
        return "" if prepared is None else str(prepared)

    def show_changed(self, stands: Mapping[str, Kept], by: str) -> None:
        """Say beside each field what another made of it; sent once more, what is typed here takes its place."""
        now = {name: self.shown(name, value) for name, value in stands.items()}
        for name, text in now.items():
            self.add_error(name, f"{by}在您填写期间改为“{text or '空白'}”。以您填写的为准的，请再次保存。")
        say_anew(self, {self.add_initial_prefix(name): text for name, text in now.items()})


class OpenRoundForm(ActForm):
    """A year's check."""

    page_title = "布置年度工作总结"
    hint = "下一步先列出应报送的工作站和免报的工作站，核对后再布置。"

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    due_on = forms.DateField(label="报送期限", widget=_DAY)
    guide = forms.CharField(
        label="填报要求",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="显示在每家工作站的填报页上。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = day_of(self.asked.at)
        self.initial.setdefault("year", today.year if today.month == 12 else today.year - 1)


class IncludeForm(ReasonForm):
    """A station that was left out, and why it is asked after all."""

    station = forms.ModelChoiceField(label="工作站", queryset=Station.objects.none(), to_field_name="code")
    field_order = ("station", "opinion")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["station"]
        if isinstance(self.subject, SummaryRound) and isinstance(field, forms.ModelChoiceField):
            left_out = Station.objects.filter(stage__in=STANDING).exclude(summaries__round=self.subject)
            field.queryset = left_out.select_related("unit").order_by("code")


class LaterForm(ReasonForm):
    """A later last day, with the reason."""

    due_on = forms.DateField(label="新的报送期限", widget=_DAY)
    field_order = ("due_on", "opinion")


class SubmitForm(ActForm):
    """Handing in; after the last day with the reason."""

    hint = "由本单位负责人提交。提交时按工作记录核定数据，提交后由海智办审核，审核前可以收回修改。"
    opinion = forms.CharField(
        label="逾期原因",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="期限内提交的不填。",
    )


class AcceptForm(OpinionForm):
    """The checklist of the Office."""

    checked = forms.MultipleChoiceField(
        label="审核要点", required=False, choices=list(CHECKS.items()), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("checked", "opinion")


class ReturnForm(ActForm):
    """What is to be changed in which part, and until when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in SummarySection:
            self.fields[section.value] = forms.CharField(
                label=f"{section.label}：要改什么",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["figures"] = forms.CharField(
            label="数据：要改什么", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields["due_on"] = forms.DateField(label="重新提交的期限", widget=_DAY)
        if isinstance(self.subject, Summary) and self.subject.due_on >= day_of(self.asked.at):
            self.initial.setdefault("due_on", self.subject.due_on)

    def arguments(self) -> dict[str, Any]:
        """The reasons by part, and all of them in one text as people read it in the trail."""
        given = super().arguments()
        due_on = given.pop("due_on")
        labels = {section.value: section.label for section in SummarySection} | {"figures": "数据"}
        reasons = {part: text.strip() for part, text in given.items() if text.strip()}
        return {
            "reasons": reasons,
            "due_on": due_on,
            "opinion": "\n".join(f"{labels[part]}：{text}" for part, text in reasons.items()),
        }


ROUND_FORMS: dict[str, type[ActForm]] = {
    "summary_round.include": IncludeForm,
    "summary_round.extend": LaterForm,
}

SUMMARY_FORMS: dict[str, type[ActForm]] = {
    "summary.submit": SubmitForm,
    "summary.accept": AcceptForm,
    "summary.return": ReturnForm,
    "summary.extend": LaterForm,
    "summary.excuse": ReasonForm,
    "summary.readmit": LaterForm,
}


class SummaryFilters(OwedFilters):
    """Of summaries, also by year."""

    stages_of = "summary"
    turns = WRITTEN
    equals = {"year": "round__year"}
    field_order = ("q", "year")

    q = forms.CharField(label="工作站、单位或编号", max_length=60)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
