"""Records: one added or changed on its own page, moved, removed, brought in from the year before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from haizhi.applications import drafts
from haizhi.applications.drafts.records import AGREEMENT
from haizhi.applications.facts import current_materials
from haizhi.applications.forms.records import AGREEMENT_FILE, RecordForm
from haizhi.applications.models import Application, Record
from haizhi.applications.queries import drafting
from haizhi.applications.queries.paper import printed_version
from haizhi.applications.views.drafting.opening import (
    clash_of,
    crumbs,
    draft_of,
    if_closed,
    if_printed,
    open_form,
    refused_as_printed,
    saved,
    told_as_printed,
)
from haizhi.kernel.source import new_id
from haizhi.regulation.evidence import RECORDS, RecordKind
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.materials import MaterialKind
from haizhi.ui.requests import Asked


@login_required
@require_GET
def add(asked: Asked, code: str, kind: str) -> HttpResponse:
    """A new record: to a page of its own address, so that whatever is sent from it twice is one record."""
    application = draft_of(asked, code)
    if elsewhere := if_closed(asked, application) or if_printed(asked, application):
        return elsewhere
    address = reverse("applications:record_edit", args=[application.code, _kind_of(kind).value, new_id()])
    return HttpResponseRedirect(address)


@login_required
def edit(asked: Asked, code: str, kind: str, mark: UUID) -> HttpResponse:
    """One record, filled in or to be filled in."""
    application = draft_of(asked, code)
    sort = _kind_of(kind)
    record = _record_of(application, mark, sort)
    if asked.method == "POST":
        return _saved(asked, application, sort, mark, record)
    if elsewhere := if_closed(asked, application) or if_printed(asked, application):
        return elsewhere
    return _page(asked, application, sort, mark, record, form_of(asked, application, sort, record))


def _kind_of(value: str) -> RecordKind:
    try:
        return RecordKind(value)
    except ValueError as unknown:
        raise Http404 from unknown


def _record_of(application: Application, mark: UUID, kind: RecordKind) -> Record | None:
    return next((r for r in application.records.all() if r.mark == mark and r.sort == kind), None)


def form_of(
    asked: Asked, application: Application, kind: RecordKind, record: Record | None, *data: Any, **more: Any
) -> RecordForm:
    """The form of a record, or of one that is not there yet."""
    return RecordForm(
        *data,
        asked=asked,
        asks_for=RECORDS[kind],
        record=record,
        agreements=[m for m in current_materials(application) if m.sort == MaterialKind.AGREEMENTS],
        largest=application.call.largest_file,
        **more,
    )


def _saved(asked: Asked, application: Application, kind: RecordKind, mark: UUID, record: Record | None) -> HttpResponse:
    form = form_of(asked, application, kind, record, asked.POST, asked.FILES)
    form.full_clean()
    page = drafts.Page.read(asked.POST.get("seen", ""))
    values = form.values()
    brings = bool(values or form.cleaned_data.get(AGREEMENT_FILE))
    refused = told_as_printed(asked, application) if brings else ()
    if refused:
        form.unsaved = True
        return _page(asked, application, kind, mark, record, form, refused)
    try:
        if upload := form.cleaned_data.get(AGREEMENT_FILE):
            values[AGREEMENT] = drafts.attach(application, MaterialKind.AGREEMENTS, upload, by=asked.actor, at=asked.at)
        there = bool(asked.POST.get("there"))
        form.show_clashes(
            drafts.save_record(application, kind, mark, values, by=asked.actor, at=asked.at, page=page, there=there)
        )
    except Refused as refusal:
        refused = refusal.findings
    application = draft_of(asked, application.code)
    now = _record_of(application, mark, kind)
    if form.errors or refused:
        form.unsaved = True
        return _page(asked, application, kind, mark, now, form, refused)
    section = RECORDS[kind].section
    if now is None:
        messages.info(asked, "没有填写内容，未添加记录。")
    elif now.missing:
        messages.success(asked, f"已保存“{now}”；还未填写：{'、'.join(now.missing)}。")
    else:
        messages.success(asked, f"已保存“{now}”。")
    if asked.POST.get("then") == "another":
        return HttpResponseRedirect(reverse("applications:record_add", args=[application.code, kind.value]))
    return HttpResponseRedirect(f"{drafting.section_url(application, section)}#{kind.value}")


def _page(
    asked: Asked,
    application: Application,
    kind: RecordKind,
    mark: UUID,
    record: Record | None,
    form: RecordForm,
    refused: tuple[Finding, ...] = (),
) -> HttpResponse:
    form.mark_required()
    asks_for = RECORDS[kind]
    section = asks_for.section
    keys = drafting.supported(kind, record)
    page = drafts.open_page(record)
    context = {
        "title": asks_for.label if record is None else str(record),
        "subtitle": f"{application.unit.name}　{application.code}" if record is None else asks_for.label,
        "crumbs": crumbs(
            application,
            (section.label, drafting.section_url(application, section)),
            (str(record) if record else f"添加{asks_for.label}", None),
        ),
        "application": application,
        "section": section,
        "kind": kind,
        "record": record,
        "printed": printed_version(application),
        "form": form,
        "refused": refused,
        "indicators": [(i.label, tenths(i.maximum)) for i in REVIEW.indicators if i.key in keys],
        "back_url": f"{drafting.section_url(application, section)}#{kind.value}",
        "autosave_url": reverse("applications:record_save", args=[application.code, kind.value, mark]),
        **open_form(asked, application, section, page, mark),
    }
    return render(asked, "applications/sections/record.html", context, status=422 if form.errors or refused else 200)


@login_required
@require_POST
def save(asked: Asked, code: str, kind: str, mark: UUID) -> HttpResponse:
    """Autosave of one field of a record: answers as the autosave of the form does."""
    application = draft_of(asked, code)
    sort = _kind_of(kind)
    record = _record_of(application, mark, sort)
    name = asked.POST.get("field", "")
    form = form_of(asked, application, sort, record, asked.POST, only=(name,))
    if name not in form.fields or name == AGREEMENT_FILE:
        return JsonResponse({"error": "没有这一项"}, status=400)
    if printed := refused_as_printed(asked, application):
        return printed
    if not form.is_valid():
        return JsonResponse({"error": "；".join(str(e) for e in form.errors[name])}, status=422)
    page = drafts.Page.read(asked.POST.get("seen", ""))
    there = bool(asked.POST.get("there"))
    try:
        clashes = drafts.save_record(
            application, sort, mark, form.values(), by=asked.actor, at=asked.at, page=page, there=there
        )
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    if clashes:
        stands = application.records.filter(mark=mark).first()
        if stands is None:
            return JsonResponse({"error": "此条刚被他人移除；您填写的仍在这里，再次保存即重新添加"}, status=409)
        return JsonResponse(clash_of(form, clashes[0], page, stands.edits["serial"]), status=409)
    exists = record is not None or any(form.values().values())
    return JsonResponse(saved(asked, **({"set": {"there": "1"}} if exists else {})))


@login_required
@require_POST
def move(asked: Asked, code: str, kind: str, mark: UUID, way: str) -> HttpResponse:
    """Put a record one place up or down."""
    application = draft_of(asked, code)
    record = _there(application, mark, kind)
    back = drafting.section_url(application, record.type.section)
    if elsewhere := if_printed(asked, application, back):
        return elsewhere
    try:
        drafts.move_record(record, up=way == "up", by=asked.actor, at=asked.at)
    except Refused as refused:
        messages.error(asked, str(refused))
    return HttpResponseRedirect(f"{back}#record-{record.mark}")


@login_required
@require_POST
def remove(asked: Asked, code: str, kind: str, mark: UUID) -> HttpResponse:
    """Take a record out; taking it out twice is taking it out once."""
    application = draft_of(asked, code)
    sort = _kind_of(kind)
    record = _record_of(application, mark, sort)
    back = drafting.section_url(application, RECORDS[sort].section)
    if elsewhere := if_printed(asked, application, back):
        return elsewhere
    if record is None:
        messages.info(asked, "没有找到这条记录，可能已被移除。")
    else:
        try:
            drafts.remove_record(record, by=asked.actor, at=asked.at)
        except Refused as refused:
            messages.error(asked, str(refused))
        else:
            messages.success(asked, f"已移除“{record}”。")
    return HttpResponseRedirect(f"{back}#{sort.value}")


def _there(application: Application, mark: UUID, kind: str) -> Record:
    found = _record_of(application, mark, _kind_of(kind))
    if found is None:
        raise Http404
    return found


@login_required
@require_POST
def bring_in(asked: Asked, code: str) -> HttpResponse:
    """Bring in records of the application before: those that are named, or all of them."""
    application = draft_of(asked, code)
    back = reverse("applications:edit", args=[application.code])
    kind = asked.POST.get("kind", "")
    if kind in RECORDS:
        back = drafting.section_url(application, RECORDS[RecordKind(kind)].section)
    if elsewhere := if_printed(asked, application, back):
        return elsewhere
    former = drafting.former_records(application)
    named = set(asked.POST.getlist("record"))
    wanted = former if asked.POST.get("all") else [r for r in former if str(r.mark) in named]
    try:
        added = drafts.add_records(
            application,
            [drafts.Entry(r.kind, drafting.still_valid(r)) for r in wanted],
            by=asked.actor,
            at=asked.at,
        )
    except Refused as refused:
        messages.error(asked, str(refused))
    else:
        messages.success(asked, f"已带入{added}条记录，请逐条核对是否仍然属实。" if added else "没有可带入的记录。")
    return HttpResponseRedirect(f"{back}#{kind}" if kind in RECORDS else back)
