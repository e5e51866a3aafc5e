from datetime import date, datetime, timedelta

import pytest

from haizhi.regulation.civil_time import CHINA
from haizhi.regulation.objections import answer_in_time, day_lies_ahead, no_answer_awaited, unit_heard

DUE = date(2026, 7, 8)
MIDNIGHT = datetime(2026, 7, 9, tzinfo=CHINA)


def test_no_finding_is_made_while_the_unit_may_still_answer() -> None:
    assert not no_answer_awaited(["lapsed", "put"]).met
    assert no_answer_awaited(["lapsed", "answered", "withdrawn"]).met


@pytest.mark.parametrize(
    ("upheld", "inquiries", "met"),
    [
        (True, [], False),
        (True, ["withdrawn"], False),
        (True, ["answered"], True),
        (True, ["withdrawn", "lapsed"], True),
        (False, [], True),
    ],
)
def test_nothing_is_upheld_against_a_unit_that_was_not_heard(upheld: bool, inquiries: list[str], met: bool) -> None:
    assert unit_heard(upheld, inquiries).met is met


def test_the_unit_answers_until_midnight_of_the_day_that_was_set() -> None:
    assert answer_in_time(MIDNIGHT - timedelta(microseconds=1), DUE).met
    assert not answer_in_time(MIDNIGHT, DUE).met


def test_a_last_day_leaves_at_least_the_next_day() -> None:
    assert day_lies_ahead(DUE, DUE - timedelta(days=1)).met
    assert day_lies_ahead(DUE, DUE).remedy == "请改期"
