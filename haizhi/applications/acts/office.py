"""What the Office does: reroute, return for correction, receipt paper, qualify, reject (办法·7·3, 评审·6·1)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from haizhi.applications.acts.cancellation import not_being_heard
from haizhi.applications.facts import (
    SECTION_LABELS,
    arrival,
    checklist,
    correction_of,
    expected_route,
    grounds_for_rejection,
    judged_by_others,
    kind_of,
    version_printed,
)
from haizhi.applications.models import Application, PaperReceipt
from haizhi.kernel import workdays as calendar
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.checking import (
    enough_copies,
    paper_is_of_this_version,
    paper_received_by_now,
    sections_explained,
)
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.routing import Route, not_endorsed_by_itself, recommending_body_given, reroute_explained
from haizhi.regulation.workdays import add_workdays


@act(moves.REROUTE)
def reroute(
    application: Application, *, by: Actor, at: datetime, route: Route, district: str = "", opinion: str
) -> str:
    """变更渠道: to the other way or to another district, with the reason (办法·7, interpretation 7).

    What had arrived at the Office keeps its arrival; what had not arrives now, if it comes straight to it.
    """
    kind, code = kind_of(application.unit), district or application.district
    changed = route != application.route or (route is Route.VIA_DISTRICT and code != application.district)
    explained = reroute_explained(expected_route(application.unit), route, opinion)
    wrong = unmet(
        Finding(changed, measures(7), f"申报渠道现已是“{route.label}”", "请选择另一渠道或另一区县科协", "route"),
        Finding(explained.met, explained.cite, explained.reason, explained.remedy, "opinion"),
        not_endorsed_by_itself(kind, route),
        recommending_body_given(route, code, day_of(at)),
    )
    if wrong:
        raise Refused(*wrong)
    record(formerly=application.route, formerly_in=application.district)
    application.route, application.district = route, code
    application.opinions.pop("district", None)
    application.materials.filter(sort=MaterialKind.DISTRICT_OPINION, replaced_at=None).update(replaced_at=at)
    if route is Route.VIA_DISTRICT:
        return "endorsing"
    application.arrived_at = application.arrived_at or at
    return "qualifying"


@act(moves.CORRECT)
def correct(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    opinion: str,
    sections: Sequence[str],
    workdays: int,
    reasons: Mapping[str, str] | None = None,
) -> None:
    """退回补正: which sections (values of Section), what is wrong with each, and within how many working days.

    A section without a reason of its own is meant by `opinion`. Raises Refused when the working days of the year are
    not known.
    """
    why = {section: (reasons or {}).get(section) or opinion for section in sections}
    if wrong := unmet(sections_explained(SECTION_LABELS, sections, why)):
        raise Refused(*wrong)
    due = add_workdays(day_of(at), workdays, calendar.table())
    record(due_on=due)
    application.due_on = due
    application.opinions["correction"] = correction_of(opinion, why, by, at) | {"due_on": due.isoformat()}


@act(moves.RECEIVE_PAPER, private=("handed_in_by",))
def receive_paper(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    copies: int,
    received_on: date,
    printed: str = "",
    handed_in_by: str = "",
    opinion: str = "",
) -> str:
    """签收纸质件: how many copies, and of which version (notice 一·3; interpretation 27: the electronic one binds).

    `printed` is what the footer says: the printed short hash, a whole digest (hex), or the text of the QR; empty when
    it is not legible. What doesn't agree is recorded and said on the receipt, and nothing is refused for it.
    """
    if wrong := unmet(paper_received_by_now(received_on, day_of(at))):
        raise Refused(*wrong)
    found = version_printed(application, printed)
    receipt = PaperReceipt.objects.create(
        application=application,
        serial=application.paper_receipts.count() + 1,
        copies=copies,
        received_on=received_on,
        handed_in_by=handed_in_by,
        printed=printed.strip()[:64],
        digest=found.digest,
        is_current=found.current,
        note=opinion,
        received_by=by.name,
        at=at,
    )
    agrees = paper_is_of_this_version(legible=found.legible, known=bool(found.digest), current=found.current)
    enough = enough_copies(copies, application.call.paper_copies)
    record(receipt=receipt.number, digest=found.digest, agrees=agrees.met, version=agrees.reason, enough=enough.met)
    return application.stage


def _qualifies(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    return (
        judged_by_others(application, by),
        arrival(application, at),
        *(row.finding for row in checklist(application)),
    )


@act(moves.QUALIFY, requires=_qualifies)
def qualify(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """资格通过: every condition of the checklist is met and it arrived in time."""
    application.opinions["office"] = {"text": opinion, "by": by.name, "at": at.isoformat()}


def _has_grounds(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    return (
        judged_by_others(application, by),
        *not_being_heard(application, by, at),
        Finding(
            bool(grounds_for_rejection(application, at)),
            measures(7, 3),
            "没有逾期送达、逾期未补正或已判断为不符合的条件",
            "请先完成资格条件的逐项判断",
        ),
    )


@act(moves.REJECT, requires=_has_grounds)
def reject(application: Application, *, by: Actor, at: datetime, opinion: str) -> None:
    """资格不符: with the conditions not met, the late arrival or the correction not made, on record."""
    grounds = grounds_for_rejection(application, at)
    found = [{"row": f.field, "article": f.cite.code if f.cite else "", "reason": f.reason} for f in grounds]
    record(findings=found)
    application.opinions["office"] = {"text": opinion, "by": by.name, "at": at.isoformat(), "findings": found}
    application.due_on = None
