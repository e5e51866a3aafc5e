"""Delivers the kernel's outbox: one notice for each person told of an act, and mail where it is set up."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from haizhi.accounts.demonstration import DOMAIN
from haizhi.accounts.queries import people_in
from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Notice
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.stages import KIND_LABELS

logger = logging.getLogger(__name__)

_AT_ONCE = 200
"""Rows of the outbox, or letters, in one transaction."""

_STALE = timedelta(days=1)
"""Older news is not mailed: an office that sets up mail later must not send everybody the past."""

PERSONAL_KINDS = frozenset({"person", "membership", "delegation", "expert", "recusal", "objection", "sheet"})
"""Kinds of subjects whose title may name a person; a letter then says only what kind it is."""

_NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def deliver(at: datetime) -> int:
    """Tell the people addressed by undelivered rows of the outbox, then mail them; the number of new notices.

    Safe with several workers and after a crash: rows are claimed under a lock, and a person is told once of an act.
    """
    told = 0
    while (made := _deliver_some(at)) is not None:
        told += made
    _mail(at)
    return told


def _deliver_some(at: datetime) -> int | None:
    """Deliver some rows and count the notices that they made; None when nothing is left."""
    with transaction.atomic():
        rows = Outgoing.objects.select_for_update(of=("self",)).filter(delivered_at__isnull=True)
        claimed = list(rows.select_related("act").order_by("id")[:_AT_ONCE])
        if not claimed:
            return None
        known = set(Notice.objects.filter(act__in={row.act_id for row in claimed}).values_list("person_id", "act_id"))
        new = [notice for notice in _notices(claimed, at) if (notice.person_id, notice.act_id) not in known]
        Notice.objects.bulk_create(new, ignore_conflicts=True)
        Outgoing.objects.filter(pk__in=[row.pk for row in claimed]).update(delivered_at=at)
        return len(new)


def _notices(rows: list[Outgoing], at: datetime) -> list[Notice]:
    """One for each person addressed, except whoever acted: they know."""
    found: dict[tuple[str, str], list[UUID]] = {}
    for row in rows:
        place = (row.role, row.place)
        if place not in found:
            found[place] = list(people_in(row.role, row.place, day_of(at)).values_list("pk", flat=True))
    addressed = {
        (person, row.act_id): row.act
        for row in rows
        for person in found[row.role, row.place]
        if person != row.act.by_id
    }
    return [Notice(person_id=person, act=act, at=at) for (person, _), act in addressed.items()]


def _mail(at: datetime) -> None:
    """Mail recent unread notices. A letter is claimed before it is sent: it may be lost, never doubled."""
    if settings.EMAIL_BACKEND == _NO_MAIL:
        return
    waiting = Notice.objects.filter(mailed_at__isnull=True, read_at__isnull=True, at__gte=at - _STALE)
    waiting = waiting.filter(person__stage="active", person__email__isnull=False).exclude(
        person__email__iendswith=f"@{DOMAIN}"
    )
    claimed = [n for n in waiting.select_related("person", "act").order_by("id")[:_AT_ONCE] if _claim(n, at)]
    sent = 0
    try:
        with get_connection() as connection:
            for notice in claimed:
                letter(notice.act, notice.person.email or "", connection).send()
                sent += 1
    except (OSError, SMTPException):
        left = [notice.pk for notice in claimed[sent:]]
        logger.warning("mail could not be sent; %d letters wait", len(left))
        Notice.objects.filter(pk__in=left).update(mailed_at=None)


def _claim(notice: Notice, at: datetime) -> bool:
    return Notice.objects.filter(pk=notice.pk, mailed_at__isnull=True).update(mailed_at=at) == 1


def letter(act: Act, to: str, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """A letter that says what happened to which case and asks to sign in; it names no person and no opinion."""
    about = " ".join(filter(None, (act.number, KIND_LABELS[act.kind] if act.kind in PERSONAL_KINDS else act.title)))
    text = (
        f"{about}\n\n已办理“{act.label}”，现为“{act.stage_after_label}”。\n\n"
        "请登录重庆海智工作站建设管理平台查看。\n本邮件由系统发出，请勿回复。\n"
    )
    return EmailMessage(f"{act.label}：{about}"[:120], text, to=[to], connection=connection)
