import re

import pytest

from haizhi.cli.parser import build_parser
from tests.cli.conftest import Haizhi

COMMANDS = ("appoint", "check", "demo", "rehearse", "serve", "verify", "workdays", "worker")

ALLOWED = re.compile(r"haizhi|-h\b|--[a-z-]+|JSON|127\.0\.0\.1")
"""What is Latin in a Chinese sentence: the command, options, a format."""


def english(text: str) -> list[str]:
    """The words of a text that are neither Chinese nor a name of ours."""
    left = ALLOWED.sub("", text)
    for command in COMMANDS:
        left = re.sub(rf"\b{command}\b", "", left)
    return re.findall(r"[A-Za-z]+", left)


def test_every_command_is_named_in_the_help(haizhi: Haizhi) -> None:
    said = haizhi("--help")
    assert said.code == 0
    assert re.findall(r"^    ([a-z]+)", said.out, re.MULTILINE) == sorted(COMMANDS, key=said.out.index)
    assert english(said.out) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_chinese(command: str, haizhi: Haizhi) -> None:
    said = haizhi(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"用法：haizhi {command}")
    assert english(said.out) == []


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ([], "还缺少参数：命令"),
        (["fly"], "没有“fly”，可用的有："),
        (["demo", "--fast"], "不认识的参数：--fast"),
        (["demo", "--json=yes"], "参数 --json：不接受值 'yes'"),
        (["serve", "--port"], "参数 --port：后面须跟一个值"),
        (["serve", "--port", "70000"], "“70000”不是 1 到 65535 之间的整数"),
        (["serve", "--workers", "0"], "“0”不是 1 到 10000 之间的整数"),
        (["rehearse"], "还缺少参数：--out"),
        (["rehearse", "--out", "x", "--year", "2023"], "“2023”不是 2024 到 2099 之间的整数"),
        (["rehearse", "--out", "x", "--year", "２０２６"], "“２０２６”不是 2024 到 2099 之间的整数"),
        (["rehearse", "--out", "x", "--seed", "-1"], "“-1”不是 0 到"),
        (["rehearse", "--out", "x", "--applications", "0"], "“0”不是 1 到 10000 之间的整数"),
        (["workdays", "28.9.2026", "5"], "“28.9.2026”不是日期，请写成 2026-09-28 这样"),
        (["workdays", "2026-02-30", "5"], "“2026-02-30”不是日期"),
        (["workdays", "2026-09-28", "five"], "“five”不是 1 到 10000 之间的整数"),
        (["workdays", "2026-09-28", "0"], "“0”不是 1 到 10000 之间的整数"),
        (["workdays", "2026-09-28"], "还缺少参数：天数"),
        (["verify", "bundle"], "还缺少参数：公钥"),
    ],
)
def test_a_wrong_call_ends_with_two_and_is_explained_in_chinese(
    arguments: list[str], answer: str, haizhi: Haizhi
) -> None:
    said = haizhi(*arguments)
    assert (said.code, said.out) == (2, "")
    assert answer in said.err
    assert "--help”查看说明。" in said.err
    given = "".join(arguments)
    assert [word for word in english(said.err) if word not in given] == []


def test_an_option_is_never_guessed_from_its_beginning(haizhi: Haizhi) -> None:
    assert "不认识的参数：--count" in haizhi("workdays", "2026-09-28", "5", "--count").err


def test_what_the_fixed_interface_promises_is_there() -> None:
    arguments = build_parser().parse_args(
        ["rehearse", "--year", "2026", "--applications", "60", "--seed", "7", "--out", "DIR", "--json"]
    )
    assert (arguments.year, arguments.applications, arguments.seed, str(arguments.out), arguments.json) == (
        2026, 60, 7, "DIR", True,
    )  # fmt: skip
