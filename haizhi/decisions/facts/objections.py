"""Objections and reports as the regulation's rules take them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from haizhi.accounts.models import Organisation
from haizhi.applications.models import Application
from haizhi.decisions.models import Objection
from haizhi.kernel import workdays
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.publicity import nothing_open, objector_identified
from haizhi.regulation.workdays import UnknownYear, add_workdays

OPEN_OBJECTIONS = ("lodged", "accepted", "found")
"""Stages of an objection that is not settled."""


_FULL_WIDTH, _HALF_WIDTH = str.maketrans("()", "（）"), str.maketrans("（）", "()")


def case_of_unit_named(name: str) -> Application | None:
    """The latest application handed in by the unit that bears, or bore, exactly this name; brackets of either width."""
    plain = "".join(name.split())
    written = {name.strip(), plain, plain.translate(_FULL_WIDTH), plain.translate(_HALF_WIDTH)} - {""}
    bearing = Organisation.objects.existing().filter(Q(name__in=written) | Q(former_names__name__in=written))
    found = Application.objects.filter(unit__in=bearing.values("pk"), submitted_at__isnull=False)
    return found.select_related("unit").order_by("-submitted_at", "-code").first() if written else None


def day_due(at: datetime, workdays_left: int) -> date | None:
    """The day until which something is to be done, counted in working days; None while the year is not entered."""
    try:
        return add_workdays(day_of(at), workdays_left, workdays.table())
    except UnknownYear:
        return None


def open_against(application: Application) -> QuerySet[Objection]:
    """The objections and reports against an application that are not settled."""
    return application.objections.filter(stage__in=OPEN_OBJECTIONS)


def nothing_open_against(applications: Iterable[Application], field: str = "") -> tuple[Finding, ...]:
    """One finding for each application, unmet while something is open against it. One query."""
    found = list(applications)
    open_ones = Objection.objects.filter(application__in=found, stage__in=OPEN_OBJECTIONS)
    counts = dict(open_ones.order_by().values_list("application_id").annotate(n=Count("pk")))
    return tuple(_of_unit(application, nothing_open(counts.get(application.pk, 0)), field) for application in found)


def _of_unit(application: Application, finding: Finding, field: str) -> Finding:
    return Finding(finding.met, finding.cite, f"{application.unit.name}{finding.reason}", finding.remedy, field)


def identified(name: str, contact: str, *, for_unit: bool, anonymous: bool, sealed: bool) -> Finding:
    """Whether who raises it is known as far as must be: an anonymous report names nobody."""
    if anonymous:
        return Finding(True, reason="匿名举报")
    return objector_identified(name, contact, for_unit=for_unit, sealed=sealed)
