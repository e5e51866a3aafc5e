import re

import pytest

from haizhi.fairness import formats
from haizhi.fairness.formats import SHAPES, fits


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (0, int), ("", str), (True, bool), (None, (str, None)), ("x", (str, None)), ([], [int]), ([1, 2], [int]),
        ({"a": 1, "more": []}, {"a": int}), ({}, {"a?": int}), ({"a": 1}, {"a?": int}), ({"x": "y"}, {...: str}),
        ("00ff", re.compile("[0-9a-f]+")),
    ],
)  # fmt: skip
def test_a_value_of_the_shape_fits(value: object, shape: object) -> None:
    assert fits(value, shape)


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (-1, int), (True, int), ("1", int), (1, str), (1, bool), (1, (str, None)), ({}, [int]), ([1, "2"], [int]),
        ({}, {"a": int}), ([], {"a": int}), ({"a": "1"}, {"a?": int}), ({"x": 1}, {...: str}), ("00fg", re.compile("[0-9a-f]+")),
        (0, re.compile("0")), (0, None),
    ],
)  # fmt: skip
def test_a_value_of_another_shape_does_not_fit(value: object, shape: object) -> None:
    assert not fits(value, shape)


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("log", formats.Header), ("pool", formats.PoolRow), ("names", formats.NameRow), ("seats", formats.SeatRow),
        ("bodies", formats.OpenedBody), ("session.freeze", formats.Freeze), ("session.draw", formats.DrawDetail),
        ("session.record_entropy", formats.EntropyDetail), ("session.vacate", formats.VacateDetail),
        ("session.open", formats.OpenDetail), ("session.confirm_close", formats.CloseDetail),
        ("turn.announce", formats.AnnounceDetail), ("turn.mark_absent", formats.TurnDetail), ("sheet.lock", formats.SealedDetail),
        ("sheet.reveal", formats.SheetDetail), ("key.make", formats.KeyDetail), ("session.confirm_freeze", formats.SignersDetail),
    ],
)  # fmt: skip
def test_what_is_checked_is_what_is_declared(name: str, format_: type) -> None:
    assert {key.removesuffix("?") for key in SHAPES[name]} == set(format_.__annotations__)


def test_the_rules_and_rows_inside_are_those_declared() -> None:
    freeze, close = SHAPES["session.freeze"], SHAPES["session.confirm_close"]
    assert set(freeze["rules"]) == set(formats.RulesRow.__annotations__)
    assert set(freeze["quotas"]) == set(formats.QuotasRow.__annotations__)
    assert set(freeze["quotas"]["limits"][0]) == set(formats.LimitRow.__annotations__)
    assert set(freeze["quotas"]["caps"][0]) == set(formats.CapRow.__annotations__)
    assert set(freeze["indicators"][0]) == set(formats.IndicatorRow.__annotations__)
    assert set(freeze["entropy_sources"][0]) == set(formats.SourceRow.__annotations__)
    assert set(close["ranking"][0]) == set(formats.RankingRow.__annotations__)
    assert set(close["recusals"][0]) == set(formats.RecusalRow.__annotations__)
