"""A statement put together once answers as the queryset would, for whatever is asked."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import Value

from haizhi.kernel.models import Act, Calendar
from haizhi.kernel.statements import Statement
from tests.kernel.conftest import AT, CLERK, Procedure

pytestmark = pytest.mark.django_db

ANYONE = UUID(int=1)


def test_one_statement_answers_for_every_row_that_is_asked_for(procedure: Procedure) -> None:
    first, other = (procedure.begin(by=CLERK, at=AT, year=year) for year in (1997, 1998))
    found = Statement.of(Act.objects.filter(subject_id=ANYONE).values_list("title"), ANYONE)
    for calendar in (first, other):
        assert found.rows({ANYONE: calendar.pk}) == [(calendar.title,)]
    assert found.rows({ANYONE: uuid4()}) == found.rows() == []


def test_text_and_days_are_replaced_as_well(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    by_stage = Statement.of(Calendar.objects.filter(stage="?").values_list("year").filter(year=1998), "?")
    assert by_stage.rows({"?": calendar.stage}) == [(1998,)]
    day = date(1, 1, 1)
    by_day = Statement.of(Act.objects.filter(at__date=day, subject_id=calendar.pk).values_list("kind"), day)
    assert by_day.rows({day: AT.date()}) == [("calendar",)]
    assert by_day.rows({day: date(2001, 1, 1)}) == []
    moment = datetime(1, 1, 2, tzinfo=UTC)
    by_moment = Statement.of(Act.objects.filter(at__lte=moment, subject_id=calendar.pk).values_list("kind"), moment)
    assert by_moment.rows({moment: AT}) == [("calendar",)]
    assert by_moment.rows({moment: AT - timedelta(seconds=1)}) == []


def test_rows_come_as_python_has_them_and_what_is_written_out_is_what_was_meant(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    odd = "100% of %s and '%%' at once"
    acts = Act.objects.filter(subject_id=ANYONE).exclude(title=odd)
    found = Statement.of(acts.values_list("subject_id", "at", "body", Value(odd)), ANYONE)
    (row,) = found.rows({ANYONE: calendar.pk})
    act = Act.objects.get(subject_id=calendar.pk)
    assert row == (calendar.pk, act.at, act.body, odd)


def test_what_can_find_nothing_is_refused_before_it_is_asked() -> None:
    with pytest.raises(EmptyResultSet):
        Statement.of(Act.objects.none().values_list("pk"))
