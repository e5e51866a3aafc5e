"""What the Office and a unit's 负责人 do with a unit: change of name, handing over, a new 负责人, merging."""

from typing import Any

from django import forms

from haizhi.accounts.acts.registration import CORRECTED
from haizhi.accounts.forms.entrance import RegistrationForm
from haizhi.accounts.models import Organisation, Person
from haizhi.accounts.queries import people_of, unit_called
from haizhi.files.forms import UploadField
from haizhi.files.kinds import JPG, PDF, PNG
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm

SCANS = (PDF, JPG, PNG)


class RenamingForm(ActForm):
    """The new name, since when, and what proves it."""

    page_title = "申请更名"
    hint = "海智办确认后启用新名称，曾用名和起止日期保留；此前申报的材料仍用当时的名称。"

    name = forms.CharField(label="新名称", max_length=120, help_text="全称，与新公章一致")
    changed_on = forms.DateField(label="变更日期", widget=forms.DateInput, help_text="登记机关核准变更的日期")
    proof = UploadField(
        label="变更证明", kinds=SCANS, help_text="登记机关的变更通知书，或变更后的营业执照、法人证书的扫描件"
    )


class RenameForm(RenamingForm):
    """The Office changes the name itself, with its reason."""

    page_title = "更名"
    hint = "适用于单位书面提交的变更。更名后曾用名和起止日期保留；此前申报的材料仍用当时的名称。"

    opinion = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class PersonField(forms.ModelChoiceField[Person]):
    """A choice among a unit's people, by pinyin."""

    def label_from_instance(self, obj: Person) -> str:
        """The name, with the end of the number where there is one: two people may bear one name."""
        return f"{obj.name}（尾号{obj.mobile[-4:]}）" if obj.mobile else f"{obj.name}（{obj.email}）"


class HandOverForm(ActForm):
    """Who leaves, and who takes over."""

    page_title = "交接"
    hint = "接任人接手离任人在本单位的全部岗位，离任人的岗位同时终止；填写中的申报仍归本单位，由接任人继续办理。"
    danger = True

    leaver = PersonField(label="离任人", queryset=Person.objects.none(), empty_label="请选择")
    to = PersonField(
        label="接任人",
        queryset=Person.objects.none(),
        empty_label="请选择",
        help_text="只列本单位人员；接任人还没有加入的，请先邀请",
    )
    opinion = forms.CharField(label="说明", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leaver", "to"):
            field = self.fields[name]
            if isinstance(self.subject, Organisation) and isinstance(field, PersonField):
                field.queryset = people_of(self.subject, day_of(self.asked.at))


class InstallForm(ActForm):
    """The new 负责人 of a unit that has none left."""

    page_title = "确认负责人"
    hint = (
        "请先核实单位出具的证明和本人身份。已有账号的，填写其登录账号；没有账号的，随即开户："
        "填写电子信箱且平台能够发信的，本人从信中的链接设置密码；其他的，显示一次初始密码。"
    )

    name = forms.CharField(label="姓名", max_length=64)
    mobile = forms.CharField(
        label="手机号码", max_length=24, required=False, help_text="与电子信箱至少填一项，用于登录"
    )
    email = forms.CharField(label="电子信箱", max_length=254, required=False, widget=forms.EmailInput)
    proof = UploadField(label="证明扫描件", kinds=SCANS, required=False, help_text="单位出具的负责人变更证明，加盖公章")
    opinion = forms.CharField(
        label="依据",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="证明的名称、日期，如何核实",
    )


class UnitField(forms.CharField):
    """One unit, by its 统一社会信用代码 or full name."""

    def clean(self, value: Any) -> Any:
        """The unit, None for nothing. Raises ValidationError when none or several are called so."""
        said = super().clean(value)
        if not said:
            return None
        found = unit_called(said)
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError("有多家单位同名，请改填统一社会信用代码。")
        raise forms.ValidationError(f"没有登记“{said}”，请核对统一社会信用代码或全称，或先登记单位。")


class MergeForm(ReasonForm):
    """Into which unit, and why."""

    page_title = "合并重复登记"
    danger = True

    into = UnitField(label="保留的单位", max_length=120, help_text="统一社会信用代码或全称")

    field_order = ("into", "opinion")


class IntoForm(forms.Form):
    """Which unit stays, before anything is done."""

    into = UnitField(label="保留的单位", max_length=120, help_text="统一社会信用代码或全称")


class CorrectForm(RegistrationForm, ReasonForm):
    """By what the unit is to be registered, and why; the dry run leaves the reason out."""

    page_title = "更正登记信息"

    field_order = ("code", "applicant_kind", "affiliation", "park_type", "district", "opinion")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Organisation):
            for name in CORRECTED:
                self.initial.setdefault(name, getattr(self.subject, name))


ORGANISATION_FORMS: Forms = {
    moves.RENAME.name: RenameForm,
    moves.HAND_OVER.name: HandOverForm,
    moves.INSTALL.name: InstallForm,
    moves.CORRECT_UNIT.name: CorrectForm,
    moves.MERGE.name: MergeForm,
}
RENAMING_FORMS: Forms = {
    moves.CONFIRM_RENAMING.name: OpinionForm,
    moves.REFUSE_RENAMING.name: ReasonForm,
    moves.WITHDRAW_RENAMING.name: OpinionForm,
}


class ColleagueForm(ActForm):
    """A further role for one of the unit's people."""

    page_title = "增设岗位"
    hint = "只列本单位人员；还没有加入的，请先邀请。"

    person = PersonField(label="人员", queryset=Person.objects.none(), empty_label="请选择")
    role = forms.ChoiceField(
        label="岗位",
        choices=[("", "请选择"), *((r.value, r.label) for r in (Role.DRAFTER, Role.SIGNATORY, Role.STATION_CLERK))],
    )
    valid_from = forms.DateField(label="起始日期", widget=forms.DateInput)
    valid_to = forms.DateField(label="终止日期", required=False, widget=forms.DateInput, help_text="含当日；长期的留空")

    def __init__(self, *args: Any, unit: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        if isinstance(person, PersonField):
            person.queryset = people_of(unit, day_of(self.asked.at))
        self.initial.setdefault("valid_from", day_of(self.asked.at))

    def clean_role(self) -> Role:
        """The role itself."""
        return Role(self.cleaned_data["role"])

    def arguments(self) -> dict[str, Any]:
        """All but the person, who is the act's parent."""
        return {name: value for name, value in super().arguments().items() if name != "person"}
