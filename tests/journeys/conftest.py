"""The clock in March 2026, and a browser of its own for everybody who takes part."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from haizhi.accounts import demonstration
from tests.applications.factories import NOW
from tests.journeys.city import found, ticking
from tests.journeys.desks import Desks
from tests.journeys.people import People
from tests.journeys.visitor import Visitor
from tests.journeys.watch import Watch


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Judges every page; at the end there must be nothing to find."""
    watching = Watch()
    yield watching
    assert not watching.faults, "\n".join(watching.faults)
    assert not watching.awaited, f"never came: {watching.awaited}"


@pytest.fixture
def arrive(
    live_server: LiveServer, new_context: Callable[..., BrowserContext], watch: Watch
) -> Callable[[str], Visitor]:
    """Opens a browser of their own for whoever is named."""

    def opened(who: str) -> Visitor:
        context = new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="zh-CN")
        return Visitor(context, who, watch)

    return opened


@pytest.fixture
def people(arrive: Callable[[str], Visitor], monkeypatch: pytest.MonkeyPatch) -> People:
    """Everybody of the city, at browsers of their own, on the day of the call."""
    monkeypatch.setattr(demonstration, "timezone", SimpleNamespace(now=ticking()))
    found()
    return People(arrive)


@pytest.fixture
def desks(arrive: Callable[[str], Visitor], live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Desks:
    """Browsers of people who have signed in, while the call takes applications."""
    monkeypatch.setattr(demonstration, "timezone", SimpleNamespace(now=ticking(NOW)))
    return Desks(arrive, live_server.url)
