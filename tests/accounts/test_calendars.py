"""The working days of a year are entered and amended, never guessed."""

from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from haizhi.accounts.acts import amend_calendar, enter_calendar
from haizhi.accounts.demonstration import mark_demonstration
from haizhi.accounts.forms.calendars import days_in, in_words
from haizhi.accounts.queries import months
from haizhi.kernel.actor import SYSTEM
from haizhi.kernel.models import Calendar
from haizhi.kernel.workdays import table
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.regulation.workdays import add_workdays, is_workday
from tests.accounts.factories import NOW, actor, member

NEW_YEAR = date(2027, 1, 1)


@pytest.mark.django_db
def test_a_year_that_was_unknown_is_counted_in_once_entered() -> None:
    enter_calendar(
        by=SYSTEM, at=NOW, year=2027, days_off=[NEW_YEAR], days_worked=[date(2027, 1, 3)], basis="国办发明电"
    )
    known = table()
    assert not is_workday(NEW_YEAR, known)
    assert is_workday(date(2027, 1, 3), known)
    assert add_workdays(date(2026, 12, 31), 2, known) == date(2027, 1, 4)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("other", "field", "why"),
    [
        ({"year": 2026}, "year", "已录入"),
        ({"year": 1999}, "year", "不在2004至2099之间"),
        ({"basis": " "}, "basis", "没有写明依据"),
        ({"days_off": [date(2028, 1, 3)]}, "days_off", "1月3日不在2027年"),
        ({"days_off": [date(2027, 1, 2)]}, "days_off", "1月2日本是周末"),
        ({"days_worked": [NEW_YEAR]}, "days_worked", "1月1日本是工作日"),
        ({"invented": True}, "basis", "只供演示和演练使用"),
    ],
)
def test_an_arrangement_that_can_not_be_is_refused(other: dict[str, object], field: str, why: str) -> None:
    said = {"year": 2027, "days_off": [], "days_worked": [], "basis": "国办发明电"} | other
    with pytest.raises(Refused) as refused:
        enter_calendar(by=SYSTEM, at=NOW, **said)  # type: ignore[arg-type]  # spread for brevity
    assert any(f.field == field and why in f.reason for f in refused.value.findings)


@pytest.mark.django_db
def test_an_invented_year_exists_in_the_demonstration_only() -> None:
    mark_demonstration(NOW)
    entered = enter_calendar(by=SYSTEM, at=NOW, year=2031, days_off=[], days_worked=[], basis="演示", invented=True)
    assert entered.invented


@pytest.mark.django_db
def test_only_the_system_administrator_amends_a_year() -> None:
    known = Calendar.objects.get(year=2026)
    said = {"at": NOW, "days_off": [], "days_worked": [], "basis": "国办发明电", "opinion": "更正"}
    with pytest.raises(Refused, match="由系统管理员办理"):
        amend_calendar(known, by=actor(member(Role.OFFICE_HEAD)), **said)  # type: ignore[arg-type]  # spread for brevity
    amend_calendar(known, by=actor(member(Role.SYSTEM_ADMIN)), **said)  # type: ignore[arg-type]  # as above
    assert not Calendar.objects.get(year=2026).days_off


@pytest.mark.django_db
def test_the_wall_calendar_of_2026_has_its_248_working_days() -> None:
    hung = months(Calendar.objects.get(year=2026))
    assert sum(month.workdays for month in hung) == 248
    assert [len(week) for month in hung for week in month.weeks] == [7] * sum(len(month.weeks) for month in hung)
    october = {day.number: day.kind for week in hung[9].weeks for day in week if day.number}
    assert (october[1], october[10], october[11], october[12]) == ("off", "made_up", "weekend", "work")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1月1日至3日", ["2027-01-01"]),  # Friday to Sunday: the weekend is off anyway
        (
            "10月1日—7日、2027年12月31日",
            ["2027-10-01", "2027-10-04", "2027-10-05", "2027-10-06", "2027-10-07", "2027-12-31"],
        ),
        ("1-1\n5/3；２０２７－０６－０９", ["2027-01-01", "2027-05-03", "2027-06-09"]),
        ("4月30日（周五）至5月3日", ["2027-04-30", "2027-05-03"]),
        ("", []),
    ],
)
def test_days_are_read_as_a_notice_writes_them(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in days_in(text, 2027, weekends_in_ranges=False)] == days


@pytest.mark.parametrize("text", ["元旦", "2月30日", "1月5日至3日", "13月1日", "1日", "1月1日至2日至3日"])
def test_what_is_no_day_is_named(text: str) -> None:
    with pytest.raises(forms.ValidationError) as wrong:
        days_in(f"1月4日、{text}", 2027, weekends_in_ranges=False)
    assert f"“{text}”" in wrong.value.messages[0]


@given(st.sets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=40))
def test_days_in_words_are_read_back_as_the_same_days(days: set[date]) -> None:
    assert days_in(in_words(day.isoformat() for day in days), 2027, weekends_in_ranges=True) == sorted(days)
