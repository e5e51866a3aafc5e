"""Why somebody looks."""

from typing import Any

from django import forms

from haizhi.experts.acts.looks import WHOLE_TO
from haizhi.experts.models import Look
from haizhi.kernel.subjects import Subject
from haizhi.ui.acting import ActForm
from haizhi.ui.requests import Asked

_REASON = "写明为什么需要。查阅人、时间和用途由纪检监督人员和审计员查看。"


class LookForm(ActForm):
    """Why one expert's whole entry is needed."""

    page_title = "查看完整资料"
    hint = "登记后15分钟内，您可以查看手机号码、电子信箱和出生年份。"

    opinion = forms.CharField(label="用途", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=_REASON)


class ExportForm(ActForm):
    """Why the list is taken away, and how much of it."""

    page_title = "导出专家名单"
    hint = "登记后15分钟内，您可以下载 Excel。请妥善保管，用后销毁。"

    sort = forms.ChoiceField(label="内容", widget=forms.RadioSelect)
    opinion = forms.CharField(label="用途", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=_REASON)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        offered = [(Look.Sort.MASKED.value, "联系方式隐去部分，不含出生年份")]
        if asked.actor.holds(WHOLE_TO):
            offered.append((Look.Sort.WHOLE.value, "联系方式和出生年份完整"))
        self.fields["sort"].choices = offered  # type: ignore[attr-defined]  # a choice field
        self.initial["sort"] = Look.Sort.MASKED.value
