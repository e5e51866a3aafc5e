"""A passer-by: every public page as axe and a phone see it, and the sketch of tiles by the keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from haizhi.applications.models import Call
from tests.journeys.visitor import Visitor
from tests.portal.factories import a_station
from tests.portal.pages import a_city

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LOOKED_AT = (
    "home", "notices", "stations", "station", "map", "statistics", "open_data", "contact", "accessibility", "documents",
    "document", "verification",
)  # fmt: skip
"""The public pages on which no other journey comes by."""

_FOCUSED = "() => (document.activeElement.getAttribute('href') || '') + ' ' + document.activeElement.textContent.trim()"
_MARKED = "() => getComputedStyle(document.activeElement).outlineStyle"


def tab_to(page: Page, words: str) -> str:
    """Press Tab until something with these words has the focus: what it is."""
    for _ in range(80):
        page.keyboard.press("Tab")
        found = str(page.evaluate(_FOCUSED))
        if words in found:
            assert page.evaluate(_MARKED) != "none", "one sees where one is"
            return found
    raise AssertionError(f"the keyboard never comes to {words}")


def test_a_passer_by_reads_every_page_and_finds_a_district_by_the_keyboard_alone(
    arrive: Callable[[str], Visitor],
) -> None:
    city = a_city(2)
    a_station(Call.objects.all()[0], "南岸的研究院", "500108")
    visitor = arrive("路人")
    addresses = city.addresses()
    for name in LOOKED_AT:
        visitor.open(addresses[name])

    page = visitor.page
    visitor.open(addresses["stations"])
    tab_to(page, "跳到正文")
    tab_to(page, "跳过示意图")
    tab_to(page, "南岸区：1 家")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/public/stations/?district=500108")
    assert page.locator("main tbody tr").count() == 1
    assert page.get_by_text("南岸的研究院").count() == 1

    visitor.open(addresses["stations"])
    tab_to(page, "跳过示意图")
    page.keyboard.press("Enter")
    assert "看表格" in tab_to(page, "看表格"), "what follows the sketch is next"
