"""The template tags and filters."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines

from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.source import new_id
from haizhi.regulation.citations import measures
from haizhi.regulation.roles import Role


def rendered(source: str, **context: Any) -> str:
    return engines["django"].from_string("{% load ui %}" + source).render(context)


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ v|cndate }}", date(2026, 3, 6), "2026年3月6日"),
        ("{{ v|cndatetime }}", datetime(2026, 3, 6, 6, 2, tzinfo=UTC), "2026年3月6日 14:02"),
        ("{{ v|cnclock }}", datetime(2026, 3, 6, 6, 2, tzinfo=UTC), "14:02"),
        ("{{ v|cnuntil }}", datetime(2026, 5, 30, 16, tzinfo=UTC), "2026年5月30日 24:00"),
        ("{{ v|weekday }}", date(2026, 5, 29), "周五"),
        ("{{ v|money }}", 80_000_000, "80 万元"),
        ("{{ v|score }}", 895, "89.5"),
        ("{{ v|cite }}", measures(7, 3), "《办法》第七条第3项"),
        ("{{ v|masked_phone }}", "13800008001", "138****8001"),
    ],
)
def test_values_are_written_the_office_s_way_and_nothing_as_nothing(source: str, value: object, text: str) -> None:
    assert rendered(source, v=value) == text
    assert rendered(source, v=None) == ""


def test_no_money_and_no_points_are_still_a_figure() -> None:
    assert rendered("{{ v|money }}/{{ v|score }}", v=0) == "0 元/0.0"


def test_an_icon_is_hidden_from_assistive_software_unless_it_says_something() -> None:
    assert 'aria-hidden="true"' in rendered('{% icon "check" %}')
    spoken = rendered('{% icon "check" label %}', label='<符合">')
    assert 'role="img"' in spoken
    assert "&lt;符合&quot;&gt;" in spoken
    assert "aria-hidden" not in spoken


def test_a_stage_is_told_in_words_and_colour() -> None:
    subject = SimpleNamespace(kind="application", stage="rejected", stage_label="资格不符")
    assert rendered("{% stage_tag s %}", s=subject) == '<span class="tag stop">资格不符</span>'
    assert rendered("{% stage_name_tag 'station' 'due' %}") == '<span class="tag wait">到期待评</span>'


def test_a_delegated_role_names_whose_it_is() -> None:
    head = Grant(Role.OFFICE_HEAD, "", new_id(), "王海燕")
    actor = Actor(new_id(), "李", (Grant(Role.OFFICE_CLERK), Grant(Role.OFFICE_CLERK), head))
    assert rendered('{{ a|posts|join:"、" }}', a=actor) == "海智办经办人、海智办负责人（代王海燕）"


def test_a_link_without_a_request_holds_only_its_own_change() -> None:
    assert rendered("{% query page=2 %}") == "?page=2"
