from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from haizhi.rehearsal.agenda import Agenda

START = datetime(2026, 3, 16, tzinfo=UTC)


@given(st.lists(st.integers(0, 20)))
def test_steps_are_taken_by_time_and_those_of_one_moment_as_they_were_put_down(hours: list[int]) -> None:
    agenda, taken = Agenda(), []
    for place, hour in enumerate(hours):
        agenda.add(START + timedelta(hours=hour), lambda at, place=place: taken.append((at, place)))
    agenda.run()
    assert taken == sorted((START + timedelta(hours=hour), place) for place, hour in enumerate(hours))
    assert agenda.done == agenda.total == len(hours)


def test_a_step_may_put_down_what_follows_from_it() -> None:
    agenda, taken = Agenda(), []

    def first(at: datetime) -> None:
        taken.append("first")
        agenda.add(at + timedelta(hours=1), lambda _: taken.append("second"))

    agenda.add(START, first)
    agenda.add(START + timedelta(hours=2), lambda _: taken.append("third"))
    agenda.run()
    assert taken == ["first", "second", "third"]


def test_what_would_come_after_the_end_is_neither_done_nor_counted() -> None:
    agenda, taken = Agenda(until=START), []
    agenda.add(START, lambda at: taken.append(at))
    agenda.add(START + timedelta(microseconds=1), lambda at: taken.append(at))
    agenda.run()
    assert taken == [START]
    assert (agenda.done, agenda.total) == (1, 1)
