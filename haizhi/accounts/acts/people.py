"""Opening accounts, and closing and reopening them."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from haizhi.accounts.demonstration import is_demonstration, is_demonstration_mailbox
from haizhi.accounts.facts.resetting import holds_trust, mail_goes_out, person_by_reset, reset_is_open
from haizhi.accounts.identifiers import canonical_mailbox, canonical_mobile, mailbox_is_valid, mobile_is_valid
from haizhi.accounts.models import Person
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, submission
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
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


def _nobody_trusted(person: Person, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(
        not holds_trust(person, day_of(at)),
        moves.RESET_PASSWORD.cite,
        "该人员任海智办、纪检监督、审计等全市岗位或者评委，其密码不得由他人设置",
        "请办理“发出重设密码链接”，由本人在自己的信箱中打开链接设置，同时告知纪检监督人员。",
    )


@act(moves.RESET_PASSWORD, requires=_nobody_trusted)
def reset_password(person: Person, password: str, /, *, by: Actor, at: datetime, opinion: str) -> None:
    """重设密码: an initial password takes the place of a forgotten one; every session of the person ends by it.

    Who watches over the procedure is told, as of a link.
    """
    person.set_password(password)
    person.password_is_initial = True


def _has_a_mailbox(person: Person, by: Actor, at: datetime) -> Iterator[Finding]:
    cite = moves.SEND_RESET.cite
    again = "没有电子信箱的，请停用后重新开户，由安全管理员授予岗位，两人办理。"
    yield Finding(bool(person.email), cite, "该账号没有登记电子信箱", again)
    yield Finding(mail_goes_out(), cite, "平台没有设置发信服务器", "请先设置发信服务器。")


@act(moves.SEND_RESET, requires=_has_a_mailbox)
def send_reset(person: Person, *, by: Actor, at: datetime, opinion: str) -> None:
    """发出重设密码链接: to the person's own mailbox, with the reason; who watches over the procedure is told.

    The password stays as it is until the person sets another. A link sent before is void.
    """
    person.reset_sent_at = at


def _link_is_open(person: Person, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(reset_is_open(person, at), moves.TAKE_PASSWORD.cite, "链接已失效", "请联系系统管理员重新发出。")


@act(moves.TAKE_PASSWORD, requires=_link_is_open)
def take_password(person: Person, token: str, password: str, /, *, by: Actor, at: datetime) -> None:
    """以链接重设密码: by whoever holds the link, which is good once; every session of the person ends by it.

    Token and password are positional, so that they never enter the record.
    """
    if person_by_reset(token, at) != person:
        raise Refused(Finding(False, moves.TAKE_PASSWORD.cite, "链接不是发给本人的", "请打开最近一次收到的链接。"))
    if wrong := _strong(password, person):
        raise Refused(*wrong)
    person.set_password(password)
    person.password_is_initial, person.reset_sent_at = False, None


def open_account(
    password: str | None, /, *, by: Actor, at: datetime, name: str, mobile: str = "", email: str = ""
) -> Person:
    """开户 for somebody else, so that as few as possible know the password.

    Where there are a mailbox and a relay, the link to set it is sent there and `password` is not used; elsewhere that
    is the initial one, which whoever opens the account hands over.
    """
    if not (email.strip() and mail_goes_out()):
        return enrol(password, by=by, at=at, name=name, mobile=mobile, email=email, initial=True)
    with transaction.atomic():
        person = enrol(by=by, at=at, name=name, mobile=mobile, email=email)
        with submission():  # it is the first act by which a form sent twice is known
            return send_reset(person, by=by, at=at, opinion="新开账号，由本人设置密码。")


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
