"""How a title is divided into lines: as few as hold it, of like length, words kept whole (GB/T 9704-2012, 7.3.1)."""

from haizhi.documents.layout import width

TITLE_LINE = 20
"""Characters of 2号 that a line of 156 mm holds."""

_OPENS_A_LINE = ("重庆", "中国", "“", "《", "（", "海智", "工作站", "20")
_ENDS_A_LINE = ("的", "》", "”", "）", "、", "，", "年度", "工作站", "有限公司", "等")
_NEVER_FIRST = "、，。；：？！》”’）〕…·"
_NEVER_LAST = "《“‘（〔"
_REACH = 4


def title_lines(title: str) -> tuple[str, ...]:
    """The lines of a title; where its author broke it, it stays broken.

    There is no dictionary at hand, so a break is sought near its place where a word surely ends or begins.
    """
    given = [line.strip() for line in title.splitlines() if line.strip()]
    return tuple(line for said in given for line in _balanced(said))


def _balanced(said: str) -> list[str]:
    count = -(-width(said) // (2 * TITLE_LINE))
    lines = []
    while count > 1:
        cut = _cut(said, count)
        lines.append(said[:cut])
        said, count = said[cut:], max(count - 1, -(-width(said[cut:]) // (2 * TITLE_LINE)))
    return [*lines, said]


def _cut(said: str, count: int) -> int:
    """Where the first of `count` lines ends."""
    wanted = width(said) / count
    places = [place for place in range(1, len(said)) if _may_break(said, place)]
    fitting = [place for place in places if width(said[:place]) <= 2 * TITLE_LINE] or places or [len(said) // 2]

    def badness(place: int) -> tuple[bool, float]:
        off = abs(width(said[:place]) - wanted)
        return (not (_wordwise(said, place) and off <= 2 * _REACH), off)

    return min(fitting, key=badness)


def _may_break(said: str, place: int) -> bool:
    before, after = said[place - 1], said[place]
    within_a_word = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return not within_a_word and after not in _NEVER_FIRST and before not in _NEVER_LAST


def _wordwise(said: str, place: int) -> bool:
    return said[:place].endswith(_ENDS_A_LINE) or said.startswith(_OPENS_A_LINE, place)
