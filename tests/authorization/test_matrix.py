"""Every address as every role, on one's own and on another's, against the matrix."""

import pytest
from django.urls import reverse

from tests.authorization.matrix import ROLES, ROWS, SEES, Row
from tests.authorization.walking import ask, patterns
from tests.authorization.world import Thing, World, address

pytestmark = pytest.mark.django_db


def test_every_address_stands_in_the_matrix_and_no_other() -> None:
    assert {name for name, _, _ in patterns()} == {row.name for row in ROWS}


def asked_of(row: Row, thing: Thing | None, role: str) -> dict[str, str]:
    """The address with the role's own thing, and with another's where that is another one."""
    if thing is None:
        return {"own": reverse(row.name)}
    verb = (row.verb,) if row.verb else ()
    both = {"own": thing.own(role), "another's": thing.foreign(role)}
    return {whose: reverse(row.name, args=(*address(found), *verb)) for whose, found in both.items()}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_what_the_matrix_says(row: Row, world: World) -> None:
    wrong, costly = [], []
    for role in ROLES:
        expected = dict(zip(("own", "another's"), row.expected(role), strict=True))
        seen: dict[str, str] = {}
        for whose, url in asked_of(row, world.things[row.thing] if row.thing else None, role).items():
            if seen.setdefault(url, whose) != whose:
                continue
            answer = ask(world.clients[role], url)
            if answer.outcome != expected[whose]:
                wrong.append(f"{role} {whose}: {answer.outcome} instead of {expected[whose]}, {url}")
            if answer.writes:
                wrong.append(f"{role} {whose}: a GET wrote {answer.writes[0]}, {url}")
            if answer.outcome == SEES and len(answer.queries) > 12:
                costly.append(f"{len(answer.queries)} {role} {url}")
    assert not wrong, "\n".join(wrong)
    if costly:
        print("COSTLY", row, max(costly, key=lambda t: int(t.split()[0])))
