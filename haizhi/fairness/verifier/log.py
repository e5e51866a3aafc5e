"""The log itself: its order, its roots, and what the operator and the witness signed."""

from collections.abc import Mapping
from typing import Any

from haizhi.fairness import merkle
from haizhi.fairness.encoding import canonical
from haizhi.fairness.formats import Header
from haizhi.fairness.note import Checkpoint, Note, NoteError, Verdict, parse_checkpoint, parse_note, verdict
from haizhi.fairness.verifier.bundle import Bundle
from haizhi.fairness.verifier.keys import Ring, Term
from haizhi.fairness.verifier.report import Check, Report


def check_log(
    headers: list[Header], bundle: Bundle, rings: tuple[Ring, ...], terms: Mapping[str, Term], report: Report
) -> list[int]:
    """Check order, roots and signatures; the sizes, ascending, that valid checkpoints of the bundle attest."""
    for i, header in enumerate(headers):
        if header["n"] != i:
            report.fail(Check.LOG_ORDER, f"log.jsonl第{i + 1}行", f"应为第{i}条，写的是第{header['n']}条")
            break
    published = _signed(bundle.checkpoints, rings, terms, report)
    kept = _signed(bundle.old_notes, rings, terms, report)
    roots = _roots(headers, {checkpoint.size for checkpoint in (*published.values(), *kept.values())})
    altered = "此检查点的根与日志不符：日志曾被改动，或检查点不属于这份日志"
    sizes = {c.size for name, c in published.items() if _agrees(name, c, roots, (Check.ROOT, altered), report)}
    forked = "留存的检查点与日志不符：这份日志不是当时那一份（分叉）"
    for name, checkpoint in kept.items():
        _agrees(name, checkpoint, roots, (Check.FORK, forked), report)
    if len({checkpoint.origin for checkpoint in (*published.values(), *kept.values())}) > 1:
        report.fail(Check.FORK, "checkpoints", "检查点出自不同的日志")
    if not published:
        report.fail(Check.CHECKPOINT_MISSING, "checkpoints", "没有可用的检查点")
    elif (attested := max(checkpoint.size for checkpoint in published.values())) < len(headers):
        report.fail(Check.CHECKPOINT_MISSING, "log.jsonl", f"检查点只签到前{attested}条，其后的记录没有签署")
    report.facts.update({"日志条数": len(headers), "检查点": len(published), "留存的检查点": len(kept)})
    return sorted(sizes)


def _signed(
    notes: Mapping[str, bytes], rings: tuple[Ring, ...], terms: Mapping[str, Term], report: Report
) -> dict[str, Checkpoint]:
    checkpoints: dict[str, Checkpoint] = {}
    for name, octets in sorted(notes.items()):
        try:
            note = parse_note(octets)
            checkpoint = parse_checkpoint(note.text)
        except NoteError:
            report.fail(Check.NOTE, name, "不是检查点的规定格式")
            continue
        sides = [_signed_by(ring, name, note, checkpoint.size, terms, report) for ring in rings]
        if all(sides):
            checkpoints[name] = checkpoint
    return checkpoints


def _signed_by(ring: Ring, name: str, note: Note, size: int, terms: Mapping[str, Term], report: Report) -> bool:
    """Whether one side signed with a key that was in force; none of its signatures may be invalid."""
    verdicts = {key: verdict(note, key) for key in ring}
    forged = [key for key, found in verdicts.items() if found is Verdict.FORGED]
    signed = [key for key, found in verdicts.items() if found is Verdict.SIGNED]
    for key in forged:
        report.fail(Check.SIGNATURE_FORGED, name, f"{key.name}的签名是伪造的")
    if not signed and not forged:
        report.fail(Check.SIGNATURE_MISSING, name, f"没有{'、'.join(key.name for key in ring)}的签名")
    # a key that the log does not know was reported by itself
    in_force = [key for key in signed if str(key) not in terms or terms[str(key)].covers(size)]
    if signed and not in_force:
        report.fail(Check.KEY_ENDED, name, f"签名所用的{signed[0].name}在此之前已停用")
    return bool(in_force) and not forged


def _roots(headers: list[Header], sizes: set[int]) -> dict[int, bytes]:
    """The root at each of `sizes` that the log reaches, in one pass."""
    peaks: tuple[bytes, ...] = ()
    roots = {0: merkle.EMPTY_ROOT}
    for i, header in enumerate(headers):
        peaks = merkle.append(peaks, i, merkle.leaf_hash(canonical(header)))
        if i + 1 in sizes:
            roots[i + 1] = merkle.root_from_peaks(peaks)
    return roots


def _agrees(
    name: str, checkpoint: Checkpoint, roots: dict[int, bytes], otherwise: tuple[Check, Any], report: Report
) -> bool:
    if checkpoint.size not in roots:
        report.fail(Check.LOG_TRUNCATED, name, f"检查点签署时日志已有{checkpoint.size}条，这份日志却不足此数")
        return False
    if roots[checkpoint.size] != checkpoint.root:
        report.fail(otherwise[0], name, otherwise[1])
        return False
    return True


def has_checkpoint(sizes: list[int], after: int, before: int) -> bool:
    """Whether a checkpoint was signed that includes entry `after` and not yet entry `before`."""
    return any(after < size <= before for size in sizes)
