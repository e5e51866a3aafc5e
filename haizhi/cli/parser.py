"""What can be called, in Chinese. Commands are imported when they run: `workdays` needs no database."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NoReturn

_WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "subcommands": "命令",
    "show this help message and exit": "显示这段说明",
    "the following arguments are required: %s": "还缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有“%(value)s”，可用的有：%(choices)s",
    "invalid %(type)s value: %(value)r": "“%(value)s”不是%(type)s",
    "expected one argument": "后面须跟一个值",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
    "ambiguous option: %(option)s could match %(matches)s": "选项 %(option)s 可指 %(matches)s，请写全",
    "ignored explicit argument %r": "不接受值 %r",
}


ADMINISTRATORS = {"系统管理员": "system_admin", "安全管理员": "security_admin", "审计员": "auditor"}
"""The administrators who must exist before anybody can appoint anybody."""


def _chinese(text: str) -> str:
    return _WORDS.get(text, text)


# argparse looks its sentences up under this name, so that a program may speak another language.
argparse._ = _chinese  # type: ignore[attr-defined]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}：{message}\n用“{self.prog} --help”查看说明。\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command."""
    parser = _Parser(prog="haizhi", description="重庆海智工作站建设管理平台", allow_abbrev=False)
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令", dest="command")

    def command(name: str, words: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
        found.set_defaults(run=_later(name))
        return found

    serve = command("serve", "启动网页服务")
    serve.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址，默认 127.0.0.1")
    serve.add_argument("--port", type=_port, default=8000, metavar="端口", help="监听端口，默认 8000")
    serve.add_argument("--workers", type=_count, default=2, metavar="个数", help="进程数，默认 2")

    worker = command("worker", "启动后台服务：到时截止申报、期限提醒、发送通知、邮件和短信")
    worker.add_argument("--once", action="store_true", help="只做一遍就退出")

    demo = command("demo", "在空数据库中建立演示数据；已有演示数据时只列出账号")
    _json(demo)

    appoint = command("appoint", "为新建的平台开设首位管理员；已有同岗位的管理员时不再开设")
    appoint.add_argument("role", choices=list(ADMINISTRATORS), metavar="岗位", help="、".join(ADMINISTRATORS))
    appoint.add_argument("name", metavar="姓名", help="管理员的姓名")
    appoint.add_argument("mailbox", metavar="电子信箱", help="用来登录的电子信箱")
    _json(appoint)

    rehearse = command("rehearse", "在空数据库中演练：从申报通知到授牌归档，可继续演练工作站建成后的若干年")
    rehearse.add_argument("--year", type=_year, default=2026, metavar="年度", help="演练的年度，默认 2026")
    rehearse.add_argument(
        "--years", type=_years, default=1, metavar="年数", help="共演练几年，默认 1；4 年走完一个建设周期"
    )
    rehearse.add_argument("--applications", type=_count, default=60, metavar="家数", help="申报单位数，默认 60")
    rehearse.add_argument("--seed", type=_seed, default=7, metavar="种子", help="随机种子；种子相同则账本根相同")
    rehearse.add_argument("--out", type=Path, required=True, metavar="目录", help="演练结果写入的目录")
    _json(rehearse)

    verify = command("verify", "离线核验一份公开数据包，或一卷归档案卷")
    verify.add_argument("bundle", type=Path, metavar="数据包", help="公开数据包的目录，或案卷包文件")
    verify.add_argument("keys", nargs="+", metavar="公钥", help="经办方、纪检监督方的公钥文件；案卷用平台公钥")
    verify.add_argument("--lot", action="store_true", help="数据包是一次抽签的，不是评审会的")
    verify.add_argument("--assessment", action="store_true", help="数据包是一轮评估考核的，不是评审会的")
    verify.add_argument("--old-note", action="append", default=[], type=Path, metavar="文件", help="以前保存的检查点")
    _json(verify)

    workdays = command("workdays", "推算某日之后的第若干个工作日（不需要数据库）")
    workdays.add_argument("day", type=_date, metavar="日期", help="起算日，如 2026-09-28")
    workdays.add_argument("n", type=_count, metavar="天数", help="工作日数")
    workdays.add_argument("--count-first", action="store_true", help="起算日为工作日时计入")
    _json(workdays)

    check = command("check", "检查设置、数据库和账本")
    _json(check)
    return parser


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="在标准输出的最后一行给出一个 JSON 对象")


def _later(name: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        return int(import_module(f"haizhi.cli.{name}").run(arguments))

    return run


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-09-28 这样") from None


def _whole(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"“{text}”不是 {least} 到 {most} 之间的整数")
    return int(text)


def _count(text: str) -> int:
    return _whole(text, 1, 10_000)


def _port(text: str) -> int:
    return _whole(text, 1, 65_535)


def _year(text: str) -> int:
    return _whole(text, 2024, 2099)


def _years(text: str) -> int:
    return _whole(text, 1, 4)


def _seed(text: str) -> int:
    return _whole(text, 0, 2**63 - 1)
