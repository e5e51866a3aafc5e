"""A signing key that is kept at home: made, locked up, read again, signed with."""

import io
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from haizhi.fairness import __main__ as command
from haizhi.fairness import ed25519, keyfile
from haizhi.fairness.__main__ import main
from haizhi.fairness.note import Checkpoint, NoteError, Verdict, checkpoint_text, parse_key, parse_note, signed_note
from haizhi.fairness.note import verdict as verdict_of

NAME = "haizhi.example/witness/1"
SEED, SALT = bytes(range(32)), bytes(16)
PLAIN = keyfile.plain_text(NAME, SEED)
LOCKED = keyfile.locked_text(NAME, SEED, "口令", SALT, cost=4)
TEXT = checkpoint_text(Checkpoint("haizhi.example/log", 7, bytes(32)))


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_the_signature_is_the_one_that_openssl_makes(seed: bytes, message: bytes) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    assert ed25519.public_of(seed) == private.public_key().public_bytes_raw()
    assert ed25519.sign(seed, message) == private.sign(message)


def test_a_key_file_is_read_again_with_its_passphrase_alone() -> None:
    assert keyfile.read_private(PLAIN, lambda: "never asked") == (
        parse_key(str(keyfile.read_private(PLAIN, str)[0])),
        SEED,
    )
    assert keyfile.read_private(LOCKED, lambda: "口令")[1] == SEED
    with pytest.raises(keyfile.WrongPassphrase):
        keyfile.read_private(LOCKED, lambda: "口令 ")
    assert keyfile.read_private(keyfile.locked_text(NAME, SEED, "ｐａｓｓ", SALT, cost=4), lambda: "pass")[1] == SEED


@pytest.mark.parametrize(
    "text",
    [
        "nothing of the kind",
        PLAIN.replace("+A", "+!"),
        PLAIN.replace(NAME, "somebody"),
        "PRIVATE+KEY+a+00000000+AAAA",
        f"LOCKED+KEY+{NAME}+00000000+Af" + "A" * 108,
    ],
    ids=["no key", "no base64", "another id", "too short", "too costly"],
)
def test_what_is_no_key_file_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        keyfile.read_private(text, lambda: "口令")


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


@pytest.mark.parametrize("passphrase", ["", "口令"])
def test_a_key_made_at_home_signs_a_checkpoint(
    passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(keyfile.locked_text, "__defaults__", (4,))
    file, note = tmp_path / "witness.key", tmp_path / "00000007.note"
    typed(monkeypatch, passphrase, passphrase)
    assert main(["keygen", NAME, str(file)]) == 0
    key = parse_key(capsys.readouterr().out)
    assert key.name == NAME
    assert file.stat().st_mode & 0o077 == 0
    assert file.read_text(encoding="utf-8").startswith("LOCKED" if passphrase else "PRIVATE")
    note.write_text(f"{TEXT}\n— haizhi.example/log AAAA\n", encoding="utf-8")
    typed(monkeypatch, passphrase)
    assert main(["sign", str(file), str(note)]) == 0
    line = capsys.readouterr().out.strip()
    assert verdict_of(parse_note(signed_note(TEXT, [line]).encode()), key) is Verdict.SIGNED
    note.write_text(TEXT, encoding="utf-8")
    typed(monkeypatch, passphrase)
    assert main(["sign", str(file), str(note)]) == 0
    assert capsys.readouterr().out.strip() == line


def test_several_checkpoints_or_a_folder_of_them_are_signed_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "k", tmp_path / "notes"
    folder.mkdir()
    typed(monkeypatch, "")
    main(["keygen", NAME, str(file)])
    key = parse_key(capsys.readouterr().out)
    assert main(["sign", str(file), str(folder)]) == 2
    assert "文件夹中没有检查点" in capsys.readouterr().err
    said = [f"{ordinal}\n{TEXT}" for ordinal in range(2)]
    notes = [folder / f"{ordinal}.note" for ordinal in range(2)]
    for note, text in zip(notes, said, strict=True):
        note.write_text(text, encoding="utf-8")
    for arguments in ([str(folder)], [str(note) for note in notes]):
        assert main(["sign", str(file), *arguments]) == 0
        lines = capsys.readouterr().out.splitlines()
        signed = [parse_note(signed_note(text, [line]).encode()) for text, line in zip(said, lines, strict=True)]
        assert all(verdict_of(note, key) is Verdict.SIGNED for note in signed)


def test_on_a_terminal_the_passphrase_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, note = tmp_path / "k", tmp_path / "n.note"
    file.write_text(LOCKED, encoding="utf-8")
    note.write_text(TEXT, encoding="utf-8")
    typed(monkeypatch)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(command, "getpass", lambda prompt: "口令")
    assert main(["sign", str(file), str(note)]) == 0


def test_what_cannot_be_made_or_signed_ends_with_status_two_and_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there, bad, note = tmp_path / "there", tmp_path / "bad", tmp_path / "n.note"
    there.write_text(LOCKED, encoding="utf-8")
    bad.write_text("nothing", encoding="utf-8")
    note.write_text(TEXT, encoding="utf-8")
    for arguments, lines, message in (
        (["keygen", NAME, str(there)], (), "已存在，不会覆盖"),
        (["keygen", NAME, str(tmp_path / "new")], ("one", "other"), "两次输入的口令不同"),
        (["keygen", "a name", str(tmp_path / "new")], ("",), "不能有空格和加号"),
        (["keygen", NAME, str(tmp_path / "nowhere" / "new")], ("",), "写不了文件"),
        (["sign", str(there), str(note)], ("wrong",), "口令不对"),
        (["sign", str(bad), str(note)], (), "密钥文件不是规定格式"),
        (["sign", str(there), str(tmp_path / "none.note")], (), "读不到文件"),
    ):
        typed(monkeypatch, *lines)
        assert main(arguments) == 2
        assert message in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
