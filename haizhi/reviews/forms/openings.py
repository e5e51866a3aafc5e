"""What a judge opens of a unit's papers, and the conditions above the list of what was opened."""

from typing import Any

from django import forms

from haizhi.regulation.review import SessionRules
from haizhi.reviews.models import Opening, Turn
from haizhi.reviews.queries import FileLine, files_of
from haizhi.ui.listing import FilterForm

_NAMES = {Opening.What.INDICATORS: "指标对照", Opening.What.FORM: "申报表", Opening.What.DOSSIER: "申报材料合订本"}


class OpeningForm(forms.Form):
    """One thing to be opened: indicators, form, dossier or a file; an original only where the rules allow it."""

    what = forms.ChoiceField(choices=Opening.What.choices)
    file = forms.IntegerField(required=False)

    def __init__(self, *args: Any, turn: Turn, rules: SessionRules | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turn, self.originals = turn, rules is not None and rules.originals
        self.line: FileLine | None = None

    def clean(self) -> dict[str, Any]:
        """A file is one of this unit's that is still there, shown with a watermark or allowed as an original."""
        cleaned = super().clean() or {}
        if cleaned.get("what") in (Opening.What.FILE, Opening.What.ORIGINAL):
            self.line = next((f for f in files_of(self.turn) if f.material.pk == cleaned.get("file")), None)
            allowed = (
                self.originals if cleaned["what"] == Opening.What.ORIGINAL else bool(self.line and self.line.shown)
            )
            if self.line is None or self.line.material.upload.erased_at is not None or not allowed:
                raise forms.ValidationError("没有这份可以查阅的附件，请从列表中重新选择。")
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What is opened, its name and SHA-256."""
        what = Opening.What(self.cleaned_data["what"])
        if self.line is None:
            return {"what": what, "name": _NAMES[what]}
        upload = self.line.material.upload
        return {"what": what, "name": upload.name, "sha256": upload.sha256}


class OpeningFilters(FilterForm):
    """The conditions above the list of what judges opened."""

    contains = ("turn__application__unit__name", "seat__name")
    equals = {"what": "what"}

    q = forms.CharField(label="申报单位或评委", max_length=120)
    what = forms.ChoiceField(label="查阅内容", choices=[("", "全部"), *Opening.What.choices])
