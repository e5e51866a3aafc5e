"""Keys for a sitting."""

from typing import Any

from django import forms

from haizhi.accounts.forms.cosigning import shown_in_the_demonstration
from haizhi.accounts.forms.keys import passphrase_field
from haizhi.regulation import moves
from haizhi.reviews.acts.keys import LONGEST_HOURS
from haizhi.ui.acting import ActForm, Forms


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
        shown_in_the_demonstration(self.asked, self.fields["passphrase"])


class MakeSheetKeyForm(ActForm):
    """Only confirms: the recovery code is made by the platform and shown once."""

    hint = (
        "评分表锁定后即封存，只有会议密钥能够开封。办理后显示一次恢复码，请当场抄录，装入信封封存；"
        "口令忘记、更换签名密钥之后，凭恢复码仍可开封。"
    )


KEY_FORMS: Forms = {
    moves.ENABLE_KEY.name: EnableKeyForm,
    moves.MAKE_SHEET_KEY.name: MakeSheetKeyForm,
}
