"""Who was at the meeting of the party group: named person by person, so that it can be checked (办法·9·1(3))."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, ruled_by

_BETWEEN_NAMES = re.compile(r"[\n、,，;；]+")
_BLANKS = re.compile(r"\s+")
_NAME = re.compile(r"[^\W\d_][^\d]{1,29}")


@dataclass(frozen=True, slots=True)
class Attendance:
    """The members who were there, the members who were not, and who sat in without a vote (列席), by name."""

    present: tuple[str, ...]
    absent: tuple[str, ...] = ()
    sitting_in: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The three lists, each with the name of the field in which it was entered."""
        return (("attendance", self.present), ("absent", self.absent), ("sitting_in", self.sitting_in))


def names_in(text: str) -> tuple[str, ...]:
    """The names in a text, one on a line or set off by 、，；; blanks within a name (王　𬭎) are dropped."""
    found = (_BLANKS.sub("", part) for part in _BETWEEN_NAMES.split(text))
    return tuple(filter(None, found))


@ruled_by(measures(9, 1, 3))
def named_one_by_one(attendance: Attendance) -> Finding:
    """Somebody was there, and everybody stands there by name, once. The finding's field is where it is amiss."""
    field, reason = next(_amiss(attendance), ("", ""))
    if not field:
        return Finding(True, reason=f"出席{len(attendance.present)}人，逐人列名")
    return Finding(False, reason=reason, remedy="请逐人填写姓名，一行一人或以顿号分隔", field=field)


def _amiss(attendance: Attendance) -> Iterator[tuple[str, str]]:
    if not attendance.present:
        yield "attendance", "没有出席人员"
    met: Counter[str] = Counter()
    for field, names in attendance.parts:
        for name in names:
            met[name] += 1
            if not _NAME.fullmatch(name):
                yield field, f"“{name}”不是一个人的姓名"
            elif met[name] > 1:
                yield field, f"“{name}”填写了两次"


@ruled_by(measures(9, 1, 3))
def quorate(attendance: Attendance) -> Finding:
    """At least half of the party group's members were there, as the rules for party groups demand of each meeting."""
    members = len(attendance.present) + len(attendance.absent)
    met = 2 * len(attendance.present) >= members
    return Finding(
        met,
        reason=f"党组成员{members}人，到会{len(attendance.present)}人，{'已' if met else '未'}达半数",
        remedy="" if met else "党组会议须有半数以上成员到会，请核对出席和缺席人员",
        field="attendance",
    )
