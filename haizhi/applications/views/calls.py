"""Pages of calls."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.applications import acts, drafts
from haizhi.applications.facts import call_takes
from haizhi.applications.forms.call_list import CallListFilters
from haizhi.applications.forms.calls import CALL_FORMS, CASE_FORMS, CallForm, ComposeForm
from haizhi.applications.models import Application, Call
from haizhi.applications.queries import calls
from haizhi.applications.queries.lists import calls_of, own_units, progress
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused, unmet
from haizhi.regulation.notices import notice_findings, notice_remarks
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, Role
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked
from haizhi.ui.wording import until_text

_BESIDE = frozenset(move.name for move in (moves.ANSWER, moves.TAKE_BACK_ANSWER, moves.SUPPLY, moves.WITHDRAW_DOWNLOAD))
"""Done on the page of questions and downloads, beside the row each concerns."""

_COLUMNS = (
    Column("编号", lambda c: c.code, 12),
    Column("标题", lambda c: c.heading, 48),
    Column("年度", lambda c: c.year, 8),
    Column("受理类别", lambda c: c.get_track_display(), 14),
    Column("发文日期", lambda c: c.issued_on, 12),
    Column("截止时间", lambda c: until_text(c.deadline) if c.deadline else "适时受理", 20),
    Column("状态", lambda c: c.stage_label, 14),
)


@login_required
def index(asked: Asked) -> HttpResponseBase:
    """The calls of all years."""
    sorts = {"year": "year", "issued": "issued_on", "deadline": "deadline"}
    listing = listed(asked, calls_of(asked.actor), sorts=sorts, default="-year", filters=CallListFilters)
    context = {
        "title": "年度申报",
        "listing": listing,
        "counted": "份",
        "composes": asked.actor.holds(*moves.COMPOSE_CALL.roles),
        "counts_received": asked.actor.holds(*Call.readers),
    }
    return list_page(asked, "applications/calls.html", context, _COLUMNS)


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
        CASE_FORMS,
        subtitle=f"{call.year}年　{call.get_track_display()}",
        crumbs=[("年度申报", reverse("applications:calls")), (call.code, "")],
    )
    context["panels"] = [panel for panel in context["panels"] if panel.move.name not in _BESIDE]
    context |= {
        "call": call,
        "edits": call.stage == "draft" and asked.actor.holds(*OFFICE_ROLES),
        "manages": asked.actor.holds(*Call.readers),
        "begins": asked.actor.holds(Role.DRAFTER, Role.SIGNATORY) and not unmet(*call_takes(call, asked.at)),
        "counts": call.stage != "draft" and asked.actor.holds(*Application.readers, *DISTRICT_ROLES),
        "extensions": call.extensions.all(),
    }
    context |= {"progress": progress(call, asked.actor)} if context["counts"] else {}
    context |= _to_check(asked, call) if context["edits"] else {}
    return render(asked, "applications/call.html", context | _cutoffs(asked, call))


def _to_check(asked: Asked, call: Call) -> dict[str, Any]:
    """What stands against publishing a draft, and what its author should look at once more."""
    return {
        "missing": unmet(*notice_findings(call.announced, asked.at)),
        "remarks": unmet(*notice_remarks(call.announced, call.text)),
    }


def _cutoffs(asked: Asked, call: Call) -> dict[str, Any]:
    """The districts' cut-offs; those that bind the reader's own units, and the one that a district may set."""
    if call.deadline is None or call.stage == "draft":
        return {}
    found = calls.cutoffs_of(call)
    actor = asked.actor
    home = set(actor.places(*DISTRICT_ROLES))
    if actor.holds(Role.DRAFTER, Role.SIGNATORY):
        home |= calls.districts_of(own_units(actor), day_of(asked.at))
    mine = [cutoff for cutoff in found if cutoff.district in home]
    unset = set(actor.places(Role.DISTRICT_HEAD)) - {cutoff.district for cutoff in mine}
    return {
        "cutoffs": found,
        "own_cutoffs": mine,
        "sets_cutoff": bool(unset) and call.stage == "open" and asked.at < call.deadline,
    }


@login_required
def edit(asked: Asked, code: str) -> HttpResponse:
    """Edit a call before it is published; saved, it can be looked at as the public will see it."""
    call = _call(asked, code)
    if not asked.actor.holds(*OFFICE_ROLES):
        raise PermissionDenied
    if asked.method != "POST" and call.stage != "draft":
        messages.info(asked, f"通知现为“{call.stage_label}”，不能再修改；截止时间可办理“延期”。")
        return HttpResponseRedirect(call.get_absolute_url())
    form = CallForm(asked.POST if asked.method == "POST" else None, call=call)
    if asked.method == "POST" and form.is_valid():
        try:
            drafts.edit_call(call, form.values(), by=asked.actor, at=asked.at, seen=form.cleaned_data["seen"])
        except Refused as refused:
            show_findings(form, refused.findings)
            form.look_again(call)
        else:
            messages.success(asked, "已保存。")
            looks = "preview" in asked.POST
            return HttpResponseRedirect(
                reverse("portal:call_preview", args=[call.code]) if looks else call.get_absolute_url()
            )
    context = {
        "title": "修改申报通知",
        "subtitle": call.heading,
        "crumbs": [("年度申报", reverse("applications:calls")), (call.code, call.get_absolute_url()), ("修改", None)],
        "form": form,
        "call": call,
        "back_url": call.get_absolute_url(),
    }
    return render(asked, "applications/call_edit.html", context, status=422 if form.errors else 200)


@login_required
def beside(asked: Asked, code: str) -> HttpResponse:
    """The questions and downloads of a call, as the Office keeps them."""
    call = _call(asked, code)
    if not asked.actor.holds(*Call.readers):
        raise PermissionDenied
    context = {
        "title": "常见问题和下载",
        "subtitle": call.heading,
        "crumbs": [
            ("年度申报", reverse("applications:calls")),
            (call.code, call.get_absolute_url()),
            ("常见问题和下载", None),
        ],
        "call": call,
        "answers": asked.actor.holds(*OFFICE_ROLES),
        "questions": calls.questions_of(call),
        "downloads": calls.downloads_of(call),
    }
    return render(asked, "applications/call_beside.html", context)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a call."""
    call = _call(asked, code)
    on_the_other_page = f"{call.kind}.{verb}" in _BESIDE
    after = reverse("applications:call_beside", args=[call.code]) if on_the_other_page else ""
    return act_page(asked, call, verb, CALL_FORMS, after=after)


def _call(asked: Asked, code: str) -> Call:
    return get_object_or_404(Call.objects.visible_to(asked.actor), code=code)
