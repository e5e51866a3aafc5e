"""What there is about the standing of stations in the city in which the matrix is walked."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from haizhi.regulation.civil_time import day_of
from haizhi.standing.models import Ending, Observation, Rectification, Renewal, Revocation
from haizhi.stations.models import Station


def standing_things(station: Station, at: datetime) -> dict[str, tuple[Model, Model]]:
    """Requests, observations, notices, revocations and ends: of the unit's station and of another's."""
    elsewhere, third = Station.objects.exclude(unit=station.unit).order_by("code")[:2]
    made = [_of(each, serial, at) for serial, each in enumerate((station, elsewhere), 1)]
    due = day_of(at) + timedelta(days=30)
    prepared = Revocation.objects.create(
        code="CX-2026-9101", station=third, version=1, stage="prepared", grounds="无人。", hear_by=due
    )
    both: dict[str, tuple[Model, Model]] = {name: (made[0][name], made[1][name]) for name in made[0]}
    return both | {"revocation-prepared": (prepared, prepared)}


def _of(station: Station, serial: int, at: datetime) -> dict[str, Model]:
    said: dict[str, Any] = {"station": station, "version": 1}
    today, due = day_of(at), day_of(at) + timedelta(days=30)
    issued = {"issued_on": today, "text": "整改。", "due_on": due, "matters": "没有专人。"}
    decided = {
        "stage": "revoked", "grounds": "无人。", "heard_on": today, "reasons": "属实。", "decision": "决定撤销。",
        "issued_on": today, "document_number": f"渝科协发〔2026〕{serial}号", "public": True,
    }  # fmt: skip
    observation = {"observed_on": today, "manner": "现场核查", "text": "无人。"}
    return {
        "standing-station": station,
        "renewal": Renewal.objects.create(
            code=f"XQ-2026-900{serial}", stage="returned", valid_to=station.valid_to, **said
        ),
        "observation": Observation.objects.create(code=f"YX-2026-900{serial}", stage="noted", **observation, **said),
        "rectification": Rectification.objects.create(code=f"ZG-2026-900{serial}", stage="issued", **issued, **said),
        "rectification-prepared": Rectification.objects.create(
            code=f"ZG-2026-910{serial}", stage="prepared", due_on=due, matters="没有专人。", **said
        ),
        "revocation": Revocation.objects.create(
            code=f"CX-2026-900{serial}", stage="spared", grounds="无人。", hear_by=due, notice="拟撤销。", **said
        ),
        "revocation-public": Revocation.objects.create(code=f"CX-2026-920{serial}", **decided, **said),
        "ending": Ending.objects.create(
            code=f"ZZ-2026-900{serial}", stage="requested", sort="given_up", reason="撤并。", **said
        ),
    }
