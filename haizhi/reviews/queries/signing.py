"""What waits for a person's signature, and how far a session's keys are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from haizhi.accounts.facts.keys import post_of, valid_key
from haizhi.accounts.models import Key, Person
from haizhi.kernel.actor import Actor
from haizhi.kernel.cosigning import unlocked
from haizhi.kernel.models import Checkpoint
from haizhi.regulation.moves import MOVES
from haizhi.reviews.facts.sealing import sheet_key
from haizhi.reviews.facts.signing import (
    Awaited,
    checkpoints_of,
    key_in,
    lacking,
    post_in,
    signed_by,
    signers_of,
)
from haizhi.reviews.models import Session, SheetKey, Turn


@dataclass(frozen=True, slots=True)
class Side:
    """One who signs for a session: their valid key, and until when it is unlocked."""

    post: Key.Post
    name: str
    key: Key | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class KeysOfSession:
    """Who signs, the key that sheets are sealed to (`open_until`: until when it is open), what waits."""

    sides: tuple[Side, ...]
    sheet_key: SheetKey | None
    open_until: datetime | None
    waiting: tuple[Awaited, ...]


def keys_of_session(session: Session, at: datetime) -> KeysOfSession:
    """The keys of a session as its page shows them."""
    until = {row.key_id: row.until for row in unlocked(session.pk, at)}
    sides = [
        Side(post, person.name, key, until.get(key.pk) if key else None) for post, person, key in _signers(session)
    ]
    made = sheet_key(session)
    is_open = made is not None and made.until is not None and made.until > at
    return KeysOfSession(tuple(sides), made, made.until if made and is_open else None, tuple(lacking(session)))


def side_of(session: Session, person_id: UUID | None) -> Side | None:
    """The side on which a person signs for the session, with their valid key; None for anybody else."""
    own = post_in(session, person_id)
    return next((Side(post, p.name, key, None) for post, p, key in _signers(session) if post is own), None)


def _signers(session: Session) -> list[tuple[Key.Post, Person, Key | None]]:
    signers = signers_of(session)
    if signers is None:
        return []
    people = ((Key.Post.OPERATOR, signers.operator), (Key.Post.WITNESS, signers.witness))
    return [(post, person, key_in(signers, post)) for post, person in people if person is not None]


def unsigned_checkpoints(actor: Actor) -> QuerySet[Checkpoint]:
    """The checkpoints that wait for the actor's own signature, of every session for which they sign. One query."""
    own = _signed_for(actor)
    turns = Turn.objects.filter(session__in=own).order_by()
    about = Q(subject_id__in=own.values("pk")) | Q(subject_id__in=turns.values("pk"))
    return Checkpoint.objects.filter(about, Exists(_since_frozen(actor)), ~signed_by(post_of(actor)))


def awaiting_signature(actor: Actor) -> QuerySet[Checkpoint]:
    """`unsigned_checkpoints` with `session_code` and `session_name`."""
    since = _since_frozen(actor)
    return unsigned_checkpoints(actor).annotate(
        session_code=Subquery(since.values("code")[:1]), session_name=Subquery(since.values("name")[:1])
    )


def waiting_with_sessions(actor: Actor) -> list[tuple[Session, Checkpoint]]:
    """The checkpoints that wait for the actor's own signature, each with its session. Two queries."""
    rows: list[Any] = list(awaiting_signature(actor))  # with their sessions' codes
    sessions = {session.code: session for session in _signed_for(actor).filter(code__in={r.session_code for r in rows})}
    return [(sessions[row.session_code], row) for row in rows]


def signs_elsewhere(actor: Actor) -> bool:
    """Whether the actor's valid key is kept elsewhere, so that signatures are brought. One query."""
    key = valid_key(actor.id, post_of(actor))
    return key is not None and not key.is_here


def _signed_for(actor: Actor) -> QuerySet[Session]:
    """The sessions for which somebody signs in their post."""
    return Session.objects.filter(**{f"signers__{post_of(actor).value}__id": str(actor.id)}).order_by()


def _since_frozen(actor: Actor) -> QuerySet[Session]:
    """The session to which a checkpoint belongs, if the freeze in force came before it."""
    about = Q(pk=OuterRef("subject_id")) | Q(turns__pk=OuterRef("subject_id"))
    return _signed_for(actor).filter(about, frozen_at__lte=OuterRef("at"))


def checkpoint_of(session: Session, size: int) -> Checkpoint | None:
    """The session's checkpoint of a size, or None."""
    return checkpoints_of(session).filter(size=size).last()


def occasion(checkpoint: Checkpoint) -> str:
    """After which act a checkpoint was signed."""
    return MOVES[checkpoint.occasion].label
