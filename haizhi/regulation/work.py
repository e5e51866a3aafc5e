"""What a station does, as it is logged: sorts of work, each under a family of 办法·4 and for indicators of 附件4."""

from dataclasses import dataclass
from enum import StrEnum

from haizhi.regulation.task_families import TaskFamily


class WorkSort(StrEnum):
    """A sort of work."""

    TALENT = "talent"
    PROJECT = "project"
    IMPORTED = "imported"
    TACKLED = "tackled"
    EXCHANGE = "exchange"
    CONSULTATION = "consultation"
    TRAINING = "training"
    TIES = "ties"
    CITY_TASK = "city_task"
    OTHER_TASK = "other_task"
    MAJOR_PROJECT = "major_project"
    PUBLIC_SERVICE = "public_service"

    @property
    def label(self) -> str:
        """The sort's Chinese name."""
        return WORK[self].label

    @property
    def family(self) -> TaskFamily:
        """The family of tasks it belongs to (办法·4)."""
        return WORK[self].family

    @property
    def indicators(self) -> tuple[str, ...]:
        """The keys of the indicators of 附件4 that it is evidence for by itself."""
        return WORK[self].indicators


@dataclass(frozen=True, slots=True)
class WorkType:
    """What a sort of work is called, where it belongs and what it is evidence for."""

    label: str
    family: TaskFamily
    indicators: tuple[str, ...]


WORK: dict[WorkSort, WorkType] = {
    WorkSort.TALENT: WorkType("引进海外人才、智力", TaskFamily.SERVICE, ("b7",)),
    WorkSort.TIES: WorkType("建立联系合作", TaskFamily.SERVICE, ("b12",)),
    WorkSort.CONSULTATION: WorkType("决策咨询", TaskFamily.CONSULTATION, ("b10",)),
    WorkSort.PROJECT: WorkType("科技项目合作", TaskFamily.EXCHANGE, ("b8",)),
    WorkSort.IMPORTED: WorkType("技术引进", TaskFamily.EXCHANGE, ("b8",)),
    WorkSort.TACKLED: WorkType("技术攻关", TaskFamily.EXCHANGE, ("b8",)),
    WorkSort.EXCHANGE: WorkType("学术交流", TaskFamily.EXCHANGE, ("b9",)),
    WorkSort.TRAINING: WorkType("国际科技人才培养", TaskFamily.EXCHANGE, ("b11",)),
    WorkSort.CITY_TASK: WorkType("完成中国科协海智办、市科协交办任务", TaskFamily.ASSIGNED, ("b15",)),
    WorkSort.OTHER_TASK: WorkType("完成其他上级单位、部门交办任务", TaskFamily.ASSIGNED, ("b16",)),
    WorkSort.MAJOR_PROJECT: WorkType("承担国家级、市级重大项目", TaskFamily.SERVICE, ("b17",)),
    WorkSort.PUBLIC_SERVICE: WorkType("为社会、公众提供科技服务", TaskFamily.EXCHANGE, ("b18",)),
}
"""In the order of 办法·4."""
