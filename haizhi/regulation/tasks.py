"""Tasks handed down to stations (办法·4·4): by whom, until when, what a report of one has to hold."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.presentations import bears_no_secret
from haizhi.regulation.work import WorkSort


class Issuer(StrEnum):
    """Who hands a task down, as 附件4 tells them apart."""

    ASSOCIATION = "association"
    CITY = "city"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The issuer's Chinese name."""
        return _LABELS[self]

    @property
    def sort(self) -> WorkSort:
        """As what sort of work its tasks are logged, and so for which indicator they are evidence."""
        return WorkSort.OTHER_TASK if self is Issuer.OTHER else WorkSort.CITY_TASK


_LABELS = {
    Issuer.ASSOCIATION: "中国科协海智办",
    Issuer.CITY: "市科协（重庆海智基地）",
    Issuer.OTHER: "其他上级单位、部门",
}


@ruled_by(measures(4, 4))
def issuer_named(issuer: Issuer, name: str) -> Finding:
    """Another body than the two that stations know is called by its name."""
    met = issuer is not Issuer.OTHER or bool(name.strip())
    return Finding(met, reason="没有写明下达单位", remedy="请填写下达任务的单位或部门的名称。", field="issuer_name")


@ruled_by(measures(4, 4))
def task_deadline_ahead(due: date, on: date) -> Finding:
    """A task is handed down with its last day still to come."""
    reason = f"完成期限{chinese_date(due)}已过"
    return Finding(due >= on, reason=reason, remedy="请填写今天或以后的日期。", field="due_on")


@ruled_by(measures(4, 4))
def deadline_moves_later(former: date, due: date, on: date) -> Finding:
    """A last day is only ever moved later, to a day still to come."""
    met = due > former and due >= on
    reason = f"新的期限{chinese_date(due)}不晚于原期限{chinese_date(former)}，或者已过"
    return Finding(met, reason=reason, remedy="请填写晚于原期限、尚未过去的日期。", field="due_on")


@ruled_by(measures(4, 4))
def goes_to_somebody(stations: Collection[object]) -> Finding:
    """A task is handed down to one station at least."""
    return Finding(bool(stations), reason="没有选择工作站", remedy="请至少选择一家工作站。", field="stations")


@ruled_by(measures(4, 4))
def task_described(text: str) -> Finding:
    """A task says what is to be done."""
    return Finding(bool(text.strip()), reason="没有写明任务内容", remedy="请写明做什么、报什么。", field="text")


@ruled_by(measures(4, 4))
def report_written(text: str) -> Finding:
    """A report tells in words what was done; files and entries of the log prove it."""
    return Finding(bool(text.strip()), reason="没有填写办理情况", remedy="请填写做了什么、结果如何。", field="report")


def report_findings(text: str) -> tuple[Finding, ...]:
    """What stands before a report's leaving the house."""
    return report_written(text), bears_no_secret(text, "办理情况", "report")
