"""Facts of time: whether a call still takes an application, and whether it came to the district and to the Office."""

from datetime import datetime

from haizhi.applications.models import Application, Call, binding_cutoff
from haizhi.regulation.citations import notice
from haizhi.regulation.deadlines import Track, arrived_in_time, closing_words, has_opened, within_district_cutoff
from haizhi.regulation.findings import Finding
from haizhi.regulation.routing import Route


def arrival(application: Application, at: datetime) -> Finding:
    """Whether it reached the Office in time; one that has not yet arrived would arrive now (通知·二)."""
    call = application.call
    return arrived_in_time(Track(call.track), application.arrived_at or at, call.deadline)


def call_takes(call: Call, at: datetime) -> tuple[Finding, ...]:
    """Whether a call takes applications at a moment, whatever the worker has or has not yet closed.

    What was sent before the deadline and waited for its turn is in time even if the call was closed meanwhile.
    """
    sent_before = call.stage == "closed" and call.deadline is not None and at < call.deadline
    if call.stage == "open" or sent_before:
        return (has_opened(call.opens_on, at), arrived_in_time(Track(call.track), at, call.deadline))
    closing = f"，截止时间为{closing_words(call.deadline)}" if call.deadline else ""
    return (
        Finding(
            False,
            notice(2),
            f"{call.year}年度{Track(call.track).label}现为“{call.stage_label}”{closing}，不能新建或提交申报",
            "请关注重庆海智办发布的下一次申报通知",
        ),
    )


def still_taken(application: Application, at: datetime) -> tuple[Finding, ...]:
    """Whether its call still takes what was begun in it.

    What was begun in an intake for academicians is taken when the next year's has followed it: 适时受理 (办法·7·4).
    """
    call = application.call
    followed = call.track == Track.ACADEMICIAN and call.stage == "closed"
    return () if followed else call_takes(call, at)


def district_cutoff(application: Application) -> datetime | None:
    """Until when (exclusive) a first submission comes to the district that it goes by (interpretation 8).

    None where none is set, for a direct one, and for a unit admitted late. A page's query may bring it along as
    `bound_until` (`binding_cutoffs`).
    """
    if application.route != Route.VIA_DISTRICT:
        return None
    if "bound_until" in vars(application):
        brought: datetime | None = vars(application)["bound_until"]
        return brought
    return binding_cutoff(application.call_id, application.district, application.unit_id)


def handed_to_district_in_time(application: Application, at: datetime) -> Finding:
    """Whether a first submission comes before the district's own cut-off, where that binds it."""
    return within_district_cutoff(at, district_cutoff(application))
