"""Forms of the hearing: the pad, its lock, corrections, absences."""

from collections.abc import Mapping
from typing import Any

from django import forms

from haizhi.regulation import moves
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.reviews.facts.sealing import content_of
from haizhi.reviews.forms.marks import MarkField, ReadMarksForm, in_points, in_tenths
from haizhi.reviews.models import Sheet
from haizhi.ui.acting import Forms, OpinionForm, ReasonForm
from haizhi.ui.refusals import say_anew


class MarksForm(forms.Form):
    """Sixteen marks in points and the notes, none of them required until the sheet is locked."""

    notes = forms.CharField(
        label="备注",
        required=False,
        max_length=2000,
        show_hidden_initial=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="仅供您本人参考，不公布。",
    )

    def __init__(self, *args: Any, sheet: Sheet, step: int, partly: bool = False, **kwargs: Any) -> None:
        """`partly`: only what was sent is looked at, as when a pad saves one field."""
        super().__init__(*args, **kwargs)
        if not partly:
            said = content_of(sheet)
            self.initial.update(in_points(said.marks), notes=said.notes)
        elif "notes" not in self.data:
            del self.fields["notes"]
        for indicator in REVIEW.indicators:
            if partly and indicator.key not in self.data:
                continue
            field = MarkField(indicator, step)
            field.show_hidden_initial = True  # what the device showed, so that another's newer mark is not lost unseen
            self.fields[indicator.key] = field

    def marks(self) -> dict[str, int | None]:
        """The marks in tenths of the fields that were sent. Only after `is_valid()`."""
        return {key: in_tenths(self.cleaned_data[key]) for key in REVIEW.maxima if key in self.data}

    def over(self) -> dict[str, int | None]:
        """The marks that the device showed before these were typed, in tenths, as far as it says so."""
        shown: dict[str, int | None] = {}
        for key in REVIEW.maxima:
            said = self.data.get(f"initial-{key}")
            if said is not None and key in self.fields:
                try:
                    shown[key] = in_tenths(self.fields[key].to_python(said))
                except forms.ValidationError:
                    continue
        return shown

    def typed(self) -> dict[str, int | None]:
        """Those of the marks that differ from what the device showed: the others are not its to overwrite."""
        shown = self.over()
        return {key: mark for key, mark in self.marks().items() if key not in shown or shown[key] != mark}

    def typed_notes(self) -> str | None:
        """The notes where they differ from what the device showed, else None."""
        shown, notes = self.data.get("initial-notes"), str(self.cleaned_data["notes"])
        return None if shown is not None and shown.split() == notes.split() else notes

    def show_elsewhere(self, marks: Mapping[str, int | None]) -> None:
        """Say beside each mark what another device entered; sent once more, what is typed here takes its place."""
        now = {key: "" if mark is None else tenths(mark) for key, mark in marks.items()}
        for key, text in now.items():
            self.add_error(key, f"另一台设备刚改为{text or '空白'}。以这里填写的为准的，请再次保存")
        say_anew(self, {self.add_initial_prefix(key): text for key, text in now.items()})


class LockForm(ReadMarksForm):
    """The sheet as its judge reviewed it."""

    def marks_now(self) -> dict[str, int] | None:
        """Those of a draft: of a locked sheet the platform reads nothing."""
        return (
            content_of(self.subject).marks
            if isinstance(self.subject, Sheet) and self.subject.stage == "draft"
            else None
        )


TURN_FORMS: Forms = {
    moves.STRIKE.name: ReasonForm,
    moves.MARK_ABSENT.name: ReasonForm,
    moves.READMIT.name: ReasonForm,
    moves.CONFIRM_READMIT.name: OpinionForm,
    moves.REFUSE_READMIT.name: ReasonForm,
}

SHEET_FORMS: Forms = {
    moves.LOCK.name: LockForm,
    moves.VOID_SHEET.name: ReasonForm,
    moves.CONFIRM_VOID_SHEET.name: OpinionForm,
    moves.REFUSE_VOID_SHEET.name: ReasonForm,
}
