"""The reader of files is a process of its own: PDFium knows one thread, and a hostile file may hang or crash it.

One child a web process, started with the first file, asked one file at a time. It has an upper limit of memory, its
answer a limit of time; a child that fails is ended and the file refused.
"""

import atexit
import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
from pathlib import Path

from haizhi.files.inspection.answer import Answer
from haizhi.files.inspection.flaws import too_much

SECONDS = 60.0
"""For one file: the slowest honest one, a PDF of two thousand pages, takes a quarter of it."""

_MOST_ANSWER = 32 * 1024 * 1024
"""Bytes; a preview has some hundred thousand."""

_COMMAND = (sys.executable, "-P", "-m", "haizhi.files.reader")


class Reader:
    """The child and the lock before it."""

    def __init__(self, command: tuple[str, ...] = _COMMAND) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._parent = 0

    def ask(self, path: Path, seconds: float) -> Answer:
        """What the child finds in a file within that many seconds; a refusal when it hangs, crashes or babbles."""
        with self._lock:
            try:
                child = self._running()
                return Answer.loaded(_asked(child, path, seconds))
            except (OSError, ValueError, KeyError, TypeError, EOFError):
                self.end()
                return Answer(None, (too_much("检查用时过长或无法读取"),))

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


def _asked(child: "subprocess.Popen[bytes]", path: Path, seconds: float) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise OSError("the child was started without pipes")
    child.stdin.write(json.dumps(str(path)).encode() + b"\n")
    line = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while not line.endswith(b"\n"):
            if not selector.select(seconds) or len(line) > _MOST_ANSWER:
                raise TimeoutError
            piece = child.stdout.read(1 << 20)
            if not piece:
                raise EOFError
            line += piece
    return bytes(line)


_reader = Reader()
atexit.register(_reader.end)


def looked_into(path: Path, *, seconds: float = SECONDS) -> Answer:
    """Look into a file in the child process; one that hangs, crashes or exhausts it is refused."""
    return _reader.ask(path, seconds)
