"""What an expert asks to be corrected."""

from typing import Any, ClassVar

from django import forms

from haizhi.experts.acts.corrections import ASKABLE
from haizhi.experts.forms.experts import EntryForm, discipline_choices
from haizhi.experts.models import Expert
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.ui.acting import Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked


class CorrectionForm(EntryForm):
    """The entry as the expert says it should be; the contact is corrected elsewhere, at once."""

    page_title = "申请更正资料"
    hint = "请直接改成正确的内容。海智办确认后生效，此前仍按原资料抽取和回避。联系方式可在资料页直接更正。"

    reason = forms.CharField(
        label="说明", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="可不填。"
    )

    fieldsets: ClassVar[tuple[tuple[Any, ...], ...]] = (
        ("基本情况", ("name", "sex", "birth_year", "professional_title", "languages", "discipline", "within_city")),
        ("工作单位", ("employer", "employer_code")),
        ("说明", ("reason",)),
    )

    def __init__(
        self, *args: Any, asked: Asked, subject: Subject | None = None, of: Expert | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if of is not None:
            self.fields["discipline"].choices = discipline_choices(of.discipline)  # type: ignore[attr-defined]  # as it is
            year = of.contact.birth_year
            self.initial.update({name: year if name == "birth_year" else getattr(of, name) for name in ASKABLE})


class AcceptForm(OpinionForm):
    """The entry changes at once."""

    hint = "同意后资料立即更正，本人收到通知。已封存的专家库不变。"


class DeclineForm(ReasonForm):
    """With the reason."""

    hint = "资料不变，本人收到通知和理由。"


CORRECTION_FORMS: Forms = {
    moves.ACCEPT_CORRECTION.name: AcceptForm,
    moves.DECLINE_CORRECTION.name: DeclineForm,
}
