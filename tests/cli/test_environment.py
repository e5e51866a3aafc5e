"""A wrong environment stops every command that needs it, with the remedy and without a traceback."""

from pathlib import Path

import pytest

from tests.cli.conftest import Haizhi

KEY = "k3y-of-a-test-that-guards-nothing-0123456789-abcdefghijklmnop"


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve"],
        ["worker", "--once"],
        ["demo"],
        ["rehearse", "--out", "out"],
        ["check"],
        ["appoint", "审计员", "李文", "audit@example.cn"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_wrong_setting_stops_the_command_with_the_remedy(arguments: list[str], haizhi_alone: Haizhi) -> None:
    said = haizhi_alone(*arguments, HAIZHI_HOME="home", HAIZHI_DATABASE_URL="mysql://db/haizhi", HAIZHI_SECRET_KEY="k")
    assert (said.code, said.out) == (2, "")
    first, database, key = said.err.splitlines()
    assert first == "环境变量有误，系统未启动："
    assert database.startswith("  HAIZHI_DATABASE_URL：只支持 PostgreSQL 的地址。请写成 postgresql://")
    assert key.startswith("  HAIZHI_SECRET_KEY：密钥过短")


def test_a_misspelt_variable_is_named_instead_of_ignored(haizhi_alone: Haizhi) -> None:
    said = haizhi_alone("check", HAIZHI_DATABASE="postgresql://db/haizhi")
    assert said.code == 2
    assert "HAIZHI_DATABASE：没有这个变量，可能拼写有误。" in said.err


@pytest.mark.parametrize("command", ["demo", "check"])
def test_a_database_that_does_not_answer_is_named_with_what_to_look_at(
    command: str, tmp_path: Path, haizhi_alone: Haizhi
) -> None:
    (tmp_path / "home" / "haizhi.sqlite3").mkdir(parents=True)
    said = haizhi_alone(command, HAIZHI_HOME="home", HAIZHI_SECRET_KEY=KEY)
    assert said.code == (1 if command == "check" else 2)
    assert "连接不上数据库，请检查 HAIZHI_DATABASE_URL 或 HAIZHI_HOME 以及数据库服务。" in said.err
    assert "Traceback" not in said.err


def test_a_database_without_tables_is_told_how_to_get_them(haizhi_alone: Haizhi) -> None:
    said = haizhi_alone("check", "--json", HAIZHI_HOME="home")
    assert said.code == 1
    assert "数据库结构不是最新的。请运行 python -m django migrate --settings haizhi.config.settings" in said.err
    assert said.json["ok"] is False
