"""Lists that people fill in by hand in Excel: columns found by their heads, rows, and what is wrong in which cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haizhi.documents.blank_sheet import BlankColumn
from haizhi.regulation.findings import Finding, Refused

MOST_ROWS = 500
"""Rows in one workbook: they are entered in one transaction."""

MOST_BYTES = 5 * 1024 * 1024

ROWS_ABOVE = 20
"""Rows of a sheet beyond those filled in: heads, explanations, lines left empty in between."""

_COUNTS = "序号"
"""The head of a column that only counts the rows."""

_HEADS_WITHIN = 10
"""Rows from the top among which the heads stand."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of the workbook: what the act calls it, its head, what is to be filled in, what can be chosen.

    `remedy` says what to type in the place of what can't be read; a column of plain text has none.
    """

    field: str
    label: str
    hint: str
    width: int = 14
    required: bool = False
    choices: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    remedy: str = ""

    def blank(self, choices: Sequence[str] = ()) -> BlankColumn:
        """The column as the template has it, with these to choose from where it has none of its own."""
        return BlankColumn(self.label, self.hint, self.width, tuple(choices) or self.choices, self.required)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A kind of list: its columns, the field by which a row is known, what one row and its 量词 are called, and what
    entering them is."""

    columns: tuple[SheetColumn, ...]
    known_by: str
    thing: str
    counted: str
    entering: str

    def labels(self) -> dict[str, str]:
        """The head of each field."""
        return {column.field: column.label for column in self.columns}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a workbook as it was read: `line` is its number in the sheet, `values` what the act takes.

    `unread` are the cells that could not be read as what they should be; their values are left out.
    """

    line: int
    values: Mapping[str, Any]
    unread: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """What the look through found, by line: `faults` have to be mended, `doubts` to be confirmed by a person."""

    faults: Mapping[int, tuple[Finding, ...]]
    doubts: Mapping[int, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A finding with the cell it stands in, that cell's column, and what was typed there."""

    line: int
    cell: str
    label: str
    text: str
    finding: Finding

    @property
    def remedy(self) -> str:
        """What to do about it, as a sentence."""
        return f"{self.finding.remedy.rstrip('。')}。"


def read_sheet(rows: Sequence[Sequence[str]], plan: SheetPlan) -> list[dict[str, Any]]:
    """What a sheet holds: first which letter each field's column bears (`heads`) and which columns are not read
    (`unread`, as letter and head), then the rows that are not empty.

    Raises Refused for a sheet without heads, without rows, or with too many.
    """
    top, heads = _heads(rows, plan)
    unread = [
        [_letter(place), head.strip()]
        for place, head in enumerate(rows[top])
        if head.strip() and place not in heads.values() and _plain(head) != _COUNTS
    ]
    known = next(column for column in plan.columns if column.field == plan.known_by)
    found: list[dict[str, Any]] = []
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        cells = {field: row[place].strip() if place < len(row) else "" for field, place in heads.items()}
        explains = cells[known.field] == known.hint
        if any(cells.values()) and not explains:
            found.append({"line": number, **cells})
    if not found:
        remedy = f"请从表头下一行起填写，每行一{plan.counted}。"
        raise Refused(Finding(False, None, f"表中没有{plan.thing}", remedy))
    if len(found) > MOST_ROWS:
        most = f"{MOST_ROWS}{plan.counted}"
        raise Refused(Finding(False, None, f"表中超过{most}", f"请分成几个文件，每个不超过{most}。"))
    return [{"heads": {field: _letter(place) for field, place in heads.items()}, "unread": unread}, *found]


def _heads(rows: Sequence[Sequence[str]], plan: SheetPlan) -> tuple[int, dict[str, int]]:
    by_label = {name: column for column in plan.columns for name in (column.label, *column.others)}
    known = plan.labels()[plan.known_by]
    top = [[_plain(cell) for cell in row] for row in rows[:_HEADS_WITHIN]]
    headed = [n for n, said in enumerate(top) if known in said]
    if not headed:
        remedy = "请使用下载的模板，填写在第一张工作表中，不要改动表头。"
        raise Refused(Finding(False, None, f"第一张工作表中没有找到表头“{known}”", remedy))
    number = max(headed, key=lambda n: sum(label in by_label for label in top[n]))
    heads: dict[str, int] = {}
    for place, label in enumerate(top[number]):
        if (column := by_label.get(label)) is None:
            continue
        if column.field in heads:
            raise Refused(Finding(False, None, f"表头“{column.label}”出现两次", "请删去多余的一列。"))
        heads[column.field] = place
    missing = "”“".join(column.label for column in plan.columns if column.required and column.field not in heads)
    if missing:
        raise Refused(Finding(False, None, f"缺少必填的列“{missing}”", "请使用下载的模板，不要改动表头。"))
    return number, heads


def _plain(cell: str) -> str:
    return "".join(cell.split()).strip("＊*")


def _letter(place: int) -> str:
    """The letter of a column counted from 0: A … Z, AA …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_lines(
    rows: Sequence[Mapping[str, Any]], plan: SheetPlan, readers: Mapping[str, Callable[[str], Any]]
) -> list[Line]:
    """The rows that `read_sheet` gave as an act takes them, each cell by the reader of its field."""
    return [read_line(row, plan, readers) for row in rows[1:]]


def read_line(row: Mapping[str, Any], plan: SheetPlan, readers: Mapping[str, Callable[[str], Any]]) -> Line:
    """One row; a cell whose reader raises ValueError or KeyError is said, and left out of the values."""
    values: dict[str, Any] = {}
    unread = []
    for column in plan.columns:
        if (text := row.get(column.field)) is None:
            continue
        try:
            values[column.field] = readers.get(column.field, str)(text)
        except (ValueError, KeyError):
            unread.append(Finding(False, None, f"{column.label}“{text}”无法识别", column.remedy, column.field))
    return Line(int(row["line"]), values, tuple(unread))


def columns_unread(rows: Sequence[Mapping[str, Any]]) -> str:
    """The columns of a sheet that are not read, as `read_sheet` gave them: “备注”（T列）."""
    return "、".join(f"“{head}”（{letter}列）" for letter, head in rows[0]["unread"])


def wrong_cells(
    lines: Sequence[Line],
    findings: Mapping[int, Sequence[Finding]],
    rows: Sequence[Mapping[str, Any]],
    plan: SheetPlan,
) -> list[WrongCell]:
    """Each finding with its line, the cell and what stands in it; `rows` are as `read_sheet` gave them."""
    heads, labels = rows[0]["heads"], plan.labels()
    typed = {row["line"]: row for row in rows[1:]}
    return [
        WrongCell(
            line.line,
            f"{heads[finding.field]}{line.line}" if finding.field in heads else f"第{line.line}行",
            labels.get(finding.field, ""),
            typed[line.line].get(finding.field, ""),
            finding,
        )
        for line in lines
        for finding in findings.get(line.line, ())
    ]
