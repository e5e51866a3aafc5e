"""Units, districts and the Office are reminded of the last days of applications, once at each mark."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from haizhi.accounts.models import Membership
from haizhi.applications import acts
from haizhi.applications.models import Application, DistrictCutoff, LateAdmission
from haizhi.applications.tasks import remind
from haizhi.notifications.models import Notice, Reminder
from haizhi.regulation.roles import Role
from tests.accounts.factories import member
from tests.applications.factories import CLERK, DEADLINE, HEAD, NOW, YUZHONG, begun, endorsed, filled, submitted

pytestmark = pytest.mark.django_db


def on(month: int, day: int) -> datetime:
    """In the morning of a day of 2026."""
    return datetime(2026, month, day, 1, tzinfo=UTC)


def told(membership: Membership) -> list[str]:
    """What somebody was reminded of, in order."""
    notices = Notice.objects.filter(person=membership.person, reminder__isnull=False).order_by("pk")
    return [f"{n.news.label} {n.reminder.mark}" for n in notices.select_related("reminder") if n.reminder]


def people_of(application: Application) -> tuple[Membership, Membership]:
    return tuple(member(role, at_unit=application.unit) for role in (Role.DRAFTER, Role.SIGNATORY))  # type: ignore[return-value]  # two roles, two people


def test_a_unit_with_a_draft_is_reminded_ten_three_and_one_working_days_before_the_call_closes() -> None:
    drafter, head = people_of(begun())
    for day in (on(5, 14), on(5, 15), on(5, 18), on(5, 26), on(5, 27), on(5, 28), on(5, 30)):
        remind(day)
    expected = [f"提交申报期限临近 {mark}" for mark in (10, 3, 1)]
    assert told(drafter) == told(head) == expected
    assert all(Notice.objects.values_list("important", flat=True))


def test_whoever_handed_in_is_not_reminded_and_the_district_is_with_how_many_files_wait() -> None:
    first, _ = submitted(), submitted()
    drafter, _ = people_of(first)
    clerk, elsewhere = member(Role.DISTRICT_CLERK, district=YUZHONG), member(Role.DISTRICT_CLERK, district="500108")
    remind(on(5, 26))
    assert told(drafter) == []
    assert told(clerk) == ["区县初审期限临近 3"]
    assert told(elsewhere) == []
    assert Reminder.objects.get().count == 2


def test_a_later_deadline_is_recalled_anew() -> None:
    application = begun()
    drafter, _ = people_of(application)
    remind(on(5, 26))
    acts.extend(application.call, by=HEAD, at=on(5, 26), opinion="连日暴雨", deadline=DEADLINE + timedelta(days=20))
    remind(on(5, 27))
    assert told(drafter) == ["提交申报期限临近 3"]
    remind(on(6, 8))
    assert told(drafter) == ["提交申报期限临近 3", "提交申报期限临近 10"]


def test_a_correction_is_recalled_and_once_overdue_the_office_learns_of_it() -> None:
    application = endorsed()
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["overview"], workdays=10)
    drafter, _ = people_of(application)
    head = member(Role.OFFICE_HEAD)
    due = Application.objects.get().due_on
    assert due == date(2026, 4, 3)
    for day in (on(3, 25), on(3, 31), on(4, 2), on(4, 3), on(4, 4), on(4, 7)):
        remind(day)
    assert told(drafter) == ["提交补正期限临近 3", "提交补正期限临近 1", "提交补正已逾期 -1"]
    assert told(head) == ["提交补正已逾期 -1"]


def test_what_the_office_itself_records_and_what_has_no_deadline_reminds_nobody() -> None:
    recorded = begun()
    Application.objects.filter(pk=recorded.pk).update(recorded_by_office=True)
    people_of(recorded)
    assert remind(on(5, 26)) == 0


def test_where_the_year_is_not_entered_nobody_is_reminded_and_the_log_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    application = filled()
    people_of(application)
    type(application.call).objects.update(deadline=datetime(2040, 1, 5, tzinfo=UTC))
    with caplog.at_level(logging.WARNING):
        assert remind(on(5, 26)) == 0
    assert "working days of 2027 are not entered" in caplog.text


def test_a_districts_own_cut_off_is_the_last_day_of_its_units_until_it_admits_one_late() -> None:
    application = begun()
    drafter, _ = people_of(application)
    cutoff = DistrictCutoff.objects.create(
        call=application.call, district=YUZHONG, cutoff=datetime(2026, 5, 8, 16, tzinfo=UTC), set_at=NOW, stage="set"
    )
    remind(on(5, 6))
    assert told(drafter) == ["提交申报期限临近 3"]
    assert Reminder.objects.get().due == date(2026, 5, 8)
    LateAdmission.objects.create(cutoff=cutoff, unit=application.unit, reason="停电", at=NOW, stage="granted")
    remind(on(5, 7))
    assert told(drafter) == ["提交申报期限临近 3"]
