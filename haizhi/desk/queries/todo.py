"""What waits for me, what I did, what I find, what the ledger holds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Count, Exists, F, QuerySet, Value

from haizhi.accounts.models import Person
from haizhi.accounts.queries.cosigning import awaiting_signature, occasion, signing_url, unsigned_checkpoints
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Act, Checkpoint, Entry
from haizhi.kernel.search import finds
from haizhi.kernel.statements import Statement
from haizhi.kernel.subjects import Subject, subject_models
from haizhi.notifications.queries import SOMEBODY, steps_for, unread_of_somebody
from haizhi.regulation.civil_time import end_of_day
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.moves import ENABLE_KEY, moves_of
from haizhi.regulation.roles import Role
from haizhi.reviews.models import Session

CHECKPOINT = "checkpoint"
"""What is counted beside the kinds: a checkpoint moves through no stages, it waits for a signature."""

_NOTICE = "notice"
"""What is counted with them for the head of each page: the important notices that were not read."""

SHOWN = 20
"""Rows of one kind on the to-do page, the most urgent ones; the rest is counted."""

FOUND = 20
"""Rows of one kind on the search page."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the to-do list: the subject, what may be done, by when, and from when if not yet."""

    subject: Subject
    steps: tuple[str, ...]
    due: date | None
    opens: date | None

    @property
    def until(self) -> datetime | None:
        """The end of its last day."""
        return end_of_day(self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Group:
    """What waits of one kind: `count` in all, `rows` the first of them."""

    kind: str
    label: str
    count: int
    rows: tuple[Waiting, ...]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def dutiful_kinds(actor: Actor) -> list[type[Subject]]:
    """The kinds of which some stage waits for one of the actor's roles."""
    return [
        model
        for model in subject_models()
        if any(move.task_of(role) for move in moves_of(model.kind) for role in actor.roles)
    ]


def counts(actor: Actor) -> Counter[str]:
    """How many rows of each kind wait for the actor, and how many checkpoints for their signature, in one query."""
    return head_counts(actor)[0]


def head_counts(actor: Actor) -> tuple[Counter[str], int]:
    """What the head of each page counts, in one query: what waits (`counts`), and the notices that were not read."""
    signer = actor.id if actor.holds(*ENABLE_KEY.roles) else None
    counting = _counting(connection.vendor, actor.grants, actor.on, signer)
    found = Counter(dict(counting.rows({SOMEBODY: actor.id or SOMEBODY})))
    return found, found.pop(_NOTICE, 0)


@lru_cache(maxsize=1000)
def _counting(_vendor: str, grants: tuple[Grant, ...], on: date | None, signer: UUID | None) -> Statement:
    """What counts for these grants.

    What waits for somebody depends on nothing but what they hold, and on the day; signatures on who they are.
    """
    actor = Actor(signer, "", grants, on)
    parts: list[QuerySet[Any, tuple[str, int]]] = [_counted(model, actor) for model in dutiful_kinds(actor)]
    if signer:
        parts.append(of_kind(CHECKPOINT, unsigned_checkpoints(actor)))
    return Statement.of(of_kind(_NOTICE, unread_of_somebody()).union(*parts, all=True), SOMEBODY)


def _counted(model: type[Subject], actor: Actor) -> QuerySet[Any, tuple[str, int]]:
    return of_kind(model.kind, model.objects.awaiting(actor))


def of_kind(kind: str, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, int]]:
    """How many rows of a kind there are, as a row of a union."""
    label = Value(kind, output_field=CharField())
    counted: QuerySet[Any, tuple[str, int]] = rows.order_by().values_list(label).annotate(Count("pk"))
    return counted


def unsigned(actor: Actor) -> list[tuple[Checkpoint, str, str]]:
    """The first of the checkpoints that wait for the actor's signature, with occasion and address. One query."""
    return [
        (checkpoint, occasion(checkpoint), signing_url(checkpoint)) for checkpoint in awaiting_signature(actor)[:SHOWN]
    ]


