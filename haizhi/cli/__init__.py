"""The `haizhi` command. Exit code 0: done; 1: the answer is no; 2: wrong call or wrong settings."""

import sys
from collections.abc import Sequence

from haizhi.cli.parser import build_parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = build_parser().parse_args(argv)
    return int(arguments.run(arguments))


def entry() -> None:
    """The console script."""
    sys.exit(main())
