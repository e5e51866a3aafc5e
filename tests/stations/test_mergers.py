"""When the Office merges a unit that was registered twice, its station goes with it."""

import pytest

from haizhi.accounts.acts import merge, standing_against_merging
from tests.applications.factories import HEAD, unit
from tests.decisions.factories import ISSUED
from tests.stations.factories import standing

pytestmark = pytest.mark.django_db


def test_a_station_goes_with_its_unit() -> None:
    (station,) = standing()
    stays = unit(name="重庆保留有限公司")
    merge(station.unit, by=HEAD, at=ISSUED, into=stays, opinion="同一单位")
    station.refresh_from_db()
    assert station.unit == stays


def test_two_units_with_a_station_each_are_not_one() -> None:
    one, other = standing(2)
    reasons = [finding.reason for finding in standing_against_merging(one.unit, other.unit)]
    assert f"{one.unit.name}和{other.unit.name}都已建站" in reasons
