"""Which records, fields and materials speak to which indicator of 附件3: our reading of the indicators' labels."""

from collections.abc import Iterable, Mapping
from typing import Any

from haizhi.regulation.evidence.record_types import RecordKind
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.materials import MaterialKind

SUPPORTING_CENTRES = frozenset(
    {
        "technology_centre",
        "engineering_technology",
        "engineering_research",
        "innovation_centre",
        "engineering_laboratory",
        "key_laboratory",
    }
)
"""The centres that 附件3 names in its eighth indicator."""

FORM_EVIDENCE: dict[str, tuple[str, ...]] = {"a3": ("staff", "money", "office_area")}
"""Indicator → fields of the form itself that speak to it."""

JOINTLY: dict[str, tuple[RecordKind, ...]] = {"a8": (RecordKind.PLATFORM, RecordKind.MAJOR_PROJECT)}
"""Indicators that need a record of each of these kinds."""

MATERIAL_EVIDENCE: dict[MaterialKind, tuple[str, ...]] = {
    MaterialKind.OVERSEAS_GROUPS: ("a13",),
    MaterialKind.EXPERTS: ("a10", "a13"),
    MaterialKind.AGREEMENTS: ("a9", "a13"),
}
"""Indicators that a file of the kind speaks to."""

_MUNICIPAL_OR_ABOVE = ("national", "municipal")

_ALWAYS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.OVERSEAS_GROUP: ("a13",),
    RecordKind.OVERSEAS_EXPERT: ("a13",),
    RecordKind.TRANSFER: ("a14",),
    RecordKind.PLATFORM: ("a5",),
    RecordKind.RD_BODY: ("a5",),
    RecordKind.ASSOCIATION: ("a1",),
    RecordKind.TASK: ("a6",),
    RecordKind.SERVED: ("a7",),
}
_BY_CHOICE: dict[tuple[RecordKind, str, str], tuple[str, ...]] = {
    (RecordKind.OVERSEAS_EXPERT, "relation", "arrived"): ("a10",),
    (RecordKind.OVERSEAS_EXPERT, "relation", "planned"): ("a10",),
    (RecordKind.COOPERATION, "nature", "import"): ("a9",),
    (RecordKind.COOPERATION, "nature", "technology"): ("a9",),
    (RecordKind.COOPERATION, "nature", "joint"): ("a9", "a13"),
    (RecordKind.COOPERATION, "nature", "transfer"): ("a6",),
    (RecordKind.MAJOR_PROJECT, "level", "national"): ("a4", "a8"),
    (RecordKind.MAJOR_PROJECT, "level", "municipal"): ("a4", "a8"),
    (RecordKind.ACTIVITY, "state", "done"): ("a2",),
    (RecordKind.ACTIVITY, "family", "exchange"): ("a11",),
    (RecordKind.ACTIVITY, "family", "training"): ("a11",),
    (RecordKind.ACTIVITY, "family", "advice"): ("a12",),
    (RecordKind.BENEFIT, "sort", "economic"): ("a15",),
    (RecordKind.BENEFIT, "sort", "social"): ("a16",),
}


def supports(kind: RecordKind, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The indicators of 附件3 (keys, in their order) that a record is evidence for; our reading of their labels."""
    found = set(_ALWAYS.get(kind, ()))
    for (of, key, choice), indicators in _BY_CHOICE.items():
        if of is kind and values.get(key) == choice:
            found.update(indicators)
    if (
        kind is RecordKind.PLATFORM
        and values.get("sort") in SUPPORTING_CENTRES
        and values.get("level") in _MUNICIPAL_OR_ABOVE
    ):
        found.add("a8")
    return tuple(i.key for i in REVIEW.indicators if i.key in found)


def asked_for(indicator: str) -> tuple[RecordKind, ...]:
    """The kinds of records that may speak to an indicator, in their order."""
    always = {kind for kind, keys in _ALWAYS.items() if indicator in keys}
    chosen = {kind for (kind, _, _), keys in _BY_CHOICE.items() if indicator in keys}
    return tuple(kind for kind in RecordKind if kind in always | chosen | set(JOINTLY.get(indicator, ())))


def joint_gap(indicator: str, kinds: Iterable[RecordKind]) -> tuple[RecordKind, ...]:
    """The kinds still missing where an indicator needs a record of several; `kinds` are those that support it."""
    there = set(kinds)
    return tuple(kind for kind in JOINTLY.get(indicator, ()) if kind not in there)
