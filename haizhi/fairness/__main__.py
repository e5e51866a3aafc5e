"""The commands of verify.pyz (`python -m haizhi.fairness`): verify a bundle or a case's package,
make a key, sign a text; all offline.

The only module of the package that reads and writes files or asks the machine for chance. Exits with 0 when
everything agrees or is done, 1 when a check failed, 2 when there was nothing to check or to do, and 3 when all that
is public agrees and the rest could not be checked yet.
"""

import sys
from collections.abc import Callable, Sequence
from getpass import getpass
from pathlib import Path
from secrets import token_bytes
from zipfile import BadZipFile

from haizhi.fairness import ed25519, keyfile
from haizhi.fairness.note import NoteError, parse_key, signature_line
from haizhi.fairness.package import faults
from haizhi.fairness.verifier import Bundle, Report, Ring, verify, verify_assessment, verify_lot

USAGE = """用法：
  verify.pyz 公开包文件夹 公钥 [公钥…] [留存的检查点.note…]    核验
  verify.pyz lot 公开包文件夹 公钥 [公钥…] [检查点.note…]      核验抽签的公开包
  verify.pyz assessment 公开包文件夹 平台公钥 [公钥…] [检查点.note…]
                                                               核验评估考核的公开包；互评由抽签定的，另给双方公钥
  verify.pyz keygen 密钥名称 密钥文件                          生成签名密钥，显示公钥
  verify.pyz sign 密钥文件 检查点.note [检查点.note…]          签名，每个检查点显示一行签名；也可以写文件夹
  verify.pyz archive 案卷包.zip 公钥                           核验归档的案卷

公钥可以直接写出，也可以写公钥文件的路径；请分别给出经办方与纪检监督方的公钥文件。
"""


KINDS: dict[str, Callable[[Bundle, tuple[Ring, ...]], Report]] = {"lot": verify_lot, "assessment": verify_assessment}
"""What verifies the bundles that are not of a session, by the word before the folder."""


def read_bundle(folder: Path, old_notes: Sequence[Path] = ()) -> Bundle:
    """The files of an unpacked bundle. Raises OSError when one that it must have cannot be read."""
    return Bundle(
        log=(folder / "log.jsonl").read_bytes(),
        bodies=(folder / "bodies.jsonl").read_bytes(),
        pool=_optional(folder / "pool.jsonl"),
        checkpoints={f"checkpoints/{path.name}": path.read_bytes() for path in (folder / "checkpoints").glob("*.note")},
        names=_optional(folder / "names.jsonl"),
        seats=_optional(folder / "seats.jsonl"),
        old_notes={str(path): _kept(path) for path in old_notes},
        lot=_read_lot(folder / "lot"),
    )


def _read_lot(folder: Path) -> Bundle | None:
    """The lot of a round's peers, whose log is the round's own."""
    bodies = _optional(folder / "bodies.jsonl")
    notes = {f"lot/checkpoints/{path.name}": path.read_bytes() for path in (folder / "checkpoints").glob("*.note")}
    return None if bodies is None else Bundle(b"", bodies, None, notes)


