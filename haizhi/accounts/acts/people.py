"""Opening accounts, and closing and reopening them."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from haizhi.accounts.demonstration import is_demonstration, is_demonstration_mailbox
from haizhi.accounts.identifiers import canonical_mailbox, canonical_mobile, mailbox_is_valid, mobile_is_valid
from haizhi.accounts.models import Person
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused, unmet


@creates(moves.ENROL, private=("name", "mobile", "email"))
def enrol(
    password: str | None = None,
    /,
    *,
    by: Actor,
    at: datetime,
    name: str,
    mobile: str = "",
    email: str = "",
    initial: bool = False,
) -> Person:
    """开户: someone may sign in from now on, by mobile number or mailbox (at least one of them).

    `password` is positional, so that it never enters the record; without one nobody can sign in yet. `initial`
    marks a password that somebody else knows, to be changed at the first sign-in.
    """
    person = Person(
        name=name.strip(),
        mobile=canonical_mobile(mobile) or None,
        email=canonical_mailbox(email) or None,
        joined_at=at,
        password_is_initial=initial,
    )
    wrong = [*_reachable(person), *_unknown(person)]
    if password is not None:
        wrong += _strong(password, person)
    if unmet(*wrong):
        raise Refused(*unmet(*wrong))
    person.set_password(password)
    return person


def _not_oneself(person: Person, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(person.pk != by.id, None, "不能停用本人的账号", "请由另一名系统管理员办理。")


@act(moves.SUSPEND_PERSON, requires=_not_oneself)
def suspend(person: Person, *, by: Actor, at: datetime, opinion: str) -> None:
    """停用: the person can't sign in, and neither own roles nor those delegated by them count."""


@act(moves.RESTORE_PERSON)
def restore(person: Person, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """启用: the person may sign in again, with the roles still in force."""


@act(moves.RESET_PASSWORD)
def reset_password(person: Person, password: str, /, *, by: Actor, at: datetime, opinion: str) -> None:
    """重设密码: an initial password takes the place of a forgotten one; every session of the person ends by it."""
    person.set_password(password)
    person.password_is_initial = True


def _reachable(person: Person) -> Iterator[Finding]:
    yield Finding(bool(person.name), None, "姓名为空", "请填写姓名。", "name")
    yield Finding(
        bool(person.mobile or person.email), None, "没有登录用的手机号码或电子信箱", "请至少填写一项。", "mobile"
    )
    if person.mobile:
        yield mobile_is_valid(person.mobile)
    if person.email:
        yield mailbox_is_valid(person.email)
        yield Finding(
            is_demonstration() or not is_demonstration_mailbox(person.email),
            None,
            "该电子信箱只供演示使用",
            "请填写真实的电子信箱。",
            "email",
        )


def _unknown(person: Person) -> Iterator[Finding]:
    for field, label, value in (("mobile", "手机号码", person.mobile), ("email", "电子信箱", person.email)):
        if value:
            known = Person._base_manager.filter(**{field: value}).exists()
            yield Finding(not known, None, f"该{label}已开户", "请直接登录；忘记密码的，请联系系统管理员重设。", field)


def _strong(password: str, person: Person) -> list[Finding]:
    try:
        validate_password(password, person)
    except ValidationError as weak:
        return [Finding(False, None, message.rstrip("。"), "请换一个密码。", "password") for message in weak.messages]
    return []
