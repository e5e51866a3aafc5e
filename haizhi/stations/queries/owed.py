"""What stations owe by a day, summaries and reports on tasks: how many stand where, and which are late."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from haizhi.regulation.stages import STAGES
from haizhi.stations.models import Assignment, Summary
from haizhi.ui.tones import tone_of


def how_many(owed: type[Summary | Assignment], parent: str, condition: Q) -> Coalesce:
    """A count of what is owed under each row of the list, by the name of its foreign key, asked for the rows shown."""
    found = owed._base_manager.filter(condition, **{parent: OuterRef("pk")}).order_by().values(parent)
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


def late(turns: Collection[str], today: date) -> Q:
    """Those whose last day has passed while it is the station's turn, which it is in the stages `turns`."""
    return Q(stage__in=turns, due_on__lt=today)


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many are in a stage, and where they are listed."""

    label: str
    count: int
    tone: str
    url: str


def stage_counts(kind: str, found: Mapping[str, int], overdue: int, address: str) -> tuple[StageCount, ...]:
    """The stages of a kind in which some are, in the order of the procedure, then the late ones."""
    stages = tuple(
        StageCount(label, found[stage], tone_of(kind, stage), f"{address}&stage={stage}")
        for stage, label in STAGES[kind].items()
        if found.get(stage)
    )
    return (*stages, StageCount("已逾期", overdue, "stop", f"{address}&late=on")) if overdue else stages
