"""Signing the checkpoints of a case by hand (评审·7): with a key kept here, or with signatures made elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from haizhi.accounts.acts.keys import open_key
from haizhi.accounts.facts.cosigning import checkpoints_of, is_held, key_in, post_in, signed_by, signers_of
from haizhi.accounts.facts.keys import post_of, valid_key
from haizhi.accounts.models import Cosigned, Key
from haizhi.kernel import cosigning
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Checkpoint, CoSignature
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.kinds import KIND_LABELS


def signs(case: Cosigned, by: Actor, at: datetime) -> Iterator[Finding]:
    """Whoever signs for a case sealed or countersigned it, and has a valid key."""
    post = post_in(case, by.id)
    yield Finding(
        post is not None,
        case.signed_under,
        f"您不是本次{KIND_LABELS[case.kind]}的经办方或纪检监督方",
        "由办理封存、会签封存的两人签名；换人的，请重新封存。",
    )
    signers = signers_of(case)
    if post is not None and signers is not None:
        yield is_held(key_in(signers, post), post, case.signed_under)


def signing_post(case: Cosigned, by: Actor) -> Key.Post:
    """The post in which somebody signs. Raises LookupError for whoever does not."""
    post = post_in(case, by.id)
    if post is None:
        raise LookupError("whoever may do this signs for the case")
    return post


def held_key(person_id: UUID | None, post: Key.Post) -> Key:
    """The valid key of somebody who signs. Raises LookupError without one."""
    key = valid_key(person_id, post)
    if key is None:
        raise LookupError("whoever may do this has a valid key")
    return key


def unsigned_by(case: Cosigned, post: Key.Post) -> list[Checkpoint]:
    """The checkpoints since the freeze in force that wait for a side's signature."""
    if case.frozen_at is None:
        return []
    return list(checkpoints_of(case).filter(~signed_by(post), at__gte=case.frozen_at))


def sign_by_passphrase(case: Cosigned, checkpoint: Checkpoint, *, by: Actor, at: datetime, passphrase: str) -> None:
    """Sign one checkpoint with one's key kept here. Raises Refused for a key kept elsewhere and a wrong passphrase."""
    key = _signing_key(case, by, at)
    if not key.is_here:
        reason, remedy = "您的签名密钥不在平台保存", "请下载检查点，签名后上传签名行。"
        raise Refused(Finding(False, case.signed_under, reason, remedy, "passphrase"))
    private, _ = open_key(key, passphrase)
    line = cosigning.signature_of(key.vkey, private, cosigning.text_of(checkpoint))
    cosigning.cosign(checkpoint, key.pk, key.vkey, line, at)


def sign_by_upload(case: Cosigned, checkpoint: Checkpoint, *, by: Actor, at: datetime, line: str) -> None:
    """Sign one checkpoint with a signature made elsewhere. Raises Refused unless it is one of one's valid key."""
    key = _signing_key(case, by, at)
    try:
        cosigning.cosign(checkpoint, key.pk, key.vkey, line.strip(), at)
    except cosigning.NotSigned as wrong:
        reasons = {None: "不是签名行的规定格式", "missing": f"不是{key.name}的签名"}
        reason = reasons.get(wrong.verdict.value if wrong.verdict else None, "签名与此检查点不符")
        remedy = f"请用 {key.name} 对本页下载的检查点签名，填写输出的一整行（以“— ”开头）。"
        raise Refused(Finding(False, case.signed_under, reason, remedy, "line")) from None


@dataclass(frozen=True, slots=True)
class Signed:
    """What became of one signature line: the checkpoint that it signed, or why it was not taken."""

    line: str
    checkpoint: Checkpoint | None
    refusal: str = ""


def sign_by_lines(
    waiting: Sequence[tuple[Cosigned, Checkpoint]], lines: Iterable[str], *, by: Actor, at: datetime
) -> list[Signed]:
    """Sign checkpoints that wait with signatures made elsewhere, each line the one that it is a signature of.

    Every line has its own answer: those that are good are kept whatever the others are.
    """
    return [_sign_one(waiting, line, by, at) for line in lines]


def _sign_one(waiting: Sequence[tuple[Cosigned, Checkpoint]], line: str, by: Actor, at: datetime) -> Signed:
    known = CoSignature.objects.filter(line=line).select_related("checkpoint").first()
    if known is not None:
        return Signed(line, None, f"检查点{known.checkpoint.size}此前已经签名，无需重复")
    key = valid_key(by.id, post_of(by))
    found = cosigning.among([checkpoint for _, checkpoint in waiting], key.vkey, line) if key else None
    case = next((case for case, checkpoint in waiting if checkpoint is found), None)
    if found is None or case is None:
        return Signed(line, None, "不是您现在的签名密钥对任何一个待签检查点的签名")
    try:
        sign_by_upload(case, found, by=by, at=at, line=line)
    except Refused as refused:
        return Signed(line, None, "；".join(finding.reason for finding in refused.findings))
    return Signed(line, found)


def _signing_key(case: Cosigned, by: Actor, at: datetime) -> Key:
    refuse_unmet(*signs(case, by, at))
    return held_key(by.id, signing_post(case, by))
