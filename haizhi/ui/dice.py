"""The form in which one of the two enters what the dice show."""

from django import forms

from haizhi.kernel.chance import DICE
from haizhi.ui.acting import ActForm


class DiceForm(ActForm):
    """The dice as one of the two reads them.

    Both enter them at the same time, each at an own page: what the other entered meanwhile makes no page stale.
    """

    seen = None  # type: ignore[assignment]  # Django's way to leave an inherited field out
    value = forms.CharField(
        label=f"{DICE['count']}个骰子的点数",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
        help_text="按掷出的次序逐位录入0至9，可以用空格分组。",
    )

    def concerned(self) -> str:
        """Which source of chance it was."""
        return str(self.fields["value"].label)
