import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from haizhi.fairness import __main__ as command
from haizhi.fairness.__main__ import main
from haizhi.fairness.archive import verifier_archive
from tests.fairness.staged import KEYS, Sealed, whole_session

KEY_TEXTS = [str(key) for (key,) in KEYS]


def written(folder: Path, sealed: Sealed) -> Path:
    """The bundle, unpacked into a folder."""
    bundle = sealed.bundle()
    (folder / "checkpoints").mkdir(parents=True)
    for name, octets in bundle.checkpoints.items():
        (folder / "checkpoints" / name).write_bytes(octets)
    for name in ("log", "bodies", "pool", "names", "seats"):
        if (content := getattr(bundle, name)) is not None:
            (folder / f"{name}.jsonl").write_bytes(content)
    return folder


@pytest.fixture
def honest(tmp_path: Path) -> Path:
    return written(tmp_path / "bundle", whole_session().seal())


def test_an_honest_bundle_is_confirmed_with_its_ranking(honest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(honest), *KEY_TEXTS]) == 0
    printed = capsys.readouterr().out
    assert "第1名 HZ-2026-0001 70.00 70\n第2名（并列） HZ-2026-0002 47.50 95/2\n" in printed
    assert "不排名 HZ-2026-0006 无结果\n" in printed
    assert printed.endswith("核验通过：全部内容重新计算后一致。\n")


def test_a_bundle_that_was_tampered_with_is_refused_with_place_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = whole_session().seal()
    sealed.body("sheet.reveal")["detail"]["marks"]["a3"] = 0
    sealed.names = sealed.seats = None
    assert main([str(written(tmp_path / "bundle", sealed)), *KEY_TEXTS]) == 1
    printed = capsys.readouterr().out
    assert "不符：【分数一致】日志第" in printed
    assert printed.endswith("核验不通过：1处不符。\n")


def test_keys_may_be_given_as_files_and_kept_checkpoints_are_compared(
    honest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = tmp_path / "operator.key"
    key.write_text(f"{KEY_TEXTS[0]}\n", encoding="utf-8")
    kept = tmp_path / "kept.note"
    kept.write_bytes(min((honest / "checkpoints").iterdir()).read_bytes())
    assert main([str(honest), str(key), KEY_TEXTS[1], str(kept)]) == 0
    assert "留存的检查点：1\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "用法"),
        (["{bundle}"], "用法"),
        (["keygen", "--help"], "用法"),
        (["{bundle}", "not a key"], "公钥不是规定格式"),
        (["{bundle}", KEY_TEXTS[0], KEY_TEXTS[0]], "同一把公钥给了两次"),
        (["{bundle}/nowhere", *KEY_TEXTS], "读不到文件"),
        (["{bundle}", *KEY_TEXTS, "nowhere.note"], "读不到文件：nowhere.note"),
    ],
)
def test_what_cannot_be_checked_ends_with_status_two_and_the_remedy(
    arguments: list[str], message: str, honest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([argument.format(bundle=honest) for argument in arguments]) == 2
    assert message in capsys.readouterr().err


def test_the_archive_verifies_on_its_own(honest: Path) -> None:
    archive = honest / "verify.pyz"
    archive.write_bytes(verifier_archive())
    line = [sys.executable, "-I", str(archive), str(honest), *KEY_TEXTS]
    answer = subprocess.run(line, capture_output=True, check=False, cwd=honest)  # noqa: S603 - our own interpreter
    assert answer.stderr == b""
    assert answer.stdout.decode().endswith("核验通过：全部内容重新计算后一致。\n")
    assert answer.returncode == 0


def test_the_package_is_a_command(honest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["haizhi.fairness", str(honest), *KEY_TEXTS])
    with pytest.raises(SystemExit) as ending:
        runpy.run_path(str(Path(command.__file__)), run_name="__main__")
    assert ending.value.code == 0


def test_the_archive_depends_on_the_source_alone() -> None:
    assert verifier_archive() == verifier_archive()
