"""What stands in the calendar: read by one query, cut to the span, each day as it is meant in Chongqing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haizhi.applications.models import Call
from haizhi.kernel import dates
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.dates import Dated, dates_between, dates_of
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.stations.models import Station
from tests.applications.factories import open_call
from tests.stations.factories import standing

pytestmark = pytest.mark.django_db

READER = Actor(None, "读者", (Grant(Role.AUDITOR),))


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test declares: the addresses are read first, with which each part declares its own."""
    reverse("portal:home")
    monkeypatch.setattr(dates, "_DATES", {})


def found(first: date, last: date) -> list[Dated]:
    return sorted(dates_between(READER, first, last), key=lambda each: (each.day, each.mark))


def test_without_declared_dates_nothing_stands_in_it() -> None:
    assert found(date(2026, 1, 1), date(2026, 12, 31)) == []


def test_whoever_no_row_could_concern_finds_nothing_and_nothing_is_asked() -> None:
    standing(1)
    dates_of("term", "有效期", day="valid_from", name="short_name", page="stations:detail")(
        lambda _: Station.objects.none()
    )
    with CaptureQueriesContext(connection) as asked:
        assert found(date(2026, 1, 1), date(2030, 12, 31)) == []
    assert len(asked) == 0


def test_a_span_is_found_by_each_of_its_days_and_not_beyond_them() -> None:
    station = standing(1)[0]
    dates_of("term", "有效期", day="valid_from", until="valid_to", name="short_name", page="stations:detail")(
        Station.objects.visible_to
    )
    assert dates.labels() == {"term": "有效期"}
    (whole,) = found(station.valid_from, station.valid_from)
    assert (whole.day, whole.until) == (station.valid_from, station.valid_to)
    assert (whole.name, whole.url, whole.label) == (station.short_name, station.get_absolute_url(), "有效期")
    assert [each.mark for each in found(station.valid_to, station.valid_to)] == [whole.mark]
    assert found(station.valid_to + timedelta(1), station.valid_to + timedelta(9)) == []
    with pytest.raises(ValueError, match="declared twice"):
        dates_of("term", "有效期", day="valid_to", name="short_name", page="stations:detail")(
            Station.objects.visible_to
        )


def test_however_many_sorts_there_are_they_take_one_query() -> None:
    standing(2)
    for key, path in (("begins", "valid_from"), ("ends", "valid_to"), ("approved", "approved_on")):
        dates_of(key, key, day=path, name="short_name", page="stations:detail")(Station.objects.visible_to)
    with CaptureQueriesContext(connection) as asked:
        assert len(found(date(2026, 1, 1), date(2030, 12, 31))) == 6
    assert len(asked) == 1


def test_a_moment_that_nobody_reaches_ends_the_day_before_it_and_a_day_may_be_meant_otherwise() -> None:
    call = open_call()
    assert call.deadline
    last = day_of(call.deadline) - timedelta(1)  # midnight after it (interpretation 9)
    rows = Call.objects.visible_to
    dates_of("last", "截止", day="deadline", exclusive=True, name="heading", page="applications:call")(rows)
    dates_of("begun", "发布", day="published_at", name="heading", page="applications:call")(rows)
    dates_of(
        "eve", "前夕", day="issued_on", moved=lambda day: day - timedelta(3), ahead=timedelta(3), name="heading",
        named="《{}》".format, page="applications:call",
    )(rows)  # fmt: skip
    assert [each.key for each in found(last, last)] == ["last"]
    assert found(last + timedelta(1), last + timedelta(1)) == []
    (eve,) = found(call.issued_on - timedelta(3), call.issued_on - timedelta(3))
    assert (eve.key, eve.name) == ("eve", f"《{call.heading}》")
    assert call.published_at
    day = day_of(call.published_at)
    assert "begun" in {each.key for each in found(day, day)}


def test_a_day_may_lie_in_another_row() -> None:
    station = standing(1)[0]
    dates_of(
        "unit", "批准", day="station__approved_on", name="station__short_name", page="stations:detail",
        number="station__code",
    )(lambda actor: station.terms.all())  # fmt: skip
    (there,) = found(station.approved_on, station.approved_on)
    assert (there.name, there.url) == (station.short_name, station.get_absolute_url())
