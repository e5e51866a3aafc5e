"""What makes a notice important, what an app knows of the case behind it, and when a failed sending is tried again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings

from haizhi.accounts.facts.resetting import mail_goes_out
from haizhi.kernel.models import Act
from haizhi.kernel.subjects import Subject, subject_model
from haizhi.notifications.models import Channel, Notice, Reminder
from haizhi.regulation.moves import moves_of
from haizhi.regulation.reminders import Occasion
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES, Role

PERSONAL_KINDS = frozenset(
    {
        "person",
        "membership",
        "delegation",
        "joining",
        "invitation",
        "expert",
        "correction",
        "look",
        "recusal",
        "objection",
        "sheet",
    }
)
"""Kinds of subjects whose title may name a person; what leaves the platform then says only what kind it is."""

REASON_FOR_THE_UNIT = frozenset(
    {
        "application.return",
        "application.decline",
        "application.correct",
        "application.reject",
        "application.notify",
        "application.spare",
        "application.cancel",
        "renaming.refuse",
        "assignment.return",
        "assignment.extend",
        "assignment.withdraw",
        "summary.return",
        "summary.extend",
        "summary.excuse",
        "summary.readmit",
        "renewal.return",
        "renewal.hear",
        "renewal.fail",
        "rectification.extend",
        "rectification.return",
        "rectification.fail",
        "revocation.postpone",
        "revocation.spare",
        "ending.refuse",
        "finance_rules.return",
        "grant.reduce",
        "payment.reverse",
        "spending.question",
        "spending.return",
        "spending.misuse",
        "account.return",
        "check.reject",
        "check.cancel",
        "recovery.revoke",
    }
)
"""Moves whose opinion is the reason that the unit has to read; a letter to the unit, and to nobody else, gives it."""

PUBLIC_REASON = frozenset({"call.extend"})
"""Moves whose opinion is published."""

OWN_ROLES = UNIT_ROLES | {Role.JUDGE, Role.PUBLIC}
"""Who is told only of what concerns them: their unit's cases, the sessions on which they sit, they in person."""

LEADS_ON: Mapping[str, frozenset[Role]] = {
    "session.confirm_close": frozenset({Role.PARTY_RECORDER}),
    "resolution.apply": OFFICE_ROLES,
    "publicity.conclude": OFFICE_ROLES,
    "application.state": OFFICE_ROLES,
    "application.cancel": frozenset({Role.SUPERVISOR, Role.PARTY_RECORDER}),
    "station.fall_due": OFFICE_ROLES,
    "call.publish": DISTRICT_ROLES,
    "call.extend": DISTRICT_ROLES,
}
"""Moves after which somebody's work begins though no stage waits for it: a resolution to prepare, files to expect, a
statement to weigh, a list from which somebody is gone, a term that is over."""


def steps_after(kind: str, stage: str, role: str, subject: Subject | None = None) -> tuple[str, ...]:
    """What the duties are called that a stage of a kind lays on a role; of a subject in hand those that wait on it."""
    of_stage = (move for move in moves_of(kind) if stage in move.sources)
    tasks = (move.task_of(Role(role)) for move in of_stage if subject is None or subject.waits_for(move))
    return tuple(filter(None, tasks))


def is_important(news: Act | Reminder, role: str) -> bool:
    """Whether who is told in a role has to do something, or it concerns their own case; a last day always does."""
    if isinstance(news, Reminder) or role in OWN_ROLES or role in LEADS_ON.get(news.verb, ()):
        return True
    return bool(steps_after(news.kind, news.stage_after, role))


def about(news: Act | Reminder) -> str:
    """What leaves the platform calls it: number and title, or only its kind where the title may name a person."""
    if news.kind in PERSONAL_KINDS:
        return ""
    return " ".join(filter(None, (news.number, news.title)))


def reason_for(notice: Notice) -> str:
    """The opinion, where it is the reason that this very reader has to read; else nothing."""
    act = notice.act
    if act is None:
        return ""
    theirs = act.verb in PUBLIC_REASON or (act.verb in REASON_FOR_THE_UNIT and notice.role in UNIT_ROLES)
    return act.opinion.strip() if theirs else ""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an app tells of a case for a letter about it, in plain words.

    `due` is the last day for what its stage waits for, `heard_until` the last day on which the unit may state its case;
    `again`: its call would still take another attempt.
    """

    unit: str = ""
    call: str = ""
    closes: str = ""
    due: date | None = None
    heard_until: date | None = None
    again: bool = False
    sections: tuple[str, ...] = ()
    department: str = ""
    contact: str = ""
    phone: str = ""
    own_path: str = ""


@dataclass(frozen=True, slots=True)
class Explainer:
    """How one kind of case is explained, and the relations to fetch with it for that."""

    tell: Callable[[Any], Particulars]
    related: tuple[str, ...]


EXPLAINERS: dict[str, Explainer] = {}
"""By kind of subject; each app enters its own when the apps are ready. The empty name explains every other kind."""

E = TypeVar("E", bound=Callable[..., Particulars])


def explains(kind: str, *related: str) -> Callable[[E], E]:
    """Declare how a kind of subject is explained. For the kind "" the function is called with None."""

    def declare(tell: E) -> E:
        EXPLAINERS[kind] = Explainer(tell, related)
        return tell

    return declare


def particulars(kind: str, subject: Subject | None) -> Particulars:
    """What is known of a case; of a kind that no app explains, whom to ask."""
    if subject is not None and kind in EXPLAINERS:
        return EXPLAINERS[kind].tell(subject)
    return EXPLAINERS[""].tell(None) if "" in EXPLAINERS else Particulars()


def subjects_of(news: list[Act | Reminder]) -> dict[UUID, Subject]:
    """The subjects that news are about, by their id: one query for each kind among them."""
    wanted: dict[str, set[UUID]] = {}
    for item in news:
        wanted.setdefault(item.kind, set()).add(item.subject_id)
    found: dict[UUID, Subject] = {}
    for kind, ids in wanted.items():
        model = subject_model(kind)
        related = EXPLAINERS[kind].related if kind in EXPLAINERS else ()
        rows = model._base_manager.filter(pk__in=ids).select_related(
            *{*model.shown_with, *related, *model.placed_with()}
        )
        found |= {row.pk: row for row in rows}
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """A last day for which somebody is waited: whom to remind, what of, since when it has been waiting.

    `place` and `count` as in `Reminder`; `overdue_too` are those who learn of it once it has passed.
    """

    occasion: Occasion
    subject: Subject
    due: date
    since: date
    told: tuple[tuple[Role, str], ...]
    place: str = ""
    count: int = 1
    overdue_too: tuple[tuple[Role, str], ...] = field(default=())


FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(days=1)
MOST_ATTEMPTS = 14
"""One at once and thirteen more, each after twice the wait of the one before: three and a half days in all."""


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When to try again after so many failed attempts (at least one): 1, 2, 4 … minutes up to a day; None: no more.

    Raises ValueError below one attempt.
    """
    if attempts < 1:
        raise ValueError("what was not tried has no next try")
    return None if attempts >= MOST_ATTEMPTS else at + min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)


def channels_set_up() -> tuple[Channel, ...]:
    """The channels for which the operator named a relay or gateway."""
    there = {Channel.MAIL: mail_goes_out(), Channel.SMS: settings.HAIZHI_SMS is not None}
    return tuple(channel for channel in Channel if there[channel])
