"""What entering a resolution would do, shown before it is done: every unit, every message, what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from haizhi.applications.models import Application
from haizhi.decisions.models import Resolution
from haizhi.decisions.queries.resolutions import Line, lines_of, move_of
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import standing_against
from haizhi.notifications.tasks.foretelling import Foreseen, Telling, Wording, foretold, wording
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding
from haizhi.regulation.roles import UNIT_ROLES


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one unit; `people` of it are told, none where nobody of the unit has an account."""

    line: Line
    people: int


@dataclass(frozen=True, slots=True)
class Message:
    """One wording: of what, to which roles, of how many cases, to how many people, with a sample of its words."""

    label: str
    roles: str
    cases: int
    people: int
    sample: Wording
    sample_of: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole: effects in order of rank, messages, what stands against it now, entries that the ledger would gain."""

    effects: tuple[Effect, ...]
    left_out: tuple[Line, ...]
    messages: tuple[Message, ...]
    missing: tuple[Finding, ...]
    entries: int


def preview_of(resolution: Resolution, by: Actor, at: datetime) -> Preview:
    """Work out what applying the resolution as it stands would do. A constant number of queries; nothing is written."""
    lines = lines_of(resolution)
    decided = [line for line in lines if line.becomes]
    foreseen = [Foreseen(move_of(line.decision), line.application) for line in decided]
    tellings = foretold([*foreseen, Foreseen(moves.APPLY_RESOLUTION, resolution)], by, at)
    people = {line.application.code: 0 for line in decided}
    for telling in tellings:
        if telling.role in UNIT_ROLES and isinstance(telling.foreseen.subject, Application):
            people[telling.foreseen.subject.code] += telling.people
    return Preview(
        effects=tuple(Effect(line, people[line.application.code]) for line in decided),
        left_out=tuple(line for line in lines if not line.becomes),
        messages=tuple(messages_of(tellings, by, at)),
        missing=standing_against(moves.APPLY_RESOLUTION, resolution, by, at),
        entries=len(decided) + 1,
    )


def messages_of(tellings: list[Telling], by: Actor, at: datetime) -> Iterator[Message]:
    """The messages that these tellings come to, alike ones together, units first. One query at most for each."""

    def sort(telling: Telling) -> tuple[str, bool]:
        return telling.foreseen.move.name, telling.role not in UNIT_ROLES

    for _, found in groupby(sorted(tellings, key=sort), key=sort):
        alike = list(found)
        sample = next((telling for telling in alike if telling.people), alike[0])
        yield Message(
            label=sample.foreseen.move.label,
            roles="、".join(dict.fromkeys(telling.role.label for telling in alike)),
            cases=len({telling.foreseen.subject.pk for telling in alike}),
            people=sum(telling.people for telling in alike),
            sample=wording(sample, by, at),
            sample_of=sample.foreseen.subject.title,
        )
