"""Fifty at once, on both databases: nothing lost, nothing done twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from haizhi.kernel import ledger
from haizhi.kernel.door import AlreadyDone, submission
from haizhi.kernel.models import Act, Calendar, Entry
from haizhi.kernel.numbers import next_number
from haizhi.regulation.findings import Refused
from tests.kernel.conftest import AT, CLERK, Procedure

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 50


def at_once(work: Callable[[int], str]) -> list[str]:
    """Run `work(0…49)` in fifty threads and collect what each says."""

    def one(n: int) -> str:
        try:
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(one, range(CROWD)))


def test_fifty_acts_on_fifty_subjects_are_all_laid_down_in_one_line(procedure: Procedure) -> None:
    def create(n: int) -> str:
        procedure.begin(by=CLERK, at=AT, year=1900 + n)
        return "done"

    assert at_once(create) == ["done"] * CROWD
    assert sorted(Entry.objects.values_list("n", flat=True)) == list(range(CROWD))
    assert Act.objects.count() == CROWD
    assert list(ledger.faults()) == []


def test_fifty_who_want_the_same_step_do_it_once_and_the_others_are_told(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)

    def shut(_: int) -> str:
        try:
            procedure.shut(Calendar.objects.get(pk=calendar.pk), by=CLERK, at=AT)
        except Refused as refused:
            return refused.findings[0].reason
        return "done"

    answers = at_once(shut)
    assert answers.count("done") == 1
    assert answers.count("此件现为“已关”，不能办理“关”") == CROWD - 1
    assert Entry.objects.count() == 2


def test_one_submission_sent_fifty_times_is_one_act(procedure: Procedure) -> None:
    def send(n: int) -> str:
        try:
            with submission(once=UUID(int=42)):
                procedure.begin(by=CLERK, at=AT, year=1900 + n)
        except AlreadyDone:
            return "already"
        return "done"

    answers = at_once(send)
    assert (answers.count("done"), answers.count("already")) == (1, CROWD - 1)
    assert Entry.objects.count() == 1


@pytest.mark.postgresql_only
def test_of_two_acts_that_wait_for_each_other_one_is_done_and_the_other_asked_to_be_done_again(
    procedure: Procedure,
) -> None:
    rows = [procedure.begin(by=CLERK, at=AT, year=year) for year in (1998, 1997)]
    both_hold_their_own = Barrier(2)

    class Others(list[Calendar]):
        waited = False

        def __iter__(self) -> Iterator[Calendar]:
            if not self.waited:
                self.waited = True
                both_hold_their_own.wait(10)
            return super().__iter__()

    def bundle(n: int) -> str:
        try:
            procedure.bundle(rows[n], by=CLERK, at=AT, others=Others([rows[1 - n]]))
        except Refused as refused:
            return refused.findings[0].reason
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(bundle, range(2)))
    assert answers == ["done", "另有人正在办理相关事项，这一次没有办成"]


def test_fifty_numbers_have_no_gap_and_no_double() -> None:
    assert sorted(at_once(lambda _: next_number("HZ", 1998))) == [f"HZ-1998-{n:04d}" for n in range(1, CROWD + 1)]
