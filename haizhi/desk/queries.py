"""What waits for me, what I did, what I find, what the ledger holds."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, F, QuerySet, Value

from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Act, Entry
from haizhi.kernel.search import finds
from haizhi.kernel.subjects import Subject, subject_models
from haizhi.regulation.moves import moves_of
from haizhi.regulation.roles import Role
from haizhi.regulation.stages import KIND_LABELS
from haizhi.reviews.models import Session

SHOWN = 20
"""Rows of one kind on the to-do page, the most urgent ones; the rest is counted."""

DUE_COLUMNS = {"application": "due_on"}
"""Kind → the column behind its `due`."""

FOUND = 20
"""Rows of one kind on the search page."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the to-do list: the subject, what may be done, by when, and from when if not yet."""

    subject: Subject
    steps: tuple[str, ...]
    due: date | None
    opens: date | None


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
        if any(move.duty and not move.roles.isdisjoint(actor.roles) for move in moves_of(model.kind))
    ]


def counts(actor: Actor) -> Counter[str]:
    """How many rows of each kind wait for the actor, in one query."""
    counting = _counting(connection.vendor, actor.grants)
    if counting is None:
        return Counter()
    with connection.cursor() as cursor:
        cursor.execute(*counting)
        return Counter(dict(cursor.fetchall()))


@lru_cache(maxsize=1000)
def _counting(_vendor: str, grants: tuple[Grant, ...]) -> tuple[str, tuple[Any, ...]] | None:
    """The statement that counts for these grants, for every page has it in its head and it is long; None: nothing does.

    What waits for somebody depends on nothing but what they hold.
    """
    actor = Actor(None, "", grants)
    parts = [_counted(model, actor) for model in dutiful_kinds(actor)]
    if not parts:
        return None
    first, *rest = parts
    try:
        return first.union(*rest, all=True).query.sql_with_params()
    except EmptyResultSet:
        return None


def _counted(model: type[Subject], actor: Actor) -> QuerySet[Subject, tuple[str, int]]:
    kind = Value(model.kind, output_field=CharField())
    return model.objects.awaiting(actor).order_by().values_list(kind).annotate(Count("pk"))


def waiting(actor: Actor) -> list[Group]:
    """The to-do list by kind, most urgent first; one query for the counts and one per kind that has rows."""
    numbers = counts(actor)
    groups = []
    for model in dutiful_kinds(actor):
        if not numbers[model.kind]:
            continue
        shown = tuple(_waiting(row, actor) for row in _most_urgent(model, actor)[:SHOWN])
        groups.append(Group(model.kind, KIND_LABELS[model.kind], numbers[model.kind], shown))
    return groups


def _most_urgent(model: type[Subject], actor: Actor) -> QuerySet[Subject]:
    """What waits of a kind, the first due first, with the relations that title, address and scope need."""
    placed = {path.rpartition("__")[0] for path in model.scope.values()} - {""}
    rows = model.objects.awaiting(actor).select_related(*model.shown_with, *sorted(placed))
    if model is Session and actor.holds(Role.JUDGE):
        rows = rows.prefetch_related("seats")  # type: ignore[misc]  # just found to be sessions
    column = DUE_COLUMNS.get(model.kind)
    return rows.order_by(F(column).asc(nulls_last=True), *(model._meta.ordering or ())) if column else rows


def _waiting(subject: Subject, actor: Actor) -> Waiting:
    steps = tuple(
        move.task
        for move in moves_of(subject.kind)
        if move.duty
        and subject.stage in move.sources
        and any(grant.role in move.roles and subject.within(grant) for grant in actor.grants)
    )
    return Waiting(subject, steps, subject.due, subject.opens)


def done_by(actor: Actor) -> QuerySet[Act]:
    """The acts that the person carried out, own and on behalf of others; what they caused is not listed."""
    return Act.objects.filter(by_id=actor.id, cause__isnull=True) if actor.id else Act.objects.none()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found of one kind."""

    label: str
    rows: tuple[Subject, ...]
    more: bool


def search(actor: Actor, words: str) -> list[Found]:
    """Everything with a name or number that the actor may see, by part of it or by initials.

    One query for the words and one for each kind in which they are found.
    """
    models = [model for model in reversed(subject_models()) if model.searched]
    sought = finds(words, {kind for model in models for kind in model.searched})
    found = []
    for model in models:
        visible = model.objects.visible_to(actor).found_by(sought).select_related(*model.shown_with)
        if rows := tuple(visible.order_by(*model._meta.ordering or ())[: FOUND + 1]):
            found.append(Found(KIND_LABELS[model.kind], rows[:FOUND], len(rows) > FOUND))
    return found


def entries() -> QuerySet[Entry]:
    """The ledger with the act behind each entry."""
    return Entry.objects.select_related("act")
