"""Joint documents."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from haizhi.applications.models import CASE_READERS
from haizhi.decisions import queries
from haizhi.decisions.acts import draft_document
from haizhi.decisions.forms import DOCUMENT_FORMS, DocumentFilters, DraftDocumentForm
from haizhi.decisions.models import JointDocument
from haizhi.decisions.views.access import found, only_for
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {"code": "code", "number": "document_number", "issued_on": "issued_on"}

_COLUMNS = (
    Column("编号", lambda d: d.code, 14),
    Column("标题", lambda d: d.heading, 48),
    Column("发文字号", lambda d: d.document_number, 22),
    Column("成文日期", lambda d: d.issued_on, 12),
    Column("建站", lambda d: d.units, 8),
    Column("状态", lambda d: d.stage_label, 14),
)


def _crumbs() -> list[tuple[str, str]]:
    return [("联合发文", reverse("decisions:documents"))]


@login_required
def documents(asked: Asked) -> HttpResponseBase:
    """Every joint document, and how many cleared units wait for one."""
    only_for(asked, CASE_READERS)
    rows = queries.documents_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=DocumentFilters)
    waiting = queries.draftable(asked.actor).count() if asked.actor.holds(*moves.DRAFT_DOCUMENT.roles) else 0
    context = {"title": "联合发文", "listing": listing, "counted": "件", "waiting": waiting}
    return list_page(asked, "decisions/documents.html", context, _COLUMNS)


@login_required
def document_new(asked: Asked) -> HttpResponse:
    """Draft a document from cleared applications."""
    only_for(asked, moves.DRAFT_DOCUMENT.roles)

    def call(form: ActForm) -> JointDocument:
        said = form.arguments()
        named = list(said.pop("applications"))
        return draft_document(by=asked.actor, at=asked.at, applications=named, **said)

    return creation_page(asked, moves.DRAFT_DOCUMENT, DraftDocumentForm, call, crumbs=_crumbs())


def _document(asked: Asked, code: str) -> JointDocument:
    only_for(asked, CASE_READERS)
    return found(JointDocument.objects.visible_to(asked.actor), code)


@login_required
def document(asked: Asked, code: str) -> HttpResponse:
    """One document as it is printed, with its signatures and the acts; others read an issued one where all do."""
    if not asked.actor.holds(*CASE_READERS):
        return redirect("portal:document", found(JointDocument.objects.visible_to(asked.actor), code).code)
    subject = _document(asked, code)
    context = case_context(asked, subject, DOCUMENT_FORMS, subtitle=subject.code, crumbs=_crumbs()) | {
        "text": queries.official_text(subject, asked.at),
        "items": subject.items.select_related("application__unit"),
        "redraftable": subject.stage == "recalled" and asked.actor.holds(*moves.DRAFT_DOCUMENT.roles),
    }
    return render(asked, "decisions/document.html", context)


@login_required
def document_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a document."""
    return act_page(asked, _document(asked, code), verb, DOCUMENT_FORMS)
