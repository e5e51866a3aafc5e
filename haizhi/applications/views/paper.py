"""打印与装订: the form as PDF and Word, the bound dossier, the versions printed, the signed scan."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from haizhi.applications import drafts, facts
from haizhi.applications.forms.paper import ComparingForm
from haizhi.applications.models import Application
from haizhi.applications.queries import case, paper
from haizhi.applications.queries.versions import compare
from haizhi.applications.views.cases import case_of, made_answer
from haizhi.applications.views.drafting.opening import draft_of, if_closed, note_told
from haizhi.documents.forms import form_pdf
from haizhi.documents.marks import short_hash
from haizhi.documents.raster import Unreadable
from haizhi.documents.word import form_docx
from haizhi.files import papers
from haizhi.files.isolation import Unanswered
from haizhi.regulation.findings import Finding, Refused
from haizhi.ui.requests import Asked

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONG_SIDE = 1400  # pixels of a scanned page as it is shown: the hash in its footer is legible


@login_required
def page(asked: Asked, code: str) -> HttpResponse:
    """What can be printed, what was, and what came back signed; a POST prints the version as it stands."""
    application = case_of(asked, code)
    refused: tuple[Finding, ...] = ()
    if asked.method == "POST":
        draft_of(asked, code)
        try:
            drafts.note_printing(application, by=asked.actor, at=asked.at)
        except Refused as refusal:
            refused = refusal.findings
        else:
            return HttpResponseRedirect(reverse("applications:print_pdf", args=[code]))
    return _page(asked, application, refused)


def _page(asked: Asked, application: Application, refused: tuple[Finding, ...]) -> HttpResponse:
    version = facts.version_of(application, asked.at)
    fills_in = facts.may_fill_in(application, asked.actor) and application.stage in case.OPEN_STAGES
    context = _frame(application, "打印与装订") | {
        "version": version,
        "mark": short_hash(version.digest),
        "fills_in": fills_in,
        "missing": facts.unprintable(application, asked.at) if fills_in else (),
        "versions": paper.printed_versions(application, version),
        "scan": paper.scan_state(application, version),
        "files": facts.current_materials(application),
        "copies": application.call.paper_copies,
        "refused": refused,
    }
    return render(asked, "applications/paper/page.html", context, status=422 if refused else 200)


def _frame(application: Application, title: str) -> dict[str, Any]:
    way: list[tuple[str, str | None]] = [
        ("申报件", reverse("applications:list")),
        (application.code, application.get_absolute_url()),
    ]
    if title != "打印与装订":
        way.append(("打印与装订", reverse("applications:print", args=[application.code])))
    return {
        "title": title,
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": [*way, (title, None)],
        "application": application,
    }


@login_required
@require_GET
def pdf(asked: Asked, code: str) -> HttpResponse:
    """附件1 as PDF: with its mark once it was printed to be signed, as a draft before."""
    application = case_of(asked, code)
    version = facts.version_of(application, asked.at)
    name = f"{application.code}申报表{'' if version.official else '（草稿）'}.pdf"
    return made_answer(form_pdf(paper.form_of(application, version)), name)


@login_required
@require_GET
def word(asked: Asked, code: str) -> HttpResponse:
    """附件1 as a Word document."""
    application = case_of(asked, code)
    made = form_docx(paper.form_of(application, facts.version_of(application, asked.at)))
    return made_answer(made, f"{application.code}申报表.docx", kept=True, media_type=_DOCX)


@login_required
@require_GET
def dossier(asked: Asked, code: str) -> HttpResponseBase:
    """The form, the list of attachments and all of them, bound in one PDF with running page numbers."""
    application = case_of(asked, code)
    version = facts.version_of(application, asked.at)
    try:
        bound = papers.dossier(
            form_pdf(paper.form_of(application, version)),
            paper.enclosures_of(application),
            title=f"{application.unit.name}重庆海智工作站申报材料",
            number=f"申报编号 {application.code}",
            made_at=version.at,
        )
    except Unanswered as unanswered:
        return _not_bound(asked, application, unanswered)
    name = f"{application.code}申报材料合订本.pdf"
    return FileResponse(bound, filename=name, as_attachment=True, content_type="application/pdf")


def _not_bound(asked: Asked, application: Application, unanswered: Unanswered) -> HttpResponse:
    """What to do instead: the paper is the same in a minute, or has to be put together by hand."""
    context = _frame(application, "合订本未能装订") | {
        "busy": unanswered.busy,
        "limit": papers.BINDING_SECONDS,
        "files": facts.current_materials(application),
    }
    response = render(asked, "applications/paper/not_bound.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "60"
    return response


@login_required
@require_GET
def printed(asked: Asked, code: str, mark: str) -> HttpResponse:
    """A version that was printed beside the one that stands: what paper in somebody's hands does not say."""
    application = case_of(asked, code)
    printing = paper.printing_marked(application, mark)
    if printing is None:
        raise Http404
    version = facts.version_of(application, asked.at)
    context = _frame(application, "打印版本对照") | {
        "printing": printing,
        "marks": (short_hash(printing.digest), short_hash(version.digest)),
        "is_current": printing.digest == version.digest,
        "comparison": compare(printing.content, version.content),
    }
    return render(asked, "applications/paper/printed.html", context)


