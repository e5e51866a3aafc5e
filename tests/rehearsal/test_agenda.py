from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from haizhi.rehearsal.agenda import Agenda, Step

START = datetime(2026, 3, 16, tzinfo=UTC)


@given(st.lists(st.integers(0, 20)))
def test_steps_are_taken_by_time_and_those_of_one_moment_as_they_were_put_down(hours: list[int]) -> None:
    agenda = Agenda()
    taken: list[tuple[datetime, int]] = []

    def step(place: int) -> Step:
        return lambda at: taken.append((at, place))

    for place, hour in enumerate(hours):
        agenda.add(START + timedelta(hours=hour), step(place))
    agenda.run()
    assert taken == sorted((START + timedelta(hours=hour), place) for place, hour in enumerate(hours))
    assert agenda.done == agenda.total == len(hours)


def test_a_step_may_put_down_what_follows_from_it() -> None:
    agenda = Agenda()
    taken: list[str] = []

    def first(at: datetime) -> None:
        taken.append("first")
        agenda.add(at + timedelta(hours=1), lambda _: taken.append("second"))

    agenda.add(START, first)
    agenda.add(START + timedelta(hours=2), lambda _: taken.append("third"))
    agenda.run()
    assert taken == ["first", "second", "third"]


def test_what_would_come_after_the_end_is_neither_done_nor_counted() -> None:
    agenda = Agenda(until=START)
    taken: list[datetime] = []
    agenda.add(START, taken.append)
    agenda.add(START + timedelta(microseconds=1), taken.append)
    agenda.run()
    assert taken == [START]
    assert (agenda.done, agenda.total) == (1, 1)
