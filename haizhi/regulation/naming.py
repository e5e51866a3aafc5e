"""How things are written: the plaque's name, document numbers, dates."""

import math
import re
from datetime import date, datetime
from typing import NamedTuple

from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import CHINA, aware
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.parameters import PLAQUE_LINE

PLAQUE_PREFIX = "中国科协“海智计划”重庆工作基地"
PLAQUE_SUFFIX = "工作站"

OFFICE_NAME = "重庆海智工作站工作办公室"
"""重庆海智办 in full, as it signs (办法·3)."""

PLATFORM_NAME = "重庆海智工作站建设管理平台"
"""What this platform is called, wherever a paper or a page names it."""

_NUMBER = re.compile(
    r"(?P<mark>[\u3400-\u9fff\U00020000-\U0003ffff]+)〔(?P<year>\d{4})〕(?P<serial>[1-9]\d*)号", re.ASCII
)


@computes(measures(9, 3))
def plaque_name(short_name: str) -> str:
    """The full name on the plaque, from the station's short name (办法·9·3)."""
    return f"{PLAQUE_PREFIX}{short_name}{PLAQUE_SUFFIX}"


@ruled_by(measures(9, 3))
def short_name_fits(short_name: str) -> Finding:
    """The short name has no blanks and does not repeat the plaque's fixed parts (办法·9·3)."""
    if not short_name or any(ch.isspace() or not ch.isprintable() for ch in short_name):
        reason = "工作站简称不能为空，也不能含空格或控制字符"
    elif short_name.endswith(PLAQUE_SUFFIX) or short_name.startswith(PLAQUE_PREFIX):
        reason = "工作站简称不应包含牌匾的固定部分"
    else:
        return Finding(True, reason=f"牌匾名称为“{plaque_name(short_name)}”", field="short_name")
    return Finding(False, reason=reason, remedy="请只填写规范的单位简称", field="short_name")


_LEGAL_FORMS = ("有限责任公司", "股份有限公司", "有限公司", "股份公司", "公司")
_OTHER_FORMS = (("科学技术协会", "科协"), ("管理委员会", ""), ("管委会", ""))
_NOTE_BEHIND = re.compile(r"[（(](?:集团|演示|筹)[）)]$")


@computes(measures(9, 3))
def suggested_short_name(unit: str) -> str:
    """What a unit could be called on its plaque: its name without legal form (interpretation 22); to be looked at."""
    name = _NOTE_BEHIND.sub("", "".join(unit.split()))
    name = next((name.removesuffix(form) for form in _LEGAL_FORMS if name.endswith(form)), name)
    name = _NOTE_BEHIND.sub("", name)
    short = next((name.removesuffix(form) + put for form, put in _OTHER_FORMS if name.endswith(form)), name)
    return short.removeprefix(PLAQUE_PREFIX).removesuffix(PLAQUE_SUFFIX)


_CLOSING, _OPENING = "”’）)》】、，。·", "“‘（(《【"


@computes(measures(9, 3))
def plaque_lines(short_name: str, most: int = PLAQUE_LINE.value) -> tuple[str, ...]:
    """The plaque's name in lines of about `most` characters: its fixed beginning, then the rest in even lines.

    工作站 is never torn apart, nor a word in letters or digits; no line begins or ends with the wrong half of a pair.
    """
    rest, lines = f"{short_name}{PLAQUE_SUFFIX}", [PLAQUE_PREFIX]
    while len(rest) > most:
        even = math.ceil(len(rest) / math.ceil(len(rest) / most))
        cut = _cut(rest, min(even, len(rest) - len(PLAQUE_SUFFIX)))
        lines.append(rest[:cut])
        rest = rest[cut:]
    return (*lines, rest)


def _cut(text: str, at: int) -> int:
    """The last place up to `at` where a line may end, `at` itself when there is none."""
    return next((place for place in range(at, at // 4, -1) if _may_end(text[place - 1], text[place])), at)


def _may_end(last: str, following: str) -> bool:
    torn = last.isascii() and following.isascii() and last.isalnum() and following.isalnum()
    return not torn and following not in _CLOSING and last not in _OPENING


_OF_A_YEAR = re.compile(r"(?P<before>.*?)(?P<year>20\d\d)(?P<serial>\d{2,4})", re.ASCII)
_AT_THE_END = re.compile(r"(?P<before>.*?)(?P<serial>\d+)", re.ASCII)


@computes(measures(9, 3))
def serial_after(latest: str, year: int) -> str:
    """The serial after the latest plaque's: one more, or the first of its year; after an empty one the very first."""
    if found := _OF_A_YEAR.fullmatch(latest):
        serial = int(found["serial"]) + 1 if int(found["year"]) == year else 1
        return f"{found['before']}{year}{serial:0{len(found['serial'])}}"
    if found := _AT_THE_END.fullmatch(latest):
        return f"{found['before']}{int(found['serial']) + 1:0{len(found['serial'])}}"
    return f"{latest or '渝海智站'}{year}001"


_HANZI = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def rare_characters(text: str) -> tuple[str, ...]:
    """The characters that GB/T 2312 lacks, each once: those to be checked before a plaque is made."""
    return tuple(dict.fromkeys(c for c in _HANZI.findall(text) if not _common(c)))


def _common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


class DocumentNumber(NamedTuple):
    """发文字号 taken apart: 渝科协发〔2024〕60号 is ("渝科协发", 2024, 60)."""

    mark: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕{self.serial}号"


def parse_document_number(text: str) -> DocumentNumber | None:
    """The parts of a document number, or None when it is not written as GB/T 9704 demands."""
    found = _NUMBER.fullmatch(text)
    return DocumentNumber(found["mark"], int(found["year"]), int(found["serial"])) if found else None


@ruled_by(measures(9, 2))
def document_number_written_well(text: str) -> Finding:
    """A document's number has 〔〕, a four-digit year, no leading zero and no 第 (GB/T 9704)."""
    parsed = parse_document_number(text)
    met = parsed is not None and not parsed.mark.endswith("第")
    return Finding(
        met,
        reason="" if met else f"发文字号“{text}”不合规范",
        remedy="" if met else "请按“渝科协发〔2026〕1号”的格式填写：年份用六角括号〔〕，序号不编虚位、不加“第”字",
        field="number",
    )


def chinese_date(day: date) -> str:
    """A date as official documents write it, without leading zeros: 2026年3月6日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(moment: datetime) -> str:
    """A moment in Beijing time: 2026年3月6日 09:05. Raises ValueError for a moment without a time zone."""
    local = aware(moment).astimezone(CHINA)
    return f"{chinese_date(local.date())} {local:%H:%M}"
