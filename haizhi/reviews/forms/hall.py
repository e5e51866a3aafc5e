"""Forms of the hall: the timer, a judge who leaves."""

from typing import Any

from django import forms

from haizhi.regulation import moves
from haizhi.reviews.facts import taken_seats
from haizhi.reviews.models import Session
from haizhi.ui.acting import Forms, OpinionForm, ReasonForm

_MOST = 2**31 - 1


class TimerForm(forms.Form):
    """What was pressed, and the revision of the timer that its presser saw."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in ("start", "pause", "next", "deduct", "count")])
    seen = forms.IntegerField(min_value=0, max_value=_MOST)


class DepartForm(ReasonForm):
    """Who leaves, and why."""

    hint = "纪检同意之后，该评委不再为尚未锁定评分表的单位打分；已锁定的评分表仍然有效。"

    serial = forms.TypedChoiceField(label="离会的评委", coerce=int)
    field_order = ["serial", "opinion"]

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [(seat.serial, f"{seat.serial}号　{seat.name}") for seat in taken_seats(session)]
        self.fields["serial"].choices = [("", "请选择"), *seats]  # type: ignore[attr-defined]  # a choice field
        self.fields["opinion"].label = "离会原因"


DEPARTURE_FORMS: Forms = {
    moves.AGREE_DEPARTURE.name: OpinionForm,
    moves.REFUSE_DEPARTURE.name: ReasonForm,
}
