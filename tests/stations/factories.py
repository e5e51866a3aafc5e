"""Stations for tests, awarded through the real act."""

from datetime import date
from typing import Any

from haizhi.applications.models import Application
from haizhi.kernel.actor import Actor
from haizhi.stations import acts
from haizhi.stations.models import Plaque, Station, Term
from tests.decisions.factories import CLERK, ISSUED, reviewed
from tests.replay import replayed


@replayed
def award(application: Application, *, by: Actor = CLERK, **more: Any) -> Station:
    """The plaque of an approved unit, handed over on the day of issue."""
    said: dict[str, Any] = {
        "short_name": "重庆理工示范大学",
        "plaque_serial": "渝海智0001",
        "awarded_on": date(2026, 7, 20),
    } | more
    return acts.award(application, by=by, at=ISSUED, **said)


@replayed
def standing(units: int = 1, first: int = 1) -> list[Station]:
    """Stations of so many units, with rows of their own where no act is looked at, numbered from the first."""
    return [_station(reviewed(stage="awarded"), n) for n in range(first, first + units)]


@replayed
def _station(application: Application, serial: int) -> Station:
    station = Station.objects.create(
        code=f"GZ-2026-{serial:04d}",
        application=application,
        unit=application.unit,
        district=application.district,
        short_name=application.unit.name,
        plaque_serial=f"渝海智{serial:04d}",
        awarded_on=date(2026, 7, 20),
        approved_on=date(2026, 7, 20),
        valid_from=date(2026, 7, 20),
        valid_to=date(2029, 7, 20),
        stage="active",
        version=1,
    )
    Term.objects.create(
        station=station,
        serial=1,
        approved_on=station.approved_on,
        document_number="渝科协发〔2026〕60号",
        valid_from=station.valid_from,
        valid_to=station.valid_to,
    )
    Plaque.objects.create(
        station=station,
        serial=station.plaque_serial,
        short_name=station.short_name,
        state=Plaque.State.HELD,
        made_on=station.awarded_on,
        handed_on=station.awarded_on,
        received_by="王接牌",
    )
    return station
