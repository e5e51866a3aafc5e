"""Forms of a sheet: the pad, its evidence, giving it, what may be done with it after."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from haizhi.assessments.drafts import TEXT_LENGTH
from haizhi.assessments.facts import marks_of
from haizhi.assessments.models import Part, Score
from haizhi.assessments.queries import suggested_marks, team_of
from haizhi.regulation import moves
from haizhi.regulation.indicators import ASSESSMENT
from haizhi.regulation.parameters import SCORE_STEP
from haizhi.reviews.forms.marks import MarkField, ReadMarksForm, in_points, in_tenths
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.listing import StageFilters
from haizhi.ui.refusals import say_anew

TEXT = "text_"


class MarksForm(forms.Form):
    """Eighteen marks in points, none required until the sheet is given; on a station's own sheet explanations beside.

    `partly`: only what was sent is looked at, as when the page saves one field.
    """

    def __init__(
        self,
        *args: Any,
        marks: dict[str, int],
        texts: dict[str, str] | None = None,
        notes: str | None = None,
        partly: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(in_points(marks))
        for indicator in ASSESSMENT.indicators:
            self._offer(indicator.key, MarkField(indicator, SCORE_STEP.value), partly)
            if texts is not None:
                name = TEXT + indicator.key
                self.initial[name] = texts.get(indicator.key, "")
                self._offer(name, _text_field(indicator.label), partly)
        if notes is not None:
            self.initial["notes"] = notes
            self._offer("notes", _notes_field(), partly)

    def _offer(self, name: str, field: forms.Field, partly: bool) -> None:
        if not partly or name in self.data:
            field.show_hidden_initial = True  # what the device showed, so that another's newer entry is not lost unseen
            self.fields[name] = field

    def marks(self) -> dict[str, int | None]:
        """The marks in tenths that were typed here. Only after `is_valid()`."""
        return {key: in_tenths(self.cleaned_data[key]) for key in ASSESSMENT.maxima if key in self.typed}

    def texts(self) -> dict[str, str]:
        """The explanations by indicator that were typed here. Only after `is_valid()`."""
        said = {name: text for name, text in self.cleaned_data.items() if name.startswith(TEXT) and name in self.typed}
        return {name.removeprefix(TEXT): text for name, text in said.items()}

    def notes(self) -> str | None:
        """The notes, None where they were not typed here. Only after `is_valid()`."""
        return self.cleaned_data.get("notes") if "notes" in self.typed else None

    @property
    def typed(self) -> set[str]:
        """The fields that differ from what the device showed: the others are not its to overwrite."""
        return {name for name in self.fields if self._shown(name) != self._sent(name)}

    def elsewhere(self) -> dict[str, str]:
        """The fields in which somebody else entered something meanwhile, with what stands there now."""
        found = {}
        for name in self.typed:
            now = _plain(self.initial.get(name))
            if self._shown(name) is not None and now not in (self._shown(name), self._sent(name)):
                found[name] = now
        return found

    def show_elsewhere(self, found: Mapping[str, str]) -> None:
        """Say beside each field what somebody else entered; sent once more, what is typed here takes its place."""
        for name, now in found.items():
            self.add_error(name, f"另一位同事刚改为“{now or '空白'}”。以这里填写的为准的，请再次保存")
        say_anew(self, {self.add_initial_prefix(name): now for name, now in found.items()})

    def _shown(self, name: str) -> str | None:
        said = self.data.get(f"initial-{name}")
        return None if said is None else _plain(said)

    def _sent(self, name: str) -> str:
        return _plain(self.data.get(name, ""))


def _plain(value: object) -> str:
    """A mark or a text as it is compared: 4 and 4.0 are the same mark, line ends are those of the page."""
    text = "" if value is None else str(value).replace("\r\n", "\n").strip()
    try:
        return format(Decimal(text).normalize(), "f")
    except InvalidOperation:
        return text


def _text_field(label: str) -> forms.CharField:
    attrs = {"rows": 2}
    return forms.CharField(
        label=f"{label}的说明", required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs=attrs)
    )


def _notes_field() -> forms.CharField:
    return forms.CharField(
        label="评分说明",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="供集体评议时参考，工作站看不到。",
    )


class GiveForm(ReadMarksForm):
    """The sheet as it was reviewed."""

    def marks_now(self) -> dict[str, int] | None:
        """Those of the sheet, sealed or open."""
        return marks_of(self.subject) if isinstance(self.subject, Score) else None


class AgreedMarks(ActForm):
    """Eighteen marks, each required; begins with `first_marks`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for indicator in ASSESSMENT.indicators:
            self.fields[indicator.key] = MarkField(indicator, SCORE_STEP.value, required=True)
        self.initial.update(in_points(self.first_marks()))
        self.order_fields(["once", "seen", *ASSESSMENT.maxima, *self.fields])

    def first_marks(self) -> dict[str, int]:
        """What stands in the fields at first, in tenths."""
        raise NotImplementedError

    def arguments(self) -> dict[str, Any]:
        """`marks` in tenths beside the rest."""
        given = super().arguments()
        rest = {name: value for name, value in given.items() if name not in ASSESSMENT.maxima}
        return rest | {"marks": {key: in_tenths(given[key]) for key in ASSESSMENT.maxima}}


class AgreeForm(AgreedMarks):
    """What the team agreed upon."""

    danger = True
    hint = "先填好的是各考评人员打分的中位数（人数为双数时取较低的一个），集体评议后可以调整。"

    opinion = forms.CharField(
        label="评议意见", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def first_marks(self) -> dict[str, int]:
        """What was agreed before, else the middle of the team's marks."""
        if not isinstance(self.subject, Score):
            return {}
        return marks_of(self.subject) or suggested_marks(team_of(self.subject))


class EvidenceForm(forms.Form):
    """Which pieces of work, plans or ties are evidence for an indicator."""

    chosen = forms.MultipleChoiceField(label="依据", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, ids: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(one, one) for one in ids]  # type: ignore[attr-defined]  # a field of choices


SHEET_FORMS: Forms = {
    moves.SUBMIT_SELF.name: GiveForm,
    moves.LOCK_PEER.name: GiveForm,
    moves.AGREE_SHEET.name: AgreeForm,
    moves.RETURN_SELF.name: ReasonForm,
    moves.RECUSE_PEER.name: ReasonForm,
    moves.GRANT_PEER_RECUSAL.name: OpinionForm,
    moves.REFUSE_PEER_RECUSAL.name: ReasonForm,
    moves.CONFIRM_SHEET.name: OpinionForm,
    moves.REOPEN_SHEET.name: ReasonForm,
}


class SheetFilters(StageFilters):
    """By station, kind and stage."""

    stages_of = "score"
    contains = ("assessed__station__short_name", "assessed__station__code")
    equals = {"part": "part"}
    field_order = ("q", "part")

    q = forms.CharField(label="被评工作站", max_length=60)
    part = forms.ChoiceField(label="种类", choices=[("", "全部"), *Part.choices])
