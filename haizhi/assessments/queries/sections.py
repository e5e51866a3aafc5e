"""The assessments of a station on its home page."""

from datetime import datetime

from django.urls import reverse

from haizhi.assessments.models import WATCHERS, Assessed
from haizhi.assessments.queries.results import points_shown
from haizhi.kernel.actor import Actor
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.stations.models import Station
from haizhi.stations.queries.sections import Section, SectionRow, station_section
from haizhi.ui.tones import tone_of

_SHOWN = 3
"""Rounds on the page; a station is assessed every three years."""


@station_section(70)
def assessments_of(station: Station, actor: Actor, at: datetime) -> Section | None:
    """The rounds that a station takes part in, newest first: for its people and those who watch. One query."""
    own = any(grant.role in UNIT_ROLES and station.within(grant) for grant in actor.grants)
    if not own and not actor.holds(*WATCHERS):
        return None
    rows = Assessed.objects.visible_to(actor).filter(station=station).exclude(assessment__stage="dropped")
    found = rows.select_related("assessment", "station").order_by("-assessment__year", "-assessment__code")[:_SHOWN]
    return Section(
        "assessments",
        "评估考核",
        tuple(_row(part) for part in found),
        empty="每三年一轮。海智办公布评估安排后，本站参加的评估和结果列在这里。",
        url=reverse("assessments:list"),
    )


def _row(part: Assessed) -> SectionRow:
    rated = part.stage in ("rated", "published")
    result = f"{points_shown(part)}分，{'合格' if part.passed else '不合格'}" if rated else part.assessment.stage_label
    return SectionRow(
        part.assessment.name, part.get_absolute_url(), result, part.stage_label, tone_of("assessed", part.stage)
    )
