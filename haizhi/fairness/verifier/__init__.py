"""Verifying a sunshine bundle: everything that can be computed again is computed again, offline."""

from haizhi.fairness.verifier.bundle import Bundle, parse_files, write_lines
from haizhi.fairness.verifier.draw import OPENED as CEREMONY_VERBS
from haizhi.fairness.verifier.draw import check_ceremony
from haizhi.fairness.verifier.hearing import OPENED as HEARING_VERBS
from haizhi.fairness.verifier.hearing import check_hearing
from haizhi.fairness.verifier.judges import check_judges
from haizhi.fairness.verifier.keys import ENTERED as KEY_VERBS
from haizhi.fairness.verifier.keys import Ring, check_rings, terms_of
from haizhi.fairness.verifier.log import check_log
from haizhi.fairness.verifier.report import Check, Failure, Report

__all__ = [
    "HEARING_VERBS",
    "KEY_VERBS",
    "OPENED_VERBS",
    "SITTING_VERBS",
    "Bundle",
    "Check",
    "Failure",
    "Report",
    "Ring",
    "verify",
    "write_lines",
]

OPENED_VERBS = CEREMONY_VERBS | HEARING_VERBS | KEY_VERBS
"""The acts of a session, of its turns, its sheets and its signers' keys whose bodies bodies.jsonl must hold."""

SITTING_VERBS = HEARING_VERBS - {"sheet.reveal"}
"""Those that it must hold for whatever session they belong to, when they happened during the sitting."""


def verify(bundle: Bundle, rings: tuple[Ring, ...]) -> Report:
    """Check a bundle against the public keys of the operator and of the witness, one ring of keys for each.

    Never raises for what a bundle may contain: every fault becomes a Failure in the report. Raises ValueError
    without a key, or with the same key twice.
    """
    keys = [key for ring in rings for key in ring]
    if not all(rings) or not keys or len({key.public for key in keys}) != len(keys):
        raise ValueError("the public keys must be given, each once")
    report = Report()
    if len(rings) == 1:
        report.remark("只提供了一方的公钥，未核对另一方的签名")
    files = parse_files(bundle, report)
    if files is None:
        return report
    intact = report.ok
    terms = terms_of(files)
    check_rings(rings, terms, files, report)
    sizes = check_log(files.headers, bundle, rings, terms, report)
    if not intact or Check.LOG_ORDER in report.checks:
        report.remark("文件与日志已不相符，未再核对抽取与计分")
        return report
    ceremony = check_ceremony(files, sizes, report)
    if ceremony is not None:
        check_hearing(files, ceremony, sizes, report)
        check_judges(files, ceremony, report)
    return report
