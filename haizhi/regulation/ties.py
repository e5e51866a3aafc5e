"""Overseas ties of a station: groups and experts with whom it keeps in touch (办法·4, 附件4 第12项)."""

from dataclasses import dataclass
from enum import StrEnum

from haizhi.regulation.citations import assessment_indicators
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.presentations import bears_no_secret
from haizhi.regulation.work import names_no_contact

TIED = "b12"
"""The indicator of 附件4 that ties are evidence for."""


class TieSort(StrEnum):
    """With whom."""

    GROUP = "group"
    EXPERT = "expert"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"group": "海外科技团体、机构", "expert": "海智专家、海外人才"}[self.value]

    @property
    def record(self) -> RecordKind:
        """The records of an application that become such ties."""
        return {"group": RecordKind.OVERSEAS_GROUP, "expert": RecordKind.OVERSEAS_EXPERT}[self.value]


NOT_YET = frozenset({"planned"})
"""What an application says of the relation while it is only wished for: no tie yet."""


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie as the rules know it: of a person no more than name, institution, country and field."""

    sort: TieSort
    name: str
    name_zh: str
    institution: str
    country: str
    fields: str
    note: str


def tie_findings(tie: Tied) -> tuple[Finding, ...]:
    """Everything that stands before keeping it, met or not."""
    asked = [("name", "名称", tie.name), ("country", "国家或地区", tie.country), ("fields", "专业领域", tie.fields)]
    if tie.sort is TieSort.EXPERT:
        asked.append(("institution", "所在机构", tie.institution))
    texts = [*asked, ("name_zh", "中文名称", tie.name_zh), ("note", "说明", tie.note)]
    return (
        *(tie_is_told(text, label, place) for place, label, text in asked),
        *(
            finding
            for place, label, text in texts
            for finding in (names_no_contact(text, label, place), bears_no_secret(text, label, place))
        ),
    )


@ruled_by(assessment_indicators())
def tie_is_told(text: str, label: str, place: str) -> Finding:
    """Who it is, where, and in which field."""
    return Finding(bool(text.strip()), reason=f"没有填写{label}", remedy="请填写。", field=place)
