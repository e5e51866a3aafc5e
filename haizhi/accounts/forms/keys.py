"""Signing keys: a passphrase for one made here, the public half of one kept elsewhere."""

from typing import Any

from django import forms

from haizhi.accounts.acts.keys import DIFFERENT_ENOUGH, LONG_ENOUGH
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, Forms, ReasonForm

_LONGEST = 200

SUCCESSION = "已有有效密钥的，办理后即由新的接替；此前制作的会议密钥，此后凭恢复码启用。"
"""What a new key means for the one before it."""


def passphrase_field(label: str = "口令", **kwargs: Any) -> forms.CharField:
    """A field for the passphrase of a key, which is never shown again."""
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=_LONGEST, **kwargs)


class MakeKeyForm(ActForm):
    """A passphrase that only its holder knows, typed twice."""

    hint = (
        "私钥用您设置的口令加密后存放在平台，口令不保存，任何人都不能找回。忘记的，可报失停用后另制一把。" + SUCCESSION
    )
    danger = True

    passphrase = passphrase_field(
        help_text=f"至少{LONG_ENOUGH}个字符，其中至少{DIFFERENT_ENOUGH}个不相同；不要与登录密码相同"
    )
    repeated = passphrase_field("再输一次口令")

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        cleaned = super().clean() or {}
        if {"passphrase", "repeated"} <= cleaned.keys() and cleaned["passphrase"] != cleaned["repeated"]:
            self.add_error("repeated", "两次输入的口令不同，请重新输入。")
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """The passphrase alone."""
        return {"passphrase": self.cleaned_data["passphrase"]}


class PublicKeyForm(forms.Form):
    """The public half of a key that is kept elsewhere."""

    public = forms.CharField(
        label="公钥",
        max_length=240,
        help_text="verify.pyz keygen 显示的一整行",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RegisterKeyForm(ActForm):
    """The public half, and the signature that shows whose the private half is."""

    public = forms.CharField(widget=forms.HiddenInput, max_length=240)
    proof = forms.CharField(
        label="签名行",
        max_length=300,
        help_text="verify.pyz sign 输出的一整行，以“— ”开头",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RetireKeyForm(ReasonForm):
    """Why a key is not to be trusted any longer."""

    hint = "立即生效，已启用的随即失效；此前的签名仍然有效。停用后请另制或另登记一把。"
    danger = True


KEY_FORMS: Forms = {moves.RETIRE_KEY.name: RetireKeyForm}
