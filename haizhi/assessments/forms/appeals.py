"""Forms of appeals."""

from typing import Any

from django import forms

from haizhi.assessments.acts.appeals import MOST_FILES
from haizhi.assessments.facts import in_force, marks_of
from haizhi.assessments.forms.sheets import AgreedMarks
from haizhi.assessments.models import Appeal, Part
from haizhi.files.forms import UploadsField
from haizhi.files.kinds import KINDS
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, Forms, OpinionForm
from haizhi.ui.listing import StageFilters

_LARGEST = 20
"""Megabytes."""


class LodgeForm(ActForm):
    """Why the result is wrong."""

    page_title = "提出考核申诉"
    hint = "请写明对哪一项指标、哪一部分评分有异议，附上依据。"

    reasons = forms.CharField(label="申诉理由", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    proofs = UploadsField(label="证明材料", kinds=KINDS, largest=_LARGEST, most=MOST_FILES, required=False)

    def arguments(self) -> dict[str, Any]:
        """`files` by the act's own name."""
        given = super().arguments()
        return given | {"files": given.pop("proofs")}


class UpholdForm(AgreedMarks):
    """What is put right: the Office's marks, peers' sheets that do not count."""

    danger = True
    hint = (
        "更正考评分，或选择不予计入的互评表；原表保留，综合得分和名次按更正后的评分表重新计算。"
        "答复中不写互评的分数；只有一家互评的，也不写考评的分数。"
    )

    peers = forms.MultipleChoiceField(label="不予计入的互评表", required=False, widget=forms.CheckboxSelectMultiple)
    opinion = forms.CharField(label="答复", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheets = in_force(self.subject.assessed) if isinstance(self.subject, Appeal) else []
        given = [(s.slug, f"{s.rater.short_name}的互评表") for s in sheets if s.part == Part.PEER and s.rater]
        self.fields["peers"].choices = given  # type: ignore[attr-defined]  # a field of choices

    def first_marks(self) -> dict[str, int]:
        """The Office's marks as they stand."""
        sheets = in_force(self.subject.assessed) if isinstance(self.subject, Appeal) else []
        return next((marks_of(sheet) for sheet in sheets if sheet.part == Part.OFFICE), {})


class DismissForm(ActForm):
    """Why the result stands."""

    hint = "请逐项说明考评认定的事实和采信的依据。答复中不写互评的分数；只有一家互评的，也不写考评的分数。"

    opinion = forms.CharField(label="答复", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


APPEAL_FORMS: Forms = {
    moves.WITHDRAW_APPEAL.name: OpinionForm,
    moves.UPHOLD_APPEAL.name: UpholdForm,
    moves.DISMISS_APPEAL.name: DismissForm,
}


class AppealFilters(StageFilters):
    """By station and stage."""

    stages_of = "appeal"
    contains = ("code", "assessed__station__short_name", "assessed__station__code")

    q = forms.CharField(label="编号或工作站", max_length=60)