def _optional(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _kept(path: Path) -> bytes:
    """A checkpoint as somebody kept it: phones and editors change line ends, leave the last out, begin with a mark."""
    return path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").strip(b"\n") + b"\n"


def read_ring(argument: str) -> Ring:
    """A key written out, or the keys in the lines of a file. Raises NoteError and OSError."""
    path = Path(argument)
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else argument
    return tuple(parse_key(line) for line in text.strip().splitlines())


def lines_of(report: Report) -> list[str]:
    """The report as people read it."""
    lines = [f"{label}：{count}" for label, count in report.facts.items()]
    for row in report.ranking:
        place = "不排名" if row["rank"] is None else f"第{row['rank']}名"
        tie = "（并列）" if row["tied"] else ""
        lines.append(f"{place}{tie} {row['applicant']} {row['shown'] or '无结果'} {row['exact'] or ''}".rstrip())
    lines += report.drawn
    lines += [f"提示：{remark}" for remark in report.remarks]
    lines += [f"不符：{failure}" for failure in report.failures]
    return [*lines, _verdict(report)]


def _verdict(report: Report) -> str:
    if not report.ok:
        return f"核验不通过：{len(report.failures)}处不符。"
    if not report.whole:
        return "已公开的内容核验通过；提示中所列没有公开的内容没有核对。"
    return "核验通过：全部内容重新计算后一致。"


def status_of(report: Report) -> int:
    """The exit status that a report stands for."""
    if not report.ok:
        return 1
    return 0 if report.whole else 3


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments name, print the outcome and return the exit status."""
    commands: dict[str, Callable[..., int]] = {"keygen": keygen, "sign": sign, "archive": check_package}
    several = arguments[:1] == ["sign"] and len(arguments) > 3
    command = commands.get(arguments[0]) if len(arguments) == 3 or several else None
    if command is None and arguments and arguments[0] in commands:
        return _unable(USAGE.rstrip())
    try:
        if command:
            return command(*arguments[1:])
        verifies = KINDS.get(arguments[0]) if arguments else None
        return check(arguments[1:], verifies) if verifies else check(arguments, verify)
    except OSError as error:
        return _unable(f"{'写不了' if command is keygen else '读不到'}文件：{error.filename}")
    except keyfile.WrongPassphrase:
        return _unable("口令不对，或密钥文件已损坏。")


def check(arguments: Sequence[str], verifies: Callable[[Bundle, tuple[Ring, ...]], Report]) -> int:
    """Verify a bundle of the kind that `verifies` knows. Raises OSError for a file that can't be read."""
    notes = [Path(argument) for argument in arguments[1:] if argument.endswith(".note")]
    keys = [argument for argument in arguments[1:] if not argument.endswith(".note")]
    if not keys:
        return _unable(USAGE.rstrip())
    try:
        bundle = read_bundle(Path(arguments[0]), notes)
        report = verifies(bundle, tuple(read_ring(key) for key in keys))
    except NoteError:
        return _unable("公钥不是规定格式，请照公布的原样填写。")
    except ValueError:
        return _unable("同一把公钥给了两次，请分别给出经办方与纪检监督方的公钥。")
    sys.stdout.write("\n".join(lines_of(report)) + "\n")
    return status_of(report)


def check_package(path: str, key: str) -> int:
    """Verify the package of a case. Raises OSError for a file that can't be read."""
    try:
        found = package_faults(Path(path), read_ring(key))
    except NoteError:
        return _unable("公钥不是规定格式，请照公布的原样填写。")
    except BadZipFile:
        return _unable(f"{path}不是案卷包。")
    sys.stdout.write("\n".join(package_lines(found)) + "\n")
    return 1 if found else 0


def package_faults(path: Path, ring: Ring) -> list[str]:
    """What does not agree in a case's package. Raises OSError and BadZipFile."""
    with path.open("rb") as file:
        return list(faults(file, ring))


def package_lines(found: Sequence[str]) -> list[str]:
    """What was found in a package as people read it."""
    verdict = f"核验不通过：{len(found)}处不符。" if found else "核验通过：卷内文件与清单一致，办理记录与账本一致。"
    return [*(f"不符：{fault}" for fault in found), verdict]


def keygen(name: str, path: str) -> int:
    """Make a key, write its private half into a new file and print the public one. Raises OSError."""
    file = Path(path)
    if file.exists():
        return _unable(f"{path}已存在，不会覆盖，请换一个文件名。")
    passphrase = _asked("设置口令（直接回车则不加密）：")
    if passphrase and passphrase != _asked("再输入一次："):
        return _unable("两次输入的口令不同，没有生成密钥。")
    seed = token_bytes(32)
    try:
        plain = keyfile.plain_text(name, seed)
    except NoteError:
        return _unable("密钥名称不能有空格和加号，请照平台“我的签名密钥”页面上的名称填写。")
    text = keyfile.locked_text(name, seed, passphrase, token_bytes(16)) if passphrase else plain
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{keyfile.read_private(plain, str)[0]}\n")
    return 0


def sign(path: str, *notes: str) -> int:
    """Print the signature line of a key over the text of each note, or over a whole text file. Raises OSError.

    Of a folder its notes are signed, by name.
    """
    files = [file for note in notes for file in _notes_in(Path(note))]
    if not files:
        return _unable("文件夹中没有检查点（.note）。")
    texts = [_signed_text(file) for file in files]
    try:
        key, seed = keyfile.read_private(Path(path).read_text(encoding="utf-8"), lambda: _asked("口令："))
    except NoteError:
        return _unable("密钥文件不是规定格式。")
    for text in texts:
        sys.stderr.write(f"{text}——以上内容由{key.name}签名\n")
        sys.stdout.write(f"{signature_line(key, ed25519.sign(seed, text.encode()))}\n")
    return 0


def _notes_in(path: Path) -> list[Path]:
    return sorted(path.glob("*.note")) if path.is_dir() else [path]


def _signed_text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text.rpartition("\n\n")[0] + "\n" if "\n\n" in text else text


def _asked(prompt: str) -> str:
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _unable(reason: str) -> int:
    sys.stderr.write(f"{reason}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
