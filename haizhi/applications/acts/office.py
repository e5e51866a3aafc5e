"""What the Office does: reroute, return for correction, qualify, reject, cancel for fraud (办法·7·3, 评审·6·1, 9)."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.applications.facts import (
    arrival,
    checklist,
    expected_route,
    grounds_for_rejection,
    judged_by_others,
    kind_of,
)
from haizhi.applications.models import Application
from haizhi.kernel import workdays as calendar
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
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
    if route is Route.VIA_DISTRICT:
        return "endorsing"
    application.arrived_at = application.arrived_at or at
    return "qualifying"


@act(moves.CORRECT)
def correct(
    application: Application, *, by: Actor, at: datetime, opinion: str, sections: list[str], workdays: int
) -> None:
    """退回补正: what is to be corrected (values of Section), why, and within how many working days.

    Raises Refused when the working days of the year are not known.
    """
    due = add_workdays(day_of(at), workdays, calendar.table())
    record(due_on=due)
    application.due_on = due
    application.opinions["correction"] = {
        "text": opinion,
        "by": by.name,
        "at": at.isoformat(),
        "sections": list(sections),
        "due_on": due.isoformat(),
    }


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


@act(moves.CANCEL)
def cancel(application: Application, *, by: Actor, at: datetime, opinion: str, accountability: str) -> None:
    """取消资格: for fraud or breach, with the facts in `opinion` and who is held to account (评审·9)."""
    missing = Finding(bool(accountability.strip()), review_rules(9), "须写明责任追究", "请填写", "accountability")
    if not missing.met:
        raise Refused(missing)
    application.opinions["cancelled"] = {
        "text": opinion,
        "accountability": accountability,
        "by": by.name,
        "at": at.isoformat(),
    }
    application.due_on = None
