"""Which fonts papers are set in: an office's own where HAIZHI_FONT_DIR gives them, else those installed with us.

Whatever other fonts the folder holds are asked last, for characters that no other font has: names in Korean or Thai.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

from haizhi.documents.coverage import characters

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
LATIN = "Libertinus Serif"
"""Comes with typst: the accented letters of European names, which the other two lack."""


class Face(StrEnum):
    """What a text is on an official paper (GB/T 9704)."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    ASIDE = "aside"
    PLAIN = "plain"


_OWN: dict[Face, tuple[str, ...]] = {
    Face.TITLE: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    Face.HEADING: ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01"),
    Face.BODY: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02"),
    Face.ASIDE: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03"),
    Face.PLAIN: ("宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01"),
}
_OURS = {face: SANS if face is Face.HEADING else SERIF for face in Face}

WORD = {
    Face.TITLE: "方正小标宋简体",
    Face.HEADING: "黑体",
    Face.BODY: "仿宋_GB2312",
    Face.ASIDE: "楷体_GB2312",
    Face.PLAIN: "宋体",
}
"""The names that Word documents carry: the reader's own machine has these fonts."""

# Latin-1 to Latin Extended-B, accents, Greek, Cyrillic, Latin Extended Additional, punctuation
_LATIN = (range(0xA0, 0x250), range(0x300, 0x305), range(0x391, 0x3CA), range(0x400, 0x460), range(0x1E80, 0x1EFA))


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts loaded for typst, the families of each face (most wanted first), and the characters that can be shown.

    `shown_by`: those of each family.
    """

    loaded: typst.Fonts
    families: Mapping[Face, tuple[str, ...]]
    covered: frozenset[int]
    shown_by: Mapping[str, frozenset[int]]


def fonts() -> Fonts:
    """The fonts to set papers in."""
    return _fonts_with(settings.HAIZHI_FONT_DIR)


@cache
def _fonts_with(own: Path | None) -> Fonts:
    ours = pylopdf_fonts_zh_cn.serif_path().parent
    loaded = typst.Fonts(include_system_fonts=False, font_paths=[*([own] if own else []), ours])
    there = {family.casefold(): family for family in loaded.families()}
    others = sorted({f.family for f in loaded.fonts() if own and f.path and Path(f.path).is_relative_to(own)})
    families = {
        face: tuple(dict.fromkeys((*_present(_OWN[face], there), _OURS[face], SERIF, LATIN, *others))) for face in Face
    }
    used = {family for wanted in families.values() for family in wanted}
    shown = {family: frozenset(chain(*_LATIN)) if family == LATIN else frozenset[int]() for family in used}
    for font in loaded.fonts():
        if font.family in used and font.path:
            shown[font.family] |= characters(Path(font.path), font.index)
    return Fonts(loaded, families, frozenset().union(*shown.values()), shown)


def _present(wanted: Iterable[str], there: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(there[name.casefold()] for name in wanted if name.casefold() in there)


def family_of(character: str, face: Face) -> str:
    """The family that shows a character on a paper in that face, empty where none of those asked does."""
    used = fonts()
    return next((family for family in used.families[face] if ord(character) in used.shown_by[family]), "")
