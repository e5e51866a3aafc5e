from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.evidence import (
    FORM_EVIDENCE,
    JOINTLY,
    LARGEST,
    MATERIAL_EVIDENCE,
    RECORDS,
    RecordField,
    RecordKind,
    Shape,
    asked_for,
    joint_gap,
    of_section,
    supports,
)
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.sections import Section

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def values_of(field: RecordField) -> st.SearchStrategy[Any]:
    """Everything that a field takes."""
    if field.shape in (Shape.MONEY, Shape.COUNT):
        return st.integers(0, LARGEST[field.shape])
    if field.shape is Shape.CHOICE:
        return st.sampled_from([value for value, _ in field.choices])
    if field.shape is Shape.MONTH:
        return st.builds("{}-{:02}".format, st.integers(1900, 2099), st.integers(1, 12))
    return st.text(CHARACTERS, min_size=1, max_size=min(field.longest, 30))


FIELDS = [(asked.kind, field) for asked in RECORDS.values() for field in asked.fields]


def test_every_kind_stands_in_the_table_with_a_title_and_without_a_key_twice() -> None:
    assert list(RECORDS) == list(RecordKind)
    for kind, asked in RECORDS.items():
        keys = [field.key for field in asked.fields]
        assert len(set(keys)) == len(keys)
        assert asked.field(asked.title).required
        assert kind.label == asked.label
        assert "agreement" not in keys


def test_a_field_that_the_kind_does_not_have_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        RECORDS[RecordKind.TASK].field("nonsense")


def test_every_kind_belongs_to_one_section_in_the_order_of_the_table() -> None:
    assert [asked.kind for section in Section for asked in of_section(section)] == list(RecordKind)
    assert of_section(Section.OVERVIEW) == ()


@given(st.data())
def test_a_field_holds_whatever_it_takes_and_reads_it_in_words(data: st.DataObject) -> None:
    _, field = data.draw(st.sampled_from(FIELDS))
    value = data.draw(values_of(field))
    assert field.holds(value)
    assert field.words(value)


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (Shape.TEXT, ""),
        (Shape.TEXT, None),
        (Shape.TEXT, 3),
        (Shape.TEXT, "a\0b"),
        (Shape.TEXT, "长" * 101),
        (Shape.LONG, "长" * 101),
        (Shape.MONTH, "2026-13"),
        (Shape.MONTH, "1899-01"),
        (Shape.MONTH, "2026-1"),
        (Shape.MONEY, -1),
        (Shape.MONEY, True),
        (Shape.MONEY, "3"),
        (Shape.MONEY, LARGEST[Shape.MONEY] + 1),
        (Shape.COUNT, 10_000_000),
        (Shape.CHOICE, "c"),
    ],
)
def test_a_field_holds_nothing_of_another_shape(shape: Shape, value: Any) -> None:
    assert not RecordField("x", "甲", shape, choices=(("a", "甲"),)).holds(value)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (RecordField("x", "甲"), "𬭎", "𬭎"),
        (RecordField("x", "甲"), "", ""),
        (RecordField("x", "甲", Shape.COUNT, unit="名"), 0, "0名"),
        (RecordField("x", "甲", Shape.COUNT, unit="名"), None, ""),
        (RecordField("x", "甲", Shape.MONEY), 80_000_000, "80万元"),
        (RecordField("x", "甲", Shape.MONEY), 80_500_000, "80.5万元"),
        (RecordField("x", "甲", Shape.MONEY), 1, "0.000001万元"),
        (RecordField("x", "甲", Shape.MONEY), 99_999_999_000_001, "99999999.000001万元"),
        (RecordField("x", "甲", Shape.MONTH), "2026-03", "2026年3月"),
        (RecordField("x", "甲", Shape.CHOICE, choices=(("a", "甲"),)), "a", "甲"),
        (RecordField("x", "甲", Shape.CHOICE, choices=(("a", "甲"),)), "gone", "gone"),
    ],
)
def test_a_value_reads_as_people_write_it(field: RecordField, value: Any, words: str) -> None:
    assert field.words(value) == words


def test_what_is_missing_is_what_is_required_and_empty() -> None:
    asked = RECORDS[RecordKind.TASK]
    assert [f.key for f in asked.missing({"title": "难题", "sort": ""})] == ["sort", "summary"]
    assert asked.missing({"title": "难题", "sort": "problem", "summary": "略"}) == ()


# Indicators

KEYS = [indicator.key for indicator in REVIEW.indicators]


@pytest.mark.parametrize(
    ("kind", "values", "keys"),
    [
        (RecordKind.ASSOCIATION, {}, ("a1",)),
        (RecordKind.OVERSEAS_GROUP, {}, ("a13",)),
        (RecordKind.OVERSEAS_EXPERT, {"relation": "expert"}, ("a13",)),
        (RecordKind.OVERSEAS_EXPERT, {"relation": "planned"}, ("a10", "a13")),
        (RecordKind.COOPERATION, {"nature": "joint"}, ("a9", "a13")),
        (RecordKind.COOPERATION, {"nature": "other"}, ()),
        (RecordKind.TRANSFER, {}, ("a14",)),
        (RecordKind.MAJOR_PROJECT, {"level": "district"}, ()),
        (RecordKind.MAJOR_PROJECT, {"level": "national"}, ("a4", "a8")),
        (RecordKind.PLATFORM, {"sort": "key_laboratory", "level": "municipal"}, ("a5", "a8")),
        (RecordKind.PLATFORM, {"sort": "key_laboratory", "level": "district"}, ("a5",)),
        (RecordKind.PLATFORM, {"sort": "incubator", "level": "national"}, ("a5",)),
        (RecordKind.ACTIVITY, {"family": "exchange", "state": "done"}, ("a2", "a11")),
        (RecordKind.ACTIVITY, {"family": "advice", "state": "planned"}, ("a12",)),
        (RecordKind.BENEFIT, {"sort": "social"}, ("a16",)),
    ],
)
def test_a_record_speaks_to_the_indicators_of_its_kind_and_choices(
    kind: RecordKind, values: dict[str, Any], keys: tuple[str, ...]
) -> None:
    assert supports(kind, values) == keys


def test_every_indicator_can_be_spoken_to() -> None:
    for key in KEYS:
        assert asked_for(key) or key in FORM_EVIDENCE
    assert {key for keys in MATERIAL_EVIDENCE.values() for key in keys} <= set(KEYS)
    assert asked_for("nonsense") == ()


@given(st.data())
def test_whatever_a_record_supports_names_its_kind_among_those_asked_for(data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(list(RECORDS.values())))
    values = {field.key: data.draw(values_of(field)) for field in asked.fields}
    for key in supports(asked.kind, values):
        assert asked.kind in asked_for(key)


def test_the_eighth_indicator_needs_a_centre_and_a_project_together() -> None:
    platform, project = RecordKind.PLATFORM, RecordKind.MAJOR_PROJECT
    assert {"a8": (platform, project)} == JOINTLY
    assert joint_gap("a8", []) == (platform, project)
    assert joint_gap("a8", [project]) == (platform,)
    assert joint_gap("a8", [project, platform]) == ()
    assert joint_gap("a1", []) == ()
