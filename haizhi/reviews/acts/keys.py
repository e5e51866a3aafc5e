"""Keys for one sitting (评审·7, 评审·8): signing keys unlocked once, and the key that sheets are sealed to."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from haizhi.accounts.acts import open_key
from haizhi.accounts.acts.cosigning import held_key, signing_post, signs, unsigned_by
from haizhi.accounts.facts.cosigning import post_in
from haizhi.accounts.facts.keys import keys_of, valid_key
from haizhi.accounts.models import Key
from haizhi.kernel import cosigning, vault
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused
from haizhi.reviews.facts.sealing import kept_open, private_half, sheet_key
from haizhi.reviews.models import Session, SheetKey

LONGEST_HOURS = 24
"""How long a key stays unlocked at most; a hearing of several days unlocks it each day."""

_CITE = review_rules(7)


@act(moves.ENABLE_KEY, requires=signs, secret=("passphrase", "code"))
def enable_key(
    session: Session, *, by: Actor, at: datetime, passphrase: str = "", code: str = "", hours: int = 12
) -> str:
    """启用签名密钥: from now on, for so many hours, each checkpoint of the session is signed as it is made.

    What waits for a signature is signed at once. The witness opens the session's key with it, by the same passphrase
    or by the recovery code. Raises Refused for a passphrase or code that opens nothing.
    """
    post, until = signing_post(session, by), at + timedelta(hours=min(max(hours, 1), LONGEST_HOURS))
    key = held_key(by.id, post)
    opening = None
    if key.is_here:
        private, opening = open_key(key, passphrase)
        cosigning.unlock(session.pk, key.pk, key.vkey, private, until=until, at=at)
        for checkpoint in unsigned_by(session, post):
            line = cosigning.signature_of(key.vkey, private, cosigning.text_of(checkpoint))
            cosigning.cosign(checkpoint, key.pk, key.vkey, line, at)
    elif post is Key.Post.OPERATOR:
        raise Refused(
            Finding(False, _CITE, "您的签名密钥不在平台保存，无需启用", "请在“待签检查点”页面下载检查点，签名后上传。")
        )
    if post is Key.Post.WITNESS:
        _open_sheet_keys(session, key, opening, code, until, at)
    record(key=key.name, until=until)
    return session.stage


@act(moves.DISABLE_KEY, requires=signs)
def disable_key(session: Session, *, by: Actor, at: datetime) -> str:
    """停用签名密钥: what was unlocked is destroyed; the witness shuts the session's key with it."""
    post = signing_post(session, by)
    cosigning.lock_again(case_id=session.pk, key_ids=[key.pk for key in keys_of(by.id, post)])
    if post is Key.Post.WITNESS:
        shut_sheet_keys(session)
    return session.stage


def _witnesses(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    witness = post_in(session, by.id) is Key.Post.WITNESS
    yield Finding(witness, review_rules(8), "您不是会签本次封存的纪检监督人员", "请由会签封存的本人办理。")


@act(moves.MAKE_SHEET_KEY, requires=_witnesses, secret=("code",))
def make_sheet_key(session: Session, *, by: Actor, at: datetime, code: str) -> str:
    """制作会议密钥: sheets are sealed to it; `code` is the recovery code, shown once and kept in an envelope.

    An open key is only wrapped anew, for the witness's key of now and this code; a shut one is followed by another,
    and stays for the sheets that were sealed to it.
    """
    former, key = sheet_key(session), valid_key(by.id, Key.Post.WITNESS)
    is_open = former is not None and former.until is not None and former.until > at
    if former is not None and is_open:
        made, private = former, private_half(former)
    else:
        private = vault.new_private()
        made = SheetKey(session=session, public=vault.public_half(private).hex(), made_at=at)
        held = cosigning.unlocked(session.pk, at).filter(key_id=key.pk).first() if key else None
        if held:
            made.opened, made.until = kept_open(private, at), held.until
    made.wrapped = _wrapped(private, made.public, key, code)
    made.save()
    record(public=made.public)
    return session.stage


def shut_sheet_keys(session: Session) -> None:
    """Destroy the opened private halves of a session's keys."""
    session.sheet_keys.update(opened=None, until=None)


def _wrapped(private: bytes, public: str, key: Key | None, code: str) -> dict[str, str]:
    about = bytes.fromhex(public)
    recovery = vault.public_half(vault.private_from_code(code))
    wrapped = {"code": vault.seal_to(recovery, private, about).hex()}
    if key is not None and key.is_here:
        wrapped |= {"key": str(key.pk), "box": vault.seal_to(bytes.fromhex(key.box), private, about).hex()}
    return wrapped


def _open_sheet_keys(
    session: Session, key: Key, opening: bytes | None, code: str, until: datetime, at: datetime
) -> None:
    """Open every key of the session that passphrase or code opens; the latest has to be among them."""
    latest = None
    for latest in session.sheet_keys.order_by("id"):
        private = _unwrapped(latest, key, opening, code)
        if private is not None:
            latest.opened, latest.until = kept_open(private, at), until
            latest.save(update_fields=["opened", "until"])
    if latest is not None and latest.until != until:
        reason = "恢复码不对" if code else "会议密钥不是为您现在的签名密钥封装的"
        remedy = "请核对信封中的恢复码；确已遗失的，可重新制作会议密钥，此前锁定的评分表须由评委申请更正后重新提交。"
        raise Refused(Finding(False, review_rules(8), reason, remedy, "code"))


def _unwrapped(row: SheetKey, key: Key, opening: bytes | None, code: str) -> bytes | None:
    about, wrapped = bytes.fromhex(row.public), row.wrapped
    ways = []
    if opening is not None and wrapped.get("key") == str(key.pk):
        ways.append((opening, wrapped["box"]))
    if code:
        ways.append((vault.private_from_code(code), wrapped["code"]))
    for private, box in ways:
        try:
            return vault.open_sealed(private, bytes.fromhex(box), about)
        except vault.Unopenable:
            continue
    return None
