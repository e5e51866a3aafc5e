"""What the pages of a round have in common: the ways back, and the row that an address names or 404."""

from django.http import Http404
from django.urls import reverse

from haizhi.assessments import queries
from haizhi.assessments.models import Assessed, Round, Score
from haizhi.ui.requests import Asked

Crumbs = list[tuple[str, str]]


def the_round(asked: Asked, code: str) -> Round:
    """A round, as far as whoever asks may see it. Raises Http404."""
    found = queries.round_named(asked.actor, code)
    if found is None:
        raise Http404
    return found


def the_part(asked: Asked, code: str, station: str) -> Assessed:
    """A station in a round, as far as whoever asks may see it. Raises Http404."""
    found = queries.part_named(asked.actor, code, station)
    if found is None:
        raise Http404
    return found


def the_sheet(asked: Asked, code: str, station: str, slug: str) -> Score:
    """A sheet, as far as whoever asks may see it. Raises Http404."""
    found = queries.sheet_named(asked.actor, code, station, slug)
    if found is None:
        raise Http404
    return found


def crumbs(assessment: Round | None = None) -> Crumbs:
    """Above a round's own pages."""
    found = [("评估考核", reverse("assessments:list"))]
    return [*found, (assessment.name, assessment.get_absolute_url())] if assessment else found


def part_crumbs(part: Assessed, *, visible: bool = True) -> Crumbs:
    """Above the pages of a station in a round."""
    found = crumbs(part.assessment)
    return [*found, (part.station.short_name, part.get_absolute_url())] if visible else found
