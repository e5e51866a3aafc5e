"""Two versions of an application side by side: by section, word by word, record by record, file by file.

What a comparison shows is all there is: taking out of the old content what it names as gone, and putting in what it
names as new, gives the new content. A test holds that.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial
from itertools import groupby
from typing import Any

from haizhi.applications.facts import FORM_FIELDS, SECTION_FIELDS
from haizhi.applications.queries.case import FIELD_LABELS
from haizhi.documents.marks import short_hash
from haizhi.fairness.encoding import canonical
from haizhi.regulation.evidence import RECORDS, RecordKind
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.sections import Section
from haizhi.regulation.wordcount import WIDE
from haizhi.ui.wording import money_text

Content = Mapping[str, Any]
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text, marked when the other side does not have it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One answer that differs: its values, and both sides in words with what is only on that side marked."""

    key: str
    label: str
    old: Any
    new: Any
    before: tuple[Span, ...]
    after: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that was added (`old` None), taken out (`new` None) or changed; `fields`: what of it differs."""

    kind: RecordKind
    title: str
    old: Item | None
    new: Item | None
    fields: tuple[FieldChange, ...]

    @property
    def label(self) -> str:
        """What happened to it."""
        return "新增" if self.old is None else "删除" if self.new is None else "修改"

    @property
    def tone(self) -> str:
        """Its colour."""
        return "ok" if self.old is None else "stop" if self.new is None else "wait"


@dataclass(frozen=True, slots=True)
class FileChange:
    """Files of one kind that were taken out and put in."""

    label: str
    gone: tuple[Item, ...]
    come: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SectionChange:
    """What differs in one section; `requested` when it was sent back for correction, with the `reason`."""

    section: Section
    requested: bool = False
    reason: str = ""
    fields: tuple[FieldChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    reordered: tuple[str, ...] = ()

    @property
    def touched(self) -> bool:
        """Whether anything in it differs."""
        return bool(self.fields or self.records or self.files or self.reordered)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every section that differs or was sent back, in the order of the form; `unit`: the unit's own entry differs."""

    sections: tuple[SectionChange, ...]
    unit: tuple[FieldChange, ...] = field(default=())

    @property
    def untouched(self) -> tuple[SectionChange, ...]:
        """The sections that were sent back and in which nothing differs."""
        return tuple(s for s in self.sections if s.requested and not s.touched)

    @property
    def unasked(self) -> tuple[SectionChange, ...]:
        """The sections that differ without having been sent back."""
        return tuple(s for s in self.sections if s.touched and not s.requested)

    @property
    def differs(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.unit) or any(s.touched for s in self.sections)


def compare(before: Content, after: Content, requested: Mapping[str, str] | None = None) -> Comparison:
    """What differs between two contents of one application; `requested`: section → what was to be corrected in it."""
    asked = requested or {}
    found = [
        SectionChange(
            section,
            section.value in asked,
            asked.get(section.value, ""),
            tuple(_fields(section, before, after)),
            tuple(_records(section, before, after)),
            tuple(_files(before, after)) if section is Section.ATTACHMENTS else (),
            tuple(_reordered(section, before, after)),
        )
        for section in Section
    ]
    return Comparison(tuple(s for s in found if s.touched or s.requested), tuple(_unit(before, after)))


def _unit(before: Content, after: Content) -> Iterator[FieldChange]:
    for key, label in (("name", "申报单位"), ("code", "统一社会信用代码")):
        yield from _changed(key, label, before["unit"].get(key), after["unit"].get(key), str)


def _fields(section: Section, before: Content, after: Content) -> Iterator[FieldChange]:
    for name in FORM_FIELDS:
        if name in SECTION_FIELDS.get(section, ()):
            old, new = before["form"].get(name), after["form"].get(name)
            yield from _changed(name, FIELD_LABELS[name], old, new, partial(words, name))


def _changed(key: str, label: str, old: Any, new: Any, said: Callable[[Any], str]) -> Iterator[FieldChange]:
    if old != new or type(old) is not type(new):
        yield FieldChange(key, label, old, new, *marked(said(old), said(new)))


