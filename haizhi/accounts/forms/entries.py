"""Asking to join a unit, answering, inviting, accepting."""

from typing import Any, ClassVar

from django import forms

from haizhi.accounts.acts.invitations import LONGEST, NOT_BY_INVITATION, USUAL
from haizhi.accounts.forms.entrance import ChoosesPassword, Fieldsets, district_choices, new_password
from haizhi.accounts.forms.units import UnitField
from haizhi.accounts.models import ASSIGNABLE_ROLES, Organisation
from haizhi.accounts.queries import unit_by_code
from haizhi.regulation import moves
from haizhi.regulation.roles import Role
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm

ROLES_OF_A_UNIT = [(r.value, r.label) for r in (Role.DRAFTER, Role.SIGNATORY, Role.STATION_CLERK)]


class RolesField(forms.TypedMultipleChoiceField):
    """One or more roles."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=Role, label="岗位", widget=forms.CheckboxSelectMultiple, **kwargs)


def repeated_password() -> forms.CharField:
    """The field beside a password being chosen."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True)
    return forms.CharField(label="再输一次密码", widget=widget, strip=False, max_length=128)


class JoinForm(ActForm):
    """Which unit, and what its 负责人 should know; for whoever is signed in."""

    page_title = "申请加入单位"
    hint = "申请由该单位的负责人答复；单位没有负责人的，由海智办答复。答复后在“我的账户”和消息中告知您。"

    code = forms.CharField(label="统一社会信用代码", max_length=40, help_text="18位，见营业执照或法人证书")
    note = forms.CharField(
        label="说明",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="您的部门、职务，便于负责人核实；可不填",
    )

    fieldsets: ClassVar[Fieldsets] = (("单位", ("code", "note")),)

    def clean_code(self) -> Organisation:
        """The unit of this code."""
        found = unit_by_code(self.cleaned_data["code"])
        if found is None:
            raise forms.ValidationError("没有使用这个统一社会信用代码登记的单位，请核对；尚未登记的，请先登记单位。")
        return found

    def arguments(self) -> dict[str, Any]:
        """All but the unit, which is the act's parent."""
        return {name: value for name, value in super().arguments().items() if name != "code"}


class JoinAsNewForm(ChoosesPassword, JoinForm):
    """For whoever has no account yet: who asks, and how they will sign in."""

    person_name = forms.CharField(label="姓名", max_length=64)
    mobile = forms.CharField(
        label="手机号码", max_length=24, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    email = forms.CharField(
        label="电子信箱", max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = new_password()
    repeated = repeated_password()

    fieldsets: ClassVar[Fieldsets] = (
        *JoinForm.fieldsets,
        (
            "申请人",
            ("person_name", "mobile", "email", "password", "repeated"),
            "手机号码和电子信箱至少填一项，用于登录。提交后即可登录查看答复；加入后才能办理单位的事项。",
        ),
    )


class ApproveForm(OpinionForm):
    """Which roles whoever asked will hold."""

    roles = RolesField(choices=ROLES_OF_A_UNIT, initial=[Role.DRAFTER.value])

    field_order = ("roles", "opinion")


class RefuseForm(ReasonForm):
    """Why not; whoever asked reads it."""

    hint = "理由将告知申请人。"
    danger = True


JOINING_FORMS: Forms = {
    moves.APPROVE_JOINING.name: ApproveForm,
    moves.REFUSE_JOINING.name: RefuseForm,
    moves.WITHDRAW_JOINING.name: OpinionForm,
}


def _days() -> forms.IntegerField:
    return forms.IntegerField(
        label="有效期",
        min_value=1,
        max_value=LONGEST,
        initial=USUAL,
        widget=forms.NumberInput(attrs={"data-unit": "天"}),
        help_text=f"最长{LONGEST}天，过期后可重新发出",
    )


class Invited(ActForm):
    """Who is invited, and for how long the link is good."""

    hint = "办理后生成邀请链接，请转交本人；设有邮件服务的，电子信箱会同时收到。链接只能使用一次。"

    name = forms.CharField(label="姓名", max_length=64, required=False, help_text="便于辨认；本人接受时可以更正")
    mobile = forms.CharField(
        label="手机号码", max_length=24, required=False, help_text="与电子信箱填其中一项，用于登录"
    )
    email = forms.CharField(label="电子信箱", max_length=254, required=False, widget=forms.EmailInput)
    days = _days()


class InviteForm(Invited):
    """Whom a 负责人 invites into the own unit."""

    page_title = "邀请加入本单位"
    field_order = ("unit", "roles")

    unit = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.none(), empty_label=None)
    roles = RolesField(choices=ROLES_OF_A_UNIT, initial=[Role.DRAFTER.value])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ModelChoiceField):
            own = Organisation.objects.existing().filter(pk__in=self.asked.actor.places(Role.SIGNATORY))
            unit.queryset = own
            if len(own) == 1:
                unit.initial, unit.widget = own[0], forms.HiddenInput()

    def arguments(self) -> dict[str, Any]:
        """With the unit by the act's name."""
        found = super().arguments()
        return {"organisation": found.pop("unit")} | found


class InviteAnywhereForm(Invited):
    """Whom the security administrator invites, into which roles, where."""

    page_title = "邀请"
    field_order = ("roles", "organisation", "district")

    roles = RolesField(choices=[(r.value, r.label) for r in ASSIGNABLE_ROLES if r not in NOT_BY_INVITATION])
    organisation = UnitField(
        label="单位", max_length=120, required=False, help_text="申报单位、工作站的岗位填写：统一社会信用代码或单位全称"
    )
    district = forms.ChoiceField(label="区县", required=False, help_text="区县科协的岗位选择")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        district = self.fields["district"]
        if isinstance(district, forms.ChoiceField):
            district.choices = district_choices(self.asked.at)


class RenewForm(ActForm):
    """For how long the new link is good."""

    hint = "重新发出后，此前的链接即失效。"

    days = _days()


INVITATION_FORMS: Forms = {moves.RENEW_INVITATION.name: RenewForm, moves.REVOKE_INVITATION.name: OpinionForm}


class AcceptForm(ActForm):
    """Accepting with the account in hand: nothing to fill in."""

    page_title = "接受邀请"


class AcceptAsNewForm(ChoosesPassword):
    """Accepting without an account: who it is, and the password."""

    page_title = "接受邀请"

    person_name = forms.CharField(label="姓名", max_length=64)
    password = new_password()
    repeated = repeated_password()
