"""What a file may be called here."""

import re
import unicodedata
from pathlib import PurePosixPath

_LONGEST_NAME = 120
"""Characters: 480 bytes at most in UTF-8, and short enough to read."""

_FORBIDDEN = re.compile(r'[<>:"|?*]')


def safe_name(name: str) -> str:
    """A file's name without path, control and direction-changing characters; 汉字 outside the BMP stay as they are."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    shown = _FORBIDDEN.sub("_", shown).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        stem, ending = shown, ""
    kept = stem[: _LONGEST_NAME - len(ending) - 1] or "未命名"
    return f"{kept}{dot}{ending[:16]}"
