"""What letters say about a task or a summary of a station: which unit, what it is about, and by when."""

from haizhi.notifications.facts import Particulars, explains
from haizhi.stations.models import Assignment, Summary


@explains("assignment", "task", "station__unit")
def of_assignment(assignment: Assignment) -> Particulars:
    """Its unit, the task with who hands it down, and the last day."""
    task = assignment.task
    named = f"{task.issued_by}交办的任务“{task.name}”"
    return Particulars(unit=assignment.station.unit.name, call=named, due=assignment.due)


@explains("summary", "round", "station__unit")
def of_summary(summary: Summary) -> Particulars:
    """Its unit, the year, and the last day."""
    named = f"{summary.round.year}年度工作总结"
    return Particulars(unit=summary.station.unit.name, call=named, due=summary.due)
