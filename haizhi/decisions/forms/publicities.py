"""Parsing of what the pages of 公示 ask for."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from haizhi.decisions import queries
from haizhi.decisions.models import Publicity, Resolution
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, Forms, ReasonForm
from haizhi.ui.requests import Asked


class PreparePublicityForm(ActForm):
    """What a 公示 says beside its list."""

    page_title = "拟定公示"
    hint = "名单取自党组决议的拟建站单位，只公示单位名称；拟定后由海智办负责人发布。"

    resolution = forms.ModelChoiceField(
        label="党组决议", queryset=Resolution.objects.none(), to_field_name="code", empty_label="请选择"
    )
    heading = forms.CharField(label="标题", max_length=200)
    phone = forms.CharField(label="受理电话", max_length=24)
    supervision_phone = forms.CharField(
        label="纪检监督电话", max_length=24, help_text="由纪检机构单独设置，不得与受理电话相同。"
    )
    address = forms.CharField(label="通讯地址", max_length=200)
    count_first = forms.BooleanField(label="公示发布当日计入期限（默认不计入，《民法典》第二百零一条）", required=False)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        waiting = queries.to_publicise(asked.actor)
        self.fields["resolution"].queryset = waiting  # type: ignore[attr-defined]  # a model choice
        if not waiting.exists():
            self.fields["resolution"].help_text = "目前没有待公示的决议：决议须已登记，且有尚未公示的拟建站单位。"
        if not self.is_bound:
            self._prefill(waiting, asked.GET.get("resolution", ""))

    def _prefill(self, waiting: QuerySet[Resolution], code: str) -> None:
        """The usual words, and the call's contact, when it is plain which resolution is meant."""
        found = list(waiting[:2])
        chosen = waiting.filter(code=code).first() if code else found[0] if len(found) == 1 else None
        if chosen is not None:
            call = chosen.session.call
            usual = {
                "resolution": chosen.code,
                "heading": queries.suggested_heading(chosen),
                "phone": call.phone,
                "address": call.address,
            }
            self.initial.update(usual)


class ReviseForm(ActForm):
    """The text of a 公示 before it is published; a part left empty is composed by the system."""

    fieldsets = (
        (
            "公示正文",
            ("heading", "opening", "manner", "confidentiality"),
            "已按规定拟好，可以修改；没有改动或留空的部分，发布时由系统补上起止日期。名单和电话自动排入。",
        ),
        ("联系方式", ("phone", "supervision_phone", "address")),
        ("期限", ("count_first",)),
    )

    heading = forms.CharField(label="标题", max_length=200)
    opening = forms.CharField(
        label="公示依据和程序", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    manner = forms.CharField(
        label="提出异议的办法", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    confidentiality = forms.CharField(
        label="保密承诺", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    phone = forms.CharField(label="受理电话", max_length=24)
    supervision_phone = forms.CharField(label="纪检监督电话", max_length=24, help_text="不得与受理电话相同。")
    address = forms.CharField(label="通讯地址", max_length=200)
    count_first = forms.BooleanField(label="公示发布当日计入期限（默认不计入，《民法典》第二百零一条）", required=False)

    def __init__(self, *args: Any, asked: Asked, subject: Publicity, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.usual = queries.usual_texts(subject)
        for name in self.fields.keys() - {"once", "seen"}:
            self.initial.setdefault(name, getattr(subject, name) or self.usual.get(name, ""))

    def arguments(self) -> dict[str, Any]:
        """What was typed; a part left as it is usually said stays composed, so that the dates come into it."""
        typed = super().arguments()
        said = {name: "\n".join(str(text).splitlines()) for name, text in typed.items() if name in self.usual}
        return typed | {name: "" if text == self.usual[name] else text for name, text in said.items()}


class ScheduleForm(ActForm):
    """When the system publishes it."""

    publish_at = forms.DateTimeField(
        label="发布时间",
        widget=forms.DateTimeInput(),
        help_text="北京时间，90日之内。到时由系统自动发布，公示期从发布之日起推算。",
    )


class ExtendForm(ActForm):
    """Until when it runs now, and why."""

    danger = True

    last_day = forms.DateField(label="延长至", help_text="当日24:00截止，须为工作日；公示期只能延长，不能缩短。")
    opinion = forms.CharField(
        label="延长原因",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="连同原截止日期一并公告。",
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, Publicity) and subject.counted_last_day:
            self.initial.setdefault("last_day", subject.counted_last_day)
            self.initial.setdefault("opinion", "因国务院办公厅调整节假日安排，公示期内的工作日相应减少。")


class PublishForm(ActForm):
    """Only confirmed, and confirmed a second time: what was published can't be taken back."""

    danger = True


class ConcludeForm(ActForm):
    """Only confirmed, and confirmed a second time."""

    danger = True


PUBLICITY_FORMS: Forms = {
    moves.PUBLISH_PUBLICITY.name: PublishForm,
    moves.SCHEDULE_PUBLICITY.name: ScheduleForm,
    moves.UNSCHEDULE_PUBLICITY.name: ReasonForm,
    moves.EXTEND_PUBLICITY.name: ExtendForm,
    moves.DROP_PUBLICITY.name: ReasonForm,
    moves.CONCLUDE_PUBLICITY.name: ConcludeForm,
}
