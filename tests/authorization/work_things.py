"""What stations log, plan and keep in touch with, in the city in which the matrix is walked."""

from datetime import datetime

from django.db.models import Model

from haizhi.files.models import Upload
from haizhi.regulation.civil_time import day_of
from haizhi.rehearsal.city import HOME_DISTRICT
from haizhi.stations.models import Plan, Station, Tie, WorkEntry

Pairs = tuple[tuple[Model, Model], tuple[Model, Model]]
"""The unit's own and another's; that of the home district and one from elsewhere."""


def work_things(station: Station, at: datetime) -> dict[str, Pairs]:
    """Work and plans that the Office has and those that are open again, and ties; of the unit's station and others."""
    elsewhere = Station.objects.exclude(unit=station.unit).order_by("code")[0]
    home = Station.objects.filter(district=HOME_DISTRICT).order_by("code")[0]
    away = Station.objects.exclude(district=HOME_DISTRICT).order_by("code")[0]
    four = (station, elsewhere, home, away)
    made: dict[str, dict[object, Model]] = {"work-station": {each.pk: each for each in four}}
    paper = Upload.objects.order_by("uploaded_at", "pk")[0]
    for n, each in enumerate({each.pk: each for each in four}.values()):
        told = {"station": each, "sort": "ties", "began_on": day_of(at), "ended_on": day_of(at), "entered_at": at}
        sent = {"submitted_at": at, "confirmed_at": at, "version": 1}
        for name, stage in (("work", "submitted"), ("work-open", "returned")):
            entry = WorkEntry.objects.create(code=f"GJ-9{n}-{stage}", name="交流", stage=stage, **told, **sent)
            made.setdefault(name, {})[each.pk] = entry
        for name, stage, year in (("plan", "filed", 2097), ("plan-open", "revising", 2098)):
            plan = Plan.objects.create(
                code=f"JH-9{n}-{stage}", station=each, year=year, stage=stage, filed_at=at, paper=paper, version=1
            )
            made.setdefault(name, {})[each.pk] = plan
        tie = Tie.objects.create(
            code=f"HW-9{n}",
            station=each,
            sort="group",
            name="协会",
            country="德国",
            fields="制造",
            stage="kept",
            version=1,
        )
        made.setdefault("tie", {})[each.pk] = tie
    return {
        name: ((rows[station.pk], rows[elsewhere.pk]), (rows[home.pk], rows[away.pk])) for name, rows in made.items()
    }
