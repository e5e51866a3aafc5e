"""An expert as entered and amended, and what else happens to one."""

from typing import Any, ClassVar

from django import forms

from haizhi.experts.facts import disciplines_in_force
from haizhi.experts.models import Expert, Sex
from haizhi.experts.queries import shown, unit_called
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.recusals import InterestGround
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked
from haizhi.ui.wording import day_text

CHOOSE = [("", "请选择")]
SEXES = [("", "不填"), *Sex.choices]
_NOTHING = "无"
"""What is typed to remove a number that the form does not show."""


def discipline_choices(*besides: str) -> list[tuple[str, str]]:
    """What there is to choose from; `besides` those in force, what an expert stands under already."""
    return [*CHOOSE, *disciplines_in_force(*besides).items()]


def year_field(**said: Any) -> forms.IntegerField:
    """A year of birth; whether it can be one is the rules' to say."""
    return forms.IntegerField(
        label="出生年份",
        min_value=0,
        max_value=9999,
        required=False,
        widget=forms.NumberInput(attrs={"data-unit": "年", "inputmode": "numeric"}),
        **said,
    )


class EntryForm(ActForm):
    """What the pool says of an expert beside the contact."""

    name = forms.CharField(label="姓名", max_length=64)
    sex = forms.ChoiceField(label="性别", choices=SEXES, required=False)
    birth_year = year_field()
    professional_title = forms.CharField(label="职称", max_length=40, required=False)
    languages = forms.CharField(
        label="外语",
        max_length=60,
        required=False,
        help_text="可作评审工作语言的语种，多个用顿号隔开，如英语、日语。",
    )
    discipline = forms.ChoiceField(label="学科")
    employer = forms.CharField(label="工作单位", max_length=120, help_text="填写全称。回避按工作单位比对。")
    employer_code = forms.CharField(
        label="工作单位统一社会信用代码",
        max_length=24,
        required=False,
        help_text="18位。填写后比对更准确，单位改名、合并也能识别。",
    )
    within_city = forms.BooleanField(
        label="市内专家（参加随机抽取）",
        required=False,
        initial=True,
        help_text="市外专家不参加抽取，可由海智办邀请就座。",
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        now = subject.discipline if isinstance(subject, Expert) else ""
        self.fields["discipline"].choices = discipline_choices(now)  # type: ignore[attr-defined]  # a choice field


class ExpertForm(EntryForm):
    """An expert to be entered."""

    page_title = "专家入库"

    mobile = forms.CharField(
        label="手机号码",
        max_length=24,
        required=False,
        help_text="手机号码和电子信箱至少填写一项，否则抽不到。",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(label="电子信箱", max_length=254, required=False)
    yearly_sessions = forms.IntegerField(
        label="每年次数上限",
        min_value=1,
        max_value=99,
        required=False,
        help_text="留空按统一上限。",
        widget=forms.NumberInput(attrs={"data-unit": "次"}),
    )

    fieldsets: ClassVar[tuple[tuple[Any, ...], ...]] = (
        ("基本情况", ("name", "sex", "birth_year", "professional_title", "languages", "discipline", "within_city")),
        ("工作单位", ("employer", "employer_code")),
        ("联系方式", ("mobile", "email"), "用于通知和登录。加密存放，名单中只显示部分号码。"),
        ("抽取", ("yearly_sessions",)),
    )


class AmendForm(ExpertForm):
    """The same, filled in with what is known; what lists hide stays hidden here, and as it is unless retyped."""

    page_title = ""

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if not isinstance(subject, Expert):
            return
        known = shown(subject, whole=False)
        for name, said in (("mobile", known.mobile), ("email", known.email)):
            self.fields[name].help_text = f"现为{said}。留空不变，填“{_NOTHING}”清除。" if said else "现未填写。"
        year = "已登记。留空不变，填0清除。" if known.birth_year else "现未填写。"
        self.fields["birth_year"].help_text = year
        for name in self.fields:
            if name not in ("once", "seen", "mobile", "email", "birth_year"):
                self.initial.setdefault(name, getattr(subject, name))

    def arguments(self) -> dict[str, Any]:
        """As typed; an empty field keeps what is known."""
        said = super().arguments()
        for name in ("mobile", "email"):
            typed = said[name].strip()
            said[name] = "" if typed == _NOTHING else typed or None
        return said


class ReachForm(ActForm):
    """The expert's own contact."""

    hint = "保存后立即生效。登录账号不变：登录用的手机号码、电子信箱请联系系统管理员更改。"

    mobile = forms.CharField(
        label="手机号码", max_length=24, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.CharField(label="电子信箱", max_length=254, required=False)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, Expert) and subject.person_id == asked.actor.id:
            contact = subject.contact
            self.initial.update(mobile=contact.mobile, email=contact.email)


class IdentifyOneForm(ActForm):
    """Which registered unit employs the expert."""

    hint = "核定后，工作单位和代码与登记单位一致，回避按代码比对；单位以后改名、合并，也随之识别。"

    unit = forms.CharField(
        label="登记单位", max_length=120, help_text="填写全称或18位统一社会信用代码；“核定单位”页按名称列出建议。"
    )

    def clean_unit(self) -> Any:
        """The unit, by code or by its exact name."""
        unit = unit_called(self.cleaned_data["unit"])
        if unit is None:
            raise forms.ValidationError("没有找到这个登记单位，请核对全称或代码；没有登记的，请在更正资料中填写代码")
        return unit


class InterestForm(ActForm):
    """A relation to a unit."""

    hint = "与申报单位的关系在此申报后，凡评审该单位即自动提出回避。"

    unit = forms.CharField(label="单位", max_length=120, help_text="填写单位全称或18位统一社会信用代码。")
    ground = forms.ChoiceField(label="关系", choices=[*CHOOSE, *((g.value, g.label) for g in InterestGround)])
    detail = forms.CharField(
        label="具体情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="写明时间、职务等事实。"
    )

    def clean_unit(self) -> Any:
        """The unit, by code or by its exact name."""
        unit = unit_called(self.cleaned_data["unit"])
        if unit is None:
            raise forms.ValidationError("没有找到这个单位，请核对全称或代码；未在本平台登记的单位无需申报")
        return unit


class PledgeForm(ActForm):
    """The standing pledge of an expert (评审·8)."""

    hint = (
        "本人承诺：不私下干预评审活动，不利用评审谋取不正当利益，不泄露有关评审信息；"
        "与申报单位有直接利益关系的，主动回避。"
    )

    agreed = forms.BooleanField(label="我已阅读并作出以上承诺")

    def arguments(self) -> dict[str, Any]:
        """The pledge needs no more than its being given."""
        return {}


class AbsenceForm(ActForm):
    """Days on which the expert can't come."""

    hint = "起止两天都算在内。会议日期在其中的，不抽取该专家；已经抽中的，请在评审会页面答复不能参加。"

    first_day = forms.DateField(label="起始日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(label="截止日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(label="说明", max_length=100, required=False, help_text="可不填。")


class DropAbsenceForm(ActForm):
    """Which of the absences no longer holds."""

    absence = forms.TypedChoiceField(label="不便时间", coerce=int)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, Expert):
            self.fields["absence"].choices = [  # type: ignore[attr-defined]  # a choice field
                *CHOOSE,
                *((row.pk, f"{day_text(row.first_day)}至{day_text(row.last_day)}") for row in subject.absences.all()),
            ]


class InviteForm(ActForm):
    """An account for the expert."""

    hint = (
        "为专家开通评委账号，并通知本人设置密码；此后本人可以查看和申请更正资料、申报利益关系、登记不便时间。"
        "不邀请也可以抽取：抽中后自动开通。"
    )


class SuspendForm(ReasonForm):
    """Out of the draw for a while."""

    hint = (
        "暂停后不再参加抽取，抽取记录只计入人数；已经确定的评委席位不受影响，需要更换的请在评审会中登记缺席。"
        "本人收到通知。恢复由海智办负责人办理。"
    )


class ReinstateForm(OpinionForm):
    """Back into the draw."""

    hint = "恢复后自下一次封存起参加抽取，本人收到通知。"


class RetireForm(ReasonForm):
    """Out of the pool for good."""

    danger = True
    hint = (
        "退出后不再参加抽取，不能恢复，需要时重新入库。资料保留，供已办评审查证；依本人申请可由海智办负责人删除资料。"
        "已经确定的评委席位不受影响。"
    )


class EraseForm(ReasonForm):
    """Erasure can't be taken back."""

    danger = True
    hint = (
        "姓名、性别、出生年份、单位和联系方式将永久删除，利益关系、不便时间和更正申请一并删除，不能恢复；"
        "对应的盐值销毁，任何人都不能再凭账本验证此人是谁，账本本身照常核验。"
        "已参加的评审存档和评委账号保留，账号由系统管理员停用。理由中请勿写入姓名。"
    )


EXPERT_FORMS: Forms = {
    moves.AMEND_EXPERT.name: AmendForm,
    moves.REACH_EXPERT.name: ReachForm,
    moves.IDENTIFY_EMPLOYER.name: IdentifyOneForm,
    moves.INVITE_EXPERT.name: InviteForm,
    moves.PLEDGE.name: PledgeForm,
    moves.DECLARE_INTEREST.name: InterestForm,
    moves.NOTE_ABSENCE.name: AbsenceForm,
    moves.DROP_ABSENCE.name: DropAbsenceForm,
    moves.SUSPEND_EXPERT.name: SuspendForm,
    moves.REINSTATE_EXPERT.name: ReinstateForm,
    moves.RETIRE_EXPERT.name: RetireForm,
    moves.ERASE_EXPERT.name: EraseForm,
}
