"""What a kind of record is: its name, its section, its fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from haizhi.regulation.evidence.shapes import RecordField
from haizhi.regulation.sections import Section


class RecordKind(StrEnum):
    """A kind of record."""

    OVERSEAS_GROUP = "overseas_group"
    OVERSEAS_EXPERT = "overseas_expert"
    COOPERATION = "cooperation"
    TRANSFER = "transfer"
    PLATFORM = "platform"
    RD_BODY = "rd_body"
    MAJOR_PROJECT = "major_project"
    ASSOCIATION = "association"
    ACTIVITY = "activity"
    TASK = "task"
    SERVED = "served"
    BENEFIT = "benefit"

    @property
    def label(self) -> str:
        """The kind's Chinese name."""
        return _LABELS[self]


_LABELS = {
    RecordKind.OVERSEAS_GROUP: "海外科技团体",
    RecordKind.OVERSEAS_EXPERT: "海智专家与海外人才",
    RecordKind.COOPERATION: "项目合作",
    RecordKind.TRANSFER: "核心专利技术转让",
    RecordKind.PLATFORM: "创新创业载体和工作平台",
    RecordKind.RD_BODY: "研发机构和研发团队",
    RecordKind.MAJOR_PROJECT: "承担的重大项目",
    RecordKind.ASSOCIATION: "科协组织",
    RecordKind.ACTIVITY: "已开展、拟开展的活动",
    RecordKind.TASK: "任务与需求",
    RecordKind.SERVED: "服务对象",
    RecordKind.BENEFIT: "预期效益",
}


@dataclass(frozen=True, slots=True)
class RecordType:
    """A kind of record: the section it belongs to and its fields; `title` names the field that heads it in lists."""

    kind: RecordKind
    section: Section
    fields: tuple[RecordField, ...]
    title: str = "title"
    has_agreement: bool = False

    @property
    def label(self) -> str:
        """Its kind's Chinese name."""
        return self.kind.label

    def field(self, key: str) -> RecordField:
        """The field of that key. Raises KeyError for an unknown one."""
        return {f.key: f for f in self.fields}[key]

    def missing(self, values: Mapping[str, Any]) -> tuple[RecordField, ...]:
        """The required fields that are not filled in."""
        return tuple(f for f in self.fields if f.required and values.get(f.key) in (None, ""))
