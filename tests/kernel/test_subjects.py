"""What a row says of itself."""

from haizhi.accounts.models import Organisation
from haizhi.stations.models import Station, WorkEntry


def test_what_has_its_own_name_says_no_more_whose_it_is_and_work_names_its_station() -> None:
    assert Organisation(name="重庆市某单位").whose == ""
    station = Station(short_name="某站")
    assert "某站" in WorkEntry(station=station).whose
