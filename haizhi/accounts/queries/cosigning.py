"""What waits for a person's signature, of every kind of case that two people sign for."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from haizhi.accounts.facts.cosigning import checkpoints_of, cosigned_models, key_in, post_in, signed_by, signers_of
from haizhi.accounts.facts.keys import post_of, valid_key
from haizhi.accounts.models import Cosigned, Key, Person
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Checkpoint
from haizhi.kernel.subjects import subject_model
from haizhi.regulation.moves import MOVES


@dataclass(frozen=True, slots=True)
class Side:
    """One who signs for a case: their valid key, and until when it is unlocked."""

    post: Key.Post
    name: str
    key: Key | None
    until: datetime | None = None


def sides_for(case: Cosigned) -> list[Side]:
    """The two who sign for a case, as far as they are known; none before it is sealed."""
    signers = signers_of(case)
    if signers is None:
        return []
    people: tuple[tuple[Key.Post, Person | None], ...] = (
        (Key.Post.OPERATOR, signers.operator),
        (Key.Post.WITNESS, signers.witness),
    )
    return [Side(post, person.name, key_in(signers, post)) for post, person in people if person is not None]


def side_of(case: Cosigned, person_id: UUID | None) -> Side | None:
    """The side on which a person signs for the case, with their valid key; None for anybody else."""
    own = post_in(case, person_id)
    return next((side for side in sides_for(case) if side.post is own), None)


def unsigned_checkpoints(actor: Actor) -> QuerySet[Checkpoint]:
    """The checkpoints that wait for the actor's own signature, of every case for which they sign. One query."""
    about = Q(pk__in=[])
    for model in cosigned_models():
        own = _signed_for(model, actor)
        about |= Q(subject_id__in=own.values("pk"))
        for part in model.parts:
            about |= Q(subject_id__in=own.filter(**{f"{part}__isnull": False}).values(f"{part}__pk"))
    since = reduce(or_, (Q(Exists(_since_frozen(model, actor))) for model in cosigned_models()))
    return Checkpoint.objects.filter(about, since, ~signed_by(post_of(actor)))


def awaiting_signature(actor: Actor) -> QuerySet[Checkpoint]:
    """`unsigned_checkpoints` with `case_code`, `case_name` and `case_kind`."""
    since = {model: _since_frozen(model, actor) for model in cosigned_models()}
    kinds = [When(Exists(rows), then=Value(model.kind)) for model, rows in since.items()]
    return unsigned_checkpoints(actor).annotate(
        case_code=_first(since.values(), "code"),
        case_name=_first(since.values(), "name"),
        case_kind=Case(*kinds, output_field=CharField()),
    )


def _first(found: Any, column: str) -> Coalesce:
    return Coalesce(*(Subquery(rows.values(column)[:1]) for rows in found), Value(""))


def waiting_with_cases(actor: Actor) -> list[tuple[Cosigned, Checkpoint]]:
    """The checkpoints that wait for the actor's own signature, each with its case. A query, and one for each kind."""
    rows: list[Any] = list(awaiting_signature(actor))  # with their cases' codes
    cases: dict[str, Cosigned] = {}
    for model in cosigned_models():
        codes = {row.case_code for row in rows if row.case_kind == model.kind}
        cases |= {case.code: case for case in _signed_for(model, actor).filter(code__in=codes)}
    return [(cases[row.case_code], row) for row in rows]


def signing_url(row: Any) -> str:
    """The address at which a checkpoint of `awaiting_signature` is signed."""
    model = subject_model(row.case_kind)
    if not issubclass(model, Cosigned):
        raise TypeError(f"{row.case_kind} is not signed for")
    return reverse(model.signing_page, args=[row.case_code, row.size])


def signs_elsewhere(actor: Actor) -> bool:
    """Whether the actor's valid key is kept elsewhere, so that signatures are brought. One query."""
    key = valid_key(actor.id, post_of(actor))
    return key is not None and not key.is_here


def _signed_for(model: type[Cosigned], actor: Actor) -> QuerySet[Any]:
    """The cases of a kind for which somebody signs in their post."""
    return model._default_manager.filter(**{f"signers__{post_of(actor).value}__id": str(actor.id)}).order_by()


def _since_frozen(model: type[Cosigned], actor: Actor) -> QuerySet[Any]:
    """The case of a kind to which a checkpoint belongs, if the freeze in force came before it."""
    about = Q(pk=OuterRef("subject_id"))
    for part in model.parts:
        about |= Q(**{f"{part}__pk": OuterRef("subject_id")})
    return _signed_for(model, actor).filter(about, frozen_at__lte=OuterRef("at"))


def checkpoint_of(case: Cosigned, size: int) -> Checkpoint | None:
    """The case's checkpoint of a size, or None."""
    return checkpoints_of(case).filter(size=size).last()


def occasion(checkpoint: Checkpoint) -> str:
    """After which act a checkpoint was signed."""
    return MOVES[checkpoint.occasion].label
