"""Addresses and query strings that no page links to: refused in words, never a 500."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import pytest

from tests.authorization.matrix import POST_ROWS, ROLES, ROWS, Row
from tests.authorization.walking import address, ask, patterns
from tests.authorization.world import World

pytestmark = pytest.mark.django_db

LONG = "x" * 3000
ROUTES = {name: (route, converters) for name, route, converters in patterns()}
WITH_ARGUMENTS = tuple({row.name: row for row in ROWS if row.thing}.values())
OPENED = tuple({row.name: row for row in ROWS if {"a", "o"} & set(row.cells.values())}.values())

FIELDS = (
    "page", "sort", "q", "stage", "kind", "district", "role", "verb", "read", "sort", "source", "discipline", "city",
    "year", "track", "call", "unit", "from", "session", "resolution", "back", "next", "to", "days", "scope", "channel",
    "task", "station", "issuer", "late",
)  # fmt: skip
"""Everything that some page reads from its query string."""

QUERIES = {
    "words": "abc",
    "a number out of bounds": "9" * 40,
    "ten thousand characters": "龑" * 10_000,
    "wild cards, quotes, paths and what is outside the BMP": "-%_\\'\"<{{𬭎㛃٣../../",
}

NOBODYS = "00000000-0000-4000-8000-000000000000"
"""The id of nothing at all."""

NAMED_BY_PAGES = {"applications:record_edit", "applications:record_save", "applications:record_remove"}
"""A new record is named by the page on which it is begun: any id is one that may be filled in, or taken out again."""


def nonsense(converter: str) -> tuple[str, ...]:
    """What to put where an address has an argument: unknown, very long, of another kind, tricks with paths."""
    if converter == "UUIDConverter":
        return NOBODYS, NOBODYS.upper(), "no-such"
    if converter == "IntConverter":
        return "0", "9" * 40, "-1", "٣"
    return "no-such", LONG, NOBODYS, "..", "../../desk/", "𬭎㛃%2e%2e%2f' OR 1=1 --", "a\0b"


def who_opens(row: Row) -> str:
    """The first role that opens the page, or may post to it; the Office where that is nobody."""
    cells = next((posted.cells for posted in POST_ROWS if posted.name == row.name), row.cells)
    return next((role for role in reversed(ROLES) if cells[role] in "ao"), "ocl")


def addresses(row: Row, world: World, role: str) -> Iterator[str]:
    """The address with nonsense for each argument in turn, the others as they should be."""
    route, converters = ROUTES[row.name]
    right: tuple[Any, ...] = (*address(world.things[row.thing].own(role)), *filter(None, row.verb.split("/")))
    for place in range(len(converters)):
        for wrong in nonsense(type(list(converters.values())[place]).__name__):
            url = route
            for n, (name, value) in enumerate(zip(converters, right, strict=True)):
                said = quote(wrong if n == place else str(value), safe="")
                url = "/" + "".join(_replaced(url.removeprefix("/"), name, said))
            yield url


def _replaced(route: str, name: str, value: str) -> Iterator[str]:
    before, _, after = route.partition(f":{name}>")
    yield before[: before.rindex("<")] + value + after


@pytest.mark.parametrize("row", WITH_ARGUMENTS, ids=lambda row: row.name)
def test_an_address_with_nonsense_in_it_is_not_found(row: Row, world: World) -> None:
    role, wrong = who_opens(row), []
    data = {"opinion": "理由"} if set(row.cells.values()) <= {"m", "l"} else None
    for url in addresses(row, world, role):
        if row.name in NAMED_BY_PAGES and NOBODYS in url.lower():
            continue
        answer = ask(world.clients[role], url, data)
        if answer.outcome not in ("404", "400") or answer.writes:
            wrong.append(f"{role} {url[:200]}: {answer.outcome} {answer.writes} {answer.trouble}")
    assert not wrong, "\n".join(wrong)


def test_the_id_of_a_thing_of_another_kind_is_not_found(world: World) -> None:
    people, other = world.clients["sys"], world.things["membership"].own("sgn").pk
    assert isinstance(other, UUID)
    for page in ("accounts/people", "accounts/delegations", "files"):
        found = ask(world.clients["sec"], f"/{page}/{other}/")
        assert found.outcome in ("404", "403")
    assert ask(people, f"/accounts/memberships/{other}/").outcome == "200"


@pytest.mark.parametrize("row", OPENED, ids=lambda row: row.name)
def test_a_query_string_of_nonsense_breaks_no_page(row: Row, world: World) -> None:
    role, wrong = who_opens(row), []
    url = row.url(world.things[row.thing].own(role)) if row.thing else row.url()
    for kind, value in QUERIES.items():
        fields = FIELDS if len(value) < len(LONG) else ("q",)
        answer = ask(world.clients[role], f"{url}?{urlencode(dict.fromkeys(fields, value))}")
        if answer.outcome in ("500", "400"):
            wrong.append(f"{role} {url}, {kind}: {answer.outcome} {answer.trouble}")
    assert not wrong, "\n".join(wrong)


def test_a_nul_in_the_query_string_is_a_bad_request(world: World) -> None:
    assert ask(world.clients["pub"], "/public/stations/?q=a%00b").outcome == "400"
