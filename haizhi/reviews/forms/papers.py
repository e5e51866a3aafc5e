"""Forms of score sheets on paper: begun, read off, settled, scanned."""

from collections.abc import Collection
from typing import Any

from django import forms

from haizhi.files.forms import UploadField
from haizhi.files.kinds import JPG, PDF, PNG
from haizhi.regulation import moves
from haizhi.regulation.indicators import REVIEW
from haizhi.reviews.forms.marks import MarkField, in_tenths
from haizhi.reviews.models import Turn
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm

_ALL = "all"


class PaperForm(ReasonForm):
    """Whose sheet is given on paper, and why."""

    hint = (
        "断网、停电或设备故障，评委不能在平板上打分时办理。原件由两人各自录入，不一致的对照原件核定，纪检会签后入账。"
    )

    serial = forms.ChoiceField(label="评委")
    field_order = ["serial", "opinion"]

    def __init__(self, *args: Any, turn: Turn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = turn.sheets.filter(stage="draft").select_related("seat").order_by("seat__serial")
        seats = [(str(sheet.seat.serial), f"{sheet.seat.serial}号") for sheet in drafts]
        every = [(_ALL, f"全部未锁定的{len(seats)}名评委")] if len(seats) > 1 else []
        self.fields["serial"].choices = [("", "请选择"), *every, *seats]  # type: ignore[attr-defined]  # a choice field
        self.fields["opinion"].label = "改用纸质的原因"

    def serial_of_one(self) -> int | None:
        """The seat chosen, None for all of them. Only after `is_valid()`."""
        chosen = self.cleaned_data["serial"]
        return None if chosen == _ALL else int(chosen)


class EntryForm(forms.Form):
    """What somebody reads off a paper: the marks of the given indicators in points, all required."""

    def __init__(self, *args: Any, step: int, keys: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for indicator in REVIEW.indicators:
            if indicator.key in keys:
                self.fields[indicator.key] = MarkField(indicator, step, required=True)

    def marks(self) -> dict[str, int]:
        """The marks in tenths. Only after `is_valid()`."""
        read = {key: in_tenths(mark) for key, mark in self.cleaned_data.items()}
        return {key: mark for key, mark in read.items() if mark is not None}


class PaperScanForm(ActForm):
    """The scan of the signed original."""

    scan = UploadField(label="评委签字的原件", kinds=(PDF, JPG, PNG), largest=20)
    compared = forms.BooleanField(
        label="二维码无法识别时：已核对原件的席位、单位和版本，确是这份评分表", required=False
    )


PAPER_FORMS: Forms = {
    moves.TAKE_PAPER.name: OpinionForm,
    moves.DROP_PAPER.name: ReasonForm,
}
