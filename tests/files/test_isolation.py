"""The reader of files hangs, crashes or babbles: the file is refused and the next one is read."""

import sys
from pathlib import Path

import pytest

from haizhi.files.inspection.answer import Answer
from haizhi.files.isolation import Reader, looked_into
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
    answer = reader.ask(paper, 0.5)
    assert (answer.kind, [flaw.reason for flaw in answer.flaws]) == (
        None,
        ["文件检查用时过长或无法读取，超出系统能检查的范围"],
    )
    assert answer.flaws[0].remedy
    reader.end()


def test_after_a_failure_the_next_file_is_read_by_a_new_child(paper: Path) -> None:
    reader = child("sys.exit(3)")
    reader.ask(paper, 1)
    good = Answer(PDF, (), 1).dumped().decode().strip()
    reader._command = (
        sys.executable,
        "-c",
        f"import sys\nfor line in sys.stdin.buffer:\n    print({good!r}, flush=True)",
    )
    assert reader.ask(paper, 10).kind is PDF
    assert reader.ask(paper, 10).extent == 1
    reader.end()


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
