"""The draw, on one page made for a hall."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from haizhi.reviews import queries
from haizhi.reviews.facts import session_rules
from haizhi.reviews.forms import SESSION_FORMS
from haizhi.reviews.views.access import CEREMONY_READERS, crumbs, offered, only_for, the_session
from haizhi.ui.requests import Asked

_VERBS = (
    "freeze",
    "confirm_freeze",
    "refuse_freeze",
    "record_entropy",
    "witness_entropy",
    "draw",
    "confirm_draw",
    "vacate",
    "void",
    "confirm_void",
    "refuse_void",
)
_ASIDE = ("refuse_freeze", "vacate", "void", "refuse_void")
"""Acts that are not the ceremony's next step and stand below it."""


@login_required
def ceremony(asked: Asked, code: str) -> HttpResponse:
    """Freeze, co-signature, dice, draw, result; and the record of it, ready for printing."""
    only_for(asked, CEREMONY_READERS)
    subject = the_session(asked, code)
    panels = offered(asked, subject, SESSION_FORMS, _VERBS, back="ceremony")
    context = {
        "title": "评委抽取",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "subject": subject,
        "ceremony": queries.ceremony_of(subject),
        "rules": session_rules(subject),
        "panels": [panel for panel in panels if panel.move.verb not in _ASIDE],
        "aside": [panel for panel in panels if panel.move.verb in _ASIDE],
        "drawing": subject.draws[-1] if subject.draws else None,
        "signers": queries.ceremony_acts(subject),
        "disciplines": queries.discipline_bounds(subject),
    }
    return render(asked, "reviews/ceremony.html", context)
