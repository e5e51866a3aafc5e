"""The four families of a station's tasks (办法·4), under which its work is logged."""

from enum import StrEnum


class TaskFamily(StrEnum):
    """A family of tasks, numbered as in 办法·4."""

    SERVICE = "service"
    CONSULTATION = "consultation"
    EXCHANGE = "exchange"
    ASSIGNED = "assigned"

    @property
    def label(self) -> str:
        """The family's Chinese name."""
        return _LABELS[self]


_LABELS = {
    TaskFamily.SERVICE: "服务海外人才智力需求",
    TaskFamily.CONSULTATION: "组织决策咨询",
    TaskFamily.EXCHANGE: "开展国际民间科技交流",
    TaskFamily.ASSIGNED: "完成交办工作",
}
