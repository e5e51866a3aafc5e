"""What a draft and its unit's profile (单位档案) have for each other: R&D bodies to bring in, contacts to keep."""

from dataclasses import dataclass

from haizhi.accounts.models import Organisation, RdBody
from haizhi.applications.models import Application
from haizhi.regulation.applicants import RdLevel
from haizhi.regulation.evidence import RecordKind

_LEVELS = {RdLevel.NATIONAL.value: "national", RdLevel.MUNICIPAL.value: "municipal"}
"""Levels that the form of 附件1 has as well; any other is left for the unit to choose."""

_FACTS: dict[str, tuple[str, ...]] = {
    "单位地址": ("address",),
    "邮编": ("postcode",),
    "电话": ("phone_area", "phone", "phone_extension"),
    "常设联系人": ("contact",),
    "传真": ("fax",),
    "电子信箱": ("email",),
}
"""What both know, by what it is called; a telephone number is kept whole or not at all."""


def bodies_to_bring(application: Application) -> list[RdBody]:
    """The R&D bodies of the profile that the draft does not name yet. One query."""
    named = {record.values.get("title") for record in application.records.all() if record.sort == RecordKind.RD_BODY}
    return [body for body in application.unit.rd_bodies.all() if body.name not in named]


def as_record(body: RdBody) -> dict[str, str]:
    """An R&D body as the values of a record to be completed: the form asks for more than the profile knows."""
    since = f"{body.since:%Y-%m}" if body.since else ""
    return {"title": body.name, "level": _LEVELS.get(body.level, ""), "since": since}


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A fact that the draft says otherwise than the profile: `names` are its fields, the rest are texts."""

    label: str
    names: tuple[str, ...]
    kept: str
    said: str


def to_keep(application: Application) -> list[ToKeep]:
    """What the draft says otherwise than the profile of its unit; what it does not say is left out."""
    unit = application.unit
    return [
        ToKeep(label, names, _text(unit, names), _text(application, names))
        for label, names in _FACTS.items()
        if _text(application, names) not in ("", _text(unit, names))
    ]


def _text(row: Organisation | Application, names: tuple[str, ...]) -> str:
    """A fact in one line; of a telephone number the subscriber's own decides whether there is one."""
    if len(names) == 1:
        return str(getattr(row, names[0]))
    if not row.phone:
        return ""
    whole = "-".join(part for part in (row.phone_area, row.phone) if part)
    return f"{whole} 转 {row.phone_extension}" if row.phone_extension else whole
