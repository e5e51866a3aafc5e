"""Chance that two people enter, each for themselves: what the dice are, how a reading is taken, where two differ."""

from haizhi.fairness.formats import SourceRow
from haizhi.fairness.seeds import READINGS, SMALLEST_ENTROPY
from haizhi.regulation.citations import Citation
from haizhi.regulation.findings import Finding, Refused

DICE = SourceRow(name="现场掷十面骰", form="digits", count=SMALLEST_ENTROPY)
"""Ten-sided dice rolled in the presence of both."""


def reading_of(source: SourceRow, value: str, cite: Citation) -> str:
    """The canonical reading of a source as somebody typed it. Raises Refused, on the field `value`, for no reading."""
    try:
        return READINGS[source["form"]](value, source["count"])
    except ValueError as unreadable:
        raise Refused(_misread(source, value, cite)) from unreadable


def _misread(source: SourceRow, value: str, cite: Citation) -> Finding:
    if source["form"] == "numbers":
        reason, remedy = f"须为{source['count']}个号码", "请照公布的开奖号码录入，号码之间用空格隔开。"
        return Finding(False, cite, reason, remedy, "value")
    typed = sum(character.isdecimal() for character in value)
    stray = "，并含有其他字符" if typed == source["count"] else ""
    reason = f"须为{source['count']}位数字，您录入了{typed}位{stray}"
    return Finding(False, cite, reason, "请按掷出的次序逐位录入，可以用空格分组。", "value")


def differences(recorded: str, witnessed: str) -> tuple[int, ...]:
    """The places, from 1, at which two readings of dice differ; none while one of them is missing."""
    return tuple(n for n, (one, other) in enumerate(zip(recorded, witnessed, strict=False), start=1) if one != other)
