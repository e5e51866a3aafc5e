"""How much is taken in, of one file and of a whole case; what may be named by an act."""

from haizhi.files.kinds import MEGABYTE
from haizhi.files.models import Upload
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.regulation.secrecy import words_are_cleared


def size_is_taken(name: str, size: int, largest: int) -> Finding:
    """Whether a file of `size` bytes is not empty and within `largest` megabytes."""
    if not size:
        return Finding(False, None, f"“{name}”是空文件", "请在本机打开确认，重新导出后上传。")
    megabytes = -(-size // MEGABYTE)
    return Finding(
        size <= largest * MEGABYTE,
        None,
        f"“{name}”约{megabytes} MB，超过{largest} MB的上限",
        "请压缩图片或降低扫描分辨率后上传。",
    )


def total_within(used: int, more: int, case_total: int) -> Finding:
    """Whether `more` bytes fit beside the `used` bytes of a case of at most `case_total` megabytes."""
    left = max(0, case_total * MEGABYTE - used)
    return Finding(
        more <= left,
        measures(8),
        f"本件材料合计不超过{case_total} MB，还可上传{left / MEGABYTE:.1f} MB，此文件有{more / MEGABYTE:.1f} MB",
        "请先移除不需要的文件，或压缩图片、降低扫描分辨率后上传。",
    )


def may_be_used(upload: Upload) -> Finding:
    """Whether an upload may be named by an act or a draft: not purged, and what looked doubtful was answered."""
    if upload.erased_at is not None:
        return Finding(False, measures(15), f"“{upload.name}”已应急清除", "请改用其他文件。")
    return words_are_cleared(upload.question, upload.cleared_at is not None)
