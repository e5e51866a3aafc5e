"""What is put to a unit while a matter is looked into: the Office writes it, the unit answers on a page of its own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.decisions import queries
from haizhi.decisions.acts import put_inquiry
from haizhi.decisions.forms import INQUIRY_FORMS, PutForm
from haizhi.decisions.forms.filters import InquiryFilters
from haizhi.decisions.models import Inquiry, Objection
from haizhi.decisions.views.access import found, only_for
from haizhi.regulation import moves
from haizhi.regulation.roles import Role
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

READERS = Inquiry.readers | {Role.DRAFTER, Role.SIGNATORY}

_SORTS = {"code": "code", "put_at": "put_at", "due": "due_on"}

_COLUMNS = (
    Column("编号", lambda i: i.code, 16),
    Column("单位", lambda i: i.unit.name, 34),
    Column("发出时间", lambda i: i.put_at, 18),
    Column("说明期限", lambda i: i.due_on, 12),
    Column("说明时间", lambda i: i.answered_at, 18),
    Column("状态", lambda i: i.stage_label, 14),
)


@login_required
def inquiries(asked: Asked) -> HttpResponseBase:
    """Everything that was put to units, of a unit's people to theirs."""
    only_for(asked, READERS)
    listing = listed(asked, queries.inquiries_to(asked.actor), sorts=_SORTS, default="-put_at", filters=InquiryFilters)
    context = {"title": "情况说明", "listing": listing, "counted": "件"}
    return list_page(asked, "decisions/inquiries.html", context, _COLUMNS)


def _inquiry(asked: Asked, code: str) -> Inquiry:
    only_for(asked, READERS)
    return found(queries.inquiries_to(asked.actor).select_related("objection"), code)


@login_required
def inquiry(asked: Asked, code: str) -> HttpResponse:
    """What is to be explained, and what the unit said; only the Office and 纪检 see which matter it belongs to."""
    subject = _inquiry(asked, code)
    crumbs = [("情况说明", reverse("decisions:inquiries"))]
    context = case_context(asked, subject, INQUIRY_FORMS, subtitle=subject.code, crumbs=crumbs, due=subject.due) | {
        "files": queries.answer_files(subject),
        "sees_matter": asked.actor.holds(*Objection.readers),
    }
    return render(asked, "decisions/inquiry.html", context)


@login_required
def inquiry_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on it."""
    return act_page(asked, _inquiry(asked, code), verb, INQUIRY_FORMS)


@login_required
def inquiry_new(asked: Asked, code: str) -> HttpResponse:
    """Put something to the unit that a matter under investigation is about."""
    only_for(asked, moves.PUT_INQUIRY.roles)
    objection = found(queries.objections_of(asked.actor), code)

    def call(form: ActForm) -> Inquiry:
        return put_inquiry(objection, by=asked.actor, at=asked.at, **form.arguments())

    crumbs = [("异议与举报", reverse("decisions:objections")), (objection.code, objection.get_absolute_url())]
    return creation_page(asked, moves.PUT_INQUIRY, PutForm, call, parent=objection, crumbs=crumbs)
