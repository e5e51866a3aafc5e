"""What is taken home from a review: a unit's slip, and the copy that 纪检 keeps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from haizhi.documents.slips import slip_pdf
from haizhi.kernel.door import AlreadyDone, standing_against, submission
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.reviews import acts
from haizhi.reviews.forms import SESSION_FORMS
from haizhi.reviews.models import APPLICANTS, WITNESS_READERS
from haizhi.reviews.queries.published import supervisors_copy
from haizhi.reviews.queries.slips import slip_of
from haizhi.reviews.views.access import the_session, the_turn
from haizhi.ui.acting import ActForm, act_page
from haizhi.ui.requests import Asked


@login_required
@require_GET
def slip(asked: Asked, code: str, application: str) -> HttpResponse:
    """成绩单 as PDF: for the unit itself and for those who run and watch the review."""
    turn = the_turn(asked, code, application)
    own = str(turn.application.unit_id) in asked.actor.places(*APPLICANTS)
    if not own and not asked.actor.holds(*WITNESS_READERS):
        raise PermissionDenied
    made = slip_of(
        turn,
        published_at=asked.build_absolute_uri(reverse("portal:session", args=[code])),
        checkpoint_at=asked.build_absolute_uri(reverse("portal:checkpoint", args=[0])).replace("/0.note", "/{}.note"),
    )
    if made is None:
        raise Http404
    response = HttpResponse(slip_pdf(made), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{application}成绩单.pdf") or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def take_copy(asked: Asked, code: str) -> HttpResponse:
    """领取复核包: the act is recorded, and its answer is the file."""
    subject = the_session(asked, code)
    if asked.method != "POST" or standing_against(moves.TAKE_COPY, subject, asked.actor, asked.at):
        return act_page(asked, subject, moves.TAKE_COPY.verb, SESSION_FORMS)
    form = ActForm(asked.POST, asked=asked, subject=subject)
    try:
        with submission(form.cleaned_data["once"] if form.is_valid() else None, form.cleaned_data.get("seen")):
            acts.take_copy(subject, by=asked.actor, at=asked.at)
    except AlreadyDone:
        messages.info(asked, "刚才已经领取。如未收到文件，请再领取一次。")
        return HttpResponseRedirect(subject.get_absolute_url())
    except Refused as refused:
        messages.error(asked, str(refused))
        return HttpResponseRedirect(subject.get_absolute_url())
    made = supervisors_copy(subject)
    answer = HttpResponse(made.content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
