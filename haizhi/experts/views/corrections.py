"""What experts ask to be corrected."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from haizhi.experts import acts, queries
from haizhi.experts.forms import CORRECTION_FORMS, CorrectionFilters, CorrectionForm
from haizhi.experts.models import Correction
from haizhi.experts.views.pool import READERS, crumbs, found
from haizhi.regulation import moves
from haizhi.regulation.roles import Role
from haizhi.ui.acting import act_page, carry_out
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_READERS = Correction.readers | {Role.JUDGE}
_SORTS = {"at": "asked_at", "stage": ("stage", "asked_at")}
_COLUMNS = (
    Column("专家", lambda c: c.expert.code, 16),
    Column("申请时间", lambda c: c.asked_at, 18),
    Column("说明", lambda c: c.reason, 40),
    Column("状态", lambda c: c.stage_label, 12),
    Column("答复", lambda c: c.answer, 40),
)


@for_roles(_READERS)
def corrections(asked: Asked) -> HttpResponseBase:
    """Every request, newest first; an expert's own."""
    rows = Correction.objects.visible_to(asked.actor).select_related("expert")
    listing = listed(asked, rows, sorts=_SORTS, default="-at", filters=CorrectionFilters)
    context = {"title": "专家资料更正", "crumbs": crumbs(asked, ("资料更正", "")), "listing": listing, "counted": "件"}
    return list_page(asked, "experts/corrections.html", context, _COLUMNS, personal=True)


def _correction(asked: Asked, pk: UUID) -> Correction:
    rows = Correction.objects.visible_to(asked.actor).select_related("expert")
    return get_object_or_404(rows, pk=pk)


@for_roles(_READERS)
def correction(asked: Asked, pk: UUID) -> HttpResponse:
    """One request: what it would change, and the answer."""
    subject = _correction(asked, pk)
    way = crumbs(asked, (subject.expert.code, subject.expert.get_absolute_url()), ("资料更正", ""))
    context = case_context(asked, subject, CORRECTION_FORMS, crumbs=way)
    context["changes"] = queries.corrected(subject) if subject.stage == "waiting" else []
    return render(asked, "experts/correction.html", context)


@for_roles(_READERS)
def correction_act(asked: Asked, pk: UUID, verb: str) -> HttpResponse:
    """One act on a request."""
    return act_page(asked, _correction(asked, pk), verb, CORRECTION_FORMS)


@for_roles(READERS)
def correction_new(asked: Asked, code: str) -> HttpResponse:
    """Ask that the own entry be corrected."""
    expert = found(asked, code)
    if expert.person_id != asked.actor.id:
        raise Http404
    way = crumbs(asked, (expert.code, expert.get_absolute_url()), ("申请更正资料", ""))
    if asked.method == "POST":
        form = CorrectionForm(asked.POST, asked=asked, of=expert)

        def call(valid: object) -> Correction:
            return acts.ask_correction(expert, by=asked.actor, at=asked.at, **form.arguments())

        return carry_out(asked, moves.ASK_CORRECTION, form, call, crumbs=way)
    waiting = Correction.objects.visible_to(asked.actor).filter(expert=expert, stage="waiting").first()
    if waiting is not None:
        return HttpResponseRedirect(waiting.get_absolute_url())
    form = CorrectionForm(asked=asked, of=expert)
    context = {"move": moves.ASK_CORRECTION, "form": form, "subject": None, "findings": (), "crumbs": way}
    return render(asked, "ui/act_page.html", context)
