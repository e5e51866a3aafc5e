"""The package of a case: whoever receives it can tell whether a file or an act in it was changed."""

import io
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import pytest

from haizhi.fairness import ed25519, merkle
from haizhi.fairness.__main__ import main
from haizhi.fairness.ceremony import body_hash
from haizhi.fairness.encoding import canonical, tagged
from haizhi.fairness.note import Checkpoint, Key, checkpoint_text, make_key, signature_line, signed_note
from haizhi.fairness.package import ACTS, CHECKPOINT, FORMAT, MANIFEST, faults

SEED = bytes(range(32))
KEY = make_key("haizhi.test/ledger", ed25519.public_of(SEED))
OTHER = make_key("another", ed25519.public_of(bytes(32)))
SALT, IDENTITY_SALT = bytes([7]) * 32, bytes([9]) * 32
WHO = ("1f", "张𬭎", "", "")
ENTRIES, OWN = 11, (2, 3, 8)
"""Entries in the ledger, and those of them that are acts of the case."""

Files = dict[str, bytes]


def _body(n: int, opinion: str) -> dict[str, Any]:
    said = tagged("hz/opinion/v1", IDENTITY_SALT, opinion).hex() if opinion else ""
    return {"verb": f"application.step{n}", "by": tagged("hz/actor/v1", IDENTITY_SALT, *WHO).hex(), "opinion": said}


def _header(n: int, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "n": n,
        "at": "2026-07-20T02:00:00.000000Z",
        "verb": body["verb"],
        "subject": "s",
        "body": body_hash(SALT, body),
    }


def whole() -> Files:
    """The files of an honest package."""
    opinions = {n: "符合条件" if n == 3 else "" for n in range(ENTRIES)}
    bodies = {n: _body(n, opinions[n]) for n in range(ENTRIES)}
    headers = {n: _header(n, bodies[n]) for n in range(ENTRIES)}
    leaves = [merkle.leaf_hash(canonical(headers[n])) for n in range(ENTRIES)]
    lines = []
    for n in OWN:
        line = {"header": headers[n], "salt": SALT.hex(), "body": bodies[n]}
        line["path"] = [merkle.root(leaves[a:b]).hex() for a, b in merkle.audit_ranges(n, ENTRIES)]
        if n != 8:  # an act of the public
            opened = dict(zip(("by", "name", "behalf", "behalf_name"), WHO, strict=True))
            line["opened"] = {**opened, "salt": IDENTITY_SALT.hex(), "opinion": opinions[n]}
        lines.append(canonical(line))
    text = checkpoint_text(Checkpoint("haizhi.test/ledger", ENTRIES, merkle.root(leaves)))
    note = signed_note(text, [signature_line(KEY, ed25519.sign(SEED, text.encode()))])
    return {"文书/01 申报表.pdf": b"%PDF", ACTS: b"\n".join(lines) + b"\n", CHECKPOINT: note.encode()}


def packed(files: Files, /, listed: Files | None = None, **manifest: Any) -> io.BytesIO:
    """The ZIP, its manifest of the files or of what is `listed` instead."""
    rows = [{"path": path, "sha256": sha256(content).hexdigest()} for path, content in (listed or files).items()]
    made = io.BytesIO()
    with ZipFile(made, "w") as package:
        for path, content in files.items():
            package.writestr(path, content)
        package.writestr(MANIFEST, json.dumps({"format": FORMAT, "files": rows} | manifest))
    made.seek(0)
    return made


def found(files: Files, /, listed: Files | None = None, *, key: Key = KEY, **manifest: Any) -> list[str]:
    return list(faults(packed(files, listed, **manifest), (key,)))


def test_an_honest_package_verifies() -> None:
    assert found(whole()) == []


