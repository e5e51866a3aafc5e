"""What an act that is yet to be done would tell: whom, how many people, and in which words. Nothing is written."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from haizhi.accounts.queries import people_by_place
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.kernel.subjects import Subject
from haizhi.notifications.facts import is_important, particulars
from haizhi.notifications.models import Notice
from haizhi.notifications.tasks.letters import letter_about, sms_about
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import Move
from haizhi.regulation.roles import Role


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A move that is to be made on a subject; `stage` is where it leads, the move's only target when empty."""

    move: Move
    subject: Subject
    stage: str = ""
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who of a subject would be told in one role: how many people; nobody holds the role when `people` is 0."""

    foreseen: Foreseen
    role: Role
    place: str
    people: int


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that would go out; `letter` is empty for what is only kept among the notices."""

    subject: str
    letter: str
    sms: str


def foretold(foreseen: Collection[Foreseen], by: Actor, at: datetime) -> list[Telling]:
    """Who would be told of each, in the order given; whoever acts is not told of it. Two queries for all of them.

    The subjects come with the relations by which their places are found.
    """
    addressed = [
        (each, role, place)
        for each in foreseen
        for role in sorted(each.move.tells)
        for place in each.subject.addressees(role)
    ]
    people = people_by_place({(role, place) for _, role, place in addressed}, day_of(at))
    return list(_told(addressed, people, by))


def _told(
    addressed: Iterable[tuple[Foreseen, Role, str]], people: dict[tuple[str, str], frozenset[UUID]], by: Actor
) -> Iterator[Telling]:
    """Somebody who is addressed twice of one act counts once, in the first role that names them."""
    met: dict[tuple[str, object], set[UUID]] = {}
    for each, role, place in addressed:
        before = met.setdefault((each.move.name, each.subject.pk), {by.id} if by.id else set())
        new = people[role, place] - before
        before |= new
        yield Telling(each, role, place, len(new))


def wording(telling: Telling, by: Actor, at: datetime) -> Wording:
    """What those people would read; one query at most where the subject has the relations that its letters need."""
    move, subject = telling.foreseen.move, telling.foreseen.subject
    act = Act(
        kind=subject.kind,
        verb=move.name,
        subject_id=subject.pk,
        case_id=UUID(str(subject.case_id)),
        number=subject.number,
        title=subject.title,
        by_id=by.id,
        by_name=by.name,
        at=at,
        opinion=telling.foreseen.opinion,
        article=str(move.cite),
        stage_after=telling.foreseen.stage or move.targets[0],
    )
    important = is_important(act, telling.role)
    notice = Notice(act=act, case_id=act.case_id, role=telling.role, place=telling.place, important=important, at=at)
    if not important:
        return Wording(f"{act.label}：{act.number or act.title}", "", "")
    known = particulars(subject.kind, subject)
    letter = letter_about(notice, subject, known, at)
    return Wording(letter.subject, letter.text, sms_about(notice, subject, known))
