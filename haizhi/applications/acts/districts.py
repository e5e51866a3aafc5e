"""What the district association does: visit, endorse, return, decline (办法·7·2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from haizhi.applications.acts.cancellation import not_being_heard
from haizhi.applications.facts import (
    SECTION_LABELS,
    arrival,
    correction_of,
    endorsement_findings,
    judged_by_others,
    kind_of,
    rival_interest,
    scan_of_working_paper,
    unmet_in_preliminary,
    working_paper,
)
from haizhi.applications.models import Application, Material, Visit, VisitPhoto
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.checking import nothing_judged_unmet, sections_explained, visited_by_now
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.routing import Route, not_endorsed_by_itself


def _not_its_own(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    # A district association's application that reached this stage is its own, whatever the way it came.
    own = kind_of(application.unit)
    return (not_endorsed_by_itself(own, Route.VIA_DISTRICT), judged_by_others(application, by))


def _endorsable(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    return (
        *_not_its_own(application, by, at),
        arrival(application, at),
        nothing_judged_unmet(unmet_in_preliminary(application, working_paper(application))),
    )


@act(moves.VISIT, requires=_not_its_own, private=("visitors", "received_by"))
def visit(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    visited_on: date,
    visitors: str,
    opinion: str,
    received_by: str = "",
    photos: Sequence[Upload] = (),
) -> None:
    """登记实地考察: on which day, who went, what they found (`opinion`), with pictures."""
    if wrong := unmet(visited_by_now(visited_on, day_of(at))):
        raise Refused(*wrong)
    visit = Visit.objects.create(
        application=application,
        district=application.district,
        visited_on=visited_on,
        visitors=visitors,
        received_by=received_by,
        findings=opinion,
        recorded_by=by.name,
        recorded_at=at,
    )
    VisitPhoto.objects.bulk_create(VisitPhoto(visit=visit, upload=photo) for photo in photos)
    record(photos=[photo.sha256 for photo in photos])


@act(moves.ENDORSE, requires=_endorsable)
def endorse(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    opinion: str,
    scan: Upload | None = None,
    compared: bool = False,
) -> None:
    """初审通过: forwards it to the Office, with the signed and sealed opinion (interpretation 6).

    Without a `scan` the one on the district's working paper is taken, if it speaks of the version handed in.
    `compared`: no mark was read off the scan, and who forwards it answers for its being of that version.
    Refused after the deadline: what binds is the arrival at the Office (interpretation 8).
    """
    paper = working_paper(application)
    if wrong := unmet(*endorsement_findings(application, paper, opinion, scan)):
        raise Refused(*wrong)
    sealed = scan or (paper.scan if paper else None)
    former = application.materials.filter(sort=MaterialKind.DISTRICT_OPINION, replaced_at=None)
    former.update(replaced_at=at)
    answers: dict[str, Any] = {}
    if sealed:
        Material.objects.create(application=application, sort=MaterialKind.DISTRICT_OPINION, upload=sealed, added_at=at)
        answers = {"read": not compared, "by": by.name, "at": at.isoformat()} if scan else scan_of_working_paper(paper)
        record(opinion_scan=sealed.sha256, opinion_scan_version=answers)
    interest = rival_interest(application)
    record(rival_interest=not interest.met)
    application.opinions["district"] = {
        "text": opinion,
        "by": by.name,
        "at": at.isoformat(),
        "district": application.district,
        "rival": not interest.met,
        "rows": paper.judgements if paper else {},
        "scan": answers,
    }
    application.arrived_at = application.arrived_at or at


@act(moves.RETURN, requires=_not_its_own)
def send_back(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    opinion: str,
    sections: Sequence[str],
    reasons: Mapping[str, str] | None = None,
) -> None:
    """退回: to the unit, with the sections to correct (values of Section) and what is wrong with each.

    A section without a reason of its own is meant by `opinion`.
    """
    why = {section: (reasons or {}).get(section) or opinion for section in sections}
    if wrong := unmet(sections_explained(SECTION_LABELS, sections, why)):
        raise Refused(*wrong)
    application.opinions["correction"] = correction_of(opinion, why, by, at)


def _declinable(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    return (*_not_its_own(application, by, at), *not_being_heard(application, by, at))


@act(moves.DECLINE, requires=_declinable)
def decline(application: Application, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予推荐: the district does not forward it, with the reason."""
    application.opinions["declined"] = {"text": opinion, "by": by.name, "at": at.isoformat()}
