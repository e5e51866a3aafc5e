"""Reads of calls: what to compose from, what is published beside one, a district's cut-off and whom it binds."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from haizhi.accounts.models import Organisation
from haizhi.applications.facts import district_cutoff, expected_route
from haizhi.applications.models import (
    Application,
    Call,
    CallDownload,
    CallQuestion,
    DistrictCutoff,
)
from haizhi.files.models import Upload
from haizhi.files.queries import readable_if
from haizhi.kernel.actor import Actor
from haizhi.regulation.bodies import successor
from haizhi.regulation.routing import Route

PATTERNS = 8
"""So many of the latest calls are offered to compose from."""


@readable_if
def download_of_a_visible_call(actor: Actor, upload: Upload) -> bool:
    """A file offered with a call is read by whoever sees the call: once it is published, by everybody."""
    offered = CallDownload.objects.filter(upload=upload, withdrawn_at=None)
    return Call.objects.visible_to(actor).filter(pk__in=offered.values("call")).exists()


def patterns(actor: Actor) -> QuerySet[Call]:
    """The calls to compose from, newest first, each with the number of its `asked` questions and `offered` files."""
    asked = Count("questions", filter=Q(questions__taken_back_at=None), distinct=True)
    offered = Count("downloads", filter=Q(downloads__withdrawn_at=None), distinct=True)
    found = Call.objects.visible_to(actor).annotate(asked=asked, offered=offered)
    return found.order_by("-year", "-track")[:PATTERNS]


def questions_of(call: Call) -> list[CallQuestion]:
    """The questions that are shown, in their order."""
    return list(call.questions.filter(taken_back_at=None))


def downloads_of(call: Call) -> list[CallDownload]:
    """The files that are handed out, in their order."""
    return list(call.downloads.filter(withdrawn_at=None).select_related("upload"))


def cutoffs_of(call: Call) -> list[DistrictCutoff]:
    """The districts' cut-offs in a call, the earliest first."""
    return list(call.cutoffs.select_related("call"))


def cutoffs_for(calls: Iterable[Call], districts: Iterable[str]) -> list[DistrictCutoff]:
    """The cut-offs of some districts in some calls, the earliest first."""
    found = DistrictCutoff.objects.filter(call__in=list(calls), district__in=list(districts))
    return list(found.select_related("call").order_by("cutoff", "district"))


def districts_of(units: Iterable[Organisation], on: date) -> set[str]:
    """The districts by way of which units go to the Office (codes)."""
    going = [unit for unit in units if expected_route(unit) is Route.VIA_DISTRICT]
    return {body.code if (body := successor(unit.district, on)) else unit.district for unit in going}


def cutoff_for(application: Application) -> DistrictCutoff | None:
    """The cut-off of the district by which an application goes; None for a direct one and where none is set."""
    if application.route != Route.VIA_DISTRICT:
        return None
    found = DistrictCutoff.objects.filter(call=application.call_id, district=application.district)
    return found.select_related("call").first()


def deadline_for(application: Application) -> datetime | None:
    """Until when (exclusive) the unit hands in: its district's cut-off while that binds it, else the call's deadline.

    None where there is no deadline. A first submission alone is bound by the cut-off, not one of a unit admitted late.
    """
    deadline = application.call.deadline
    if application.submitted_at:
        return deadline
    return min(filter(None, (district_cutoff(application), deadline)), default=None)
