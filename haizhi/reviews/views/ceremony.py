"""The draw, on a page made for a hall: one step at a time, and the papers that come of it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from haizhi.documents.sheets import Sheet, sheet_pdf
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.reviews import queries
from haizhi.reviews.facts import session_rules
from haizhi.reviews.forms import SESSION_FORMS
from haizhi.reviews.models import WITNESS_READERS
from haizhi.reviews.queries.sessions import CEREMONY_VERBS
from haizhi.reviews.views.access import CEREMONY_READERS, READERS, crumbs, offered, only_for, the_session
from haizhi.ui.requests import Asked

_ASIDE = ("refuse_freeze", "vacate", "void", "refuse_void")
"""Acts that are not the ceremony's next step and stand below it."""


@login_required
def ceremony(asked: Asked, code: str) -> HttpResponse:
    """Freeze, co-signature, dice, draw, panel, record: the step that is on, or one passed already (`?step=`)."""
    only_for(asked, CEREMONY_READERS)
    subject = the_session(asked, code)
    found = queries.ceremony_of(subject)
    chosen = [step for step in found.steps if str(step.number) == asked.GET.get("step") and step.open]
    step = chosen[0] if chosen else found.now
    panels = offered(asked, subject, SESSION_FORMS, CEREMONY_VERBS, back="ceremony")
    on = step.key == found.now.key
    context = {
        "title": "评委抽取",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "subject": subject,
        "ceremony": found,
        "step": step,
        "step_template": f"reviews/ceremony/{step.key}.html",
        "on": on,
        "rules": session_rules(subject),
        "panels": [panel for panel in panels if panel.move.verb not in _ASIDE] if on else [],
        "aside": [panel for panel in panels if panel.move.verb in _ASIDE],
        "signers": queries.ceremony_acts(subject) if step.key == "record" else [],
        "bounds": queries.bounds_of(subject),
        "proves": subject.stage == "preparing" and asked.actor.holds(*OFFICE_ROLES),
        "state_url": reverse("reviews:ceremony_state", args=[code]),
    }
    return render(asked, "reviews/ceremony.html", context)


@login_required
@require_GET
def state(asked: Asked, code: str) -> JsonResponse:
    """The version at which the session stands, so that the page in the hall knows when to show the next step."""
    only_for(asked, CEREMONY_READERS)
    return JsonResponse({"version": the_session(asked, code).version})


@login_required
def feasibility(asked: Asked, code: str) -> HttpResponse:
    """Whether a panel could be drawn by the rules as they stand; if not, which clash and what resolves it.

    After the freeze there is nothing left to prove: it was proven then.
    """
    only_for(asked, OFFICE_ROLES | {Role.SUPERVISOR})
    subject = the_session(asked, code)
    preparing = subject.stage == "preparing"
    context = {
        "title": "能否抽出评委",
        "subtitle": subject.name,
        "crumbs": [*crumbs(subject), ("评委抽取", reverse("reviews:ceremony", args=[code]))],
        "subject": subject,
        "preparing": preparing,
        "proof": queries.proof_of(subject) if preparing else None,
        "rules": session_rules(subject),
        "may_change": asked.actor.holds(*OFFICE_ROLES),
    }
    return render(asked, "reviews/feasibility.html", context)


@login_required
@require_GET
def record(asked: Asked, code: str) -> HttpResponse:
    """抽取记录 as PDF: once something was frozen."""
    only_for(asked, CEREMONY_READERS)
    subject = the_session(asked, code)
    if not subject.freeze and not subject.voided:
        raise Http404
    return paper(queries.draw_record(subject, asked.at), f"{code}抽取记录.pdf")


@login_required
@require_GET
def recusal_record(asked: Asked, code: str) -> HttpResponse:
    """回避记录 as PDF."""
    only_for(asked, WITNESS_READERS)
    return paper(queries.recusal_record(the_session(asked, code), asked.at), f"{code}回避记录.pdf")


@login_required
@require_GET
def rules_paper(asked: Asked, code: str) -> HttpResponse:
    """The published rules as PDF, for whoever takes part."""
    only_for(asked, READERS)
    made = queries.rules_notice(the_session(asked, code), asked.at)
    if made is None:
        raise Http404
    return paper(made, f"{code}评审规则.pdf")


def paper(sheet: Sheet, name: str) -> HttpResponse:
    """A sheet as PDF, looked at in the browser under that name."""
    response = HttpResponse(sheet_pdf(sheet), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response
