"""What a page shows its reader they can open: no link leads to a refusal."""

import re
from html import unescape

import pytest
from django.urls import resolve

from tests.authorization.matrix import DENIED, HIDDEN, ROLES, ROWS, SEES
from tests.authorization.walking import ask
from tests.authorization.world import World, places

pytestmark = pytest.mark.django_db

OF_A_KIND = 2
"""Links followed to pages of the same name."""

_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_a_link_that_its_reader_cannot_follow(role: str, world: World) -> None:
    followed: dict[str, set[str]] = {}
    wrong = []
    for row in ROWS:
        for url, expected in places(row, world, role).items():
            if expected != SEES:
                continue
            for link in map(unescape, _LINK.findall(ask(world.clients[role], url).text)):
                name = resolve(link.partition("?")[0]).view_name
                of_name = followed.setdefault(name, set())
                if link in of_name or len(of_name) >= OF_A_KIND or link.startswith("/static/"):
                    continue
                of_name.add(link)
                answer = ask(world.clients[role], link)
                if answer.outcome in (DENIED, HIDDEN, "500"):
                    wrong.append(f"{url} leads to {link}: {answer.outcome}")
    assert not wrong, "\n".join(wrong)
