"""Pages over many stations and all that they did: registry, work log, one station, the Office's overview."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from urllib.parse import quote

from django.db import connection
from django.db.models import OuterRef, Subquery

from benchmarks.asking import queries_of
from benchmarks.lists import CASE, LIST, PUBLIC, ROUNDS
from benchmarks.measure import Figure, cpu
from benchmarks.serving import served
from benchmarks.stock import analyse, keep_terms, make_haste, signed_in_as, some_units
from haizhi.accounts.models import Organisation
from haizhi.regulation.roles import Role
from haizhi.regulation.work import WorkSort
from haizhi.stations.models import Plaque, Station, Term, WorkEntry

WORK_OF_EACH = 20
"""Entries of one station, seven a year."""

WAITING = 60
"""So many entries wait for the Office, whatever was confirmed before."""


class Standing:
    """A database with `size` stations, twenty entries of work each, and a clerk of the Office and one of a station."""

    def __init__(self, size: int) -> None:
        self.size = size
        make_haste()
        units = list(some_units(size))
        self.stations = list(_stations(units))
        Organisation._base_manager.bulk_create(units, batch_size=2000)
        Station._base_manager.bulk_create(self.stations, batch_size=2000)
        Term.objects.bulk_create(map(_term, self.stations), batch_size=2000)
        Plaque.objects.bulk_create(map(_plaque, self.stations), batch_size=2000)
        work = _work(self.stations)
        while some := list(islice(work, 5000)):
            WorkEntry._base_manager.bulk_create(some)
        confirmed = WorkEntry._base_manager.filter(station=OuterRef("pk"), stage="confirmed").order_by("-began_on")
        Station._base_manager.update(worked_on=Subquery(confirmed.values("began_on")[:1]))
        keep_terms([*units, *self.stations, *WorkEntry._base_manager.only("code", "name")])
        self.station = self.stations[size // 2]
        self.office = signed_in_as(Role.OFFICE_CLERK)
        self.house = signed_in_as(Role.STATION_CLERK, self.station.unit)
        analyse()
        connection.close()  # what follows begins with the settings that a city runs with


def _stations(units: list[Organisation]) -> Iterator[Station]:
    for n, unit in enumerate(units):
        begun = date(2024, 1, 1) + timedelta(days=n % 900)
        yield Station(
            code=f"GZ-{begun.year}-{n + 1:05d}", unit=unit, district=unit.district, short_name=unit.name[2:8],
            plaque_serial=f"虚构{n:05d}", awarded_on=begun, approved_on=begun, valid_from=begun,
            valid_to=date(begun.year + 3, begun.month, min(begun.day, 28)),
            stage="due" if n % 37 == 0 else "suspended" if n % 41 == 0 else "active", version=1,
        )  # fmt: skip


def _term(station: Station) -> Term:
    return Term(
        station=station, serial=1, approved_on=station.approved_on, document_number="渝科协发〔2024〕60号",
        valid_from=station.valid_from, valid_to=station.valid_to,
    )  # fmt: skip


def _plaque(station: Station) -> Plaque:
    return Plaque(
        station=station, serial=station.plaque_serial, short_name=station.short_name, state=Plaque.State.HELD,
        made_on=station.awarded_on, handed_on=station.awarded_on,
    )  # fmt: skip


def _work(stations: list[Station]) -> Iterator[WorkEntry]:
    sorts = tuple(WorkSort)
    for n in range(len(stations) * WORK_OF_EACH):
        station, serial = stations[n % len(stations)], n // len(stations)
        day = date(2024, 2, 1) + timedelta(days=serial * 45 + n % 40)
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        yield WorkEntry(
            code=f"GZJL-{day.year}-{n + 1:06d}", station=station, sort=sorts[n % len(sorts)].value,
            name=f"{station.short_name}第{serial + 1}次国际学术交流（虚构）", began_on=day, ended_on=day,
            account="内容与成效。" * 20, entered_at=at, submitted_at=at,
            confirmed_at=None if n < WAITING else at, stage="submitted" if n < WAITING else "confirmed", version=2,
        )  # fmt: skip


def figures(stock: Standing) -> Iterator[Figure]:
    """Each page with its cost, the floor, and how many queries it takes."""
    station, rare = stock.station, stock.stations[stock.size // 3]
    office = {
        "工作站登记": ("/stations/", LIST),
        "筛选：状态、区县": (f"/stations/?stage=active&district={station.district}", LIST),
        "查询：名称的一部分": (f"/stations/?q={quote(rare.short_name[:4])}", LIST),
        "工作记录": ("/stations/work/", LIST),
        "筛选：类别、状态": ("/stations/work/?sort=-began&kind=exchange&stage=confirmed", LIST),
        "查询：工作记录": (f"/stations/work/?q={quote(rare.short_name[:4])}", LIST),
        "全市概览": ("/desk/overview/", LIST),
        "工作站页面": (station.get_absolute_url(), CASE),
    }
    house = {
        "本站工作记录": (f"/stations/{station.code}/work/", LIST),
        "本站待办": ("/desk/todo/", LIST),
        "本站日历": ("/desk/calendar/", LIST),
    }
    public = {"工作站名录（公开）": ("/public/stations/", PUBLIC)}
    with served("benchmarks.bare") as bare:
        least = cpu(bare.asking("/"), times=200, rounds=ROUNDS, spent=bare.spent)
    with served("haizhi.config.settings") as site:
        for pages, cookie in ((office, stock.office), (house, stock.house), (public, "")):
            for name, (address, target) in pages.items():
                cost = cpu(site.asking(address, cookie), times=10, rounds=ROUNDS, spent=site.spent)
                yield Figure(name, cost, least, target, queries=queries_of(address, cookie))