def waiting(actor: Actor, numbers: Mapping[str, int] | None = None) -> list[Group]:
    """The to-do list by kind, most urgent first; one query per kind that has rows, and one for the counts unless
    they are given.
    """
    numbers = counts(actor) if numbers is None else numbers
    groups = []
    for model in dutiful_kinds(actor):
        if not numbers.get(model.kind):
            continue
        shown = tuple(waiting_row(row, actor) for row in _most_urgent(model, actor)[:SHOWN])
        groups.append(Group(model.kind, KIND_LABELS[model.kind], numbers[model.kind], shown))
    return groups


def waiting_of(model: type[Subject], actor: Actor) -> QuerySet[Subject]:
    """What waits of a kind, in its own order, with the relations that title, address and scope need."""
    rows = model.objects.awaiting(actor).select_related(*model.shown_with, *sorted(model.placed_with()))
    if model is Session and actor.holds(Role.JUDGE):
        rows = rows.prefetch_related("seats")  # type: ignore[misc]  # just found to be sessions
    return rows


def _most_urgent(model: type[Subject], actor: Actor) -> QuerySet[Subject]:
    """The first due first."""
    rows, column = waiting_of(model, actor), model.due_by
    return rows.order_by(F(column).asc(nulls_last=True), *(model._meta.ordering or ())) if column else rows


def waiting_row(subject: Subject, actor: Actor) -> Waiting:
    """A row of `waiting_of` with what the actor may do to it."""
    return Waiting(subject, steps_for(actor, subject), subject.due, subject.opens)


def done_by(actor: Actor) -> QuerySet[Act]:
    """The acts that the person carried out, own and on behalf of others; what they caused is not listed."""
    return Act.objects.filter(by_id=actor.id, cause__isnull=True) if actor.id else Act.objects.none()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found of one kind."""

    kind: str
    label: str
    rows: tuple[Subject, ...]
    more: bool


def search(actor: Actor, words: str) -> list[Found]:
    """Everything with a name or number that the actor may see, by part of it or by initials.

    One query for the words, one for the kinds in which they are found, and one for each of these.
    """
    models = [model for model in reversed(subject_models()) if model.searched]
    sought = finds(words, {kind for model in models for kind in model.searched})
    visible = {model: model.objects.visible_to(actor).found_by(sought) for model in models}
    found = []
    for model in _with_rows(visible, actor):
        ordered = visible[model].select_related(*model.shown_with).order_by(*model._meta.ordering or ())
        rows = tuple(ordered[: FOUND + 1])
        found.append(Found(model.kind, KIND_LABELS[model.kind], rows[:FOUND], len(rows) > FOUND))
    return found


def _with_rows(visible: Mapping[type[Subject], QuerySet[Subject]], actor: Actor) -> list[type[Subject]]:
    """Those kinds that have any of these rows. One query, asked beside the reader's own row; none for nobody."""
    if actor.id is None:
        return []
    there = {model.kind: Exists(rows.order_by()) for model, rows in visible.items()}
    answers = Person.objects.filter(pk=str(actor.id)).annotate(**{f"in_{kind}": asked for kind, asked in there.items()})
    known = answers.values(*(f"in_{kind}" for kind in there)).first() or {}
    return [model for model in visible if known.get(f"in_{model.kind}")]


def found_of(model: type[Subject], actor: Actor) -> QuerySet[Subject]:
    """Everything of a kind that the actor may see, with the relations that title and address need."""
    return model.objects.visible_to(actor).select_related(*model.shown_with)


def sorts_of(model: type[Subject]) -> dict[str, tuple[str, ...]]:
    """By what a list of a kind can be sorted: its usual order first, its stage, its last day where it has one."""
    usual = tuple(str(path).removeprefix("-") for path in model._meta.ordering or ()) or ("pk",)
    due = model.due_by
    return {"usual": usual, "stage": ("stage", *usual)} | ({"due": (due, *usual)} if due else {})


def entries() -> QuerySet[Entry]:
    """The ledger with the act behind each entry."""
    return Entry.objects.select_related("act")