def _edited(change: Callable[[dict[str, Any]], None], row: int = 1) -> Files:
    """A package of which one act was changed, its manifest made anew."""
    files = whole()
    lines = [json.loads(line) for line in files[ACTS].splitlines()]
    change(lines[row])
    return files | {ACTS: b"\n".join(canonical(line) for line in lines) + b"\n"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda act: act["opened"].update(opinion="不符合条件"), "办理记录第2行（账本第3条）的办理人或意见与账本中的指纹不符"),
        (lambda act: act["opened"].update(name="李㛃"), "办理记录第2行（账本第3条）的办理人或意见与账本中的指纹不符"),
        (lambda act: act["body"].update(opinion=""), "办理记录第2行（账本第3条）的内容与账本中的指纹不符"),
        (lambda act: act["header"].update(at="2026-07-21T02:00:00.000000Z"), "办理记录第2行（账本第3条）不在检查点所签的账本里"),
        (lambda act: act["header"].update(n=4), "办理记录第2行（账本第4条）不在检查点所签的账本里"),
        (lambda act: act.pop("salt"), "办理记录第2行不是规定格式"),
        (lambda act: act["header"].update(n="3"), "办理记录第2行不是规定格式"),
    ],
)  # fmt: skip
def test_a_changed_act_is_found(change: Callable[[dict[str, Any]], None], message: str) -> None:
    assert found(_edited(change)) == [message]


def test_what_the_public_did_is_checked_without_names() -> None:
    assert found(_edited(lambda act: act["body"].update(by="00"), row=2)) == [
        "办理记录第3行（账本第8条）的内容与账本中的指纹不符"
    ]


def test_a_changed_missing_added_or_doubled_file_is_found() -> None:
    files = whole()
    assert found(files | {"文书/01 申报表.pdf": b"%PDF-2"}, files) == ["内容与清单不符：文书/01 申报表.pdf"]
    assert found({k: v for k, v in files.items() if k.startswith("凭证")}, files) == ["缺少文件：文书/01 申报表.pdf"]
    assert found(files | {"夹带.pdf": b""}, files) == ["清单以外的文件：夹带.pdf"]
    made = packed(files)
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(made, "a") as package:
        package.writestr(CHECKPOINT, files[CHECKPOINT])
    assert list(faults(made, (KEY,))) == ["有同名文件"]


def test_a_damaged_file_is_named() -> None:
    made = bytearray(packed(whole()).getvalue())
    place = made.index(b"%PDF")
    made[place : place + 4] = b"XXXX"
    assert list(faults(io.BytesIO(made), (KEY,))) == ["文件损坏：文书/01 申报表.pdf"]


def test_a_foreign_signature_and_a_broken_checkpoint_are_found() -> None:
    assert found(whole(), key=OTHER) == ["检查点没有another的有效签名"]
    assert found(whole() | {CHECKPOINT: b"nothing\n"}) == ["检查点不是规定格式"]


def test_a_package_without_its_proof_or_of_another_format_is_refused() -> None:
    files = whole()
    assert found({k: v for k, v in files.items() if k != ACTS}) == ["缺少办理记录或检查点，不能与账本核对"]
    assert found(files, format="haizhi/archive/v9") == [f"清单的格式不是 {FORMAT}，请用相应版本的核验程序"]
    assert found(files, files=[{"path": "x"}]) == [f"没有可读的清单（{MANIFEST}），不是本平台的案卷包"]
    with pytest.raises(BadZipFile):
        list(faults(io.BytesIO(b"no zip"), (KEY,)))


def test_the_command_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (good := tmp_path / "good.zip").write_bytes(packed(whole()).getvalue())
    (bad := tmp_path / "bad.zip").write_bytes(packed(whole() | {CHECKPOINT: b"nothing\n"}).getvalue())
    (none := tmp_path / "none.zip").write_bytes(b"no zip")
    assert main(["archive", str(good), str(KEY)]) == 0
    assert capsys.readouterr().out == "核验通过：卷内文件与清单一致，办理记录与账本一致。\n"
    assert main(["archive", str(bad), str(KEY)]) == 1
    assert capsys.readouterr().out == "不符：检查点不是规定格式\n核验不通过：1处不符。\n"
    assert main(["archive", str(none), str(KEY)]) == 2
    assert "不是案卷包" in capsys.readouterr().err
    assert main(["archive", str(good), "no key"]) == 2
    assert "公钥不是规定格式" in capsys.readouterr().err
