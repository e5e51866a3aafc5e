"""Granting to many at once: amount and reason in fields named by the station's code."""

from typing import Any

from django import forms

from haizhi.funding.forms.fields import YuanField, text_field
from haizhi.funding.forms.grants import GrantBasisForm
from haizhi.funding.queries.granting import Candidate
from haizhi.regulation.funding import GrantKind
from haizhi.stations.models import Station


class GrantingForm(GrantBasisForm):
    """The basis of all, and for each station an amount (none: not granted) and a reason."""

    def __init__(self, *args: Any, candidates: list[Candidate], sort: GrantKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.fields["sort"].widget = forms.HiddenInput()
        self.initial.setdefault("sort", sort.value)
        if sort is not GrantKind.ACADEMICIAN:
            del self.fields["talent_rules"]
        for one in candidates:
            code, unit = one.station.code, one.station.unit.name
            amount = YuanField(label=f"{unit}的资助金额", required=False)
            amount.widget.attrs["aria-label"] = f"{unit}的资助金额（元）"
            self.fields[f"amount_{code}"] = amount
            reason = text_field(f"资助{unit}的理由", rows=2, required=False)
            reason.widget.attrs["aria-label"] = f"资助{unit}的理由"
            self.fields[f"reason_{code}"] = reason

    def basis_fields(self) -> list[forms.BoundField]:
        """Those that hold for all."""
        return [self[name] for name in ("basis", "basis_on", "talent_rules") if name in self.fields]

    def rows(self) -> list[tuple[Candidate, forms.BoundField, forms.BoundField]]:
        """Each station with its two fields."""
        return [(c, self[f"amount_{c.station.code}"], self[f"reason_{c.station.code}"]) for c in self.candidates]

    def picked(self) -> list[tuple[Station, int, str]]:
        """The stations with an amount in 分, and the reason. Only after `is_valid()`."""
        said = self.cleaned_data
        found = [
            (c.station, said[f"amount_{c.station.code}"], said[f"reason_{c.station.code}"]) for c in self.candidates
        ]
        return [(station, amount, reason.strip()) for station, amount, reason in found if amount]

    def common(self) -> dict[str, Any]:
        """What holds for all, by the act's names. Only after `is_valid()`."""
        said = self.cleaned_data
        return {
            "basis": said["basis"],
            "basis_on": said["basis_on"],
            "talent_rules": said.get("talent_rules", ""),
        }
