"""A station in a round: its sheets, its result, what may be done with it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from haizhi.assessments import queries
from haizhi.assessments.facts import may_see_marks, missing_of, total_of
from haizhi.assessments.forms import PART_FORMS
from haizhi.assessments.models import WATCHERS, Part, Score
from haizhi.assessments.queries.results import ALONE, breakdown_of, points_shown
from haizhi.assessments.views.frame import crumbs, the_part
from haizhi.kernel.door import creation_against
from haizhi.regulation import moves
from haizhi.ui.acting import act_page
from haizhi.ui.case import case_context
from haizhi.ui.requests import Asked


@login_required
def part(asked: Asked, code: str, station: str) -> HttpResponse:
    """A station's own page in a round: to its people its sheet and result, to those who watch all its sheets."""
    subject = the_part(asked, code, station)
    watches = asked.actor.holds(*WATCHERS)
    sheets = sorted(subject.scores.all(), key=lambda score: list(Part).index(Part(score.part)))
    for score in sheets:
        score.assessed = subject
    rated = subject.stage in ("rated", "published")
    signs = any(g.role in moves.LODGE_APPEAL.roles and subject.within(g) for g in asked.actor.grants)
    context = case_context(
        asked,
        subject,
        PART_FORMS,
        title=subject.station.short_name,
        subtitle=f"{subject.assessment.name}　{subject.station.code}",
        crumbs=crumbs(subject.assessment),
    ) | {
        "watches": watches,
        "part": subject,
        "assessment": subject.assessment,
        "sheets": [(s, _total(asked, s, sheets)) for s in sheets] if watches else [],
        "own_sheet": next((s for s in sheets if s.part == Part.SELF and s.stage != "set_aside"), None),
        "rated": rated,
        "points": points_shown(subject),
        "breakdown": breakdown_of(subject, sheets, asked.actor) if rated else None,
        "alone": ALONE,
        "appeals": list(subject.appeals.order_by("-code")),
        "lodges": signs and rated and not creation_against(moves.LODGE_APPEAL, subject, asked.actor, asked.at),
        "conflicts": queries.conflicts_shown(subject.assessment, subject),
        "missing": missing_of(subject),
    }
    if not watches:  # a station does not learn who assesses it
        context["trail"] = [done for done in context["trail"] if done.verb != moves.APPOINT_PEER.name]
    context["panels"] = [panel for panel in context["panels"] if not panel.findings or watches]
    return render(asked, "assessments/part.html", context)


def _total(asked: Asked, score: Score, sheets: list[Score]) -> int | None:
    return total_of(score) if may_see_marks(score, asked.actor, sheets) else None


@login_required
def act(asked: Asked, code: str, station: str, verb: str) -> HttpResponse:
    """One act on a station in a round."""
    return act_page(asked, the_part(asked, code, station), verb, PART_FORMS)
