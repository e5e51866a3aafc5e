from pathlib import Path

import pytest

from tests.cli.conftest import Haizhi
from tests.fairness.staged import KEYS, Sealed, whole_session
from tests.fairness.staged_lot import whole_lot

KEY_TEXTS = [str(key) for (key,) in KEYS]


def written(folder: Path, sealed: Sealed) -> Path:
    """The staged session's bundle, unpacked into a folder."""
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


def test_an_honest_bundle_is_confirmed(honest: Path, haizhi: Haizhi) -> None:
    said = haizhi("verify", honest, *KEY_TEXTS, "--json")
    assert (said.code, said.err) == (0, "")
    assert "第1名 HZ-2026-0001 70.00 70\n" in said.out
    assert "核验通过：全部内容重新计算后一致。\n" in said.out
    assert said.json["ok"] is True
    assert said.json["failures"] == []
    assert said.json["facts"]["申报单位"] == 6


def test_an_altered_mark_is_found_and_placed(tmp_path: Path, haizhi: Haizhi) -> None:
    sealed = whole_session().seal()
    sealed.body("sheet.reveal")["detail"]["marks"]["a3"] = 0
    sealed.names = sealed.seats = None
    said = haizhi("verify", written(tmp_path / "bundle", sealed), *KEY_TEXTS, "--json")
    assert said.code == 1
    assert said.json["ok"] is False
    [failure] = said.json["failures"]
    assert failure.startswith("【分数一致】日志第")
    assert f"不符：{failure}\n核验不通过：1处不符。\n" in said.out


def test_a_kept_checkpoint_of_another_history_convicts_the_log(honest: Path, tmp_path: Path, haizhi: Haizhi) -> None:
    kept = tmp_path / "kept.note"
    kept.write_bytes(min((honest / "checkpoints").iterdir()).read_bytes())
    assert haizhi("verify", honest, *KEY_TEXTS, "--old-note", kept).code == 0
    log = honest / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[1:]))
    assert haizhi("verify", honest, *KEY_TEXTS, "--old-note", kept).code == 1


@pytest.mark.parametrize("missing", ["log", "bodies"])
def test_a_missing_file_is_named(missing: str, honest: Path, haizhi: Haizhi) -> None:
    (honest / f"{missing}.jsonl").unlink()
    said = haizhi("verify", honest, *KEY_TEXTS)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"读不到文件：{honest / missing}.jsonl。请检查数据包目录")


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["not a key"], "公钥不是规定格式，请照公布的原样填写。\n"),
        ([KEY_TEXTS[0], KEY_TEXTS[0]], "同一把公钥给了两次，每把公钥只给一次。\n"),
    ],
)
def test_a_key_that_is_none_ends_with_two(keys: list[str], answer: str, honest: Path, haizhi: Haizhi) -> None:
    said = haizhi("verify", honest, *keys)
    assert (said.code, said.out, said.err) == (2, "", answer)


def test_a_key_file_that_is_no_text_is_no_key(honest: Path, tmp_path: Path, haizhi: Haizhi) -> None:
    key = tmp_path / "key.txt"
    key.write_bytes(bytes(range(256)))
    said = haizhi("verify", honest, key)
    assert (said.code, said.err) == (2, "公钥不是规定格式，请照公布的原样填写。\n")


def test_the_bundle_of_a_lot_is_verified_as_one(tmp_path: Path, haizhi: Haizhi) -> None:
    bundle = written(tmp_path / "bundle", whole_lot("check", 30, 3).seal())
    said = haizhi("verify", bundle, *KEY_TEXTS, "--lot", "--json")
    assert (said.code, said.json["facts"]["抽取"]) == (0, 3)
    assert "核验通过：全部内容重新计算后一致。\n" in said.out
    assert haizhi("verify", bundle, *KEY_TEXTS).code == 1
