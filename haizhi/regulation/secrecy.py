"""Secrecy (办法·15): what bears a mark of a state secret stays outside; a mere word is asked about.

A mark is a grade with a star, as GB/T 9704 sets it on paper: 机密★1年. Word processors, scanners and full-width
keyboards write it in many ways, so the text is brought to one form first (NFKC, nothing invisible, no gaps).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from haizhi.regulation.citations import measures
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by

_STARS = "★☆✦✧✩✪✫✬✭✮✯✰⭐🌟⍟"
_GRADE = r"[绝絕机機秘]\s*密级?"
_TERM = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s*(?:年|个月|月|日)|长期|長期"
_MARK = re.compile(rf"{_GRADE}\s*[■●]?\s*(?:[{_STARS}]|[*⋆]\s*(?:{_TERM}))(?:\s*(?:{_TERM}))?")

_DENIED = re.compile(
    r"(?:不涉及|不属于|不含有?|不得含有?|未涉及|没有|无|非)(?:任何)?(?:国家)?(?:秘密|机密|涉密)|不涉密|非涉密"
)
"""What a declaration says: it speaks of secrets only to deny them."""

_WORDS = re.compile(
    r"绝密|絕密|机密|機密|秘密|密级\s*[::]?\s*内部"
    r"|内部\s*(?:资料|文件|材料|刊物|使用|参考|发行|传阅|掌握|事项|秘密)"
    r"|(?m:^\s*[\[(【〔]?\s*内\s*部\s*[\])】〕]?\s*$)"
    r"|(?:不得|严禁|禁止|请勿)外传|注意保存"
)
_COMPOUNDS = re.compile(r"(?:商业|工作|技术|国家|企业)(?=秘密|机密)")

_EVERY_HIT_HAS_ONE = re.compile("[密部传意]")
"""Signs that have no other form under NFKC; a text without them needs no second look."""

_GAP = re.compile(r"(?<=[绝絕机機秘])[^\S\n]*\n?[^\S\n]*(?=密)")


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text of a file and where it stands: 第3页, 页眉, 文档属性."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A mark or a word that was found, as it reads, and where it stands."""

    words: str
    where: str

    def __str__(self) -> str:
        return f"“{self.words}”（{self.where}）"


def levelled(text: str) -> str:
    """Text in one form: full-width and compatibility signs as the plain ones, nothing invisible."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Mn"))


@computes(measures(15))
def marks(passages: Iterable[Passage], *, most: int = 5) -> tuple[Trace, ...]:
    """The first `most` marks of a state secret, each kind once a place."""
    return _traces(passages, _MARK, most)


@computes(measures(15))
def doubtful_words(passages: Iterable[Passage], *, most: int = 5) -> tuple[Trace, ...]:
    """The first `most` words that may stand in a secret file as well as in an open one; denials are passed over."""
    return _traces(passages, _WORDS, most)


@ruled_by(measures(15))
def bears_no_mark(found: tuple[Trace, ...]) -> Finding:
    """A file with a mark of a state secret is not taken in."""
    return Finding(
        not found,
        reason=f"文件带有国家秘密标志{'、'.join(str(trace) for trace in found)}，没有收下，收到的内容已删除",
        remedy="涉密内容不得上传本系统，请按保密规定线下报送：由机要渠道或专人送交受理单位的保密员，并告知本单位保密员此次误传。",
    )


@ruled_by(measures(15))
def words_are_cleared(found: str, cleared: bool) -> Finding:
    """A file with doubtful words counts once a person has said that it is not secret; `found` is empty without any."""
    return Finding(
        cleared or not found,
        reason=f"文件中出现{found}",
        remedy="请核对。不涉及国家秘密和工作秘密的，勾选“确认不涉密”；涉密的不要上传，请按保密规定线下报送。",
    )


def _traces(passages: Iterable[Passage], pattern: re.Pattern[str], most: int) -> tuple[Trace, ...]:
    found: dict[Trace, None] = {}
    for passage in passages:
        if not _EVERY_HIT_HAS_ONE.search(passage.text):
            continue
        text = _DENIED.sub("", _GAP.sub("", levelled(passage.text)))
        for match in pattern.finditer(text):
            lead = _COMPOUNDS.search(text, max(0, match.start() - 2), match.end())
            start = lead.start() if lead and lead.end() == match.start() else match.start()
            found[Trace(re.sub(r"\s+", "", text[start : match.end()]), passage.where)] = None
            if len(found) >= most:
                return tuple(found)
    return tuple(found)
