"""The hearing: the clerk's console of one unit's turn."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from haizhi.applications.models import CASE_READERS
from haizhi.regulation.roles import Role
from haizhi.reviews import queries
from haizhi.reviews.facts import session_rules
from haizhi.reviews.forms import TURN_FORMS
from haizhi.reviews.models import APPLICANTS, WITNESS_READERS
from haizhi.reviews.views.access import after, crumbs, is_office, the_turn
from haizhi.ui.acting import act_page
from haizhi.ui.case import case_context
from haizhi.ui.requests import Asked


@login_required
def turn(asked: Asked, code: str, application: str) -> HttpResponse:
    """One unit's turn: sheets n of m without a value, the acts, and the result once announced."""
    subject = the_turn(asked, code, application)
    rules = session_rules(subject.session)
    watches = asked.actor.holds(*WITNESS_READERS)
    own = str(subject.application.unit_id) in asked.actor.places(*APPLICANTS)
    context = case_context(
        asked,
        subject,
        TURN_FORMS,
        subtitle=f"{subject.application.code}　{subject.session.name}",
        crumbs=crumbs(subject.session),
    ) | {
        "rules": rules,
        "progress": queries.progress_of(subject) if watches and subject.stage == "scoring" else None,
        "next_turn": queries.turn_after(subject)
        if is_office(asked) and subject.stage in ("announced", "absent")
        else None,
        "phases": queries.phase_rows(subject, asked.at) if watches and subject.called_at else [],
        "totals": queries.totals_of(subject),
        "by_seat": queries.scores_by_seat(subject) if asked.actor.holds(Role.SUPERVISOR) else [],
        "corrections": queries.corrections_of(subject) if asked.actor.holds(Role.SUPERVISOR) else [],
        "office": is_office(asked),
        "judges": asked.actor.holds(Role.JUDGE),
        "declarable": subject.stage in ("waiting", "presenting", "scoring"),
        "signs": asked.actor.holds(Role.SIGNATORY),
        "watches": watches,
        "owns": own,
        "reads_case": asked.actor.holds(*CASE_READERS) or own,
    }
    return render(asked, "reviews/turn.html", context)


@login_required
def turn_act(asked: Asked, code: str, application: str, verb: str) -> HttpResponse:
    """One act on a turn."""
    subject = the_turn(asked, code, application)
    return act_page(asked, subject, verb, TURN_FORMS, after=after(asked, subject.session))
