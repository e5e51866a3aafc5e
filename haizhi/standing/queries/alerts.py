"""Stations whose standing may be in question: A and (B or C) of 办法·13, and what hints at it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear, Least

from haizhi.assessments.models import Assessed
from haizhi.kernel.actor import Actor
from haizhi.regulation.findings import Finding
from haizhi.regulation.parameters import IDLE_MONTHS
from haizhi.regulation.revocation import RevocationFacts, in_good_standing
from haizhi.regulation.term import add_months
from haizhi.standing import facts
from haizhi.standing.models import OPEN_RECTIFICATIONS, OPEN_REVOCATIONS, Observation, Rectification, Revocation
from haizhi.standing.models.matter import READERS
from haizhi.stations.models import STANDING, Station, Summary, Term


@dataclass(frozen=True, slots=True)
class Alert:
    """A station against which the grounds of 办法·13 stand, with the evidence for each; a person decides."""

    station: Station
    finding: Finding
    evidence: RevocationFacts


@dataclass(frozen=True, slots=True)
class Concern:
    """A station in the list: which grounds stand (A, B, C), whether it is idle, what is under way against it."""

    station: Station
    observed: bool
    missed: bool
    failed: bool
    idle: bool
    under_way: list[Revocation | Rectification] = field(default_factory=list)

    @property
    def alert(self) -> bool:
        """A and (B or C)."""
        return self.observed and (self.missed or self.failed)


def idle(on: date) -> Q:
    """The stations, old enough for it, of which no confirmed work began for long."""
    since = add_months(on, -IDLE_MONTHS.value)
    return Q(awarded_on__lt=since) & (Q(worked_on__lt=since) | Q(worked_on__isnull=True))


def concerns(actor: Actor, on: date) -> QuerySet[Station]:
    """The stations that exist, each with the grounds that stand on a day: `observed`, `missed`, `failed`, `idle`.

    One query.
    """
    seen = Observation.objects.filter(
        station=OuterRef("pk"), stage="noted", observed_on__gte=OuterRef("counts_from"), observed_on__lte=on
    )
    missed = Summary.objects.filter(stage="missed")
    before = missed.filter(station=OuterRef("station"), round__year=OuterRef("round__year") - 1)
    twice = missed.filter(Exists(before), station=OuterRef("pk"), round__year__gt=ExtractYear(OuterRef("counts_from")))
    failed = Assessed.objects.filter(
        station=OuterRef("pk"), stage="published", passed=False, assessment__published_on__gte=OuterRef("counts_from")
    )
    approved = Term.objects.filter(station=OuterRef("pk")).order_by("-serial").values("approved_on")[:1]
    rows = Station.objects.visible_to(actor) if actor.holds(*READERS) else Station.objects.none()
    # the earlier of the two days, as `counted_from` has it
    counts_from = Least(F("valid_from"), Coalesce(Subquery(approved), F("valid_from")))
    return (
        rows.filter(stage__in=STANDING)
        .annotate(counts_from=counts_from)
        .annotate(
            observed=Exists(seen),
            missed=Exists(twice),
            failed=Exists(failed),
            idle=idle(on),
        )
    )


ALERT = Q(observed=True) & (Q(missed=True) | Q(failed=True))
"""A and (B or C), of rows that `concerns` gave."""


def of_station(stations: Iterable[Station]) -> list[Concern]:
    """The rows of one page, each with what is under way against it. Two queries."""
    found = list(stations)
    open_: dict[object, list[Revocation | Rectification]] = {}
    for model, stages in ((Revocation, OPEN_REVOCATIONS), (Rectification, OPEN_RECTIFICATIONS)):
        for one in model.objects.filter(station__in=found, stage__in=stages).order_by("code"):
            open_.setdefault(one.station_id, []).append(one)
    return [
        Concern(
            station,
            under_way=open_.get(station.pk, []),
            **{name: bool(vars(station)[name]) for name in ("observed", "missed", "failed", "idle")},
        )
        for station in found
    ]


def alerts(actor: Actor, on: date) -> list[Alert]:
    """The stations against which A and (B or C) stand, with the evidence as the rules have it. A few queries each."""
    found = concerns(actor, on).filter(ALERT).select_related("unit")
    each = ((station, facts.revocation_facts(station, on)) for station in found.order_by(F("valid_to").asc(), "code"))
    judged = (Alert(station, in_good_standing(evidence), evidence) for station, evidence in each)
    return [alert for alert in judged if not alert.finding.met]
