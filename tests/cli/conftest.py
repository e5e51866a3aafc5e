"""The command in this process, and in one of its own with an environment of the test's making."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from haizhi.cli import main

KEPT = ("PATH", "HOME", "LANG", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said where."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The object on the last line of standard output."""
        found = json.loads(self.out.splitlines()[-1])
        assert isinstance(found, dict)
        return found


Haizhi = Callable[..., Said]


@pytest.fixture
def haizhi(capsys: pytest.CaptureFixture[str]) -> Haizhi:
    """Run the command in this process."""

    def run(*arguments: str | Path) -> Said:
        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ending:
            code = int(ending.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def haizhi_alone(tmp_path: Path) -> Haizhi:
    """Run the command in a process of its own, in an empty folder, with these HAIZHI_ variables and no others."""

    def run(*arguments: str | Path, **settings: str) -> Said:
        environment = {name: os.environ[name] for name in KEPT if name in os.environ} | settings
        environment["PYTHONPATH"] = str(Path(__file__).parents[2])
        line = [sys.executable, "-m", "haizhi.cli", *map(str, arguments)]
        ran = subprocess.run(line, capture_output=True, check=False, cwd=tmp_path, env=environment)  # noqa: S603 - our own interpreter
        return Said(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run