@login_required
def scan(asked: Asked, code: str) -> HttpResponse:
    """A signed scan that could not be read everywhere: a person compares it page by page."""
    application = draft_of(asked, code)
    if closed := if_closed(asked, application):
        return closed
    version = facts.version_of(application, asked.at)
    state = paper.scan_state(application, version)
    if state is None or not state.waits:
        return HttpResponseRedirect(reverse("applications:print", args=[code]) + "#scan")
    mark = short_hash(version.digest)
    form = ComparingForm(asked.POST or None, state=state, mark=mark, version=version.digest)
    refused: tuple[Finding, ...] = ()
    if asked.method == "POST" and form.is_valid():
        try:
            drafts.confirm_scan(state.material, form.cleaned_data["version"], by=asked.actor, at=asked.at)
        except Refused as refusal:
            refused = refusal.findings
        else:
            messages.success(asked, "已确认扫描件与现在的版本一致。")
            return HttpResponseRedirect(reverse("applications:check", args=[code]) + "#signed_form")
    context = _frame(application, "核对扫描件") | {
        "state": state,
        "mark": mark,
        "form": form,
        "refused": refused,
    }
    return render(asked, "applications/paper/scan.html", context, status=422 if form.errors or refused else 200)


@login_required
@require_GET
def scan_page(asked: Asked, code: str, number: int) -> HttpResponse:
    """A page of the signed scan as a picture."""
    application = draft_of(asked, code)
    material = facts.signed_scan(application)
    if material is None or not 1 <= number <= material.reading.get("pages", 0):
        raise Http404
    try:
        picture = papers.page_of(material.upload, number - 1, long_side=_LONG_SIDE)
    except (Unreadable, Unanswered, OSError) as fault:
        raise Http404 from fault
    return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": "private, max-age=600"})


@login_required
def again(asked: Asked, code: str) -> HttpResponse:
    """Said before a printed form is changed: the paper becomes void. Whoever goes on anyway has been told."""
    application = draft_of(asked, code)
    if closed := if_closed(asked, application):
        return closed
    back = _within(asked.GET.get("next", ""), application)
    printing = paper.printed_version(application)
    if printing is None:
        return HttpResponseRedirect(back)
    if asked.method == "POST":
        note_told(asked, application, printing)
        return HttpResponseRedirect(back)
    context = _frame(application, "修改已打印的申报表") | {
        "printing": printing,
        "mark": short_hash(printing.digest),
        "scan": facts.signed_scan(application),
        "submit_label": "继续修改",
        "back_url": reverse("applications:edit", args=[code]),
        "form_url": asked.get_full_path(),
    }
    return render(asked, "applications/paper/again.html", context)


def _within(address: str, application: Application) -> str:
    """The page to go on to, if it is one of this application's; its task list otherwise."""
    own = application.get_absolute_url()
    return (
        address
        if address.startswith(own) and "\\" not in address
        else reverse("applications:edit", args=[application.code])
    )
