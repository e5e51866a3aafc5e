"""Single signatures, and several made elsewhere."""

from typing import Any

from django import forms

from haizhi.accounts.demonstration import DEMONSTRATION_PASSPHRASE
from haizhi.accounts.forms.keys import passphrase_field
from haizhi.ui.listing import FilterForm
from haizhi.ui.requests import Asked

MOST_LINES = 1000
"""Signature lines taken at once."""


def shown_in_the_demonstration(asked: Asked, field: forms.Field) -> None:
    """Tell the demonstration's passphrase beside the field for it."""
    if asked.demonstration:
        field.help_text = f"演示的口令：{DEMONSTRATION_PASSPHRASE}"


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
        shown_in_the_demonstration(asked, self.fields["passphrase"])


class CheckpointFilters(FilterForm):
    """Of which case."""

    q = forms.CharField(label="名称或编号", max_length=120)

    def narrow(self, queryset: Any) -> Any:
        """The checkpoints of cases whose code or name contains the words."""
        if words := self.cleaned_data.get("q"):
            queryset = queryset.filter(case_code__icontains=words) | queryset.filter(case_name__icontains=words)
        return queryset
