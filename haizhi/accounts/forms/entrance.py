"""Signing in, registering a unit, changing one's password."""

from datetime import datetime
from typing import Any, ClassVar

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxLengthValidator

from haizhi.accounts.forms.numbers import DigitsField
from haizhi.accounts.models import Person
from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType
from haizhi.regulation.bodies import bodies_by_pinyin
from haizhi.regulation.civil_time import day_of
from haizhi.ui.acting import ActForm

Fieldsets = tuple[tuple[str | tuple[str, ...], ...], ...]
"""Legend, names of fields, and a hint where there is one."""

PASSWORD_HINT = "至少10个字符，不能全是数字，不要用姓名、手机号码或常见密码"  # noqa: S105 - a hint, no password


def district_choices(at: datetime) -> list[tuple[str, str]]:
    """The recommending bodies of the day, by pinyin, with an empty first choice."""
    return [("", "请选择"), *((body.code, body.name) for body in bodies_by_pinyin(day_of(at)))]


def new_password(label: str = "密码") -> forms.CharField:
    """A field for a password being chosen."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True)
    return forms.CharField(label=label, help_text=PASSWORD_HINT, widget=widget, strip=False, max_length=128)


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """allauth's form in the words of this platform."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, login.max_length = "手机号码或电子信箱", 254
        login.validators.append(MaxLengthValidator(254, "手机号码或电子信箱过长，请核对。"))
        login.widget = forms.TextInput(attrs={"autocomplete": "username", "maxlength": 254, "autofocus": True})
        password.label, password.help_text = "密码", ""
        password.widget.attrs.pop("placeholder", None)


class RegistrationForm(ActForm):
    """By what a unit is registered besides its name."""

    code = forms.CharField(label="统一社会信用代码", max_length=40, help_text="18位，见营业执照或法人证书")
    applicant_kind = forms.ChoiceField(
        label="单位类别", choices=[("", "请选择"), *((k.value, k.label) for k in ApplicantKind)]
    )
    affiliation = forms.ChoiceField(
        label="隶属关系",
        choices=[("", "请选择"), *((a.value, a.label) for a in Affiliation)],
        help_text="园区填设立级别；决定申报材料直接报海智办，还是先报区县科协初审",
    )
    park_type = forms.ChoiceField(
        label="园区类型",
        choices=[("", "不是园区"), *((t.value, t.label) for t in ParkType)],
        required=False,
    )
    district = forms.ChoiceField(label="所在区县")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        district = self.fields["district"]
        if isinstance(district, forms.ChoiceField):
            district.choices = district_choices(self.asked.at)

    def clean_applicant_kind(self) -> ApplicantKind:
        """The kind itself."""
        return ApplicantKind(self.cleaned_data["applicant_kind"])

    def clean_affiliation(self) -> Affiliation:
        """The affiliation itself."""
        return Affiliation(self.cleaned_data["affiliation"])

    def clean_park_type(self) -> ParkType | None:
        """The park type itself, None for a unit that is no park."""
        chosen = self.cleaned_data["park_type"]
        return ParkType(chosen) if chosen else None


class UnitForm(RegistrationForm):
    """What a unit is registered with."""

    page_title = "单位登记"

    name = forms.CharField(label="单位名称", max_length=120, help_text="全称，与公章一致")
    address = forms.CharField(label="单位地址", max_length=200, required=False)
    postcode = DigitsField(label="邮编", max_length=6, required=False)
    phone_area = DigitsField(label="区号", max_length=4, required=False, initial="023", help_text="手机号码不填区号")
    phone = DigitsField(label="电话", max_length=12, required=False)
    phone_extension = DigitsField(label="分机", max_length=6, required=False)

    fieldsets: ClassVar[Fieldsets] = (
        ("单位", ("name", "code", "applicant_kind", "affiliation", "park_type", "district")),
        ("联系方式", ("address", "postcode", "phone_area", "phone", "phone_extension")),
    )


class ChoosesPassword(ActForm):
    """A form on which somebody chooses a password, which never is an argument of the act."""

    def clean_repeated(self) -> str:
        """The same password."""
        repeated = str(self.cleaned_data["repeated"])
        if "password" in self.cleaned_data and repeated != self.cleaned_data["password"]:
            raise forms.ValidationError("两次输入的密码不一致，请重新输入。")
        return repeated

    def arguments(self) -> dict[str, Any]:
        """All but the password, which is handed over apart."""
        return {name: value for name, value in super().arguments().items() if name not in ("password", "repeated")}


class RegisterForm(ChoosesPassword, UnitForm):
    """A unit with its first person, who signs in from then on."""

    hint = "登记后即可申报。每个单位只登记一次；单位已登记、您还没有账号的，照样填写提交，可转为申请加入该单位。"

    person_name = forms.CharField(label="姓名", max_length=64)
    mobile = forms.CharField(
        label="手机号码", max_length=24, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    email = forms.CharField(
        label="电子信箱", max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = new_password()
    repeated = forms.CharField(
        label="再输一次密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        strip=False,
        max_length=128,
    )

    fieldsets: ClassVar[Fieldsets] = (
        *UnitForm.fieldsets,
        (
            "经办人",
            ("person_name", "mobile", "email", "password", "repeated"),
            "经办人同时登记为申报单位负责人，负责提交；以后可委托或增设他人。手机号码和电子信箱至少填一项，用于登录。",
        ),
    )


class PasswordForm(forms.Form):
    """Changing one's own password."""

    current = forms.CharField(
        label="现在的密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        max_length=128,
    )
    password = new_password("新密码")
    repeated = forms.CharField(
        label="再输一次新密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=128,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_current(self) -> str:
        """The password that the person has now."""
        current = str(self.cleaned_data["current"])
        if not self.person.check_password(current):
            raise forms.ValidationError("现在的密码不正确，请重新输入。")
        return current

    def clean_password(self) -> str:
        """A password that is strong enough, and another one."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        if password == self.cleaned_data.get("current"):
            raise forms.ValidationError("新密码与现在的密码相同，请换一个。")
        return password

    def clean_repeated(self) -> str:
        """The same new password."""
        repeated = str(self.cleaned_data["repeated"])
        if "password" in self.cleaned_data and repeated != self.cleaned_data["password"]:
            raise forms.ValidationError("两次输入的新密码不一致，请重新输入。")
        return repeated
