"""`haizhi verify`: the same checks as verify.pyz, offline, without a database."""

import sys
from argparse import Namespace
from zipfile import BadZipFile

from haizhi.cli.output import answer, say, warn
from haizhi.fairness.__main__ import lines_of, package_faults, package_lines, read_bundle, read_ring, status_of
from haizhi.fairness.note import NoteError
from haizhi.fairness.verifier import verify, verify_assessment, verify_lot


def run(arguments: Namespace) -> int:
    """Verify a bundle; 1 when something does not agree, 2 when there is nothing to verify, 3 when not all is public."""
    if arguments.bundle.is_file():
        return _package(arguments)
    try:
        bundle = read_bundle(arguments.bundle, arguments.old_note)
        verifies = verify_lot if arguments.lot else verify_assessment if arguments.assessment else verify
        report = verifies(bundle, tuple(read_ring(key) for key in arguments.keys))
    except OSError as error:
        warn(f"读不到文件：{error.filename}。请检查数据包目录，其中应有 log.jsonl 和 bodies.jsonl。")
        return 2
    except NoteError:
        warn("公钥不是规定格式，请照公布的原样填写。")
        return 2
    except ValueError:
        warn("同一把公钥给了两次，每把公钥只给一次。")
        return 2
    say("\n".join(lines_of(report)))
    failures = [str(failure) for failure in report.failures]
    answer(
        {
            "ok": report.ok,
            "whole": report.whole,
            "facts": report.facts,
            "remarks": report.remarks,
            "failures": failures,
        },
        wanted=arguments.json,
    )
    sys.stdout.flush()
    return status_of(report)


def _package(arguments: Namespace) -> int:
    """Verify the package of a case."""
    try:
        found = package_faults(arguments.bundle, tuple(key for path in arguments.keys for key in read_ring(path)))
    except OSError as error:
        warn(f"读不到文件：{error.filename}。")
        return 2
    except NoteError:
        warn("公钥不是规定格式，请照公布的原样填写。")
        return 2
    except BadZipFile:
        warn(f"{arguments.bundle}不是案卷包。公开数据包请先解压，再给出目录。")
        return 2
    say("\n".join(package_lines(found)))
    answer({"ok": not found, "failures": found}, wanted=arguments.json)
    return 1 if found else 0
