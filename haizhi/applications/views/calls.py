"""Pages of calls."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.applications import acts, drafts
from haizhi.applications.forms.calls import CALL_FORMS, CallForm, ComposeForm
from haizhi.applications.models import Call
from haizhi.applications.queries.lists import calls_of, open_calls, progress
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked


@login_required
def index(asked: Asked) -> HttpResponse:
    """The calls of all years."""
    listing = listed(asked, calls_of(asked.actor), sorts={"year": "year", "issued": "issued_on"}, default="-year")
    context = {
        "title": "年度申报",
        "listing": listing,
        "counted": "份",
        "composes": asked.actor.holds(*moves.COMPOSE_CALL.roles),
        "counts_received": asked.actor.holds(*Call.readers),
    }
    return render(asked, "applications/calls.html", context)


@login_required
def new(asked: Asked) -> HttpResponse:
    """Compose a call."""
    if not asked.actor.holds(*moves.COMPOSE_CALL.roles):
        raise PermissionDenied
    return creation_page(
        asked,
        moves.COMPOSE_CALL,
        ComposeForm,
        lambda form: acts.compose(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=[("年度申报", reverse("applications:calls")), ("拟定", None)],
    )


@login_required
def detail(asked: Asked, code: str) -> HttpResponse:
    """The case page of a call."""
    call = _call(asked, code)
    context = case_context(
        asked,
        call,
        CALL_FORMS,
        subtitle=f"{call.year}年　{call.get_track_display()}",
        crumbs=[("年度申报", reverse("applications:calls")), (call.code, "")],
    )
    context |= {
        "call": call,
        "progress": progress(call, asked.actor),
        "edits": call.stage == "draft" and asked.actor.holds(*OFFICE_ROLES),
        "begins": asked.actor.holds(Role.DRAFTER, Role.SIGNATORY) and call in open_calls(asked.actor, asked.at),
    }
    return render(asked, "applications/call.html", context)


@login_required
def edit(asked: Asked, code: str) -> HttpResponse:
    """Edit a call before it is published."""
    call = _call(asked, code)
    if not asked.actor.holds(*OFFICE_ROLES):
        raise PermissionDenied
    form = CallForm(asked.POST or None, call=call)
    if asked.method == "POST" and form.is_valid():
        try:
            drafts.edit_call(call, form.values(), by=asked.actor, at=asked.at, seen=form.cleaned_data["seen"])
        except Refused as refused:
            show_findings(form, refused.findings)
            form.look_again(call)
        else:
            messages.success(asked, "已保存。")
            return HttpResponseRedirect(call.get_absolute_url())
    context = {
        "title": "修改申报通知",
        "subtitle": call.heading,
        "crumbs": [("年度申报", reverse("applications:calls")), (call.code, call.get_absolute_url()), ("修改", None)],
        "form": form,
        "back_url": call.get_absolute_url(),
    }
    return render(asked, "ui/form.html", context, status=422 if form.errors else 200)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a call."""
    return act_page(asked, _call(asked, code), verb, CALL_FORMS)


def _call(asked: Asked, code: str) -> Call:
    return get_object_or_404(Call.objects.visible_to(asked.actor), code=code)
