"""Parsing what is asked of archives."""

from typing import Any

from django import forms

from haizhi.archives.models import Archive
from haizhi.regulation import moves
from haizhi.regulation.archiving import CLOSED, Retention
from haizhi.regulation.parameters import CONSULTATION_HOURS
from haizhi.regulation.stages import label
from haizhi.ui.acting import ActForm, ReasonForm
from haizhi.ui.listing import FilterForm, StageFilters

_RETENTIONS = [(r.value, r.label) for r in Retention]
_CLOSED = [(stage, label("application", stage)) for stage in CLOSED]


class ArchiveFilters(StageFilters):
    """By words, year, retention, stage."""

    stages_of = "archive"
    equals = {"year": "year", "retention": "retention"}
    field_order = ("q", "year", "retention")

    q = forms.CharField(label="档号、单位或拼音首字母", max_length=120)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2999)
    retention = forms.ChoiceField(label="保管期限", choices=[("", "全部"), *_RETENTIONS])


class ClosedFilters(FilterForm):
    """The closed cases by words, year and outcome."""

    equals = {"year": "call__year", "stage": "stage"}

    q = forms.CharField(label="编号、单位或拼音首字母", max_length=120)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2999)
    stage = forms.ChoiceField(label="办结情况", choices=[("", "全部"), *_CLOSED])


class RetentionForm(ActForm):
    """Another retention, with its reason."""

    retention = forms.ChoiceField(label="保管期限", choices=_RETENTIONS)
    opinion = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Archive):
            self.initial.setdefault("retention", self.subject.retention)


class ConsultForm(ReasonForm):
    """Why the package is wanted."""

    hint = f"登记后 {CONSULTATION_HOURS.value} 小时内可以下载本卷，登记和用途记入账本。"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinion"].label = "用途"


class SupplementForm(ReasonForm):
    """What came to the case."""

    hint = "重新装订一份，收进上次装订以后的办理记录和材料；以前装订的仍然保存。"


ARCHIVE_FORMS: dict[str, type[ActForm]] = {
    moves.SET_RETENTION.name: RetentionForm,
    moves.CONSULT_FILE.name: ConsultForm,
    moves.SUPPLEMENT_FILE.name: SupplementForm,
}
