"""Tasks and yearly summaries of stations, in the city in which the matrix is walked."""

from datetime import datetime, timedelta

from django.db.models import Model

from haizhi.regulation.civil_time import day_of
from haizhi.rehearsal.city import HOME_DISTRICT
from haizhi.stations.models import Assignment, Station, Summary, SummaryRound, Task
from tests.authorization.work_things import Pairs


def task_things(station: Station, at: datetime) -> dict[str, Pairs]:
    """A task being written and one handed down, a year's check; what the Office has of stations and what they write."""
    elsewhere = Station.objects.exclude(unit=station.unit).order_by("code")[0]
    home = Station.objects.filter(district=HOME_DISTRICT).order_by("code")[0]
    away = Station.objects.exclude(district=HOME_DISTRICT).order_by("code")[0]
    due = day_of(at) + timedelta(days=30)
    told = {"issuer": "city", "text": "报送", "due_on": due, "drafted_at": at, "issued_at": at, "version": 1}
    draft = Task.objects.create(code="RW-9001", name="拟定", stage="draft", **told)
    issued = [Task.objects.create(code=f"RW-900{n}", name="任务", stage="issued", **told) for n in (2, 3)]
    rounds = [
        SummaryRound.objects.create(code=f"ND-{year}", year=year, due_on=due, opened_at=at, stage="open", version=1)
        for year in (2097, 2098)
    ]
    made: dict[str, dict[object, Model]] = {}
    for n, each in enumerate({each.pk: each for each in (station, elsewhere, home, away)}.values()):
        of = {"station": each, "due_on": due, "asked_at": at, "version": 1}
        done = {"sent_at": at, "report": "已办", "reported_at": at, "done_at": at}
        handed = {"submitted_at": at, "accepted_at": at}
        for task, name, stage in zip(issued, ("assignment", "assignment-open"), ("reported", "accepted"), strict=True):
            row = Assignment.objects.create(code=f"{task.code}-{n}", task=task, stage=stage, **of, **done)
            made.setdefault(name, {})[each.pk] = row
        for found, name, stage in zip(rounds, ("summary", "summary-open"), ("submitted", "returned"), strict=True):
            summary = Summary.objects.create(code=f"{found.code}-{n}", round=found, stage=stage, **of, **handed)
            made.setdefault(name, {})[each.pk] = summary
    alone: dict[str, Model] = {"task-draft": draft, "task": issued[0], "summary-round": rounds[0]}
    return {
        name: ((rows[station.pk], rows[elsewhere.pk]), (rows[home.pk], rows[away.pk])) for name, rows in made.items()
    } | {name: ((row, row), (row, row)) for name, row in alone.items()}
