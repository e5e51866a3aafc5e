"""docs/fairness.md is enough to write another verifier from: one was, and it comes to the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from haizhi.fairness.verifier import verify
from tests.fairness.second_verifier import Disagrees, check
from tests.fairness.staged import KEYS, Sealed, whole_session
from tests.fairness.test_command import written


def unpacked(folder: Path, sealed: Sealed) -> Path:
    """The bundle in a folder, with the key files that are beside it."""
    written(folder, sealed)
    for post, ring in zip(("operator", "witness"), KEYS, strict=True):
        (folder / f"{post}.vkey").write_text("".join(f"{key}\n" for key in ring))
    return folder


def test_a_verifier_written_from_the_document_comes_to_the_same_ranking(tmp_path: Path) -> None:
    sealed = whole_session().seal()
    report = verify(sealed.bundle(), KEYS)
    assert report.ok
    assert check(unpacked(tmp_path / "bundle", sealed)) == report.ranking


def _ranking(sealed: Sealed) -> None:
    sealed.body("session.confirm_close")["detail"]["ranking"][0]["rank"] = 2


def _pool(sealed: Sealed) -> None:
    sealed.pool[0]["employer"] = "别的单位"


def _log(sealed: Sealed) -> None:
    sealed.log[3]["at"] = "2026-09-01T00:00:00.000000Z"


def _signature(sealed: Sealed) -> None:
    name = next(iter(sealed.notes))
    sealed.notes[name] = sealed.notes[name].rpartition("\n— ".encode())[0] + b"\n"


@pytest.mark.parametrize(
    ("change", "what"),
    [(_ranking, "body"), (_pool, "the pool's root"), (_log, "note"), (_signature, "did not sign")],
)
def test_it_finds_what_was_changed(tmp_path: Path, change: Callable[[Sealed], None], what: str) -> None:
    sealed = whole_session().seal()
    change(sealed)
    with pytest.raises(Disagrees, match=what):
        check(unpacked(tmp_path / "bundle", sealed))
