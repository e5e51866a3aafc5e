import pytest

from haizhi.regulation.citations import civil_code, measures
from haizhi.regulation.interpretations import INTERPRETATIONS, interpretation


def test_the_doubts_are_numbered_without_a_gap_and_each_has_its_reading() -> None:
    assert [i.number for i in INTERPRETATIONS] == list(range(1, len(INTERPRETATIONS) + 1))
    for entry in INTERPRETATIONS:
        assert entry.doubt
        assert entry.reading
        assert entry.set_where
        assert entry.cites


def test_no_doubt_stands_twice() -> None:
    assert len({i.doubt for i in INTERPRETATIONS}) == len({i.reading for i in INTERPRETATIONS}) == len(INTERPRETATIONS)


@pytest.mark.parametrize(("number", "promised"), [(4, "附件"), (27, "另行登记")])
def test_a_reading_promises_no_field_that_is_not_there(number: int, promised: str) -> None:
    entry = interpretation(number)
    assert promised not in entry.reading
    assert "区县" not in entry.set_where


def test_a_district_may_set_an_earlier_time_and_the_office_binds() -> None:
    entry = interpretation(8)
    assert entry.reading.startswith("以送达海智办的时间为准")
    assert "区县科协可为所辖单位另设更早的时间" in entry.set_where


def test_a_doubt_is_found_by_its_number() -> None:
    first_day = interpretation(11)
    assert "发布当日不计入" in first_day.reading
    assert first_day.cites == (measures(9, 1, 4), civil_code(201))
    with pytest.raises(KeyError):
        interpretation(len(INTERPRETATIONS) + 1)
