"""The reader of files hangs, crashes or babbles: the file is refused and the next one is read."""

import json
import sys
from pathlib import Path

import pytest

from haizhi.files.inspection.answer import Answer
from haizhi.files.isolation import Reader, Unanswered, looked_into
from haizhi.files.kinds import PDF
from tests.files import samples


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper"
    path.write_bytes(samples.pdf())
    return path


def child(code: str) -> Reader:
    """A reader whose child does something else than read."""
    return Reader((sys.executable, "-c", f"import sys, time\nfor line in sys.stdin.buffer:\n    {code}"))


@pytest.mark.parametrize(
    "code",
    [
        "time.sleep(60)",
        "sys.exit(3)",
        "print('no JSON', flush=True)",
        "print('{}', flush=True)",
        'print(\'{"kind": null, "flaws": 5}\', flush=True)',
        "print('x' * 20, end='', flush=True); time.sleep(60)",
    ],
)
def test_a_child_that_fails_is_ended_and_the_file_refused(paper: Path, code: str) -> None:
    reader = child(code)
    answer = looked_into(paper, seconds=0.5, reader=reader)
    assert (answer.kind, [flaw.reason for flaw in answer.flaws]) == (
        None,
        ["文件检查用时过长或无法读取，超出系统能检查的范围"],
    )
    assert answer.flaws[0].remedy
    reader.end()


def test_after_a_failure_the_next_file_is_read_by_a_new_child(paper: Path) -> None:
    reader = child("sys.exit(3)")
    assert looked_into(paper, seconds=1, reader=reader).flaws
    good = json.dumps(Answer(PDF, (), 1).said())
    reader._command = (
        sys.executable,
        "-c",
        f"import sys\nfor line in sys.stdin.buffer:\n    print({good!r}, flush=True)",
    )
    assert looked_into(paper, reader=reader).kind is PDF
    assert looked_into(paper, reader=reader).extent == 1
    reader.end()


def test_whoever_waits_too_long_for_their_turn_is_told_to_come_again(paper: Path) -> None:
    reader = child("time.sleep(60)")
    with reader._lock, pytest.raises(Unanswered) as told:
        reader.ask({"ask": "look"}, 1, patience=0.01)
    assert told.value.busy
    with pytest.raises(Unanswered) as hung:
        reader.ask({"ask": "look"}, 0.1)
    assert not hung.value.busy
    assert not reader._lock.locked()


def test_a_path_that_is_not_there_ends_no_more_than_its_own_question(paper: Path) -> None:
    assert looked_into(paper.with_name("gone")).flaws
    assert looked_into(paper).kind is PDF


def test_a_file_larger_than_memory_allows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.write(samples.png()[:-12])
        file.truncate(3 * 1024**3)
    assert looked_into(path).flaws
    path.write_bytes(samples.pdf())
    assert looked_into(path).flaws == ()
