"""What the tests of files share: small pieces, so that a small file has many, and rules of their own."""

from collections.abc import Iterator

import pytest
from django.core.files.storage import default_storage

from haizhi.files import queries
from haizhi.files.drafts import arriving
from haizhi.files.views import receiving


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> int:
    """Pieces of so many bytes."""
    for module in (arriving, receiving):
        monkeypatch.setattr(module, "PIECE", 512)
    monkeypatch.setattr("tests.files.sending.PIECE", 512)
    return 512


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> list[queries.Rule]:
    """Rules of readers, of this test alone."""
    own: list[queries.Rule] = []
    monkeypatch.setattr(queries, "_RULES", own)
    return own


def places() -> set[str]:
    """Everything in storage."""

    def within(folder: str) -> Iterator[str]:
        folders, files = default_storage.listdir(folder)
        yield from (f"{folder}/{name}".lstrip("/") for name in files)
        for inner in folders:
            yield from within(f"{folder}/{inner}".lstrip("/"))

    return set(within("")) if default_storage.exists("") else set()


@pytest.fixture
def stored() -> Iterator[set[str]]:
    """What storage held before the test."""
    yield places()
