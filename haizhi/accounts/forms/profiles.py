"""单位档案: its facts, its proofs, its R&D bodies. No act, so no ledger: drafts save it, dated."""

import json
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from haizhi.accounts.drafts import Overtaken, Stale, as_text
from haizhi.accounts.forms.entrance import Fieldsets
from haizhi.accounts.forms.numbers import DigitsField
from haizhi.accounts.forms.units import SCANS
from haizhi.files.forms import UploadField
from haizhi.regulation.applicants import RdLevel, Standing
from haizhi.regulation.findings import Refused
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked


class KeptForm(forms.Form):
    """A form of the profile; `asked` for whatever is uploaded with it."""

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def show(self, refused: Refused) -> None:
        """Put a refusal beside the fields it concerns."""
        show_findings(self, refused.findings)


class SeenForm(KeptForm):
    """A form that knows what stood on its page, so that nobody overwrites unseen what somebody else saved meanwhile."""

    before = forms.CharField(widget=forms.HiddenInput, required=False)

    overtaken: tuple[Overtaken, ...] = ()
    """What somebody else changed since the page was opened, side by side with what was typed."""

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        self.initial["before"] = json.dumps({name: as_text(value) for name, value in self.initial.items()})

    def seen(self) -> dict[str, str]:
        """The values that stood on the page; nothing is known of a page that says nothing understandable."""
        try:
            said = json.loads(self.data.get("before", ""))
        except ValueError:
            return {}
        return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}

    def anew(self, stale: Stale) -> Self:
        """The form with everything that was typed, on what is kept now."""
        data, seen = QueryDict(mutable=True), self.seen()
        data.update(self.data)
        for name, text in stale.now.items():
            if data.get(name, "") == seen.get(name, ""):
                data[name] = text
        data["before"] = json.dumps(stale.now)
        form = type(self)(data, asked=self.asked)
        form.full_clean()
        form.overtaken = stale.overtaken
        form.show(stale)
        return form


class ProfileForm(SeenForm):
    """What every application asks for anew."""

    address = forms.CharField(label="单位地址", max_length=200, required=False)
    postcode = DigitsField(label="邮编", max_length=6, required=False)
    contact = forms.CharField(label="常设联系人", max_length=64, required=False)
    phone_area = DigitsField(label="区号", max_length=4, required=False, help_text="重庆的区号为023；手机号码不填区号")
    phone = DigitsField(label="电话", max_length=12, required=False)
    phone_extension = DigitsField(label="分机", max_length=6, required=False)
    fax = forms.CharField(label="传真", max_length=24, required=False, help_text="带区号，如 023-63002858")
    email = forms.CharField(label="电子信箱", max_length=254, required=False, widget=forms.EmailInput)
    head_name = forms.CharField(label="负责人姓名", max_length=64, required=False, help_text="法定代表人或主要负责人")
    team_size = forms.IntegerField(
        label="研发人员",
        min_value=0,
        max_value=999_999,
        required=False,
        error_messages={"min_value": "研发人员不能为负数，请核对。", "max_value": "研发人员过多，请核对。"},
        widget=forms.NumberInput(attrs={"data-unit": "名"}),
    )

    fieldsets: ClassVar[Fieldsets] = (
        ("联系方式", ("address", "postcode", "contact", "phone_area", "phone", "phone_extension", "fax", "email")),
        ("单位", ("head_name", "team_size")),
    )


class RdBodyForm(SeenForm):
    """An R&D body."""

    name = forms.CharField(label="机构名称", max_length=200, help_text="批复或认定文件上的全称")
    level = forms.ChoiceField(label="级别", choices=[("", "请选择"), *((v.value, v.label) for v in RdLevel)])
    since = forms.DateField(
        label="成立时间",
        required=False,
        input_formats=["%Y-%m", "%Y-%m-%d", "%Y.%m", "%Y/%m", "%Y年%m月"],
        widget=forms.TextInput(attrs={"maxlength": 10}),
        help_text="年和月，如 2021-06",
        error_messages={"invalid": "请按“2021-06”的格式填写年月。"},
    )

    def clean_level(self) -> RdLevel:
        """The level itself."""
        return RdLevel(self.cleaned_data["level"])


class ProofForm(KeptForm):
    """A proof of 规模以上 or 高新技术企业."""

    sort = forms.ChoiceField(label="资格", choices=[("", "请选择"), *((s.value, s.label) for s in Standing)])
    number = forms.CharField(label="证书或文件编号", max_length=60)
    valid_from = forms.DateField(label="起始日期", widget=forms.DateInput, help_text="证书的发证日期，或入库年度的首日")
    valid_to = forms.DateField(
        label="终止日期",
        required=False,
        widget=forms.DateInput,
        help_text="含当日；高新技术企业证书必填，到期后不再计入",
    )
    upload = UploadField(label="扫描件", kinds=SCANS, required=False)

    def clean_sort(self) -> Standing:
        """The standing itself."""
        return Standing(self.cleaned_data["sort"])
