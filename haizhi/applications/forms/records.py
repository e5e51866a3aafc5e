"""One form for every kind of record, made from the kind's own fields."""

from collections.abc import Collection
from typing import Any

from django import forms

from haizhi.applications.drafts.records import AGREEMENT
from haizhi.applications.forms.drafted import CountField, DraftedForm, MoneyField, MonthField, text_field
from haizhi.applications.models import Material, Record
from haizhi.files.forms import UploadField
from haizhi.regulation.evidence import LARGEST, RecordField, RecordType, Shape
from haizhi.ui.requests import Asked

AGREEMENT_FILE = "agreement_file"
"""The chooser of a new agreement beside the list of those that are there."""


class RecordForm(DraftedForm):
    """A record of any kind. `agreements` are the files that it may name; `largest` is in megabytes."""

    def __init__(
        self,
        *args: Any,
        asked: Asked,
        asks_for: RecordType,
        record: Record | None,
        agreements: Collection[Material],
        largest: int,
        only: Collection[str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.asked, self.asks_for = asked, asks_for
        shown = dict(record.values) if record else {}
        if record and asks_for.has_agreement:
            shown[AGREEMENT] = str(record.agreement_id or "")
        made = {field.key: _field_of(field) for field in asks_for.fields}
        if asks_for.has_agreement:
            made[AGREEMENT] = forms.ChoiceField(
                label="合作协议",
                choices=[("", "不关联协议"), *((str(m.pk), m.upload.name) for m in agreements)],
                help_text="从“附件材料”已上传的项目合作协议中选择。",
            )
            made[AGREEMENT_FILE] = UploadField(label="上传新的协议", largest=largest)
        self._agreements = {str(m.pk): m for m in agreements}
        super().__init__(*args, shown=shown, made=made, only=only, **kwargs)
        if AGREEMENT_FILE in self.fields:
            self.fields[AGREEMENT_FILE].show_hidden_initial = False
        self.required_names = [field.key for field in asks_for.fields if field.required]

    def values(self) -> dict[str, Any]:
        """As every form of a draft; the chooser of a new file is not among them."""
        return {name: value for name, value in super().values().items() if name != AGREEMENT_FILE}

    def kept(self, name: str) -> Any:
        """As every form of a draft; the agreement as the material itself."""
        if name == AGREEMENT:
            return self._agreements.get(self.cleaned_data[name])
        return super().kept(name)

    def words(self, name: str, value: Any) -> str:
        """As every form of a draft; choices by their labels, the agreement by its file's name."""
        if value in (None, ""):
            return "空白"
        return value.upload.name if name == AGREEMENT else self.asks_for.field(name).words(value)


def _field_of(asked: RecordField) -> forms.Field:
    label, hint = asked.label, asked.hint
    if asked.shape is Shape.MONEY:
        return MoneyField(label=label, help_text=hint)
    if asked.shape is Shape.COUNT:
        return CountField(label=label, most=LARGEST[Shape.COUNT], unit=asked.unit, help_text=hint)
    if asked.shape is Shape.MONTH:
        return MonthField(label=label, max_length=20, help_text=hint or "填写年月，例如 2026-03。")
    if asked.shape is Shape.CHOICE:
        return forms.ChoiceField(
            label=label,
            choices=[("", "请选择"), *asked.choices],
            help_text=hint,
            error_messages={"invalid_choice": f"{label}请从列出的选项中选择"},
        )
    if asked.shape is Shape.LONG:
        area = forms.Textarea(attrs={"rows": 5})
        return text_field(label, asked.longest, widget=area, help_text=hint, strip=False)
    return text_field(label, asked.longest, help_text=hint)
