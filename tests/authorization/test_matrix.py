"""Every address as every role, on one's own and on another's, against the matrix."""

import pytest

from tests.authorization.matrix import DENIED, HIDDEN, POST_ONLY, ROLES, ROWS, SEES, SIGN_IN, Row
from tests.authorization.walking import ask, patterns
from tests.authorization.world import World, places

pytestmark = pytest.mark.django_db

MOST_QUERIES = {"portal:home": 13, "applications:detail": 17}
"""Pages that may take more than the rest: the home shows a bit of everything beside one's own head, the case of an
application asks once for each kind of case that moved it."""

QUERIES_OF_A_PAGE = 12


def test_every_address_stands_in_the_matrix_and_no_other() -> None:
    assert {name for name, _, _ in patterns()} == {row.name for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_what_the_matrix_says_and_a_get_writes_nothing(row: Row, world: World) -> None:
    wrong = []
    for role in ROLES:
        for url, expected in places(row, world, role).items():
            answer = ask(world.clients[role], url)
            if answer.outcome != expected:
                wrong.append(f"{role} {url}: {answer.outcome} instead of {expected} {answer.trouble}")
            if answer.writes:
                wrong.append(f"{role} {url}: {answer.writes}")
            if answer.outcome == SEES and len(answer.queries) > MOST_QUERIES.get(row.name, QUERIES_OF_A_PAGE):
                wrong.append(f"{role} {url}: {len(answer.queries)} queries")
    assert not wrong, "\n".join(wrong)


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
