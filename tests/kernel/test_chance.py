"""The dice as two people enter them: what is a reading, and where two of them differ."""

import pytest

from haizhi.fairness.formats import SourceRow
from haizhi.kernel.chance import DICE, differences, reading_of
from haizhi.kernel.source import drawing_from, is_seeded
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Refused

ROLLED = "0123456789" * 4
LOTTERY = SourceRow(name="双色球", form="numbers", count=7)
CITE = review_rules(7)


def test_forty_dice_are_read_however_they_are_grouped() -> None:
    assert reading_of(DICE, " ".join(ROLLED[n : n + 10] for n in range(0, 40, 10)), CITE) == ROLLED


@pytest.mark.parametrize(
    ("source", "typed", "reason"),
    [
        (DICE, ROLLED[:-1], "须为40位数字，您录入了39位"),
        (DICE, f"{ROLLED}甲", "须为40位数字，您录入了40位，并含有其他字符"),
        (LOTTERY, "1 2 3", "须为7个号码"),
    ],
)
def test_what_is_no_reading_is_refused_with_what_was_typed(source: SourceRow, typed: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        reading_of(source, typed, CITE)
    finding = refused.value.findings[0]
    assert (finding.reason, finding.field, finding.cite) == (reason, "value", CITE)
    assert finding.remedy


def test_two_readings_differ_at_places_counted_from_one() -> None:
    assert differences(ROLLED, f"{ROLLED[:3]}9{ROLLED[4:]}") == (4,)
    assert differences(ROLLED, "") == ()


def test_only_within_a_rehearsal_chance_comes_from_a_seed() -> None:
    assert not is_seeded()
    with drawing_from(bytes):
        assert is_seeded()
    assert not is_seeded()
