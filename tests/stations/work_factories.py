"""Work, plans and ties of stations for tests."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from haizhi.applications.models import Record
from haizhi.kernel.actor import Actor, Grant
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.roles import Role
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import WorkSort
from haizhi.stations import acts
from haizhi.stations.drafts.plans import save_plan
from haizhi.stations.drafts.work import attach_proof, save_work
from haizhi.stations.models import Plan, Station, WorkEntry, WorkFile
from tests.applications.factories import NOW, upload
from tests.decisions.factories import CLERK, ISSUED
from tests.replay import replayed

LATER = ISSUED + timedelta(days=60)
"""Some weeks after the award: 18 September 2026."""

DAY = date(2026, 9, 1)
TOLD: dict[str, Any] = {
    "name": "智能传感器国际研讨会",
    "began_on": DAY,
    "ended_on": DAY,
    "place": "重庆",
    "account": "邀请境外专家作报告4场，达成合作意向2项。",
    "partner": "新加坡国立大学",
    "country": "新加坡",
    "overseas": 4,
    "people": 120,
    "economic": 123_456_789,
    "social": "",
}
"""An exchange, with everything that it needs."""


def of_station(station: Station, role: Role = Role.STATION_CLERK) -> Actor:
    """Somebody of a station's unit."""
    return Actor(uuid4(), role.label, (Grant(role, str(station.unit_id)),))


@replayed
def written(station: Station, sort: WorkSort = WorkSort.EXCHANGE, proof: bool = True, **told: Any) -> WorkEntry:
    """A piece of work as the station's clerk wrote it, not handed in yet."""
    clerk = of_station(station)
    entry = acts.begin_work(station, by=clerk, at=LATER, sort=sort)
    save_work(entry, TOLD | told, by=clerk, at=LATER)
    if proof:
        attach_proof(entry, upload("现场照片.jpg"), by=clerk, at=LATER)
    return entry


@replayed
def submitted(station: Station, **told: Any) -> WorkEntry:
    """The same, handed in."""
    return acts.submit_work(written(station, **told), by=of_station(station), at=LATER)


@replayed
def confirmed(station: Station, **told: Any) -> WorkEntry:
    """The same, confirmed by the Office."""
    return acts.confirm_work(submitted(station, **told), by=CLERK, at=LATER)


@replayed
def logged(station: Station, count: int, stage: str = "confirmed") -> list[WorkEntry]:
    """So many pieces of work, with rows of their own where no act is looked at."""
    at: datetime | None = LATER if stage != "draft" else None
    made = [
        WorkEntry(
            code=f"GJ-2026-{stage[:3]}{n:03d}",
            station=station,
            sort=WorkSort.EXCHANGE.value,
            entered_at=LATER,
            submitted_at=at,
            confirmed_at=LATER if stage == "confirmed" else None,
            stage=stage,
            version=1,
            **TOLD | {"name": f"研讨会第{n}期"},
        )
        for n in range(1, count + 1)
    ]
    WorkEntry.save_new(made)
    photo = upload("合影.jpg")
    WorkFile.objects.bulk_create(WorkFile(entry=entry, upload=photo) for entry in made)
    return made


@replayed
def planned(station: Station, year: int = 2026) -> Plan:
    """A plan with two items and its paper, not filed yet."""
    clerk = of_station(station)
    plan = acts.begin_plan(station, by=clerk, at=LATER, year=year)
    items: list[tuple[int | None, dict[str, Any]]] = [
        (None, {"family": TaskFamily.EXCHANGE.value, "quarter": 3, "name": "国际研讨会", "target": "1次"}),
        (None, {"family": TaskFamily.SERVICE.value, "quarter": 4, "name": "引进专家", "target": "2名"}),
    ]
    save_plan(plan, {"paper": upload("年度计划.pdf")}, items, by=clerk)
    return plan


@replayed
def filed(station: Station, year: int = 2026) -> Plan:
    """The same, filed by the 负责人."""
    return acts.file_plan(planned(station, year), by=of_station(station, Role.SIGNATORY), at=LATER)


@replayed
def told_in_the_application(station: Station) -> list[Record]:
    """A group and two experts of its application, one of them only wished for."""
    expert: dict[str, Any] = {"region": "德国", "institution": "慕尼黑工业大学", "fields": "机器人", "post": "教授"}
    rows: list[tuple[int, RecordKind, dict[str, Any]]] = [
        (1, RecordKind.OVERSEAS_GROUP, {"name_zh": "德中科技协会", "name": "DCTV", "region": "德国", "fields": "制造",
                                        "relation": "signed", "since": "2024-05"}),
        (2, RecordKind.OVERSEAS_EXPERT, expert | {"name": "Anna Beispiel", "relation": "expert"}),
        (3, RecordKind.OVERSEAS_EXPERT, expert | {"name": "Max Wunsch", "relation": "planned"}),
    ]  # fmt: skip
    assert station.application
    return [
        Record.objects.create(
            application=station.application, mark=UUID(int=n), sort=kind.value, values=values, saved_at=NOW
        )
        for n, kind, values in rows
    ]
