"""Files taken in and taken out, from whichever page lists them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from haizhi.applications import drafts
from haizhi.applications.facts import SIGNED, OutdatedScan, current_materials
from haizhi.applications.models import Application, Material
from haizhi.applications.queries import drafting
from haizhi.applications.queries.paper import read_scan
from haizhi.applications.views.drafting.checking import check_page
from haizhi.applications.views.drafting.materials import (
    kinds_of,
    materials_page,
    page_of,
    replacer_of,
    row_of,
    uploader_of,
)
from haizhi.applications.views.drafting.opening import crumbs, draft_of, if_closed, if_printed, told_as_printed
from haizhi.applications.views.drafting.sections import records_page
from haizhi.files.forms import HandedIn, Uploader, answer_to, handed_in
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.sections import Section
from haizhi.ui.requests import Asked


@login_required
@require_POST
def attach(asked: Asked, code: str, kind: str) -> HttpResponse:
    """Take in files of one kind; each stands or falls by itself."""
    application = draft_of(asked, code)
    if kind not in MATERIALS or MaterialKind(kind) not in kinds_of(application):
        raise Http404
    if closed := if_closed(asked, application):
        return closed
    sort = MaterialKind(kind)
    handed = handed_in(asked, uploader_of(application, sort))
    if sort is not MaterialKind.SIGNED_FORM:
        _refuse_as_printed(asked, application, handed)
    rows, outdated = [], ""
    for upload in handed.uploads:
        try:
            reading = read_scan(application, upload) if sort is MaterialKind.SIGNED_FORM else None
            material = drafts.attach(application, sort, upload, by=asked.actor, at=asked.at, reading=reading)
        except Refused as refused:
            handed.refuse(upload, refused)
            outdated = refused.digest if isinstance(refused, OutdatedScan) else outdated
        else:
            rows.append(row_of(application, material))
    handed.uploader = uploader_of(draft_of(asked, code), sort)
    return answer_to(asked, handed, rows, page=lambda outcome: _shown_again(asked, code, sort, outcome, outdated))


def _refuse_as_printed(asked: Asked, application: Application, handed: HandedIn) -> None:
    """From a page opened before the form was printed nothing is taken unasked; handed in again it is there at once."""
    if handed.uploads and (told := told_as_printed(asked, application)):
        for upload in handed.uploads:
            handed.refuse(upload, Refused(*told))
        handed.uploads = []


def _shown_again(asked: Asked, code: str, kind: MaterialKind, outcome: Uploader, outdated: str) -> HttpResponse:
    application = draft_of(asked, code)
    if kind is MaterialKind.SIGNED_FORM:
        return check_page(asked, application, scan=outcome, outdated=outdated)
    if kind.value in drafting.INTRODUCED:
        return records_page(asked, application, Section.OVERSEAS, {kind: outcome})
    return materials_page(asked, application, {kind: outcome})


@login_required
def replace(asked: Asked, code: str, kind: str, number: int) -> HttpResponse:
    """Hand in the file that takes the place of another; that one stays in the history."""
    application = draft_of(asked, code)
    material = next((m for m in current_materials(application) if m.pk == number and m.sort == kind), None)
    if material is None or material.sort in drafts.SINGLE_MATERIALS or material.sort not in kinds_of(application):
        raise Http404  # of a signed scan the next one is handed in like the first, and its version read
    if closed := if_closed(asked, application):
        return closed
    uploader = replacer_of(application, material)
    if asked.method != "POST":
        told = if_printed(asked, application)
        return told or _replacing(asked, application, material, uploader)
    handed = handed_in(asked, uploader)
    _refuse_as_printed(asked, application, handed)
    rows = []
    for upload in handed.uploads:
        try:
            sort = MaterialKind(material.sort)
            new = drafts.attach(application, sort, upload, by=asked.actor, at=asked.at, replaces=material.pk)
        except Refused as refused:
            handed.refuse(upload, refused)
        else:
            rows.append(row_of(application, new))
            messages.success(asked, f"已用“{upload.name}”替换“{material.upload.name}”。")
    return answer_to(asked, handed, rows, page=lambda outcome: _replacing(asked, application, material, outcome))


def _replacing(asked: Asked, application: Application, material: Material, uploader: Uploader) -> HttpResponse:
    back = page_of(application, MaterialKind(material.sort))
    context = {
        "title": "替换文件",
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": crumbs(application, (material.upload.name, back), ("替换", None)),
        "application": application,
        "material": material,
        "uploader": uploader,
        "back_url": back,
    }
    status = 422 if uploader.refused or uploader.waiting else 200
    return render(asked, "applications/sections/replacing.html", context, status=status)


@login_required
@require_POST
def detach(asked: Asked, code: str) -> HttpResponse:
    """Take a file out; it stays in the history."""
    application = draft_of(asked, code)
    if closed := if_closed(asked, application):
        return closed
    named = asked.POST.get("material", "")
    known = named.isdecimal() and named.isascii() and len(named) < 18
    material = application.materials.filter(pk=int(named)).first() if known else None
    if material is None:
        messages.info(asked, "没有找到要移除的文件，可能已被移除；请看现在的清单。")
        return HttpResponseRedirect(drafting.section_url(application, Section.ATTACHMENTS))
    back = page_of(application, MaterialKind(material.sort))
    if material.sort not in SIGNED and (elsewhere := if_printed(asked, application, back)):
        return elsewhere
    try:
        drafts.remove(material, by=asked.actor, at=asked.at)
    except Refused as refused:
        messages.error(asked, str(refused))
    else:
        messages.success(asked, f"已移除“{material.upload.name}”，历史中仍可查看。")
    return HttpResponseRedirect(back)
