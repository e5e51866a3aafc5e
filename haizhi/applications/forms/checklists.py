"""Checklists as one form: a row is a conclusion and its note, saved together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from haizhi.applications.facts import Row
from haizhi.applications.forms.scans import COMPARED
from haizhi.applications.queries.checking import CheckRow, Evidence
from haizhi.files.forms import UploadField
from haizhi.files.kinds import JPG, PDF, PNG
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.ui.acting import ActForm

LONGEST = 500
"""Characters of a note."""

_CHOICES = (("", "待判断"), ("yes", "符合"), ("no", "不符合"))
_MET = {"": None, "yes": True, "no": False}

Judged = tuple[bool | None, str]
"""Met or not (None: not judged), and the note."""


class JudgementInput(forms.Widget):
    """A conclusion and its note under one name, so that autosave sends both or neither."""

    template_name = "applications/forms/judgement.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds `choices` with the chosen one marked, `note`, and `longest`."""
        context = super().get_context(name, value, attrs)
        chosen, note = value or ("", "")
        context["widget"] |= {
            "choices": [(each, label, each == chosen) for each, label in _CHOICES],
            "note": note,
            "longest": LONGEST,
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str] | None:
        """What was chosen and written; None when the row was not sent."""
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name)
        return (str(sent[0]), str(sent[1])) if sent and len(sent) == 2 else None


class JudgementField(forms.Field):
    """A row's judgement; its cleaned value is `Judged`, or None for a row that was not sent."""

    widget = JudgementInput

    def clean(self, value: tuple[str, str] | None) -> Judged | None:
        """A conclusion of the three; "不符合" with its reason."""
        if value is None:
            return None
        chosen, note = value
        if chosen not in _MET:
            raise ValidationError("请选择符合或不符合", code="unknown")
        if "\0" in note:
            raise ValidationError("说明中有不能保存的字符，请删去后重新填写", code="null_characters_not_allowed")
        if len(note) > LONGEST:
            raise ValidationError(f"说明最多填写{LONGEST}个字", code="long")
        if chosen == "no" and not note.strip():
            raise ValidationError("判断为不符合须写明理由", code="bare")
        return _MET[chosen], note.strip()


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the checklist on its form: `field` is None for what is computed."""

    row: Row
    evidence: tuple[Evidence, ...]
    field: forms.BoundField | None


class ChecklistForm(forms.Form):
    """Every row that a person judges; `only` leaves one of them, for autosave."""

    def __init__(self, data: Any = None, *, rows: Iterable[CheckRow], only: str | None = None) -> None:
        super().__init__(data, auto_id="row-%s")
        self.rows = list(rows)
        for each in self.rows:
            condition, said = each.row.condition, each.row.judgement
            if not condition.judged or only not in (None, condition.key):
                continue
            chosen = "" if said is None else "yes" if said["met"] else "no"
            initial = (chosen, said["note"] if said else "")
            self.fields[condition.key] = JudgementField(label=condition.label, initial=initial, required=False)

    def shown(self) -> Iterator[FormRow]:
        """The rows in order, each with its field."""
        for each in self.rows:
            key = each.row.condition.key
            yield FormRow(each.row, each.evidence, self[key] if key in self.fields else None)

    def changed(self) -> dict[str, Judged]:
        """The rows that were sent in order and say something else than what stands. After `full_clean`."""
        stands = {each.row.condition.key: each.row.judgement for each in self.rows}
        said = {}
        for key, sent in self.cleaned_data.items():
            row = stands.get(key)
            if key in stands and sent and sent != ((row["met"], row["note"]) if row else (None, "")):
                said[key] = sent
        return said


class DistrictChecklistForm(ChecklistForm):
    """The district's rows, and the opinion that its clerk drafts."""

    def __init__(
        self, data: Any = None, *, rows: Iterable[CheckRow], opinion: str = "", only: str | None = None
    ) -> None:
        super().__init__(data, rows=rows, only=only)
        if only in (None, "opinion"):
            area = forms.Textarea(attrs={"rows": 5})
            self.fields["opinion"] = forms.CharField(
                label="初审意见",
                initial=opinion,
                required=False,
                max_length=2000,
                widget=area,
                help_text="由经办人起草，负责人据此决定；打印意见页时一并印出。",
            )


class OpinionScanForm(ActForm):
    """The scan of the signed and sealed opinion, put to the working paper before it is forwarded."""

    scan = UploadField(label=MATERIALS[MaterialKind.DISTRICT_OPINION].label, kinds=(PDF, JPG, PNG), largest=20)
    compared = forms.BooleanField(label=COMPARED, required=False)
