"""`python -m haizhi.fairness BUNDLE KEY...`, the same as `python3 verify.pyz BUNDLE KEY...`: verify a bundle, offline.

The only module of the package that reads files. Exits with 0 when everything agrees, 1 when a check failed and 2 when
there was nothing to check.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from haizhi.fairness.note import Key, NoteError, parse_key
from haizhi.fairness.verifier import Bundle, Report, verify

USAGE = """用法：verify.pyz 公开包文件夹 公钥 [公钥…] [留存的检查点.note…]

公钥可以直接写出，也可以写公钥文件的路径；请给出经办方与纪检监督方两把公钥。
"""


def read_bundle(folder: Path, old_notes: Sequence[Path] = ()) -> Bundle:
    """The files of an unpacked bundle. Raises OSError when one that it must have cannot be read."""
    return Bundle(
        log=(folder / "log.jsonl").read_bytes(),
        bodies=(folder / "bodies.jsonl").read_bytes(),
        pool=(folder / "pool.jsonl").read_bytes(),
        checkpoints={f"checkpoints/{path.name}": path.read_bytes() for path in (folder / "checkpoints").glob("*.note")},
        names=_optional(folder / "names.jsonl"),
        seats=_optional(folder / "seats.jsonl"),
        old_notes={str(path): path.read_bytes() for path in old_notes},
    )


def _optional(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def read_key(argument: str) -> Key:
    """A key written out, or the path of a file that holds one. Raises NoteError and OSError."""
    path = Path(argument)
    return parse_key(path.read_text(encoding="utf-8", errors="replace") if path.is_file() else argument)


def lines_of(report: Report) -> list[str]:
    """The report as people read it."""
    lines = [f"{label}：{count}" for label, count in report.facts.items()]
    for row in report.ranking:
        place = "不排名" if row["rank"] is None else f"第{row['rank']}名"
        tie = "（并列）" if row["tied"] else ""
        lines.append(f"{place}{tie} {row['applicant']} {row['shown'] or '无结果'} {row['exact'] or ''}".rstrip())
    lines += [f"提示：{remark}" for remark in report.remarks]
    lines += [f"不符：{failure}" for failure in report.failures]
    return [
        *lines,
        "核验通过：全部内容重新计算后一致。" if report.ok else f"核验不通过：{len(report.failures)}处不符。",
    ]


def main(arguments: Sequence[str]) -> int:
    """Verify what the arguments name, print the outcome and return the exit status."""
    notes = [Path(argument) for argument in arguments[1:] if argument.endswith(".note")]
    keys = [argument for argument in arguments[1:] if not argument.endswith(".note")]
    if not keys:
        sys.stderr.write(USAGE)
        return 2
    try:
        bundle = read_bundle(Path(arguments[0]), notes)
        report = verify(bundle, tuple(read_key(key) for key in keys))
    except OSError as error:
        sys.stderr.write(f"读不到文件：{error.filename}\n")
        return 2
    except NoteError:
        sys.stderr.write("公钥不是规定格式，请照公布的原样填写。\n")
        return 2
    except ValueError:
        sys.stderr.write("同一把公钥给了两次，请分别给出经办方与纪检监督方的公钥。\n")
        return 2
    sys.stdout.write("\n".join(lines_of(report)) + "\n")
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
