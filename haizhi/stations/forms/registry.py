"""What changes in the life of a station, as its page asks for it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from haizhi.accounts.forms.units import UnitField
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.bodies import bodies_by_pinyin
from haizhi.regulation.civil_time import day_of
from haizhi.stations import facts
from haizhi.stations.forms.plaques import PLAQUE_FORMS
from haizhi.stations.forms.sheets import names_in
from haizhi.stations.models import STANDING, Station, StationPerson
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked

_DUTY = StationPerson.Duty
_SINGLE = (_DUTY.LEADER, _DUTY.HEAD, _DUTY.CONTACT)
_PARTS = (("name", "姓名", 64), ("position", "职务", 60), ("phone", "电话", 24), ("email", "电子信箱", 254))


class AmendForm(ActForm):
    """Everybody who works in the station, where it is and with whom, as it is from a day on."""

    page_title = "更新人员和场所"
    hint = (
        "请填写变动后的完整情况。原有人员和共建单位不再列出的，记为前一日终止；历次人员都留有记载。姓名和电话不公开。"
    )

    changed_on = forms.DateField(label="变动日期")
    office = forms.CharField(label="办公场所", max_length=120, required=False)
    phone = forms.CharField(label="办公电话", max_length=24, required=False, help_text="带区号，如 023-63002858")
    staff = forms.CharField(
        label="工作人员",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一人：姓名，职务。职务可不填。",
    )
    partners = forms.CharField(
        label="共建单位",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="每行一家。",
    )

    fieldsets = (
        ("", ("changed_on", "office", "phone")),
        *((duty.label, tuple(f"{duty.value}_{part}" for part, *_ in _PARTS)) for duty in _SINGLE),
        ("其他", ("staff", "partners")),
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        for duty in _SINGLE:
            for part, label, longest in _PARTS:
                make = forms.EmailField if part == "email" else forms.CharField
                self.fields[f"{duty.value}_{part}"] = make(label=label, max_length=longest, required=False)
        if isinstance(subject, Station):
            self._begin(subject, list(facts.people_now(subject)))

    def _begin(self, station: Station, people: list[StationPerson]) -> None:
        """Begin with everything as it is."""
        partners = "\n".join(row.name for row in facts.partners_now(station))
        staff = "\n".join("，".join(filter(None, (p.name, p.position))) for p in people if p.duty == _DUTY.STAFF)
        first: dict[str, Any] = {
            "changed_on": day_of(self.asked.at),
            "office": station.office,
            "phone": station.phone,
            "staff": staff,
            "partners": partners,
        }
        for person in people:
            if person.duty in _SINGLE:
                first |= {f"{person.duty}_{part}": getattr(person, part) for part, *_ in _PARTS}
        self.initial = {**self.initial, **first}

    def clean(self) -> dict[str, Any]:
        """A person has a name."""
        given = super().clean() or self.cleaned_data
        for duty in _SINGLE:
            said = [given.get(f"{duty.value}_{part}") for part, *_ in _PARTS]
            if any(said) and not said[0]:
                self.add_error(f"{duty.value}_name", f"填了{duty.label}的其他内容，没有填写姓名。请填写，或清空。")
        return given

    def arguments(self) -> dict[str, Any]:
        """People and partners as the act takes them. Only after `is_valid()`."""
        given = self.cleaned_data
        return {
            "changed_on": given["changed_on"],
            "office": given["office"],
            "phone": given["phone"],
            "people": [*self._single(given), *_staff(given["staff"])],
            "partners": list(names_in(given["partners"])),
        }

    def _single(self, given: dict[str, Any]) -> Iterable[dict[str, str]]:
        for duty in _SINGLE:
            if given[f"{duty.value}_name"]:
                yield {"duty": duty.value} | {part: given[f"{duty.value}_{part}"] for part, *_ in _PARTS}


def _staff(text: str) -> Iterable[dict[str, str]]:
    seen = set()
    for line in text.splitlines():
        name, _, position = (part.strip() for part in line.replace(",", "，").partition("，"))
        if name and name not in seen:
            seen.add(name)
            yield {"duty": _DUTY.STAFF.value, "name": name[:64], "position": position[:60], "phone": "", "email": ""}


class RenameForm(ReasonForm):
    """The new short name, from when on, and why."""

    hint = "原简称留作曾用名；牌匾仍是原名，需要换发的，更名后办理“换发牌匾”。"

    short_name = forms.CharField(label="新的工作站简称", max_length=60)
    changed_on = forms.DateField(label="更名日期")

    field_order = ("short_name", "changed_on", "opinion")


class HostForm(ReasonForm):
    """Which unit bears the station from when on, and why."""

    danger = True
    hint = "变更后由承接单位的人员办理本站事务，原单位留在建站单位的历史中。"

    unit = UnitField(label="承接的建站单位", max_length=120, help_text="统一社会信用代码或全称")
    changed_on = forms.DateField(label="变更日期")

    field_order = ("unit", "changed_on", "opinion")


class RelocateForm(ReasonForm):
    """Which district leads the station from when on, and why."""

    district = forms.ChoiceField(label="转入区县")
    changed_on = forms.DateField(label="转入日期")

    field_order = ("district", "changed_on", "opinion")

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        bodies = bodies_by_pinyin(day_of(asked.at))
        self.fields["district"].choices = [("", "请选择"), *((b.code, b.name) for b in bodies)]  # type: ignore[attr-defined]  # a choice field


class SuspendForm(ReasonForm):
    """Why the station rests."""

    danger = True
    hint = "暂停期间有效期照常计算，名录中仍列为工作站。"


class MergeForm(ReasonForm):
    """Into which station, from when on, and why."""

    danger = True
    hint = (
        "并入后本站不再是海智工作站，不能恢复；没有办完的交办任务和年度总结不再办理，牌匾和经费随后在“终止与善后”中办结。"
        "历次记录保留，名录中只列出终止日期。"
    )

    into = forms.CharField(label="并入的工作站", max_length=24, help_text="工作站编号，如 GZ-2026-0001")
    ended_on = forms.DateField(label="并入日期")

    field_order = ("into", "ended_on", "opinion")

    def clean_into(self) -> Station:
        """The station of the number."""
        code = self.cleaned_data["into"].strip().upper()
        found = Station.objects.visible_to(self.asked.actor).filter(code=code, stage__in=STANDING).first()
        if found is None:
            raise forms.ValidationError(f"没有编号为“{code}”的工作站，请核对。")
        return found


STATION_FORMS: Forms = {
    **PLAQUE_FORMS,
    moves.AMEND_STATION.name: AmendForm,
    moves.RENAME_STATION.name: RenameForm,
    moves.CHANGE_HOST.name: HostForm,
    moves.RELOCATE_STATION.name: RelocateForm,
    moves.SUSPEND_STATION.name: SuspendForm,
    moves.RESUME_STATION.name: OpinionForm,
    moves.MERGE_STATION.name: MergeForm,
}
"""The forms of everything that is done on a station's page."""


