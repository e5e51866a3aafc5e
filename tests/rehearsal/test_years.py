"""The first term of the stations of a year: the same on both databases, and whatever may befall a station befalls one."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from haizhi.accounts.facts.cosigning import lacking
from haizhi.assessments.models import Assessed
from haizhi.funding.facts import balance_of
from haizhi.funding.models import FinalAccount, Grant, Plea
from haizhi.kernel import ledger
from haizhi.kernel.models import Calendar
from haizhi.lots.models import Lot
from haizhi.rehearsal.export import write
from haizhi.rehearsal.player import Result, rehearse
from haizhi.standing.models import Ending
from haizhi.stations.models import Station, Summary
from tests.rehearsal.conftest import Undone

pytestmark = pytest.mark.django_db

ROOT = "eea92193b65cad51e4d5b1cf1e12caa36dc6f6595f3ff122ef7ea663bdb20928"
"""The root of five units with seed 7 after four years, as `test_repeatable.ROOT` is that of one."""


@pytest.fixture(scope="module")
def result(undone: Undone) -> Iterator[Result]:
    with undone():
        yield rehearse(2026, 5, 7, years=4)


def test_both_databases_come_to_the_same_root_after_four_years(result: Result) -> None:
    assert result.figures["ledger_root"] == ROOT
    assert list(ledger.faults()) == []


@pytest.mark.once
def test_each_of_the_first_stations_has_a_fate_of_its_own(result: Result) -> None:
    founded = Station.objects.filter(application__isnull=False).order_by("code")
    stages = list(founded.values_list("stage", flat=True))
    assert stages == ["active", "revoked", "due", "given_up", "due"]
    renewed, revoked, failed, *_ = founded
    assert [term.serial for term in renewed.terms.all()] == [1, 2]
    assert sorted(Summary.objects.filter(station=revoked, stage="missed").values_list("round__year", flat=True)) == [
        2027,
        2028,
    ]
    assert list(Assessed.objects.filter(passed=False).values_list("station", flat=True)) == [failed.pk]
    assert not Assessed.objects.filter(station=revoked).exists()


@pytest.mark.once
def test_years_that_nobody_announced_run_on_a_calendar_that_says_so(result: Result) -> None:
    invented = Calendar.objects.filter(invented=True)
    assert sorted(invented.values_list("year", flat=True)) == [2027, 2028, 2029, 2030]
    assert not Calendar.objects.get(year=2026).invented


@pytest.mark.once
def test_the_books_of_every_grant_balance_and_what_was_misused_came_back(result: Result) -> None:
    books = [balance_of(grant) for grant in Grant.objects.all()]
    assert len(books) == result.figures["grants"] == 5
    assert all(b.paid == b.spent + b.held + b.recovered + b.returned + b.lost for b in books)
    assert sum(b.recovered for b in books) == 3_600_000
    assert result.figures["recovered"] == result.figures["checks"] - 1 == 1
    assert list(Plea.objects.order_by("made_at").values_list("stage", flat=True)) == ["dismissed", "allowed"]


@pytest.mark.once
def test_what_the_revoked_station_left_is_written_off_before_its_end_is_closed(result: Result) -> None:
    account = FinalAccount.objects.get()
    assert (account.stage, account.grant.stage, account.grant.station.stage) == ("closed", "settled", "revoked")
    assert account.lost == account.rest == 6_400_000
    assert Ending.objects.get(station=account.grant.station).stage == "closed"


@pytest.mark.once
def test_the_bundles_of_the_assessment_and_of_each_lot_are_verified_offline(result: Result, tmp_path: Path) -> None:
    write(result, tmp_path)
    assert not any(lacking(lot) for lot in Lot.objects.all())
    both = ["operator.vkey", "witness.vkey"]
    told = {
        "assessments": ("assessment", ["platform.vkey", *(f"lot/{key}" for key in both)]),
        "lots": ("lot", both),
    }
    for kind, (verb, keys) in told.items():
        folders = sorted((tmp_path / kind).iterdir())
        assert len(folders) == {"assessments": 1, "lots": 2}[kind]
        for folder in folders:
            line = [sys.executable, "-I", "verify.pyz", verb, ".", *keys]
            ran = subprocess.run(line, capture_output=True, check=False, cwd=folder)  # noqa: S603 - our own interpreter
            assert ran.returncode == 0, ran.stdout.decode()
