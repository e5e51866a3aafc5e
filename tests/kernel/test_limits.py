"""What is done too often is refused for a while; what an act rests on is locked before its subject."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from haizhi.kernel import door
from haizhi.kernel.actor import PUBLIC, Actor, public_named
from haizhi.kernel.limits import Limit, TooOften, count
from haizhi.kernel.models import Attempts, Calendar
from haizhi.regulation.citations import measures
from haizhi.regulation.moves import MOVES, Move
from haizhi.regulation.roles import Role
from tests.kernel.conftest import AT, CLERK, Procedure

pytestmark = pytest.mark.django_db

TWICE = Limit("test", 2, timedelta(hours=1), "一小时内最多两次")


def test_what_is_limited_is_counted_for_each_thing_and_forgotten_after_its_time() -> None:
    for _ in range(2):
        count(TWICE, "甲", AT)
    with pytest.raises(TooOften, match=r"一小时内最多两次。请在10:30以后再提交") as refused:
        count(TWICE, "甲", AT + timedelta(minutes=59))
    assert refused.value.until == AT + timedelta(hours=1)
    count(TWICE, "乙", AT)
    assert not Attempts.objects.filter(mark__contains="甲").exists()
    count(TWICE, "甲", AT + timedelta(hours=1))
    assert Attempts.objects.count() == 1


def test_until_another_day_is_said_with_its_day() -> None:
    night = AT + timedelta(hours=14)
    for _ in range(2):
        count(TWICE, "甲", night)
    with pytest.raises(TooOften, match=r"请在3月17日00:30以后再提交"):
        count(TWICE, "甲", night)


def test_one_of_the_public_who_says_their_name_is_called_so_and_holds_no_more() -> None:
    named = public_named(" 张㛃 ")
    assert (named.id, named.name, named.grants) == (None, "张㛃", PUBLIC.grants)
    assert public_named(" ").name == "公众"


def test_the_rows_that_an_act_names_are_locked_before_its_subject(
    procedure: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, stages = frozenset({Role.OFFICE_CLERK}), ("entered",)
    move = Move("calendar", "probe_locked", "锁", clerk, stages, stages, (measures(7, 3),))
    monkeypatch.setitem(MOVES, move.name, move)
    monkeypatch.setattr(door, "ACTS", dict(door.ACTS))
    named: list[object] = []

    def others(calendar: Calendar, said: dict[str, Any]) -> QuerySet[Calendar]:
        named.append(said["basis"])
        return Calendar.objects.exclude(pk=calendar.pk).filter(year=1901)

    @door.act(move, locks=others)
    def amend(calendar: Calendar, *, by: Actor, at: datetime, basis: str) -> None:
        calendar.basis = basis

    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    perform: Callable[..., Calendar] = amend
    with CaptureQueriesContext(connection) as asked:
        perform(calendar, by=CLERK, at=AT, basis="某通知")
    read = [query["sql"] for query in asked if 'FROM "kernel_calendar"' in query["sql"]]
    assert "1901" in read[0]
    assert "1901" not in read[1]
    assert (named, calendar.basis) == (["某通知"], "某通知")


def test_the_rows_that_a_beginning_names_are_locked_before_its_parent(
    procedure: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Move("calendar", "probe_begun", "续", frozenset({Role.OFFICE_CLERK}), (), ("entered",), (measures(7, 3),))
    monkeypatch.setitem(MOVES, move.name, move)
    monkeypatch.setattr(door, "ACTS", dict(door.ACTS))

    def others(calendar: Calendar, said: dict[str, Any]) -> QuerySet[Calendar]:
        return Calendar.objects.filter(year=said["year"] - 100)

    @door.creates(move, locks=others)
    def follow(parent: Calendar, *, by: Actor, at: datetime, year: int) -> Calendar:
        return Calendar(year=year)

    parent = procedure.begin(by=CLERK, at=AT, year=1998)
    perform: Callable[..., Calendar] = follow
    with CaptureQueriesContext(connection) as asked:
        assert perform(parent, by=CLERK, at=AT, year=1999).year == 1999
    read = [query["sql"] for query in asked if 'FROM "kernel_calendar"' in query["sql"]]
    assert ["1899" in sql for sql in read[:2]] == [True, False]


def test_a_duty_is_the_turn_of_everyone_who_may_do_it_unless_its_kind_says_otherwise(procedure: Procedure) -> None:
    assert procedure.begin(by=CLERK, at=AT, year=1998).awaits(Role.OFFICE_CLERK)
