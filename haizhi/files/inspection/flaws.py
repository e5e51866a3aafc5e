"""What is wrong with a file, and what its owner can do about it."""

from haizhi.regulation.findings import Finding


def flaw(what: str, remedy: str) -> Finding:
    """A file that is not taken in: `what` it is or has, and the way out."""
    return Finding(False, None, f"文件{what}", remedy)


def broken() -> Finding:
    """Cut short, or never whole."""
    return flaw("已损坏或不完整，无法打开", "请在本机打开确认，重新导出或扫描后上传。")


def too_much(what: str) -> Finding:
    """So much that looking into it is not safe."""
    return flaw(f"{what}，超出系统能检查的范围", "请拆分成几个文件，或另存为 PDF 后上传。")


def two_in_one() -> Finding:
    """One file that is also another: what is checked would not be what is opened."""
    return flaw("中夹带了其他内容", "请在本机打开，另存或重新导出为新文件后上传。")


def waits() -> Finding:
    """Not looked into: too many others are before it."""
    return Finding(False, None, "正在检查的文件较多，这个文件还没有检查", "请稍后再上传。")
