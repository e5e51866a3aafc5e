"""A demonstration without cases, and a browser of its own for everybody in it."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from haizhi.accounts import demonstration
from tests.journeys.city import found, ticking
from tests.journeys.people import People
from tests.journeys.visitor import Visitor
from tests.journeys.watch import Watch


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Judges every page; at the end there must be nothing to find."""
    watching = Watch()
    yield watching
    assert not watching.faults, "\n".join(watching.faults)


@pytest.fixture
def people(
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    watch: Watch,
    monkeypatch: pytest.MonkeyPatch,
) -> People:
    """Everybody of the city, at browsers of their own, on the day of the call."""
    monkeypatch.setattr(demonstration, "timezone", SimpleNamespace(now=ticking()))
    found()

    def arrive(who: str) -> Visitor:
        context = new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="zh-CN")
        return Visitor(context, who, watch)

    return People(arrive)
