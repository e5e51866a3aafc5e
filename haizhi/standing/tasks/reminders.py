"""Finds what of a station's standing waits and is due: a term that ends, a report, a statement (办法·13)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from haizhi.kernel.subjects import Subject
from haizhi.notifications.facts import Waiting
from haizhi.notifications.tasks import recall
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.parameters import RENEWAL_WINDOW_MONTHS
from haizhi.regulation.reminders import Occasion
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES
from haizhi.regulation.term import add_months
from haizhi.standing.models import Rectification, Renewal, Revocation
from haizhi.stations.models import STANDING, Station


def remind_of_standing(at: datetime) -> int:
    """Remind the units, and of what is overdue the Office too; the number of new notices."""
    return recall(_waiting(day_of(at)), at)


def _waiting(today: date) -> Iterator[Waiting]:
    asked = Renewal.objects.filter(station=OuterRef("pk"), valid_to=OuterRef("valid_to"))
    asked = asked.exclude(stage__in=["draft", "returned", "withdrawn"])
    ending = Station.objects.filter(
        stage__in=STANDING, valid_to__lte=add_months(today, RENEWAL_WINDOW_MONTHS.value + 1)
    )
    for station in ending.filter(~Exists(asked), valid_to__gte=today).select_related("unit").order_by("code"):
        yield _of_unit(Occasion.RENEW, station, station, station.valid_to, station.valid_from)
    for order in Rectification.objects.filter(stage="issued").select_related("station__unit").order_by("code"):
        if order.issued_on is not None:
            yield _of_unit(Occasion.RECTIFY, order, order.station, order.due_on, order.issued_on)
    for charge in Revocation.objects.filter(stage="noticed").select_related("station__unit").order_by("code"):
        if charge.hear_by is not None and charge.noticed_on is not None:
            yield _of_unit(Occasion.STATE, charge, charge.station, charge.hear_by, charge.noticed_on)


def _of_unit(occasion: Occasion, subject: Subject, station: Station, due: date, since: date) -> Waiting:
    return Waiting(
        occasion=occasion,
        subject=subject,
        due=due,
        since=since,
        told=tuple((role, str(station.unit_id)) for role in sorted(UNIT_ROLES)),
        overdue_too=tuple((role, "") for role in sorted(OFFICE_ROLES)),
    )
