"""How a letter explains a call or an application: whose, under which call, by when, whom to ask."""

from datetime import date, datetime, timedelta

from haizhi.applications.models import Application, Call, DistrictCutoff, LateAdmission
from haizhi.notifications.facts import Particulars, explains
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track, closing_words
from haizhi.regulation.sections import Section

WRITTEN = ("draft", "returned", "endorsing")
"""The stages in which an application still has to reach the Office."""


def last_moment_day(end: datetime) -> date:
    """The day of the last moment before an exclusive end."""
    return day_of(end - timedelta(microseconds=1))


def last_day(call: Call) -> date | None:
    """The last day of a call, its deadline being exclusive; None for the intake of academicians."""
    return last_moment_day(call.deadline) if call.deadline else None


def _named(call: Call) -> str:
    return f"{call.year}年度{'海智工作站' if call.track == Track.ANNUAL else '引进海外院士建站'}申报"


@explains("call")
def of_call(call: Call) -> Particulars:
    """Its closing time and whom to ask."""
    return Particulars(
        call=_named(call),
        closes=closing_words(call.deadline) if call.deadline else "",
        due=last_day(call) if call.stage == "open" else None,
        department=call.department,
        contact=call.contact,
        phone=call.phone,
    )


@explains("application", "unit", "call")
def of_application(application: Application) -> Particulars:
    """Its unit and call, what is to be corrected, and the last day: the one set for it, else the call's."""
    call = application.call
    awaited = application.stage in WRITTEN and application.arrived_at is None
    hearing = application.opinions.get("hearing")
    asked = (application.opinions.get("correction") or {}).get("sections", ())
    return Particulars(
        unit=application.unit.name,
        call=_named(call),
        closes=closing_words(call.deadline) if call.deadline and awaited else "",
        due=application.due_on or (last_day(call) if awaited else None),
        heard_until=date.fromisoformat(hearing["due_on"]) if hearing else None,
        again=call.stage == "open" and call.new_attempts,
        sections=tuple(section.label for section in Section if section.value in asked),
        department=call.department,
        contact=call.contact,
        phone=call.phone,
    )


@explains("cutoff", "call")
def of_cutoff(cutoff: DistrictCutoff) -> Particulars:
    """Until when the district takes files, and whom to ask about the call."""
    return _of_cutoff(cutoff, unit="")


@explains("admission", "cutoff__call", "unit")
def of_admission(admission: LateAdmission) -> Particulars:
    """Which unit, and the cut-off that no longer binds it."""
    return _of_cutoff(admission.cutoff, unit=admission.unit.name)


def _of_cutoff(cutoff: DistrictCutoff, *, unit: str) -> Particulars:
    call = cutoff.call
    return Particulars(
        unit=unit,
        call=_named(call),
        closes=closing_words(cutoff.cutoff),
        due=None if unit else last_moment_day(cutoff.cutoff),
        department=call.department,
        contact=call.contact,
        phone=call.phone,
    )


@explains("")
def of_anything_else(_: None) -> Particulars:
    """Whom to ask about what is no application: whoever the newest published call names."""
    call = Call.objects.exclude(stage="draft").order_by("-year", "track").first()
    return Particulars(department=call.department, contact=call.contact, phone=call.phone) if call else Particulars()
