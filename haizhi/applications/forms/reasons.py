"""A field of sections, each ticked with its own reason."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from haizhi.applications.facts import SECTION_LABELS

LONGEST = 500
"""Characters of one section's reason."""


class SectionReasonsInput(forms.Widget):
    """A box for each section with a field for its reason: `<name>` holds the ticked, `<name>_<section>` the reasons."""

    template_name = "applications/forms/section_reasons.html"
    use_fieldset = True

    class Media:
        css = {"all": ["applications/checking.css"]}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds `rows`: for each section its value, label, whether it is ticked, its reason and ids."""
        context = super().get_context(name, value, attrs)
        said: Mapping[str, str] = value or {}
        stem = context["widget"]["attrs"].get("id", name)
        context["widget"]["rows"] = [
            {
                "value": section,
                "label": label,
                "ticked": section in said,
                "reason": said.get(section, ""),
                "id": f"{stem}_{section}",
                "name": f"{name}_{section}",
            }
            for section, label in SECTION_LABELS.items()
        ]
        context["widget"]["longest"] = LONGEST
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """Section → reason, for those that are ticked, in the order of the form."""
        ticked = set(data.getlist(name) if hasattr(data, "getlist") else data.get(name, ()))
        return {s: str(data.get(f"{name}_{s}", "")).strip() for s in SECTION_LABELS if s in ticked}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Boxes that are not ticked are not sent at all."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The whole is a group; its first box stands for it."""
        return f"{id_}_{next(iter(SECTION_LABELS))}" if id_ else id_


class SectionReasons(forms.Field):
    """Sections with the reason for each; its cleaned value is a mapping from the section's value to the reason."""

    widget = SectionReasonsInput

    def clean(self, value: dict[str, str]) -> dict[str, str]:
        """At least one section, each with a reason that is not too long."""
        if not value:
            raise ValidationError("请至少选择一部分并写明原因", code="none")
        wrong = [
            ValidationError(f"请写明“{SECTION_LABELS[section]}”需要补正的原因", code="bare")
            if not reason
            else ValidationError(f"“{SECTION_LABELS[section]}”的原因最多填写{LONGEST}个字", code="long")
            for section, reason in value.items()
            if not reason or len(reason) > LONGEST
        ]
        if wrong:
            raise ValidationError(wrong)
        return value
