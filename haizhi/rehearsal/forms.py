"""What the demonstration's assistant asks for."""

from django import forms


class PutForwardForm(forms.Form):
    """How many days to put the clock forward."""

    days = forms.IntegerField(
        label="前进天数", min_value=1, max_value=400, widget=forms.NumberInput(attrs={"data-unit": "天"})
    )
