"""Parsing of what the pages of plaques ask for: award, ceremony, artwork, register."""

from datetime import date
from typing import Any

from django import forms

from haizhi.applications.models import Application
from haizhi.files.forms import UploadField
from haizhi.files.kinds import JPG, PNG
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.naming import suggested_short_name
from haizhi.regulation.parameters import PLAQUE_BLEED, PLAQUE_HEIGHT, PLAQUE_WIDTH
from haizhi.stations.models import Plaque, Station
from haizhi.stations.queries import NamePreview, name_preview, suggested_serial
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.listing import FilterForm
from haizhi.ui.requests import Asked

_PREVIEWED = {
    "hx-get": "",
    "hx-trigger": "input changed delay:300ms",
    "hx-target": "#plaque",
    "hx-swap": "outerHTML",
}


class AwardForm(ActForm):
    """The plaque: its name, its serial, when it was handed over, where, by whom and to whom."""

    danger = True

    short_name = forms.CharField(
        label="工作站简称",
        max_length=60,
        help_text="牌匾名称中“重庆工作基地”与“工作站”之间的部分，取自申报表，可改为规范简称。",
        widget=forms.TextInput(attrs=_PREVIEWED),
    )
    plaque_serial = forms.CharField(label="牌匾编号", max_length=40, help_text="已按上一块牌匾的编号顺延，可以修改。")
    awarded_on = forms.DateField(label="授牌日期")
    place = forms.CharField(label="授牌地点", max_length=100, required=False)
    handed_by = forms.CharField(label="授牌人", max_length=64, required=False)
    received_by = forms.CharField(
        label="接牌人", max_length=64, required=False, help_text="建站单位接牌的人员，只在登记簿中记载，不公开。"
    )

    def __init__(self, *args: Any, asked: Asked, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        today = day_of(asked.at)
        typed = {name: asked.GET[name] for name in self.fields if asked.GET.get(name) and name not in ("once", "seen")}
        first = {
            "short_name": application.station_name,
            "plaque_serial": suggested_serial(today.year),
            "awarded_on": today,
        }
        self.initial = first | typed | {"once": self.initial["once"], "seen": None}
        self.suggestion = suggested_short_name(application.unit.name)

    def preview(self) -> NamePreview:
        """The plaque's name with the short name as it stands."""
        return name_preview(str(self["short_name"].value() or ""))


class ArtworkSizeForm(forms.Form):
    """The size of the artwork and whether more than the name stands on it; everything has a default."""

    width = forms.IntegerField(label="宽（毫米）", min_value=200, max_value=1500, required=False)
    height = forms.IntegerField(label="高（毫米）", min_value=150, max_value=1000, required=False)
    bleed = forms.IntegerField(label="出血（毫米）", min_value=0, max_value=10, required=False)
    signed = forms.ChoiceField(
        label="落款", choices=[("yes", "颁发单位、日期和编号"), ("no", "只有名称")], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("width", PLAQUE_WIDTH.value)
        self.initial.setdefault("height", PLAQUE_HEIGHT.value)
        self.initial.setdefault("bleed", PLAQUE_BLEED.value)

    def size(self) -> dict[str, Any]:
        """The keyword arguments of `queries.artwork`. Only after `is_valid()`."""
        given = self.cleaned_data
        bleed = given["bleed"]
        return {
            "width": given["width"] or PLAQUE_WIDTH.value,
            "height": given["height"] or PLAQUE_HEIGHT.value,
            "bleed": PLAQUE_BLEED.value if bleed is None else bleed,
            "signed": given["signed"] != "no",
        }


class ArtworkForm(ArtworkSizeForm):
    """What the artwork is to show besides."""

    short_name = forms.CharField(label="工作站简称", max_length=60)
    plaque_serial = forms.CharField(label="牌匾编号", max_length=40)

    field_order = ("short_name", "plaque_serial", "width", "height", "bleed", "signed")


class CeremonyForm(forms.Form):
    """One ceremony at which several plaques are handed over; fields of a unit are named by its application's code."""

    awarded_on = forms.DateField(label="授牌日期")
    place = forms.CharField(label="授牌地点", max_length=100, required=False)
    handed_by = forms.CharField(label="授牌人", max_length=64, required=False)

    def __init__(self, data: Any = None, *, waiting: list[Application], serials: list[str], day: date) -> None:
        super().__init__(data, initial={"awarded_on": day})
        self.waiting = waiting
        for application, serial in zip(waiting, serials, strict=True):
            unit, code = application.unit.name, application.code
            self.fields[f"pick_{code}"] = forms.BooleanField(label=unit, required=False, initial=True)
            for name, label, longest, initial in (
                ("short_name", "工作站简称", 60, application.station_name),
                ("plaque_serial", "牌匾编号", 40, serial),
                ("received_by", "接牌人", 64, ""),
            ):
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=label,
                    max_length=longest,
                    required=False,
                    initial=initial,
                    widget=forms.TextInput(attrs={"aria-label": f"{unit}的{label}"}),
                )

    def rows(self) -> list[tuple[Application, list[forms.BoundField]]]:
        """Each unit with its four fields: whether it is picked, short name, serial, who receives."""
        names = ("pick", "short_name", "plaque_serial", "received_by")
        return [(a, [self[f"{name}_{a.code}"] for name in names]) for a in self.waiting]

    def picked(self) -> list[tuple[Application, dict[str, Any]]]:
        """The picked units, each with the arguments of its award. Only after `is_valid()`."""
        given = self.cleaned_data
        shared = {name: given[name] for name in ("awarded_on", "place", "handed_by")}
        own = ("short_name", "plaque_serial", "received_by")
        return [
            (a, shared | {name: given[f"{name}_{a.code}"] for name in own})
            for a in self.waiting
            if given[f"pick_{a.code}"]
        ]


class ReplaceForm(ActForm):
    """The new plaque, and why there is one."""

    danger = True
    hint = "原牌匾记为已换发，新牌匾记为待交接；历次牌匾都留在登记簿中。"

    short_name = forms.CharField(label="工作站简称", max_length=60)
    plaque_serial = forms.CharField(label="新牌匾编号", max_length=40)
    opinion = forms.CharField(label="换发原因", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, Station):
            self.initial.setdefault("short_name", subject.short_name)
            self.initial.setdefault("plaque_serial", suggested_serial(day_of(asked.at).year))


class HandOverForm(ActForm):
    """When, where, by whom and to whom a new plaque was handed over."""

    handed_on = forms.DateField(label="交接日期")
    received_by = forms.CharField(label="接牌人", max_length=64, help_text="只在登记簿中记载，不公开。")
    handed_by = forms.CharField(label="交牌人", max_length=64, required=False)
    place = forms.CharField(label="交接地点", max_length=100, required=False)


class EndForm(ReasonForm):
    """When a plaque came back or was found missing, and why."""

    danger = True

    ended_on = forms.DateField(label="日期")


class PhotoForm(ActForm):
    """A photo of the handing over."""

    hint = "照片登记后先不公开；海智办和建站单位都同意后，公开页展示去除拍摄信息的缩小图。"

    photo = UploadField(label="授牌照片", kinds=(JPG, PNG), largest=20)
    photo_text = forms.CharField(
        label="照片说明", max_length=100, required=False, help_text="写明场合即可，不要写人员姓名。"
    )


PLAQUE_FORMS: Forms = {
    moves.REPLACE_PLAQUE.name: ReplaceForm,
    moves.HAND_OVER_PLAQUE.name: HandOverForm,
    moves.RETURN_PLAQUE.name: EndForm,
    moves.LOSE_PLAQUE.name: EndForm,
    moves.LAY_PHOTO.name: PhotoForm,
    moves.HIDE_PHOTO.name: OpinionForm,
}


class PlaqueFilters(FilterForm):
    """By serial, unit or station, state, year of handing over."""

    contains = ("serial", "short_name", "station__unit__name", "station__code")
    equals = {"state": "state", "year": "handed_on__year"}

    q = forms.CharField(label="编号、单位或简称", max_length=60)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Plaque.State.choices])
    year = forms.IntegerField(label="交接年份", min_value=2000, max_value=2100)
