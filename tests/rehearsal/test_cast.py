"""The invented people, units and papers of a rehearsal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.fairness.stream import Stream
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.bodies import bodies_by_pinyin
from haizhi.regulation.wordcount import count_words
from haizhi.rehearsal.fates import PATTERNS, Fate, fate_of, pattern_of
from haizhi.rehearsal.names import overview, person_name, short_name, unit_name
from haizhi.rehearsal.papers import pdf


@given(st.integers(1, 1200))
def test_an_overview_has_exactly_as_many_characters_as_asked(words: int) -> None:
    assert count_words(overview(words, "预期目标")) == words


def test_every_name_is_marked_as_invented_and_no_two_stations_share_one() -> None:
    place = bodies_by_pinyin(date(2026, 3, 16))[0]
    names = {unit_name(kind, place, serial, "演练") for kind in ApplicantKind for serial in range(30)}
    assert all(name.endswith("（演练）") for name in names)
    assert len({short_name(serial) for serial in range(500)}) == 500


def test_names_with_rare_characters_are_among_the_people() -> None:
    stream = Stream(bytes(32), "names")
    names = [person_name(stream) for _ in range(200)]
    assert all(2 <= len(name) <= 3 for name in names)
    assert any(ord(character) > 0xFFFF for name in names for character in name)


@pytest.mark.parametrize("applications", range(1, 6))
def test_in_small_rounds_everybody_goes_straight_on(applications: int) -> None:
    assert {fate_of(index, applications) for index in range(applications)} == {Fate.PLAIN}


def test_every_sort_of_unit_takes_part() -> None:
    met = {pattern_of(index, fate_of(index, 60)) for index in range(60)}
    assert met >= set(PATTERNS)


def test_a_paper_is_a_whole_pdf_with_its_cross_references_in_place() -> None:
    content = pdf("区县意见", "缙云𬭎（演练）")
    assert content.startswith(b"%PDF-1.")
    start = int(content.rpartition(b"startxref\n")[2].split()[0])
    assert content[start:].startswith(b"xref\n0 8\n")
    rows = content[start:].splitlines()[3:10]
    assert [content[int(row[:10]) :].split(b" ", 1)[0] for row in rows] == [str(n).encode() for n in range(1, 8)]
