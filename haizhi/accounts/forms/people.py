"""Accounts, roles and delegations."""

from typing import Any

from django import forms

from haizhi.accounts.forms.entrance import ChoosesPassword, district_choices, new_password
from haizhi.accounts.forms.entries import repeated_password
from haizhi.accounts.forms.units import UnitField
from haizhi.accounts.identifiers import canonical_login
from haizhi.accounts.models import ASSIGNABLE_ROLES, Membership, Person
from haizhi.accounts.queries import delegable
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.ui.acting import ActForm, OpinionForm, ReasonForm


class PersonForm(ActForm):
    """Whom to enrol: they set their password by a link, or get an initial one that is made here and shown once."""

    hint = (
        "填写电子信箱且平台能够发信的，本人从信中的链接设置密码；其他的，开户后显示一次初始密码，请当面或电话告知本人，"
        "本人首次登录须修改密码。岗位由安全管理员另行授予。"
    )

    name = forms.CharField(label="姓名", max_length=64)
    mobile = forms.CharField(
        label="手机号码", max_length=24, required=False, help_text="与电子信箱至少填一项，用于登录"
    )
    email = forms.CharField(label="电子信箱", max_length=254, required=False, widget=forms.EmailInput)


class ResetForm(ReasonForm):
    """Why a password is reset."""

    hint = "请先核实本人身份。重设后显示一次初始密码；本人在各处的登录随即失效。纪检监督人员会收到消息。"
    danger = True


class SendResetForm(ReasonForm):
    """Why a person sets the password anew."""

    hint = "链接只发到本人登记的电子信箱，24小时内有效，只能用一次。纪检监督人员会收到消息。"


class TakePasswordForm(ChoosesPassword):
    """The new password."""

    page_title = "设置新密码"

    password = new_password()
    repeated = repeated_password()


class SuspendForm(ReasonForm):
    """Why an account is closed."""

    hint = "停用后本人不能登录，其岗位和由其委托出去的岗位一并暂停。"
    danger = True


PERSON_FORMS = {
    moves.SUSPEND_PERSON.name: SuspendForm,
    moves.RESTORE_PERSON.name: OpinionForm,
    moves.RESET_PASSWORD.name: ResetForm,
    moves.SEND_RESET.name: SendResetForm,
}


class GrantForm(ActForm):
    """Which role, where, from when to when."""

    role = forms.ChoiceField(
        label="岗位", choices=[("", "请选择"), *((role.value, role.label) for role in ASSIGNABLE_ROLES)]
    )
    organisation = UnitField(
        label="单位", max_length=120, required=False, help_text="申报单位、工作站的岗位填写：统一社会信用代码或单位全称"
    )
    district = forms.ChoiceField(label="区县", required=False, help_text="区县科协的岗位选择")
    valid_from = forms.DateField(label="起始日期", widget=forms.DateInput)
    valid_to = forms.DateField(label="终止日期", required=False, widget=forms.DateInput, help_text="含当日；长期的留空")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        district = self.fields["district"]
        if isinstance(district, forms.ChoiceField):
            district.choices = district_choices(self.asked.at)
        self.initial.setdefault("valid_from", day_of(self.asked.at))

    def clean_role(self) -> Role:
        """The role itself."""
        return Role(self.cleaned_data["role"])


class EndForm(ReasonForm):
    """Why a role or a delegation ends."""

    danger = True


MEMBERSHIP_FORMS = {moves.END_MEMBERSHIP.name: EndForm}
DELEGATION_FORMS = {moves.END_DELEGATION.name: OpinionForm}


class OwnRoleField(forms.ModelChoiceField[Membership]):
    """A choice among one's own roles."""

    def label_from_instance(self, obj: Membership) -> str:
        """The role and where it holds."""
        return f"{obj.role_label}（{obj.place_label}）"


class DelegateForm(ActForm):
    """Which of my roles, to whom, for which days."""

    hint = "委托期间，受托人以自己的账号代您办理，轨迹上同时写明两人；您本人仍可办理，并可随时终止委托。"

    membership = OwnRoleField(label="委托的岗位", queryset=Membership.objects.none(), empty_label=None)
    to = forms.CharField(label="受托人", max_length=254, help_text="同事登录用的手机号码或电子信箱")
    valid_from = forms.DateField(label="起始日期", widget=forms.DateInput)
    valid_to = forms.DateField(label="终止日期", widget=forms.DateInput, help_text="含当日")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.fields["membership"]
        if isinstance(own, OwnRoleField):
            own.queryset = delegable(self.asked.actor, self.asked.at)
        self.initial.setdefault("valid_from", day_of(self.asked.at))

    def clean_to(self) -> Person:
        """The person who signs in by this number or mailbox."""
        try:
            return Person.objects.get_by_natural_key(canonical_login(self.cleaned_data["to"]))
        except Person.DoesNotExist:
            raise forms.ValidationError(
                "没有使用这个手机号码或电子信箱的账号，请核对，或请系统管理员先为其开户。"
            ) from None

    def arguments(self) -> dict[str, Any]:
        """All but the membership, which is the act's parent."""
        return {name: value for name, value in super().arguments().items() if name != "membership"}
