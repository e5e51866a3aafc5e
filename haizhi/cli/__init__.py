"""The `haizhi` command. Exit code 0: done; 1: the answer is no; 2: wrong call, wrong settings or a fault of ours."""

import sys
import traceback
from collections.abc import Sequence

from haizhi.cli.parser import build_parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = build_parser().parse_args(argv)
    return int(arguments.run(arguments))


def entry() -> None:
    """The console script. What nobody foresaw is shown whole and never looks like an answer of no."""
    try:
        code = main()
    except Exception:  # noqa: BLE001 - whatever it was, it is shown, and told apart from exit code 1
        traceback.print_exc()
        code = 2
    sys.exit(code)