def words(name: str, value: Any) -> str:
    """An answer of the form as people read it (money given in 分); empty for nothing."""
    if value is None or value == "":
        return ""
    if name == "money":
        return money_text(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    units = {"staff": " 名", "office_area": " 平方米"}
    return f"{value}{units.get(name, '')}"


# Records have no number of their own in what is handed in: those that are the same on both sides are set aside, the
# rest are paired by their title, then by what they have most in common; whatever is left was added or taken out.


def _records(section: Section, before: Content, after: Content) -> Iterator[RecordChange]:
    for kind, type_ in RECORDS.items():
        if type_.section is not section:
            continue
        old, new = _apart(_of_sort(before, "records", kind), _of_sort(after, "records", kind))
        for former, latter in _paired(kind, old, new):
            yield RecordChange(kind, _title(kind, latter or former), former, latter, _differing(kind, former, latter))


def _of_sort(content: Content, what: str, sort: str) -> list[Item]:
    return [item for item in content.get(what, ()) if item["sort"] == sort]


def _apart(old: Sequence[Item], new: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """What only one side has, as often as it has it more."""
    return _beyond(old, new), _beyond(new, old)


def _beyond(mine: Sequence[Item], theirs: Sequence[Item]) -> list[Item]:
    there = Counter(canonical(item) for item in theirs)
    left = []
    for item in mine:
        key = canonical(item)
        if there[key]:
            there[key] -= 1
        else:
            left.append(item)
    return left


def _paired(kind: RecordKind, old: list[Item], new: list[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    rest = list(new)
    gone: list[Item] = []
    for former in old:
        latter = max(rest, key=lambda item: _alike(kind, former, item), default=None)
        if latter is None or not _alike(kind, former, latter):
            gone.append(former)
            continue
        rest.remove(latter)
        yield former, latter
    yield from ((former, None) for former in gone)
    yield from ((None, latter) for latter in rest)


def _alike(kind: RecordKind, one: Item, other: Item) -> int:
    """How much two records have in common; 0 when they are not the same thing."""
    mine, theirs = one["values"], other["values"]
    same: int = sum(mine.get(key) == value for key, value in theirs.items() if value not in (None, ""))
    title = RECORDS[kind].title
    if mine.get(title) not in (None, "") and mine.get(title) == theirs.get(title):
        return 100 + same
    return same if 2 * same >= max(len(mine), len(theirs), 1) else 0


def _title(kind: RecordKind, item: Item | None) -> str:
    type_ = RECORDS[kind]
    said = type_.field(type_.title).words(item["values"].get(type_.title)) if item else ""
    return said or type_.label


def _differing(kind: RecordKind, old: Item | None, new: Item | None) -> tuple[FieldChange, ...]:
    mine, theirs = (old or {"values": {}})["values"], (new or {"values": {}})["values"]
    found: list[FieldChange] = []
    for each in RECORDS[kind].fields:
        found += _changed(each.key, each.label, mine.get(each.key), theirs.get(each.key), each.words)
    agreements = (old or {}).get("agreement", ""), (new or {}).get("agreement", "")
    found += _changed("agreement", "协议", *agreements, lambda sha: f"文件 {short_hash(sha)}" if sha else "")
    return tuple(found)


def _files(before: Content, after: Content) -> Iterator[FileChange]:
    for sort, demanded in MATERIALS.items():
        gone, come = _apart(_of_sort(before, "attachments", sort), _of_sort(after, "attachments", sort))
        if gone or come:
            yield FileChange(demanded.label, tuple(gone), tuple(come))


def _reordered(section: Section, before: Content, after: Content) -> Iterator[str]:
    """The kinds of records, or of files, that are the same and stand in another order."""
    kinds: list[tuple[str, MaterialKind | RecordKind, str]] = [
        ("records", kind, type_.label) for kind, type_ in RECORDS.items() if type_.section is section
    ]
    if section is Section.ATTACHMENTS:
        kinds += [("attachments", sort, demanded.label) for sort, demanded in MATERIALS.items()]
    for what, sort, label in kinds:
        old, new = _of_sort(before, what, sort), _of_sort(after, what, sort)
        if old != new and not any(_apart(old, new)):
            yield label


def marked(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Both texts in spans, what only one of them has marked: each CJK character is a word, each run of others one."""
    old, new = _tokens(before), _tokens(after)
    left: list[Span] = []
    right: list[Span] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        differs = what != "equal"
        _add(left, old[a:b], differs)
        _add(right, new[c:d], differs)
    return tuple(left), tuple(right)


def _add(spans: list[Span], tokens: Iterable[str], differs: bool) -> None:
    if text := "".join(tokens):
        spans.append(Span(text, differs))


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for together, run in groupby(text, key=_belongs_together):
        characters = list(run)
        found += ["".join(characters)] if together else characters
    return found


def _belongs_together(character: str) -> bool:
    """Whether it makes one word with its neighbours: Latin letters and digits do, CJK characters don't."""
    return character.isalnum() and not any(first <= ord(character) <= last for first, last in WIDE)
