"""Every address as every role, on one's own and on another's, against the matrix."""

import re
from html import unescape

import pytest
from django.urls import resolve

from tests.authorization.matrix import DENIED, ELSEWHERE, HIDDEN, POST_ONLY, ROLES, ROWS, SEES, SIGN_IN, Row
from tests.authorization.walking import Answer, ask, patterns
from tests.authorization.world import World, places

pytestmark = pytest.mark.django_db

MOST_QUERIES = {
    "portal:home": 13,
    "applications:begin": 13,
    "applications:detail": 14,
    "desk:todo": 40,
    "desk:calendar": 20,
    "files:about": 24,
    "applications:forwarding": 15,
    "reviews:ceremony": 13,
    "reviews:minutes": 14,
    "stations:summary_round": 14,
    "standing:revocation": 16,
    "standing:revocation_new": 13,
    "portal:lot": 16,
    "stations:detail": 28,
    "stations:station_work": 13,
}
"""Pages that may take more than the rest: the home shows a bit of everything beside one's own head, the list of what
waits asks once for each kind of thing that does and, for a unit, how its station does (the calendar once for each that
falls into the month), the page of a file asks each app that refers to it twice,
the page to begin tells of each unit what is known of it, which way it goes and until when, a case shows trail, papers,
documents, the unit's other attempts and rivals, the list of
what may be forwarded weighs all that was handed in with each, the page of the draw asks whether all that a freeze
needs stands, keys and comparisons included, the minutes tell of everything that happened at a session, the page of a
lot makes the bundle whose hash it shows when it is first asked for, the page of a
station is the home of its whole life, to which each part of the platform adds its own (its year of work shows the plan beside it), and a revocation shows the
evidence as it stands, by which the act that is offered beside it is judged once more,
and the check of a year's summaries who has not handed in, who was left out and why, and whether it can be ended."""

QUERIES_OF_A_PAGE = 12

_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')

Followed = set[tuple[str, str]]


@pytest.fixture(scope="package")
def followed() -> Followed:
    """Which links were tried: for each role one to every kind of page."""
    return set()


def test_every_address_stands_in_the_matrix_and_no_other() -> None:
    assert {name for name, _, _ in patterns()} == {row.name for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_what_the_matrix_says_and_a_get_writes_nothing(
    row: Row, world: World, followed: Followed
) -> None:
    wrong = []
    for role in ROLES:
        for url, expected in places(row, world, role).items():
            answer = ask(world.clients[role], url)
            if answer.outcome != expected:
                wrong.append(f"{role} {url}: {answer.outcome} instead of {expected} {answer.trouble}")
            if answer.writes:
                wrong.append(f"{role} {url}: {answer.writes}")
            if answer.outcome == SEES:
                if len(answer.queries) > MOST_QUERIES.get(row.name, QUERIES_OF_A_PAGE):
                    wrong.append(f"{role} {url}: {len(answer.queries)} queries")
                if 'class="list-head"' in answer.text and "export=xlsx" not in answer.text:
                    wrong.append(f"{role} {url}: a list that can't be taken away")
                wrong += [f"{role} {url} leads to {dead}" for dead in dead_ends(answer, role, world, followed)]
    assert not wrong, "\n".join(wrong)


def dead_ends(answer: Answer, role: str, world: World, followed: Followed) -> list[str]:
    """The links of a page that its reader can't follow."""
    found = []
    for link in dict.fromkeys(map(unescape, _LINK.findall(answer.text))):
        name = resolve(link.partition("?")[0]).view_name
        if (role, name) in followed:
            continue
        followed.add((role, name))
        there = ask(world.clients[role], link)
        if there.outcome not in (SEES, ELSEWHERE, SIGN_IN):
            found.append(f"{link}: {there.outcome} {there.trouble}")
    return found


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may_not_open_a_page_may_not_post_to_it_either(row: Row, world: World) -> None:
    wrong = []
    for role in ROLES:
        for url, expected in places(row, world, role).items():
            if expected not in (DENIED, HIDDEN, SIGN_IN):
                continue
            answer = ask(world.clients[role], url, {"opinion": "理由", "agreed": "on"})
            if answer.outcome not in (expected, POST_ONLY) or answer.writes:
                wrong.append(f"{role} {url}: {answer.outcome} instead of {expected} {answer.writes} {answer.trouble}")
    assert not wrong, "\n".join(wrong)
