"""Joint documents."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from haizhi.applications.models import CASE_READERS
from haizhi.decisions import drafts, facts, queries
from haizhi.decisions.acts import draft_document, issue
from haizhi.decisions.forms import DOCUMENT_FORMS, DocumentFilters, DraftDocumentForm, IssueForm
from haizhi.decisions.models import JointDocument
from haizhi.decisions.views.access import found, only_for
from haizhi.decisions.views.editing import edit_page
from haizhi.decisions.views.papers import paper_answer
from haizhi.documents.marks import short_hash
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, act_page, carry_out, creation_page
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
    return found(JointDocument.objects.visible_to(asked.actor).prefetch_related("items", "scans"), code)


@login_required
def document(asked: Asked, code: str) -> HttpResponse:
    """One document as it is printed, with its signatures and the acts; others read an issued one where all do."""
    if not asked.actor.holds(*CASE_READERS):
        return redirect("portal:document", found(JointDocument.objects.visible_to(asked.actor), code).code)
    subject = _document(asked, code)
    drafts_it = asked.actor.holds(*moves.DRAFT_DOCUMENT.roles)
    text = queries.official_text(subject, asked.at)
    context = case_context(asked, subject, DOCUMENT_FORMS, subtitle=subject.code, crumbs=_crumbs())
    issuing = [panel for panel in context["panels"] if panel.move is moves.ISSUE]
    context |= {
        "panels": [panel for panel in context["panels"] if panel not in issuing],
        "issuing": bool(issuing),
        "text": text,
        "list_title": queries.LIST_TITLE,
        "version": short_hash(text.digest),
        "changed": subject.signed_text not in ("", text.digest),
        "items": facts.listed(subject),
        "editable": subject.stage == "drafted" and drafts_it,
        "redraftable": subject.stage == "recalled" and drafts_it,
        "scans": subject.scans.all(),
    }
    return render(asked, "decisions/document.html", context)


@login_required
def document_edit(asked: Asked, code: str) -> HttpResponse:
    """Change the text and the list until the first signature; what somebody else wrote meanwhile is shown beside."""
    only_for(asked, moves.DRAFT_DOCUMENT.roles)
    return edit_page(
        asked,
        lambda: _document(asked, code),
        DraftDocumentForm,
        _revise,
        draft="drafted",
        title="修改联合发文",
        crumbs=_crumbs(),
    )


def _revise(subject: JointDocument, form: DraftDocumentForm) -> None:
    said = form.arguments()
    named, month_grained = list(said.pop("applications")), said.pop("month_grained")
    drafts.revise_document(subject, said, named, month_grained=month_grained, seen=form.cleaned_data["seen"])


@login_required
@require_GET
def document_paper(asked: Asked, code: str, form: str) -> HttpResponse:
    """The document as PDF or DOCX."""
    subject = _document(asked, code)
    name = subject.document_number or f"{subject.code}{'已撤回稿' if subject.stage == 'recalled' else '送签稿'}"
    return paper_answer(queries.official_paper(subject, asked.at), subject, form, name)


@login_required
def document_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a document; before it is issued, what that will bring about is shown whole."""
    subject = _document(asked, code)
    if verb != moves.ISSUE.verb:
        return act_page(asked, subject, verb, DOCUMENT_FORMS)
    form = IssueForm(asked.POST or None, asked=asked, subject=subject)
    if asked.method != "POST":
        return _issuing(asked, subject, form)

    def call(form: ActForm) -> JointDocument:
        return issue(subject, by=asked.actor, at=asked.at, **form.arguments())

    answer = carry_out(asked, moves.ISSUE, form, call, subject=subject)
    return answer if answer.status_code != 422 else _issuing(asked, _document(asked, code), form, status=422)


def _issuing(asked: Asked, subject: JointDocument, form: ActForm, status: int = 200) -> HttpResponse:
    context = {
        "title": "预览并编号印发",
        "subtitle": f"{subject.heading}　{subject.code}",
        "crumbs": [*_crumbs(), (subject.code, subject.get_absolute_url())],
        "form": form,
        "subject": subject,
        "preview": queries.issue_preview(subject, asked.actor, asked.at),
        "move": moves.ISSUE,
        "issuable": subject.stage == "countersigned" and asked.actor.holds(*moves.ISSUE.roles),
    }
    return render(asked, "decisions/issue.html", context, status=status)
