"""Verifying a sunshine bundle, of a session or of a lot: everything that can be computed again is, offline."""

from dataclasses import replace

from haizhi.fairness.note import NoteError, parse_checkpoint, parse_note
from haizhi.fairness.verifier.assessment import FEWEST_PEERS, check_assessment
from haizhi.fairness.verifier.assessment import OPENED as ASSESSMENT_VERBS
from haizhi.fairness.verifier.assessment import WITHHELD as WITHHELD_VERBS
from haizhi.fairness.verifier.bundle import Bundle, Files, parse_files, write_lines
from haizhi.fairness.verifier.draw import OPENED as CEREMONY_VERBS
from haizhi.fairness.verifier.draw import check_ceremony
from haizhi.fairness.verifier.hearing import OPENED as HEARING_VERBS
from haizhi.fairness.verifier.hearing import check_hearing
from haizhi.fairness.verifier.judges import check_judges
from haizhi.fairness.verifier.keys import ENTERED as KEY_VERBS
from haizhi.fairness.verifier.keys import Ring, check_rings, terms_of
from haizhi.fairness.verifier.log import check_log
from haizhi.fairness.verifier.lot import OPENED as LOT_VERBS
from haizhi.fairness.verifier.lot import Drawn, check_lot
from haizhi.fairness.verifier.report import Check, Failure, Report

__all__ = [
    "ASSESSMENT_VERBS",
    "FEWEST_PEERS",
    "HEARING_VERBS",
    "KEY_VERBS",
    "LOT_VERBS",
    "OPENED_VERBS",
    "SITTING_VERBS",
    "WITHHELD_VERBS",
    "Bundle",
    "Check",
    "Failure",
    "Report",
    "Ring",
    "verify",
    "verify_assessment",
    "verify_lot",
    "write_lines",
]

OPENED_VERBS = CEREMONY_VERBS | HEARING_VERBS | KEY_VERBS
"""The acts of a session, of its turns, its sheets and its signers' keys whose bodies bodies.jsonl must hold."""

SITTING_VERBS = HEARING_VERBS - {"sheet.reveal"}
"""Those that it must hold for whatever session they belong to, when they happened during the sitting."""


def verify(bundle: Bundle, rings: tuple[Ring, ...]) -> Report:
    """Check a session's bundle against the public keys of the operator and of the witness, one ring of keys for each.

    Never raises for what a bundle may contain: every fault becomes a Failure in the report. Raises ValueError
    without a key, or with the same key twice.
    """
    report = Report()
    _refuse_double_keys(rings)
    checked = _checked(bundle, rings, report)
    if checked is None:
        return report
    files, sizes = checked
    ceremony = check_ceremony(files, sizes, report)
    if ceremony is not None:
        check_hearing(files, ceremony, sizes, report)
        check_judges(files, ceremony, report)
    return report


def verify_lot(bundle: Bundle, rings: tuple[Ring, ...]) -> Report:
    """Check the bundle of a lot; as `verify`."""
    report = Report()
    _refuse_double_keys(rings)
    checked = _checked(bundle, rings, report)
    if checked is not None:
        check_lot(*checked, report)
    return report


def verify_assessment(bundle: Bundle, rings: tuple[Ring, ...]) -> Report:
    """Check the bundle of a round of assessment; as `verify`.

    The first ring is the platform's, which signs the checkpoints of a round; those of operator and witness follow, who
    signed those of the lot by which the peers were drawn.
    """
    report = Report()
    _refuse_double_keys(rings)
    files = parse_files(bundle, report)
    if files is not None:
        intact = report.ok
        check_log(files.headers, bundle, rings[:1], {}, report)
        if intact and Check.LOG_ORDER not in report.checks:
            check_assessment(files, _drawn_for(bundle, rings[1:], report), report)
    return report


def _drawn_for(bundle: Bundle, rings: tuple[Ring, ...], report: Report) -> Drawn | None:
    """The lot of a round's peers, where its files are there: its checkpoints cover the beginning of the same log."""
    if bundle.lot is None:
        return None
    sizes = [_size_of(octets) for octets in bundle.lot.checkpoints.values()]
    log = b"".join(bundle.log.splitlines(keepends=True)[: max(sizes, default=0)])
    own = Report()
    if not rings:
        report.postpone("没有给出经办方和纪检监督方的公钥，没有核对抽签检查点的签名")
    checked = _checked(replace(bundle.lot, log=log), rings, own)
    drawn = check_lot(*checked, own) if checked is not None else None
    report.failures += own.failures
    for remark in own.remarks:
        report.remark(f"互评抽签：{remark}")
    return drawn if own.ok else None


def _size_of(octets: bytes) -> int:
    """How many entries a checkpoint covers; none where it can't be read, which `check_log` reports."""
    try:
        return parse_checkpoint(parse_note(octets).text).size
    except NoteError:
        return 0


def _refuse_double_keys(rings: tuple[Ring, ...]) -> None:
    keys = [key for ring in rings for key in ring]
    if not all(rings) or not keys or len({key.public for key in keys}) != len(keys):
        raise ValueError("the public keys must be given, each once")


def _checked(bundle: Bundle, rings: tuple[Ring, ...], report: Report) -> tuple[Files, list[int]] | None:
    """The files and the sizes that checkpoints attest, or None where log and files already disagree."""
    if len(rings) == 1:
        report.remark("只提供了一方的公钥，未核对另一方的签名")
    files = parse_files(bundle, report)
    if files is None:
        return None
    intact = report.ok
    terms = terms_of(files)
    check_rings(rings, terms, files, report)
    sizes = check_log(files.headers, bundle, rings, terms, report)
    if not intact or Check.LOG_ORDER in report.checks:
        report.remark("文件与日志已不相符，未再核对抽取与计分")
        return None
    return files, sizes
