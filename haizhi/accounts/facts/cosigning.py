"""Whose signatures the checkpoints of a case need, and which are still lacking."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects

from haizhi.accounts.models import Cosigned, Key, Signers
from haizhi.kernel.models import Checkpoint, CoSignature
from haizhi.regulation import moves
from haizhi.regulation.citations import Citation
from haizhi.regulation.findings import Finding


@dataclass(frozen=True, slots=True)
class Awaited:
    """A checkpoint and the sides whose signatures it still needs."""

    checkpoint: Checkpoint
    sides: tuple[Key.Post, ...]


def cosigned_models() -> tuple[type[Cosigned], ...]:
    """Every kind of case that two people sign for."""
    return tuple(model for model in apps.get_models() if issubclass(model, Cosigned))


def signers_of(case: Cosigned) -> Signers | None:
    """Who signs for a case, with their valid keys; None before it is sealed. Two queries, once a row in hand."""
    own = apps.get_model(case._meta.app_label, "Signers")
    prefetch_related_objects([case], Prefetch("signers", own._default_manager.select_related("operator", "witness")))
    found: Signers | None = getattr(case, "signers", None)
    if found is not None:
        people = [person for person in (found.operator, found.witness) if person is not None]
        prefetch_related_objects(people, Prefetch("keys", Key.objects.filter(stage="active")))
    return found


def key_in(signers: Signers, post: Key.Post) -> Key | None:
    """The valid key of a side, or None."""
    person = signers.operator if post is Key.Post.OPERATOR else signers.witness
    return None if person is None else next((key for key in person.keys.all() if key.post == post), None)


def post_in(case: Cosigned, person_id: UUID | None) -> Key.Post | None:
    """The post in which a person signs the checkpoints of a case, or None."""
    signers = signers_of(case)
    if signers is None or person_id is None:
        return None
    if signers.operator_id == person_id:
        return Key.Post.OPERATOR
    return Key.Post.WITNESS if signers.witness_id == person_id else None


def checkpoints_of(case: Cosigned) -> QuerySet[Checkpoint]:
    """Every checkpoint of a case and its parts, with signatures."""
    own = Q(subject_id=case.pk)
    for part in case.parts:
        own |= Q(subject_id__in=getattr(case, part).order_by().values("pk"))
    return Checkpoint.objects.filter(own).prefetch_related("signatures").order_by("size", "id")


def sides_of(checkpoint: Checkpoint) -> frozenset[str]:
    """The posts whose holders signed."""
    return frozenset(signature.name.split("/")[1] for signature in checkpoint.signatures.all())


def signed_by(post: Key.Post) -> Exists:
    """The condition that a checkpoint is signed by a side."""
    return Exists(CoSignature.objects.filter(checkpoint=OuterRef("pk"), name__contains=f"/{post.value}/"))


def lacking(case: Cosigned, occasions: Collection[str] = ()) -> list[Awaited]:
    """The checkpoints since the freeze in force that a side has not signed yet, on some occasions or on any.

    One query when there are none.
    """
    if case.frozen_at is None:
        return []
    rows = checkpoints_of(case).filter(at__gte=case.frozen_at)
    rows = rows.filter(~signed_by(Key.Post.OPERATOR) | ~signed_by(Key.Post.WITNESS))
    if occasions:
        rows = rows.filter(occasion__in=occasions)
    return [Awaited(row, tuple(side for side in Key.Post if side.value not in sides_of(row))) for row in rows]


def is_signed(case: Cosigned, occasions: Collection[str] = ()) -> Finding:
    """Both sides have signed these checkpoints (评审·7): what comes next can't be undone behind their backs."""
    waiting = lacking(case, occasions)
    last = waiting[-1] if waiting else None
    what = moves.MOVES[last.checkpoint.occasion].label if last else ""
    who = "、".join(side.label for side in last.sides) if last else ""
    return Finding(not waiting, case.signed_under, f"“{what}”之后的检查点还缺{who}的签名", case.how_to_sign)


def is_held(key: Key | None, post: Key.Post, cite: Citation) -> Finding:
    """A side's own key is there to sign with."""
    return Finding(
        key is not None,
        cite,
        f"{post.label}没有有效的签名密钥",
        "请其本人先在“我的账户”的“我的签名密钥”中制作，或登记在别处保管的密钥的公钥。",
    )


def keys_for_freeze(operator: UUID | None, cite: Citation) -> Iterator[Finding]:
    """Whoever freezes has a key of their own, and so has somebody of 纪检. One query."""
    witnesses, operators = Key.Post.WITNESS, Key.Post.OPERATOR
    usable = Q(post=witnesses) | Q(post=operators, holder__id=str(operator))
    found = {Key.Post(key.post): key for key in Key.objects.filter(usable, stage="active")}
    yield is_held(found.get(operators), operators, cite)
    yield is_held(found.get(witnesses), witnesses, cite)


def published_keys(signers: Signers) -> dict[str, str]:
    """The valid keys of the two who sign for a case, as they are published, by their posts. Two queries."""
    people = ((signers.operator_id, Key.Post.OPERATOR), (signers.witness_id, Key.Post.WITNESS))
    keys = (Key.objects.filter(holder_id=person, post=post, stage="active").first() for person, post in people)
    return {key.post: str(key.vkey) for key in keys if key}
