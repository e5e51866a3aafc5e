from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.fairness.note import (
    LARGEST,
    Checkpoint,
    Key,
    NoteError,
    Verdict,
    checkpoint_text,
    make_key,
    parse_checkpoint,
    parse_key,
    parse_note,
    signature_line,
    signed_note,
    verdict,
)
from tests.fairness.staged import OPERATOR, WITNESS, Signer

CHECKPOINT = Checkpoint("haizhi.example/log", 12, bytes(range(32)))
TEXT = checkpoint_text(CHECKPOINT)
NOTE = signed_note(TEXT, [OPERATOR.line(TEXT), WITNESS.line(TEXT)])

# The worked example of golang.org/x/mod/sumdb/note, the origin of the format.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_published_example_of_the_format_verifies() -> None:
    note = parse_note(PETERS.encode())
    assert note.text.endswith("your problem is.\n")
    assert verdict(note, parse_key(PETER)) is Verdict.SIGNED
    altered = parse_note(PETERS.replace("answer", "Answer").encode())
    assert verdict(altered, parse_key(PETER)) is Verdict.FORGED


def test_a_checkpoint_is_written_as_tlog_checkpoint_prescribes() -> None:
    assert TEXT == "haizhi.example/log\n12\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert parse_checkpoint(TEXT) == CHECKPOINT


def test_extension_lines_are_kept() -> None:
    extended = Checkpoint("haizhi.example/log", 0, bytes(32), ("first", "second"))
    assert parse_checkpoint(checkpoint_text(extended)) == extended


def test_both_signatures_are_found() -> None:
    note = parse_note(NOTE.encode())
    assert note.text == TEXT
    assert [signature.name for signature in note.signatures] == [OPERATOR.name, WITNESS.name]
    assert verdict(note, OPERATOR.key) is verdict(note, WITNESS.key) is Verdict.SIGNED


def test_an_unknown_key_has_not_signed() -> None:
    assert verdict(parse_note(NOTE.encode()), Signer("somebody.else").key) is Verdict.MISSING


def test_the_same_name_with_another_key_has_not_signed() -> None:
    namesake = Key(OPERATOR.name, WITNESS.key.public)
    assert verdict(parse_note(NOTE.encode()), namesake) is Verdict.MISSING


def test_one_invalid_signature_beside_a_valid_one_is_a_forgery() -> None:
    note = parse_note(signed_note(TEXT, [OPERATOR.line(TEXT), OPERATOR.line("something else\n")]).encode())
    assert verdict(note, OPERATOR.key) is Verdict.FORGED


def test_a_published_key_reads_back() -> None:
    assert parse_key(f" {OPERATOR.key}\n") == OPERATOR.key
    assert str(parse_key(PETER)) == PETER


@pytest.mark.parametrize(
    "text",
    [
        "", "name", "name+00000000", PETER[:-4], PETER.replace("c74f20a3", "c74f20a4"), PETER.replace("c74f20a3", "C74F20A3"),
        PETER.replace("PeterNeumann", "Peter"), PETER.replace("PeterNeumann", ""), PETER.replace("+ARpc", "+AhpC"),
        "name+00000000+" + b64encode(b"\x01" + bytes(32)).decode(), PETER + "=", PETER[:-1] + "X",
    ],
)  # fmt: skip
def test_a_key_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_key(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u3000b"])
def test_key_names_have_neither_spaces_nor_plus_signs(name: str) -> None:
    with pytest.raises(NoteError, match="not a key name"):
        make_key(name, OPERATOR.key.public)


@pytest.mark.parametrize(
    "octets",
    [
        b"", b"text\n", TEXT.encode(), NOTE.encode()[:-1], NOTE.replace("\n\n", "\n").encode(), b"\xff" + NOTE.encode(),
        NOTE.replace("\n\n", "\t\n\n").encode(), NOTE.replace("\n", "\r\n").encode(), NOTE.replace("— ", "- ").encode(),
        NOTE.replace(f"— {WITNESS.name} ", f"— {WITNESS.name}  ").encode(), (TEXT + "\n— name AAAAAA==\n").encode(),
        (TEXT + "\n— name+ AAAAAAA=\n").encode(), (TEXT + "\n\n").encode(), (TEXT + "\n— name ====\n").encode(),
        (TEXT + "\n— name AAAAAAB=\n").encode(), (TEXT * LARGEST + NOTE).encode(),
    ],
)  # fmt: skip
def test_a_note_that_is_none_is_refused(octets: bytes) -> None:
    with pytest.raises(NoteError):
        parse_note(octets)


ROOT = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "origin\n", f"origin\n1\n{ROOT}", f"origin\n1\n{ROOT}\n\n", f"\n1\n{ROOT}\n", f"origin\n01\n{ROOT}\n",
        f"origin\n-1\n{ROOT}\n", f"origin\n１\n{ROOT}\n", f"origin\n{'9' * 5000}\n{ROOT}\n", "origin\n1\nAAAA\n", "origin\n1\n\n",
    ],
)  # fmt: skip
def test_a_checkpoint_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_checkpoint(text)


def test_what_would_not_read_back_is_not_written() -> None:
    for broken in (
        Checkpoint("", 1, bytes(32)),
        Checkpoint("a\nb", 1, bytes(32)),
        Checkpoint("a", 1, bytes(32), ("",)),
    ):
        with pytest.raises(NoteError):
            checkpoint_text(broken)
    with pytest.raises(NoteError, match="line break"):
        signed_note("no line break", [])


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1),
    st.integers(0, 10**15),
    st.binary(min_size=32, max_size=32),
)
def test_every_checkpoint_reads_back(origin: str, size: int, root: bytes) -> None:
    checkpoint = Checkpoint(origin, size, root)
    assert parse_checkpoint(checkpoint_text(checkpoint)) == checkpoint


@given(st.binary(min_size=1, max_size=80))
def test_a_signature_line_reads_back(value: bytes) -> None:
    line = signature_line(OPERATOR.key, value)
    (signature,) = parse_note(f"text\n\n{line}\n".encode()).signatures
    assert (signature.name, signature.key_id, signature.value) == (OPERATOR.name, OPERATOR.key.id, value)
