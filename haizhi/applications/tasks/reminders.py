"""Finds what of applications waits and is due: drafts before a call closes, files at a district, corrections."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypedDict

from django.db.models import F, OuterRef, QuerySet, Subquery
from django_stubs_ext import WithAnnotations

from haizhi.applications.models import Application, Call, LateAdmission
from haizhi.applications.tasks.letters import last_day, last_moment_day
from haizhi.kernel.models import Act
from haizhi.notifications.facts import Waiting
from haizhi.notifications.tasks import recall
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.reminders import Occasion
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.regulation.routing import Route

OF_THE_UNIT = (Role.DRAFTER, Role.SIGNATORY)
OF_THE_DISTRICT = (Role.DISTRICT_CLERK, Role.DISTRICT_HEAD)


class Since(TypedDict):
    """When a row came into the stage in which it waits."""

    since: datetime


def remind(at: datetime) -> int:
    """Remind units, districts and, of what is overdue, the Office; the number of new notices."""
    return recall(_waiting(), at)


def _waiting() -> Iterator[Waiting]:
    for call in Call.objects.filter(stage="open", deadline__isnull=False).order_by("pk"):
        due = last_day(call)
        if due is not None:
            yield from _not_handed_in(call, due)
            yield from _at_districts(call, due)
    for application in _since(Application.objects.filter(stage="returned", due_on__isnull=False)):
        if application.due_on is not None:
            yield _of_unit(Occasion.CORRECT, application, application.due_on)


def _since(rows: QuerySet[Application]) -> "QuerySet[WithAnnotations[Application, Since]]":
    changes = Act.objects.filter(subject_id=OuterRef("pk"), stage_after=OuterRef("stage"))
    changes = changes.exclude(stage_before=F("stage_after")).order_by("-entry_id")
    return rows.select_related("unit").annotate(since=Subquery(changes.values("at")[:1])).exclude(since=None)


def _not_handed_in(call: Call, due: date) -> Iterator[Waiting]:
    """Drafts, and what a district sent back; a first submission has to come before the district's own cut-off."""
    cutoffs = {cutoff.district: last_moment_day(cutoff.cutoff) for cutoff in call.cutoffs.all()}
    admitted = set(LateAdmission.objects.filter(cutoff__call=call).values_list("cutoff__district", "unit_id"))
    drafts = Application.objects.filter(call=call, stage__in=["draft", "returned"], arrived_at=None, due_on=None)
    for draft in _since(drafts.filter(recorded_by_office=False)).order_by("pk"):
        by_district = draft.stage == "draft" and draft.route == Route.VIA_DISTRICT
        bound = by_district and (draft.district, draft.unit_id) not in admitted
        yield _of_unit(Occasion.SUBMIT, draft, min(due, cutoffs.get(draft.district, due)) if bound else due)


def _of_unit(occasion: Occasion, application: "WithAnnotations[Application, Since]", due: date) -> Waiting:
    return Waiting(
        occasion=occasion,
        subject=application,
        due=due,
        since=day_of(application.since),
        told=tuple((role, str(application.unit_id)) for role in OF_THE_UNIT),
        overdue_too=tuple((role, "") for role in sorted(OFFICE_ROLES)),
    )


def _at_districts(call: Call, due: date) -> Iterator[Waiting]:
    """One for each district, of all its files together; they have waited since the first of them came."""
    files: dict[str, list[datetime]] = {}
    for file in _since(Application.objects.filter(call=call, stage="endorsing", arrived_at=None)):
        files.setdefault(file.district, []).append(file.since)
    for district, came in sorted(files.items()):
        yield Waiting(
            occasion=Occasion.ENDORSE,
            subject=call,
            due=due,
            since=day_of(min(came)),
            told=tuple((role, district) for role in OF_THE_DISTRICT),
            place=district,
            count=len(came),
        )
