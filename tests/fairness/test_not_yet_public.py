"""Between the close and the 公示 pool and names are not public: what is there is checked, and what is not is said."""

from dataclasses import replace
from pathlib import Path

import pytest

from haizhi.fairness.__main__ import main
from haizhi.fairness.verifier import Check, verify
from tests.fairness.staged import KEYS, whole_session
from tests.fairness.test_command import KEY_TEXTS, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bundle as it is public before the 公示."""
    sealed = whole_session().seal()
    sealed.names = sealed.seats = None
    there = written(tmp_path / "bundle", sealed)
    (there / "pool.jsonl").unlink()
    return there


def test_what_is_public_is_confirmed_and_the_rest_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), *KEY_TEXTS]) == 3
    *_, postponed, names, last = capsys.readouterr().out.splitlines()
    assert postponed.startswith(
        "提示：专家库名单（pool.jsonl）尚未公开，没有核对抽取、补抽的评委和陈述顺序，请在公示后"
    )
    assert names == "提示：评委姓名（names.jsonl）由纪检保管，不公开，未核对姓名"
    assert last.startswith("已公开的内容核验通过；")


def test_a_wrong_score_is_found_without_the_pool_as_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (folder / "bodies.jsonl").read_text(encoding="utf-8")
    (folder / "bodies.jsonl").write_text(text.replace('"shown":"70.00"', '"shown":"71.00"', 1), encoding="utf-8")
    assert main([str(folder), *KEY_TEXTS]) == 1
    assert "核验不通过" in capsys.readouterr().out


def test_names_without_the_pool_open_nothing() -> None:
    bundle = replace(whole_session().seal().bundle(), pool=None)
    assert verify(bundle, KEYS).checks == {Check.JUDGE_SWAPPED}


def test_a_kept_checkpoint_may_have_passed_through_a_phone_and_an_editor(folder: Path, tmp_path: Path) -> None:
    first = min((folder / "checkpoints").iterdir()).read_bytes()
    kept = tmp_path / "mine.note"
    kept.write_bytes(b"\xef\xbb\xbf" + first.rstrip().replace(b"\n", b"\r\n"))
    assert main([str(folder), *KEY_TEXTS, str(kept)]) == 3
    kept.write_bytes(first.replace(b"haizhi.example/log\n", b"haizhi.example/other\n", 1))
    assert main([str(folder), *KEY_TEXTS, str(kept)]) == 1
