"""Signing keys (评审·7, 评审·8): made here or kept elsewhere, replaced, reported lost."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast
from uuid import UUID

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from haizhi.accounts.facts.keys import hold_names, keys_of, next_name, post_of
from haizhi.accounts.models import Key, Person
from haizhi.fairness import note
from haizhi.kernel import cosigning, vault
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.secrecy import fingerprint
from haizhi.kernel.source import random_bytes
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused, unmet

LONG_ENOUGH = 14
"""Characters that a passphrase has at least."""

DIFFERENT_ENOUGH = 8
"""Different characters among them."""

_CITE = review_rules(7)


@creates(moves.MAKE_KEY, secret=("passphrase",))
def make_key(*, by: Actor, at: datetime, passphrase: str) -> Key:
    """制作签名密钥: both private halves are locked up under the passphrase, which is neither kept nor recorded.

    Raises Refused for a passphrase that is too easily guessed. A valid key of the same holder is replaced.
    """
    hold_names(post_of(by))
    holder = _holder(by)
    if weak := unmet(*passphrase_findings(passphrase, holder)):
        raise Refused(*weak)
    signing, opening = random_bytes(32), vault.new_private()
    key = Key(
        holder=holder,
        post=post_of(by),
        name=next_name(post_of(by)),
        public=cosigning.public_of(signing).hex(),
        box=vault.public_half(opening).hex(),
        made_at=at,
    )
    key.envelope = vault.lock_up(passphrase, signing + opening, key.name)
    return _entered(key, at)


@creates(moves.REGISTER_KEY)
def register_key(*, by: Actor, at: datetime, public: str, proof: str) -> Key:
    """登记签名公钥: `public` as published (vkey), `proof` the line by which it signs `challenge`.

    Raises Refused for a key that can't be registered or isn't proven. A valid key of the same holder is replaced.
    """
    hold_names(post_of(by))
    vkey = parse_public(public, post_of(by))
    signed = note.signed_note(challenge(by.id, vkey), [proof.strip()])
    try:
        proven = note.verdict(note.parse_note(signed.encode()), vkey) is note.Verdict.SIGNED
    except note.NoteError:
        proven = False
    if not proven:
        raise Refused(
            Finding(
                False,
                _CITE,
                "这一行不是此密钥对上面文本的签名",
                "请用 verify.pyz sign 对下载的文本签名，把输出的一整行（以“— ”开头）填在这里。",
                "proof",
            )
        )
    key = Key(holder=_holder(by), post=post_of(by), name=vkey.name, public=vkey.public.hex(), made_at=at)
    return _entered(key, at)


def parse_public(text: str, post: Key.Post) -> note.Key:
    """The public key that somebody wants to register in a post. Raises Refused when it can't be."""
    try:
        vkey = note.parse_key(text)
    except note.NoteError:
        vkey = None
    named = next_name(post)
    if vkey is None or Key.objects.filter(public=vkey.public.hex()).exists():
        wrong = "这把公钥已经登记过" if vkey else "不是公钥的规定格式"
        raise Refused(
            Finding(False, _CITE, wrong, f"请用 verify.pyz keygen {named} 生成密钥，填写其显示的公钥一整行。", "public")
        )
    if vkey.name != named:
        remedy = f"请用 verify.pyz keygen {named} 重新生成。"
        raise Refused(Finding(False, _CITE, f"密钥名称应为{named}，您的是{vkey.name}", remedy, "public"))
    return vkey


def challenge(holder_id: UUID | None, vkey: note.Key) -> str:
    """The text by which a holder shows that the private half is theirs; always the same for both."""
    token = fingerprint("key-challenge", str(holder_id), str(vkey))
    return f"{vkey.name}\n登记签名公钥\n{token}\n"


def passphrase_findings(passphrase: str, holder: Person) -> Iterator[Finding]:
    """Whether a passphrase is hard enough to guess, and not the password that opens the account."""
    named = "passphrase"
    yield Finding(
        len(passphrase) >= LONG_ENOUGH and len(set(passphrase)) >= DIFFERENT_ENOUGH,
        _CITE,
        f"口令至少{LONG_ENOUGH}个字符，其中至少{DIFFERENT_ENOUGH}个不相同",
        "可以用几个不相干的词连成一句。",
        named,
    )
    try:
        CommonPasswordValidator().validate(passphrase)
        common = False
    except ValidationError:
        common = True
    parts = [part for part in (holder.name, holder.mobile, (holder.email or "").partition("@")[0]) if part]
    personal = any(part in passphrase for part in parts)
    yield Finding(
        not common and not personal, _CITE, "口令太常见，或含有您的姓名、账号", "请换一句别人猜不到的。", named
    )
    yield Finding(
        not holder.check_password(passphrase), _CITE, "口令与登录密码相同", "请另设一句，只用于签名密钥。", named
    )


def _entered(key: Key, at: datetime) -> Key:
    """The key in place of the one that its holder signed with before, which stays for what it signed."""
    earlier = keys_of(key.holder_id, Key.Post(key.post))
    for former in earlier:
        if former.stage == "active":
            replace_key(former, by=SYSTEM, at=at)
    key.replaces = earlier[-1] if earlier else None
    record(post=key.post, name=key.name, public=str(key.vkey), replaces=key.replaces)
    return key


@act(moves.REPLACE_KEY)
def replace_key(key: Key, *, by: Actor, at: datetime) -> None:
    """更换: another key of its holder's takes its place; from now on it signs nothing."""
    _end(key, at)


def _own(key: Key, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(key.holder_id == by.id, _CITE, "只能停用本人的签名密钥", "请由持有人本人办理。")


@act(moves.RETIRE_KEY, requires=_own)
def retire_key(key: Key, *, by: Actor, at: datetime, opinion: str) -> None:
    """报失停用: lost, or known to somebody else; at once, wherever it was unlocked."""
    _end(key, at)


def open_key(key: Key, passphrase: str) -> tuple[bytes, bytes]:
    """The private halves (Ed25519, X25519) of a key made here. Raises Refused for a wrong passphrase."""
    try:
        both = vault.open_up(passphrase, cast("vault.LockedUp", key.envelope), key.name)
    except vault.Unopenable:
        remedy = "请重新输入；确已忘记的，请报失停用后另制一把。"
        raise Refused(Finding(False, _CITE, "口令不对", remedy, "passphrase")) from None
    return both[:32], both[32:]


def _end(key: Key, at: datetime) -> None:
    key.ended_at = at
    cosigning.lock_again(key_ids=[key.pk])


def _holder(by: Actor) -> Person:
    return Person._base_manager.select_for_update().get(pk=str(by.id))