class SuccessionForm(forms.Form):
    """Relocating the stations of a district that is no more: beside each where it goes to, then when and why."""

    changed_on = forms.DateField(label="转入日期")
    opinion = forms.CharField(
        label="依据", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), help_text="区划调整的文件名称、文号"
    )

    def __init__(self, data: Any = None, *, stations: list[Station], places: dict[str, str], asked: Asked) -> None:
        super().__init__(data, initial={"changed_on": day_of(asked.at)})
        self.stations = stations
        bodies = [(b.code, b.name) for b in bodies_by_pinyin(day_of(asked.at))]
        for station in stations:
            label = f"{station.unit.name}转入"
            self.fields[f"to_{station.code}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", "暂不转"), *bodies],
                initial=places[station.code],
                widget=forms.Select(attrs={"aria-label": label}),
            )

    def rows(self) -> list[tuple[Station, forms.BoundField]]:
        """Each station with its field."""
        return [(station, self[f"to_{station.code}"]) for station in self.stations]

    def asked_for(self) -> list[forms.BoundField]:
        """The fields that stand for all of them."""
        return [self["changed_on"], self["opinion"]]

    def picked(self) -> list[tuple[Station, str]]:
        """The stations that go somewhere, with the district. Only after `is_valid()`."""
        given = self.cleaned_data
        return [(station, given[f"to_{station.code}"]) for station in self.stations if given[f"to_{station.code}"]]
