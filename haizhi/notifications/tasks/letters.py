"""Writes letters and short messages: what happened, what to do and by when, under which article, whom to ask."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import select_template
from django.urls import reverse

from haizhi.accounts.models import Invitation, Organisation, Person
from haizhi.accounts.queries import invitation_path, reset_path
from haizhi.kernel import workdays
from haizhi.kernel.subjects import Subject
from haizhi.notifications.facts import (
    PERSONAL_KINDS,
    Particulars,
    about,
    particulars,
    reason_for,
    steps_after,
    subjects_of,
)
from haizhi.notifications.models import Notice, Reminder
from haizhi.regulation.bodies import body
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import SEND_RESET
from haizhi.regulation.reminders import OVERDUE, workdays_left
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.regulation.workdays import UnknownYear

LONGEST_REASON = 1000
"""Characters of an opinion that a letter gives; the rest is read on the platform."""

SMS_UNITS = 70
"""UTF-16 units of a short message that every network sends as one."""

SIGNATURE = "【海智】"

_HEARING = "application.notify"
"""What gives the unit a last day of its own, whatever the stage waits for."""

_SMS_WORDS = {"call.publish": "通知已发布", "call.extend": "截止时间已延长"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as plain text; the subject is one line."""

    subject: str
    text: str


def letter_for(notice: Notice, at: datetime) -> Letter:
    """The letter that tells of a notice, by the template of its move or the general one. It names no person."""
    subject = _subject(notice)
    return letter_about(notice, subject, particulars(notice.news.kind, subject), at)


def letter_about(notice: Notice, subject: Subject | None, known: Particulars, at: datetime) -> Letter:
    """As `letter_for`, with the case and what is known of it in hand."""
    names = [f"notifications/letters/{notice.news.verb}.txt", "notifications/letters/general.txt"]
    text = select_template(names).render(_context(notice, subject, known, at))
    first, _, rest = text.strip().partition("\n")
    lines = "\n".join(line.rstrip() for line in rest.strip().splitlines())
    return Letter(" ".join(first.split())[:120], re.sub(r"\n{3,}", "\n\n", lines) + "\n")


def sms_for(notice: Notice) -> str:
    """The short message that tells of a notice: at most 70 UTF-16 units, naming neither person nor unit."""
    subject = _subject(notice)
    return sms_about(notice, subject, particulars(notice.news.kind, subject))


def sms_about(notice: Notice, subject: Subject | None, known: Particulars) -> str:
    """As `sms_for`, with the case and what is known of it in hand."""
    news = notice.news
    due, asked = _due(notice, subject, known), _is_asked(notice)
    case = notice.kind_label + ("" if news.kind in PERSONAL_KINDS else news.number)
    word = _SMS_WORDS.get(news.verb) or (asked and news.stage_after_label) or news.label
    until = f"{due.month}月{due.day}日" if due else ""
    todo = (f"请于{until}前办理，" if until else "请办理，") if asked else f"期限{until}，" if until else ""
    for text in (f"{case}：{word}，{todo}详情请登录平台查看。", f"{notice.kind_label}：{word}，请登录平台查看。"):
        if len((SIGNATURE + text).encode("utf-16-le")) <= 2 * SMS_UNITS:
            return SIGNATURE + text
    return f"{SIGNATURE}您有新的消息，请登录平台查看。"


def _subject(notice: Notice) -> Subject | None:
    return subjects_of([notice.news]).get(notice.news.subject_id)


def _context(notice: Notice, subject: Subject | None, known: Particulars, at: datetime) -> dict[str, Any]:
    news = notice.news
    due = _due(notice, subject, known)
    reminder = notice.reminder
    return {
        "label": news.label,
        "kind": notice.kind_label,
        "number": "" if news.kind in PERSONAL_KINDS else news.number,
        "title": "" if news.kind in PERSONAL_KINDS else news.title,
        "about": about(news),
        "addressee": _addressee(notice, known),
        "to_unit": notice.role in UNIT_ROLES,
        "to_office": notice.role in OFFICE_ROLES,
        "at_district": news.stage_after == "endorsing",
        "unit": known.unit,
        "call_name": known.call or notice.kind_label,
        "closes": known.closes,
        "again": known.again,
        "sections": known.sections,
        "due": reminder.due if reminder else due,
        "left": _left(due, at),
        "overdue": reminder is not None and reminder.mark == OVERDUE,
        "count": reminder.count if reminder else 0,
        "happened_at": news.at,
        "stage": news.stage_after_label,
        "steps": steps_after(news.kind, news.stage_after, notice.role, subject),
        "reason": _shortened(reason_for(notice)),
        "article": notice.act.article if notice.act else "",
        "link": settings.HAIZHI_BASE_URL + _path(notice, subject, known),
        "department": known.department,
        "contact": known.contact,
        "phone": known.phone,
        "today": at,
    }


def _path(notice: Notice, subject: Subject | None, known: Particulars) -> str:
    """Where the reader goes on; who is invited follows the invitation's own address."""
    if known.own_path and notice.role == Role.JUDGE:
        return known.own_path
    if isinstance(subject, Invitation) and notice.role == Role.PUBLIC and subject.stage == "open":
        return invitation_path(subject)
    if notice.news.verb == SEND_RESET.name and isinstance(subject, Person):
        return reset_path(subject)
    if isinstance(subject, Person) and notice.role == Role.PUBLIC:
        return reverse("accounts:profile")
    return subject.get_absolute_url() if subject else reverse("notifications:list")


def _addressee(notice: Notice, known: Particulars) -> str:
    """Whom the letter speaks to: the unit or the office, never a person by name."""
    if notice.role in UNIT_ROLES:
        return known.unit or _unit_at(notice.place) or "各申报单位"
    if notice.role in DISTRICT_ROLES:
        return body(notice.place).association if notice.place else "各区县科协"
    if notice.role in OFFICE_ROLES:
        return "重庆海智办"
    if notice.role == Role.PUBLIC:
        return "您好"
    return "评委专家" if notice.role == Role.JUDGE else notice.role_label


def _unit_at(place: str) -> str:
    try:
        return Organisation.objects.filter(pk=UUID(place)).values_list("name", flat=True).first() or ""
    except ValueError:
        return ""


def _is_asked(notice: Notice) -> bool:
    """Whether the reader, or whoever acts for the reader's unit, has something to do."""
    roles = UNIT_ROLES if notice.role in UNIT_ROLES else {notice.role}
    return bool(notice.reminder) or any(steps_after(notice.news.kind, notice.news.stage_after, r) for r in roles)


def _due(notice: Notice, subject: Subject | None, known: Particulars) -> date | None:
    """The last day to be kept, if it is still to come and nothing has happened on the case since."""
    if isinstance(notice.news, Reminder):
        return None if notice.news.mark == OVERDUE else notice.news.due
    if notice.news.verb == _HEARING:
        return known.heard_until
    return known.due if subject is not None and subject.stage == notice.news.stage_after else None


def _left(due: date | None, at: datetime) -> int | None:
    """Working days left; None when there is no last day or the year's arrangement is not entered."""
    if due is None:
        return None
    try:
        left = workdays_left(day_of(at), due, workdays.table({day_of(at).year, due.year}))
    except UnknownYear:
        return None
    return None if left == OVERDUE else left


def _shortened(text: str) -> str:
    shown = text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}……（全文请登录查看）"
    return "\n　　".join(shown.splitlines())
