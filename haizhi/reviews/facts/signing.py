"""Whose signatures the checkpoints of a session need, and which are still lacking."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from haizhi.accounts.facts.keys import valid_key
from haizhi.accounts.models import Key
from haizhi.kernel.models import Checkpoint
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding
from haizhi.reviews.models import Session, Signers

FROZEN = (moves.CONFIRM_SEAL.name,)
SCORED = (moves.ANNOUNCE.name,)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A checkpoint and the sides whose signatures it still needs."""

    checkpoint: Checkpoint
    sides: tuple[Key.Post, ...]


def signers_of(session: Session) -> Signers | None:
    """Who signs for the session, None before the freeze."""
    return Signers.objects.filter(session=session).first()


def post_in(session: Session, person_id: UUID | None) -> Key.Post | None:
    """The post in which a person signs the checkpoints of a session, or None."""
    signers = signers_of(session)
    if signers is None or person_id is None:
        return None
    if signers.operator_id == person_id:
        return Key.Post.OPERATOR
    return Key.Post.WITNESS if signers.witness_id == person_id else None


def checkpoints_of(session: Session) -> QuerySet[Checkpoint]:
    """Every checkpoint of a session and its turns, with signatures."""
    subjects = [session.pk, *session.turns.values_list("pk", flat=True)]
    return Checkpoint.objects.filter(subject_id__in=subjects).prefetch_related("signatures").order_by("size", "id")


def sides_of(checkpoint: Checkpoint) -> frozenset[str]:
    """The posts whose holders signed."""
    return frozenset(signature.name.split("/")[1] for signature in checkpoint.signatures.all())


def lacking(session: Session, occasions: Collection[str] = ()) -> list[Awaited]:
    """The checkpoints since the freeze in force that a side has not signed yet, on some occasions or on any."""
    if session.frozen_at is None:
        return []
    rows = checkpoints_of(session).filter(at__gte=session.frozen_at)
    if occasions:
        rows = rows.filter(occasion__in=occasions)
    return [
        Awaited(row, tuple(side for side in Key.Post if side.value not in signed))
        for row in rows
        if len(signed := sides_of(row)) < len(Key.Post)
    ]


def is_signed(session: Session, occasions: Collection[str] = ()) -> Finding:
    """Both sides have signed these checkpoints (评审·7): what comes next can't be undone behind their backs."""
    waiting = lacking(session, occasions)
    last = waiting[-1] if waiting else None
    what = moves.MOVES[last.checkpoint.occasion].label if last else ""
    who = "、".join(side.label for side in last.sides) if last else ""
    return Finding(
        not waiting,
        review_rules(7),
        f"“{what}”之后的检查点还缺{who}的签名",
        "请其在“签名密钥”页面启用签名密钥，或在“待签检查点”页面签名。",
    )


def has_key(person_id: UUID | None, post: Key.Post) -> Finding:
    """A side's own key is there to sign with."""
    return Finding(
        valid_key(person_id, post) is not None,
        review_rules(7),
        f"{post.label}没有有效的签名密钥",
        "请其本人先在“我的账户”的“我的签名密钥”中制作，或登记在别处保管的密钥的公钥。",
    )


def some_witness_has_key() -> Finding:
    """Somebody of 纪检 can sign with a key of their own."""
    return Finding(
        Key.objects.filter(post=Key.Post.WITNESS, stage="active").exists(),
        review_rules(7),
        f"{Key.Post.WITNESS.label}没有有效的签名密钥",
        "请纪检监督人员先在“我的账户”的“我的签名密钥”中制作或登记。",
    )
