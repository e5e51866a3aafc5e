"""The conditions above the list of calls."""

from django import forms

from haizhi.regulation.deadlines import Track
from haizhi.ui.listing import StageFilters


class CallListFilters(StageFilters):
    """By words, track and stage."""

    stages_of = "call"
    contains = ("heading", "document_number")
    equals = {"track": "track"}
    field_order = ("q", "track")

    q = forms.CharField(label="标题或文号", max_length=60)
    track = forms.ChoiceField(label="受理类别", choices=[("", "全部"), *((t.value, t.label) for t in Track)])
