"""Sheets as they are filled in and read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from haizhi.assessments.facts import evidence_of, in_force, is_own, marks_of, may_see_marks, self_sheet, team_marks_of
from haizhi.assessments.models import Evidence, Part, Score
from haizhi.kernel.actor import Actor
from haizhi.regulation.indicators import ASSESSMENT, Indicator, IndicatorGroup, tenths


@dataclass(frozen=True, slots=True)
class Said:
    """What the assessed station says of itself: explanations and evidence by indicator."""

    texts: Mapping[str, str]
    evidence: Mapping[str, list[Evidence]]
    given: bool


@dataclass(frozen=True, slots=True)
class PadRow:
    """An indicator with its mark in tenths, what the station says of it, and what each of the team gave."""

    indicator: Indicator
    mark: int | None
    text: str
    pieces: tuple[Evidence, ...]
    team: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pad:
    """A sheet by groups; sums in tenths of what is given so far."""

    groups: tuple[tuple[IndicatorGroup, tuple[PadRow, ...], int], ...]
    total: int
    given: int

    @property
    def count(self) -> int:
        """How many indicators there are."""
        return len(ASSESSMENT.indicators)

    @property
    def lacking(self) -> int:
        """How many are not marked yet."""
        return self.count - self.given


@dataclass(frozen=True, slots=True)
class Member:
    """One of the Office's team: their marks in tenths and what they noted."""

    person_id: object
    name: str
    marks: Mapping[str, int]
    notes: str

    @property
    def total(self) -> int:
        """The sum in tenths."""
        return sum(self.marks.values())

    @property
    def whole(self) -> bool:
        """Whether every indicator is marked."""
        return len(self.marks) == len(ASSESSMENT.indicators)


def sheets_of(actor: Actor) -> QuerySet[Score]:
    """The sheets that the actor may see, with round, station and rater."""
    rows = Score.objects.visible_to(actor).exclude(assessed__assessment__stage__in=("composing", "dropped"))
    return rows.select_related("assessed__assessment", "assessed__station__unit", "rater__unit")


def sheet_named(actor: Actor, code: str, station: str, slug: str) -> Score | None:
    """A sheet by its address, as far as the actor may see it."""
    rows = sheets_of(actor).filter(assessed__assessment__code=code, assessed__station__code=station, slug=slug)
    return rows.first()


def said_of(score: Score, actor: Actor) -> Said:
    """What the station on which the sheet is says of itself: to others only once its own sheet was submitted."""
    own = score if score.part == Part.SELF else self_sheet(score.assessed)
    given = own is not None and own.stage == "submitted"
    if own is None or not (given or (own.pk == score.pk and is_own(score, actor))):
        return Said({}, {}, given)
    return Said(own.texts, evidence_of(own), given)


def team_of(score: Score) -> list[Member]:
    """What the Office's team gave so far, in the order in which they began. One query."""
    rows = score.team.select_related("person").order_by("pk")
    return [Member(row.person_id, row.person.name, team_marks_of(row), row.notes) for row in rows]


def suggested_marks(team: list[Member]) -> dict[str, int]:
    """For each indicator the middle one of the team's marks (the lower of two), in tenths, to begin the talk with."""
    found = {}
    for indicator in ASSESSMENT.indicators:
        given = sorted(member.marks[indicator.key] for member in team if indicator.key in member.marks)
        if given:
            found[indicator.key] = given[(len(given) - 1) // 2]
    return found


def pad_of(marks: Mapping[str, int], said: Said, team: list[Member] | None = None) -> Pad:
    """A sheet with these marks beside what the station says."""
    groups = []
    for group in ASSESSMENT.groups:
        rows = tuple(_row(indicator, marks, said, team or []) for indicator in group.indicators)
        groups.append((group, rows, sum(row.mark or 0 for row in rows)))
    given = sum(row.mark is not None for _, rows, _ in groups for row in rows)
    return Pad(tuple(groups), sum(subtotal for _, _, subtotal in groups), given)


def _row(indicator: Indicator, marks: Mapping[str, int], said: Said, team: list[Member]) -> PadRow:
    key = indicator.key
    by_each = tuple((member.name, tenths(member.marks[key]) if key in member.marks else "未打分") for member in team)
    return PadRow(indicator, marks.get(key), said.texts.get(key, ""), tuple(said.evidence.get(key, ())), by_each)


def marks_shown(score: Score, actor: Actor) -> dict[str, int] | None:
    """The marks of a sheet as far as the actor may read them, else None."""
    return marks_of(score) if may_see_marks(score, actor, in_force(score.assessed)) else None


def is_mine(score: Score, actor: Actor) -> bool:
    """Whether the sheet is the actor's to fill in."""
    return is_own(score, actor)
