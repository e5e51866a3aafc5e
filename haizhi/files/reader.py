"""The child process that looks into files: a path a line in, an answer a line out."""

import json
import resource
import sys
from pathlib import Path

from haizhi.files.inspection.answer import answer_about

MOST_MEMORY = 2 * 1024**3
"""Bytes of address space: a scan of 120 million pixels needs half of it."""


def main() -> None:
    """Answer until the parent closes the pipe, which it also does by ending."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(answer_about(Path(json.loads(line))).dumped())
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
