"""Forms of a session: date, rules, seats, units, dice, co-signatures."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from haizhi.applications.models import Application, Call
from haizhi.experts.models import Expert
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.reviews.facts import seats_of, source_awaited
from haizhi.reviews.forms.recusals import DiscloseForm
from haizhi.reviews.forms.rules import RulesForm
from haizhi.reviews.models import Seat, Session
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.dice import DiceForm
from haizhi.ui.listing import StageFilters
from haizhi.ui.requests import Asked


class CallChoice(forms.ModelChoiceField[Call]):
    """A choice among published calls."""

    def label_from_instance(self, obj: Call) -> str:
        return f"{obj.heading}（{obj.stage_label}）"


class ScheduleForm(ActForm):
    """Which call, when and where."""

    call = CallChoice(
        label="申报通知",
        queryset=Call.objects.exclude(stage="draft"),
        to_field_name="code",
        empty_label="请选择",
    )
    name = forms.CharField(label="评审会名称", max_length=120)
    held_at = forms.DateTimeField(label="时间", widget=forms.DateTimeInput())
    place = forms.CharField(label="地点", max_length=200)


class RescheduleForm(ReasonForm):
    """Another time or place, with the reason."""

    held_at = forms.DateTimeField(label="时间", widget=forms.DateTimeInput())
    place = forms.CharField(label="地点", max_length=200)

    field_order = ("held_at", "place", "opinion")

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, Session):
            self.initial.update(held_at=subject.held_at, place=subject.place)


class ExpertChoice(forms.ModelChoiceField[Expert]):
    """A choice among experts from elsewhere."""

    def label_from_instance(self, obj: Expert) -> str:
        return f"{obj.name}（{obj.employer}）"


class SeatForm(ActForm):
    """A leader by name and contact, or an expert from elsewhere."""

    hint = "手机号码或电子信箱已有账号的，即用该账号；没有的，同时开户。"

    name = forms.CharField(label="姓名", max_length=64, required=False)
    employer = forms.CharField(label="单位", max_length=120, required=False, help_text="填写全称。回避按单位比对。")
    mobile = forms.CharField(
        label="手机号码", max_length=24, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.EmailField(label="电子信箱", max_length=254, required=False)
    expert = ExpertChoice(
        label="或者：市外专家",
        queryset=Expert.objects.filter(within_city=False, stage="active", person__isnull=False).order_by("name"),
        to_field_name="code",
        required=False,
        empty_label="不是市外专家",
        help_text="选择后无需填写以上各项。",
    )

    def concerned(self) -> str:
        """Who was seated."""
        expert: Expert | None = self.cleaned_data["expert"]
        return expert.name if expert else str(self.cleaned_data["name"])


def _chosen(form: forms.Form) -> str:
    choices: dict[Any, str] = dict(form.fields["serial"].choices)  # type: ignore[attr-defined]  # a choice field
    return choices[str(form.cleaned_data["serial"])]


class SerialForm(ReasonForm):
    """Which seat, and why."""

    serial = forms.TypedChoiceField(label="评委", coerce=int)

    field_order = ("serial", "opinion")
    origins: tuple[str, ...] = ()

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, Session):
            seats = [s for s in seats_of(subject) if s.vacated_at is None and s.origin in self.origins]
            choices = [("", "请选择"), *((str(s.serial), f"{s.serial}号 {s.name}（{s.employer}）") for s in seats)]
            self.fields["serial"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def concerned(self) -> str:
        """Whose seat it is."""
        return _chosen(self)


class UnseatForm(SerialForm):
    """Of the seats that were not drawn."""

    origins = (Seat.Origin.LEADER, Seat.Origin.INVITED)


class VacateForm(SerialForm):
    """Of the seats that were drawn."""

    origins = (Seat.Origin.DRAWN, Seat.Origin.REPLACEMENT)


class SourceForm(DiceForm):
    """A source of chance as one of the two reads it: the dice, afterwards the numbers of a lottery if one is named."""

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        awaited = source_awaited(subject) if isinstance(subject, Session) and subject.freeze else None
        if awaited is not None and awaited[1]["form"] == "numbers":
            source = awaited[1]
            self.fields["value"].label = f"{source['name']}的{source['count']}个开奖号码"
            self.fields["value"].help_text = "照公布的开奖号码录入，号码之间用空格隔开，先后不限。"


class NoteAnswerForm(ReasonForm):
    """What somebody drawn said on the telephone."""

    serial = forms.TypedChoiceField(label="评委", coerce=int)
    coming = forms.TypedChoiceField(
        label="答复",
        choices=[("yes", "参加"), ("no", "不能参加")],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )

    field_order = ("serial", "coming", "opinion")

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.fields["opinion"].label = "通话情况"
        self.fields["opinion"].help_text = "写明通话时间、对方怎样答复；不能参加的写明理由。"
        if isinstance(subject, Session):
            asked_to_come = [s for s in seats_of(subject) if s.vacated_at is None and s.asked_at is not None]
            choices = [(str(s.serial), f"{s.serial}号 {s.name}（{s.employer}）") for s in asked_to_come]
            self.fields["serial"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]  # a choice field

    def concerned(self) -> str:
        """Whose answer it is."""
        return _chosen(self)


class SessionPledgeForm(ActForm):
    """The pledge of a judge for one session (评审·8)."""

    hint = (
        "本人承诺：独立、公正评审，不私下干预评审活动，不利用评审之便谋取不正当利益，不泄露有关评审信息；"
        "与申报单位有直接利益关系的，主动申报回避。"
    )

    agreed = forms.BooleanField(label="我已阅读并作出以上承诺")

    def arguments(self) -> dict[str, Any]:
        """The pledge needs no more than its being given."""
        return {}


class FinalForm(ActForm):
    """An act that is confirmed a second time."""

    danger = True


class FinalReasonForm(ReasonForm):
    """An act with its reason that is confirmed a second time."""

    danger = True


class UnitsChoice(forms.ModelMultipleChoiceField[Application]):
    """Several applications, with unit, number and call."""

    def label_from_instance(self, obj: Application) -> str:
        heard = f"　请注意：{obj.hearing_notice}。" if obj.hearing_notice else ""
        return f"{obj.unit.name}（{obj.code}）{heard}"


class EnlistForm(forms.Form):
    """Which qualified applications are reviewed in this session."""

    applications = UnitsChoice(
        label="资格通过的申报单位",
        queryset=Application.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "%(value)s 已不在资格通过的申报件之中，请刷新后再选"},
    )

    def __init__(self, *args: Any, applications: QuerySet[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["applications"].queryset = applications  # type: ignore[attr-defined]  # a model choice


class TakeCopyForm(ActForm):
    """领取复核包."""

    hint = "公开包之外另含席位与评委的对应关系，可查出谁打了多少分，只供纪检复核保管，不得外传。"


SESSION_FORMS: Forms = {
    moves.RESCHEDULE.name: RescheduleForm,
    moves.DROP_SESSION.name: FinalReasonForm,
    moves.SET_RULES.name: RulesForm,
    moves.SEAT.name: SeatForm,
    moves.UNSEAT.name: UnseatForm,
    moves.SEAL.name: FinalForm,
    moves.REFUSE_SEAL.name: ReasonForm,
    moves.PLEDGE_SESSION.name: SessionPledgeForm,
    moves.DISCLOSE.name: DiscloseForm,
    moves.REGRET.name: ReasonForm,
    moves.NOTE_ANSWER.name: NoteAnswerForm,
    moves.RECORD_ENTROPY.name: SourceForm,
    moves.WITNESS_ENTROPY.name: SourceForm,
    moves.VACATE.name: VacateForm,
    moves.VOID.name: FinalReasonForm,
    moves.CONFIRM_VOID.name: OpinionForm,
    moves.REFUSE_VOID.name: ReasonForm,
    moves.OPEN_SESSION.name: FinalForm,
    moves.CLOSE_SESSION.name: FinalForm,
    moves.CONFIRM_CLOSE.name: FinalForm,
    moves.REFUSE_CLOSE.name: ReasonForm,
    moves.TAKE_COPY.name: TakeCopyForm,
}


class SessionFilters(StageFilters):
    """The conditions above the list of sessions."""

    stages_of = "session"
    contains = ("name", "code")

    q = forms.CharField(label="名称或编号", max_length=120)
