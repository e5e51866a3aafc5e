"""What reads files is a process of its own: PDFium knows one thread, and a hostile file may hang or crash it.

A child is started with the first question and asked one at a time. It has an upper limit of memory, its answer a limit
of time, and whoever waits for their turn waits no longer than that either; a child that fails is ended.
"""

import atexit
import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from haizhi.files.inspection.answer import Answer
from haizhi.files.inspection.flaws import too_much, waits
from haizhi.files.reader import MOST_MEMORY
from haizhi.regulation.findings import Finding

SECONDS = 60.0
"""For one file: the slowest honest one, a PDF of two thousand pages, takes a quarter of it."""

_PATIENCE = 20.0
"""Seconds that a question waits for its turn: no thread of a web process is held longer by the files of others."""

_MOST_ANSWER = 32 * 1024 * 1024
"""Bytes; a preview has some hundred thousand."""


class Unanswered(Exception):
    """A question without an answer: the child hung, crashed or babbled, or (`busy`) it was not the question's turn."""

    def __init__(self, *, busy: bool = False) -> None:
        self.busy = busy
        super().__init__("the reader is busy" if busy else "the reader gave no answer")


def command(memory: int = MOST_MEMORY) -> tuple[str, ...]:
    """What starts a child that may use so many bytes."""
    return (sys.executable, "-P", "-m", "haizhi.files.reader", str(memory))


class Reader:
    """The child and the lock before it."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._parent = 0

    def ask(
        self, question: Mapping[str, Any], seconds: float, *, patience: float = _PATIENCE, once: bool = False
    ) -> dict[str, Any]:
        """The child's answer within that many seconds, its turn within `patience`; asked `once`, it is ended then.

        Raises Unanswered.
        """
        if not self._lock.acquire(timeout=patience):
            raise Unanswered(busy=True)
        try:
            answer = dict(json.loads(_asked(self._running(), question, seconds)))
        except (OSError, ValueError, TypeError, EOFError) as fault:
            self.end()
            raise Unanswered from fault
        else:
            if once:
                self.end()
            return answer
        finally:
            self._lock.release()

    def _running(self) -> "subprocess.Popen[bytes]":
        # A fork inherits the object but not the child: what is not one's own is left to whose it is.
        if self._child is None or self._parent != os.getpid() or self._child.poll() is not None:
            pipe = subprocess.PIPE
            self._child = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, bufsize=0)  # noqa: S603 - our own
            self._parent = os.getpid()
        return self._child

    def end(self) -> None:
        """End the child, if this process has one."""
        child, self._child = self._child, None
        if child is None or self._parent != os.getpid():
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


def _asked(child: "subprocess.Popen[bytes]", question: Mapping[str, Any], seconds: float) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise OSError("the child was started without pipes")
    until = time.monotonic() + seconds
    child.stdin.write(json.dumps(question).encode() + b"\n")
    line = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while not line.endswith(b"\n"):
            if not selector.select(max(0.0, until - time.monotonic())) or len(line) > _MOST_ANSWER:
                raise TimeoutError
            piece = child.stdout.read(1 << 20)
            if not piece:
                raise EOFError
            line += piece
    return bytes(line)


READER = Reader(command())
"""The one of this process."""

atexit.register(READER.end)


def looked_into(path: Path, *, seconds: float = SECONDS, reader: Reader = READER) -> Answer:
    """Look into a file in the child process; one that hangs, crashes or exhausts it is refused."""
    try:
        return Answer.of(reader.ask({"ask": "look", "path": str(path)}, seconds))
    except Unanswered as unanswered:
        return Answer(None, (waits() if unanswered.busy else _unread(),))
    except (KeyError, ValueError, TypeError):
        return Answer(None, (_unread(),))


def _unread() -> Finding:
    return too_much("检查用时过长或无法读取")
