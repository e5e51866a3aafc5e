"""Recalls last days: whoever has something to hand in or to decide by then is told some working days before."""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from haizhi.kernel import workdays
from haizhi.notifications.facts import Waiting
from haizhi.notifications.models import Reminder
from haizhi.notifications.tasks.telling import tell
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.reminders import OVERDUE, reminder_mark
from haizhi.regulation.workdays import UnknownYear, WorkdayTable

log = logging.getLogger(__name__)


def recall(waits: Iterable[Waiting], at: datetime) -> int:
    """Remind of each last day that has reached a mark, once at each; the number of new notices.

    Where the working days of the year are not entered nothing is counted and nobody reminded: the log says so.
    """
    table, told, unknown = workdays.table(), 0, set[int]()
    reached = []
    for wait in waits:
        try:
            mark = _mark(wait, at, table)
        except UnknownYear as missing:
            unknown.add(missing.year)
            continue
        if mark is not None:
            reached.append((wait, mark))
    if unknown:
        log.warning("no reminders: the working days of %s are not entered", ", ".join(map(str, sorted(unknown))))
    known = _known(reached)
    for wait, mark in reached:
        if _identity(wait, mark) not in known:
            told += _remind(wait, mark, at)
    return told


def _mark(wait: Waiting, at: datetime, table: WorkdayTable) -> int | None:
    return reminder_mark(wait.occasion, day_of(at), wait.due, wait.since, table)


def _identity(wait: Waiting, mark: int) -> tuple[object, ...]:
    return wait.subject.pk, wait.occasion.value, wait.due, mark, wait.place


def _known(reached: list[tuple[Waiting, int]]) -> set[tuple[object, ...]]:
    ids: set[UUID] = {wait.subject.pk for wait, _ in reached}
    told = Reminder.objects.filter(subject_id__in=ids)
    return set(told.values_list("subject_id", "occasion", "due", "mark", "place"))


def _remind(wait: Waiting, mark: int, at: datetime) -> int:
    subject = wait.subject
    with transaction.atomic():
        # The unique constraint lets one worker through; its notices come or go with the row.
        reminder, made = Reminder.objects.get_or_create(
            subject_id=subject.pk,
            occasion=wait.occasion.value,
            due=wait.due,
            mark=mark,
            place=wait.place,
            defaults={
                "kind": subject.kind,
                "case_id": UUID(str(subject.case_id)),
                "number": subject.number,
                "title": subject.title[:200],
                "count": wait.count,
                "at": at,
            },
        )
        if not made:
            return 0
        addressed = (*wait.told, *(wait.overdue_too if mark == OVERDUE else ()))
        return tell(((reminder, role.value, place) for role, place in addressed), at)
