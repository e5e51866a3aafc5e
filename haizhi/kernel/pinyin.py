"""Pinyin of names, for lists that sort and search as people expect: lower-case ASCII letters and digits only.

A surname is read as a surname (单 shan, 仇 qiu, 曾 zeng); everything else as pypinyin's dictionaries of words read it.
"""

import re
import string
import unicodedata
from collections.abc import Iterator

from pypinyin import lazy_pinyin

LONGEST = 120
"""Characters of `initials` at most."""

_SURNAMES = {
    "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai", "令狐": "ling hu", "万俟": "mo qi", "尉迟": "yu chi",
    "宿": "su", "贲": "ben", "秘": "bi", "卜": "bu", "车": "che", "谌": "chen", "晟": "cheng", "种": "chong",
    "褚": "chu", "都": "du", "费": "fei", "冯": "feng", "盖": "ge", "葛": "ge", "句": "gou", "过": "guo",
    "哈": "ha", "杭": "hang", "黑": "he", "华": "hua", "纪": "ji", "贾": "jia", "隗": "kui", "乐": "yue",
    "缪": "miao", "牟": "mu", "那": "na", "佴": "nai", "宁": "ning", "区": "ou", "繁": "po", "朴": "piao",
    "仇": "qiu", "曲": "qu", "覃": "qin", "瞿": "qu", "任": "ren", "单": "shan", "召": "shao", "折": "she",
    "沈": "shen", "盛": "sheng", "石": "shi", "洗": "xian", "解": "xie", "冼": "xian", "相": "xiang", "燕": "yan",
    "应": "ying", "员": "yun", "曾": "zeng", "查": "zha", "翟": "zhai", "祭": "zhai", "仉": "zhang", "逄": "pang",
}  # fmt: skip
"""How surnames are read that are read otherwise as words; 覃 and 牟 as in Chongqing. The longer come first."""

_RUN = re.compile(r"[a-z0-9]+|[^\sa-z0-9]+")
"""Letters and digits that stand together, or anything else that does."""

_LETTERS = frozenset(string.ascii_lowercase + string.digits)


def spelling(text: str, person: bool = False) -> str:
    """The syllables of a name with a space between them, by which lists sort; `person`: it begins with a surname.

    Words of letters and digits stay whole; punctuation and characters no dictionary knows are left out.
    """
    return " ".join(piece for piece, _ in _pieces(text, person))


def initials(text: str, person: bool = False) -> str:
    """The first letter of each syllable (重庆大学 → cqdx), at most 120 characters; `person`: it begins with a surname.

    In the name of a unit words of letters and digits stay (ABB → abb), in a person's each gives its first letter.
    """
    return "".join(piece if word and not person else piece[0] for piece, word in _pieces(text, person))[:LONGEST]


def _pieces(text: str, person: bool) -> Iterator[tuple[str, bool]]:
    """Syllables (False) and words of letters and digits (True), in order."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower().strip()
    surname = next((known for known in _SURNAMES if person and folded.startswith(known)), "")
    for syllable in _SURNAMES.get(surname, "").split():
        yield syllable, False
    for run in _RUN.findall(folded.removeprefix(surname)):
        if run[0] in _LETTERS:
            yield run, True
        else:
            yield from (
                (read, False) for read in lazy_pinyin(run, errors="ignore") if read.isascii() and read.isalpha()
            )
