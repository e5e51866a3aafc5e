"""A workbook of experts looked through before anything is entered: every wrong cell, every double."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from haizhi.experts.facts.entries import contact_written, described, stored
from haizhi.experts.facts.lists import disciplines_in_force
from haizhi.experts.models import Contact, Expert
from haizhi.experts.models.experts import print_of
from haizhi.files.sheets import Check, Line
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.recusals import plain_name


def check(lines: Sequence[Line], at: datetime) -> Check:
    """Look through the lines as `enter` would refuse them, and for doubles among them and with the pool.

    Four queries, however many the lines.
    """
    disciplines = disciplines_in_force()
    entries = [(line, *as_stored(line)) for line in lines]
    faults: dict[int, list[Finding]] = defaultdict(list)
    for line, expert, contact in entries:
        unread = {finding.field for finding in line.unread}
        found = unmet(*described(expert, disciplines), *contact_written(contact, at))
        faults[line.line] += [*line.unread, *(finding for finding in found if finding.field not in unread)]
    for number, finding in _doubles(entries):
        faults[number].append(finding)
    doubts: dict[int, list[Finding]] = defaultdict(list)
    for number, finding in _namesakes(entries):
        doubts[number].append(finding)
    return Check(
        {number: tuple(found) for number, found in sorted(faults.items()) if found},
        {number: tuple(found) for number, found in sorted(doubts.items())},
    )


Entry = tuple[Line, Expert, Contact]


def as_stored(line: Line) -> tuple[Expert, Contact]:
    """A line in stored form: the unsaved row, and what is to be sealed with it."""
    sealed = ("mobile", "email", "birth_year")
    expert = Expert(**{name: value for name, value in line.values.items() if name not in sealed})
    return expert, stored(expert, Contact(**{n: line.values[n] for n in sealed if n in line.values}))


def _doubles(entries: Iterable[Entry]) -> Iterator[tuple[int, Finding]]:
    """Mobile numbers and mailboxes that stand twice, in the file or in file and pool."""
    for field, label in (("mobile", "手机号码"), ("email", "电子信箱")):
        prints = {line.line: print_of(field, getattr(contact, field)) for line, _, contact in entries}
        wanted = sorted({text for text in prints.values() if text})
        path = f"{field}_print"
        known = dict(Expert.objects.filter(**{f"{path}__in": wanted}).values_list(path, "code"))
        first: dict[str, int] = {}
        for number, text in prints.items():
            if not text:
                continue
            if code := known.get(text):
                yield number, Finding(False, None, f"该{label}已由专家{code}使用", "已在库的请从文件中删去。", field)
            if (earlier := first.setdefault(text, number)) != number:
                yield number, Finding(False, None, f"{label}与第{earlier}行相同", "请核对，重复的删去一行。", field)


def _namesakes(entries: Iterable[Entry]) -> Iterator[tuple[int, Finding]]:
    """The same name at the same employer, in the file or in file and pool: mostly, but not always, one person."""
    names = sorted({expert.name for _, expert, _ in entries if expert.name})
    rows = Expert.objects.filter(name__in=names).exclude(stage="erased").values_list("name", "employer", "code")
    known = {(name, plain_name(employer)): code for name, employer, code in rows}
    first: dict[tuple[str, str], int] = {}
    for line, expert, _ in entries:
        who = (expert.name, plain_name(expert.employer))
        if not all(who):
            continue
        if code := known.get(who):
            yield line.line, Finding(False, None, f"与在库专家{code}同名同单位", "是同一人的请从文件中删去。", "name")
        if (earlier := first.setdefault(who, line.line)) != line.line:
            yield line.line, Finding(False, None, f"与第{earlier}行同名同单位", "是同一人的请删去一行。", "name")
