"""The READMEs: what they tell people to type does what they say."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from haizhi.accounts.demonstration import DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
IN_PLACE_OF = {"NAME": "王堃", "姓名": "王堃", "MAILBOX": "{n}@example.cn", "电子信箱": "{n}@example.cn"}
RUN_ELSEWHERE = {
    "script/test": "runs this test",
    "script/bench": "tests/config",
    "haizhi rehearse": "tests/rehearsal",
    "haizhi serve": "script/server below",
    "haizhi worker": "script/server below",
}

pytestmark = pytest.mark.sqlite_only  # each command makes its own database


def commands(readme: str) -> list[str]:
    """The lines of the shell blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HAIZHI_", "DJANGO_", "PYTEST"))}
    return kept | {"HAIZHI_HOME": str(home)} | more


def filled_in(command: str, n: int) -> str:
    for word, value in IN_PLACE_OF.items():
        command = re.sub(rf"(?<= ){word}\b", value.format(n=n), command)
    return command


def run_of(readme: str) -> list[str]:
    """The lines that are run here, with the blanks filled in."""
    lines = [c for c in commands(readme) if c not in ("script/server", "script/test")]
    return [filled_in(command, n) for n, command in enumerate(lines)]


def test_every_command_of_a_block_runs(tmp_path: Path) -> None:
    for command in run_of("README.md"):
        done = subprocess.run(  # noqa: S603 - the command is the README's own line
            ["/bin/bash", "-c", command],
            cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def test_both_readmes_have_the_same_commands() -> None:
    assert run_of("README.zh-CN.md") == run_of("README.md")


@pytest.mark.parametrize("readme", READMES)
def test_every_command_that_is_named_is_run_by_some_test(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    named = set(re.findall(r"`(script/\w+|haizhi \w+)", text))
    in_blocks = {re.sub(r"^\.venv/bin/", "", c) for c in commands(readme)}
    assert {name for name in named if not any(c.startswith(name) for c in in_blocks)} <= RUN_ELSEWHERE.keys()


@pytest.mark.parametrize("readme", READMES)
def test_the_accounts_and_their_password_are_those_of_the_demonstration(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\S+@\S+)` \| (\S+) \|", text, re.MULTILINE)
    assert listed == [(a.mailbox, a.role.label) for a in DEMONSTRATION_ACCOUNTS.values()]
    assert f"`{DEMONSTRATION_PASSWORD}`" in text


@pytest.mark.parametrize("readme", READMES)
def test_every_link_and_picture_is_there(readme: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / readme).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_server_sets_up_serves_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own script
        [ROOT / "script/server"], cwd=ROOT, env=environment(tmp_path, PORT=str(port)), start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        said = _until(server, f"http://127.0.0.1:{port}/")
        assert "office_clerk@demo.haizhi.invalid" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
            assert "引海外智力" in page.read().decode()
        assert str(tmp_path) in _until(server, str(tmp_path))
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.communicate(timeout=60)
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)


def _until(server: "subprocess.Popen[str]", words: str) -> str:
    """What the server says up to the line with these words."""
    said, deadline = "", time.monotonic() + 180
    while words not in said and time.monotonic() < deadline and server.stdout is not None:
        line = server.stdout.readline()
        if not line:
            break
        said += line
    assert words in said, said
    return said


def test_ci_calls_the_tests_and_nothing_else() -> None:
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    does = [line for line in lines if line.strip() and not line.startswith(("#", "set ", "cd "))]
    assert does == ["exec script/test"]
