"""Keys for a sitting, and single signatures."""

from typing import Any

from django import forms

from haizhi.accounts.demonstration import DEMONSTRATION_PASSPHRASE
from haizhi.accounts.forms.keys import passphrase_field
from haizhi.regulation import moves
from haizhi.reviews.acts.keys import LONGEST_HOURS
from haizhi.ui.acting import ActForm, Forms
from haizhi.ui.listing import FilterForm
from haizhi.ui.requests import Asked

MOST_LINES = 1000
"""Signature lines taken at once."""


def _shown_in_the_demonstration(asked: Asked, field: forms.Field) -> None:
    if asked.demonstration:
        field.help_text = f"演示的口令：{DEMONSTRATION_PASSPHRASE}"


class EnableKeyForm(ActForm):
    """The passphrase, or the recovery code of the session's key, and for how long."""

    hint = "启用后，本场评审会的检查点即时签署；闭会、到时或办理“停用签名密钥”后，启用的密钥即销毁。"

    passphrase = passphrase_field(required=False, help_text="密钥由平台保管的填写")
    code = forms.CharField(
        label="会议密钥恢复码",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="仅纪检：自行保管签名密钥，或更换过签名密钥的填写",
    )
    hours = forms.IntegerField(
        label="启用时长",
        min_value=1,
        max_value=LONGEST_HOURS,
        initial=12,
        widget=forms.NumberInput(attrs={"data-unit": "小时"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shown_in_the_demonstration(self.asked, self.fields["passphrase"])


class MakeSheetKeyForm(ActForm):
    """Only confirms: the recovery code is made by the platform and shown once."""

    hint = (
        "评分表锁定后即封存，只有会议密钥能够开封。办理后显示一次恢复码，请当场抄录，装入信封封存；"
        "口令忘记、更换签名密钥之后，凭恢复码仍可开封。"
    )


class SignatureLineForm(forms.Form):
    """A signature made elsewhere."""

    line = forms.CharField(
        label="签名行",
        max_length=300,
        help_text="verify.pyz sign 输出的一整行，以“— ”开头",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SignatureLinesForm(forms.Form):
    """Signatures made elsewhere, several at once: pasted, or the file into which the lines were written."""

    lines = forms.CharField(
        label="签名行",
        max_length=MOST_LINES * 300,
        required=False,
        help_text="一行一个，次序不限；以“— ”开头",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    file = forms.FileField(
        label="或者：签名行文件",
        required=False,
        help_text="文本文件，不超过300 KB",
        widget=forms.FileInput(attrs={"accept": ".txt"}),
    )

    def clean(self) -> dict[str, Any]:
        """The lines of both, without empty ones and doubles, under `all`."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file and file.size > MOST_LINES * 300:
            self.add_error("file", "文件超过300 KB，不是签名行文件。")
            return cleaned
        text = f"{cleaned.get('lines', '')}\n{file.read().decode('utf-8', 'replace') if file else ''}"
        found = [line.strip().lstrip("\ufeff") for line in text.splitlines()]
        cleaned["all"] = list(dict.fromkeys(line for line in found if line))
        if not cleaned["all"] and not self.errors:
            self.add_error("lines", "请粘贴签名行，或者选择签名行文件。")
        if len(cleaned["all"]) > MOST_LINES:
            self.add_error("lines", f"一次最多{MOST_LINES}行，请分几次提交。")
        return cleaned


class PassphraseForm(forms.Form):
    """A signature made here."""

    passphrase = passphrase_field()

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shown_in_the_demonstration(asked, self.fields["passphrase"])


class CheckpointFilters(FilterForm):
    """Of which session."""

    q = forms.CharField(label="评审会", max_length=120)

    def narrow(self, queryset: Any) -> Any:
        """The checkpoints of sessions whose code or name contains the words."""
        if words := self.cleaned_data.get("q"):
            queryset = queryset.filter(session_code__icontains=words) | queryset.filter(session_name__icontains=words)
        return queryset


KEY_FORMS: Forms = {
    moves.ENABLE_KEY.name: EnableKeyForm,
    moves.MAKE_SHEET_KEY.name: MakeSheetKeyForm,
}
