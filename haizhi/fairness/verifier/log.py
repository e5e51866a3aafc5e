"""The log itself: its order, its roots, and what the operator and the witness signed."""

from collections.abc import Mapping
from typing import Any

from haizhi.fairness import merkle
from haizhi.fairness.encoding import canonical
from haizhi.fairness.formats import Header
from haizhi.fairness.note import Checkpoint, Key, NoteError, Verdict, parse_checkpoint, parse_note, verdict
from haizhi.fairness.verifier.bundle import Bundle
from haizhi.fairness.verifier.report import Check, Report


def check_log(headers: list[Header], bundle: Bundle, keys: tuple[Key, ...], report: Report) -> list[int]:
    """Check order, roots and signatures; the sizes, ascending, that valid checkpoints of the bundle attest."""
    for i, header in enumerate(headers):
        if header["n"] != i:
            report.fail(Check.LOG_ORDER, f"log.jsonl第{i + 1}行", f"应为第{i}条，写的是第{header['n']}条")
            break
    published = _signed(bundle.checkpoints, keys, report)
    kept = _signed(bundle.old_notes, keys, report)
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


def _signed(notes: Mapping[str, bytes], keys: tuple[Key, ...], report: Report) -> dict[str, Checkpoint]:
    checkpoints: dict[str, Checkpoint] = {}
    for name, octets in sorted(notes.items()):
        try:
            note = parse_note(octets)
            checkpoint = parse_checkpoint(note.text)
        except NoteError:
            report.fail(Check.NOTE, name, "不是检查点的规定格式")
            continue
        verdicts = {key.name: verdict(note, key) for key in keys}
        for key, found in verdicts.items():
            if found is Verdict.FORGED:
                report.fail(Check.SIGNATURE_FORGED, name, f"{key}的签名是伪造的")
            elif found is Verdict.MISSING:
                report.fail(Check.SIGNATURE_MISSING, name, f"没有{key}的签名")
        if set(verdicts.values()) == {Verdict.SIGNED}:
            checkpoints[name] = checkpoint
    return checkpoints


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
