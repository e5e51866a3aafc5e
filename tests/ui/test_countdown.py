"""The countdown as the server writes it and as the script goes on with it: the same words at every moment."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page

import haizhi.ui
from haizhi.kernel import workdays
from haizhi.kernel.models import Calendar
from haizhi.kernel.state_calendar import announced_table
from haizhi.regulation.civil_time import CHINA, end_of_day
from haizhi.regulation.countdown import remaining
from haizhi.regulation.workdays import WorkdayTable, workday_table

SCRIPT = Path(haizhi.ui.__file__).parent / "static" / "ui" / "js" / "countdown.js"
TABLE = announced_table()
HOLIDAYS = end_of_day(date(2026, 2, 28))


def drawn(now: datetime, end: datetime | None, times: int = 1) -> str:
    asked = RequestFactory().get("/")
    vars(asked)["at"] = now
    source = "{% load countdown %}" + "{% countdown end %}" * times
    return engines["django"].from_string(source).render({"end": end}, asked)


@pytest.mark.django_db
def test_the_tag_says_what_is_left_by_the_calendar_of_the_database() -> None:
    now = datetime(2026, 2, 13, 10, tzinfo=CHINA)
    page = drawn(now, HOLIDAYS)
    assert str(remaining(now, HOLIDAYS, workdays.table())) in page
    assert 'datetime="2026-03-01T00:00:00+08:00"' in page
    assert 'data-countdown="1100000000011111"' in page, "the make-up Saturdays of 14 and 28 February among them"
    assert drawn(HOLIDAYS, HOLIDAYS) == '<span class="countdown over">已截止</span>'
    assert drawn(now, None) == ""
    assert 'class="countdown last"' in drawn(HOLIDAYS - timedelta(hours=3), HOLIDAYS)


@pytest.mark.django_db
def test_many_countdowns_on_a_page_ask_for_the_calendar_once() -> None:
    with CaptureQueriesContext(connection) as queries:
        drawn(datetime(2026, 2, 13, tzinfo=CHINA), HOLIDAYS, times=20)
    assert len(queries) == 1


@pytest.mark.django_db
def test_without_a_calendar_the_tag_says_so() -> None:
    Calendar.objects.all().delete()
    assert "2026年工作日安排尚未录入" in drawn(datetime(2026, 2, 13, tzinfo=CHINA), HOLIDAYS)


@pytest.fixture
def clocked(page: Page) -> Page:
    """A page whose clock the test moves on, half a minute off the full one since it runs on meanwhile."""
    page.clock.install()
    return page


@pytest.mark.parametrize("table", [TABLE, workday_table()], ids=["known", "unknown"])
@pytest.mark.parametrize(
    ("now", "steps"),
    [
        (datetime(2026, 2, 13, 22, 30, 30, tzinfo=CHINA), [1, 59, 60, 24 * 60, 5 * 24 * 60, 9 * 24 * 60]),
        (datetime(2026, 2, 28, 0, 0, 30, tzinfo=CHINA), [1, 22 * 60, 90, 28, 1]),
    ],
    ids=["over the holidays", "on the last day"],
)
def test_the_script_goes_on_in_the_words_of_the_server(
    clocked: Page, now: datetime, steps: list[int], table: WorkdayTable
) -> None:
    left = remaining(now, HOLIDAYS, table)
    assert left
    clocked.set_content(
        f'<time datetime="{HOLIDAYS.isoformat()}" data-countdown="{left.pattern}" data-now="{now.isoformat()}">{left}</time>'
    )
    clocked.add_script_tag(path=SCRIPT)
    for minutes in steps:
        clocked.clock.run_for(minutes * 60_000) if minutes <= 90 else clocked.clock.fast_forward(minutes * 60_000)
        now += timedelta(minutes=minutes)
        expected = str(remaining(now, HOLIDAYS, table) or "已截止")
        assert clocked.locator("time").text_content() == expected
