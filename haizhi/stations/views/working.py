"""Writing down work, from a phone as well: begun by its sort, saved field by field, with photos."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.files.forms import Row, Uploader, answer_to, handed_in
from haizhi.files.kinds import JPG, KINDS, PNG
from haizhi.kernel.door import creation_against
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import sorts_of
from haizhi.stations import acts
from haizhi.stations.drafts.work import (
    LARGEST_PROOF,
    LARGEST_PROOFS,
    attach_proof,
    bytes_of_proofs,
    detach_proof,
    save_work,
)
from haizhi.stations.facts.work import is_of, may_write_work, proofs
from haizhi.stations.forms.work import BeginWorkForm, SortForm, WorkForm
from haizhi.stations.models import WorkEntry, WorkFile
from haizhi.stations.queries import plans as plan_queries
from haizhi.stations.queries import work as queries
from haizhi.stations.views.work import crumbs_of, entry_of, station_of
from haizhi.ui.acting import carry_out, uuid_in
from haizhi.ui.requests import Asked
from haizhi.ui.wording import clock_text


@login_required
def new(asked: Asked) -> HttpResponse:
    """Which of one's stations did it; with one station straight on."""
    if not asked.actor.holds(*moves.BEGIN_WORK.roles):
        raise PermissionDenied
    stations = queries.own_stations(asked.actor)
    if len(stations) == 1:
        return HttpResponseRedirect(reverse("stations:work_begin", args=[stations[0].code]))
    crumbs = [("工作记录", reverse("stations:work")), ("记一笔", None)]
    return render(asked, "stations/work_new.html", {"title": "记一笔", "crumbs": crumbs, "stations": stations})


@login_required
def begin(asked: Asked, code: str) -> HttpResponse:
    """Choose a sort of work and go on to write it down."""
    station = station_of(asked, code)
    if not is_of(station, asked.actor):
        raise PermissionDenied
    crumbs = [*crumbs_of(station), ("记一笔", None)]
    if asked.method == "POST":
        return carry_out(
            asked,
            moves.BEGIN_WORK,
            BeginWorkForm(asked.POST, asked=asked),
            lambda form: acts.begin_work(station, by=asked.actor, at=asked.at, **form.arguments()),
            crumbs=crumbs,
            after=_writing,
        )
    context = {
        "title": "记一笔",
        "subtitle": "选择类别，接着填写名称、日期，上传照片。",
        "crumbs": crumbs,
        "form": BeginWorkForm(asked=asked),
        "families": [(family, sorts_of(family)) for family in TaskFamily],
        "against": creation_against(moves.BEGIN_WORK, station, asked.actor, asked.at),
    }
    return render(asked, "stations/work_begin.html", context)


def _writing(done: Subject) -> str:
    return f"{done.get_absolute_url()}edit/"


@login_required
def edit(asked: Asked, code: str) -> HttpResponse:
    """Write it, as often as one likes; the Office sees it once it is handed in."""
    found = entry_of(asked, code)
    if elsewhere := _if_not_open(asked, found):
        return elsewhere
    if asked.method != "POST":
        return _page(asked, found, _form(found))
    form = _form(found, asked.POST)
    if not form.is_valid():
        return _page(asked, found, form)
    try:
        clashes = save_work(
            found, form.values(), by=asked.actor, at=asked.at, over=form.over(), ties=form.chosen_ties()
        )
    except Refused as refused:
        return _page(asked, found, form, refused=refused.findings)
    if clashes:
        form.show_clashes(clashes)
        return _page(asked, found, form)
    messages.success(asked, "已保存。")
    return HttpResponseRedirect(found.get_absolute_url() if asked.POST.get("then") == "submit" else asked.path)


@login_required
@require_POST
def save(asked: Asked, code: str) -> HttpResponse:
    """Autosave of one field: 200 saved, 409 changed by a colleague or no longer open, 422 not of its type."""
    found = entry_of(asked, code)
    if not is_of(found.station, asked.actor):
        raise PermissionDenied
    name = asked.POST.get("field", "")
    form = _form(found, asked.POST, only=name)
    if name not in form.fields:
        return JsonResponse({"error": "没有这一项"}, status=400)
    if not form.is_valid():
        return JsonResponse({"error": "；".join(str(error) for error in form.errors[name])}, status=422)
    try:
        clashes = save_work(
            found, form.values(), by=asked.actor, at=asked.at, over=form.over(), ties=form.chosen_ties()
        )
    except Refused as refused:
        return JsonResponse({"error": str(refused).removesuffix("。")}, status=409)
    if clashes:
        now = form.shown(name, clashes[name])
        clash = {"theirs": now, "value": [now], "by": "同事", "at": clock_text(asked.at), "seen": ""}
        return JsonResponse({"error": f"同事在您填写期间改过“{form.fields[name].label}”", "clash": clash}, status=409)
    return JsonResponse({"saved_at": clock_text(asked.at)})


@login_required
@require_POST
def sort(asked: Asked, code: str) -> HttpResponse:
    """It is work of another sort, of which other things are told."""
    found = entry_of(asked, code)
    if elsewhere := _if_not_open(asked, found):
        return elsewhere
    form = SortForm(asked.POST)
    if not form.is_valid():
        return _page(asked, found, _form(found), sort_form=form)
    save_work(found, {"sort": form.cleaned_data["sort"]}, by=asked.actor, at=asked.at)
    messages.success(asked, f"已改为“{found.kind_of_work.label}”。")
    return HttpResponseRedirect(_writing(found))


@login_required
@require_POST
def attach(asked: Asked, code: str) -> HttpResponse:
    """Take in files; each stands or falls by itself."""
    found = entry_of(asked, code)
    if elsewhere := _if_not_open(asked, found):
        return elsewhere
    handed = handed_in(asked, uploader_of(found))
    rows = []
    for upload in handed.uploads:
        try:
            rows.append(_file_row(attach_proof(found, upload, by=asked.actor, at=asked.at)))
        except Refused as refused:
            handed.refuse(upload, refused)
    found = entry_of(asked, code)
    handed.uploader = uploader_of(found)
    return answer_to(asked, handed, rows, page=lambda outcome: _page(asked, found, _form(found), uploader=outcome))


@login_required
@require_POST
def detach(asked: Asked, code: str) -> HttpResponse:
    """Take a file out."""
    found = entry_of(asked, code)
    if elsewhere := _if_not_open(asked, found):
        return elsewhere
    upload_id = uuid_in(asked.POST.get("file", ""))
    gone = detach_proof(found, upload_id, by=asked.actor, at=asked.at) if upload_id else None
    if gone is None:
        messages.info(asked, "没有找到要移除的文件，可能已被移除；请看现在的清单。")
    else:
        messages.success(asked, f"已移除“{gone.name}”。")
    return HttpResponseRedirect(f"{_writing(found)}#uploader-proofs")


def uploader_of(entry: WorkEntry) -> Uploader:
    """The uploader of what proves a piece of work."""
    return Uploader(
        name="proofs",
        label="照片和证明材料",
        target_url=reverse("stations:work_attach", args=[entry.code]),
        back_url=f"{_writing(entry)}#uploader-proofs",
        kinds=(JPG, PNG, *(kind for kind in KINDS if kind not in (JPG, PNG))),
        largest=LARGEST_PROOF,
        case_total=LARGEST_PROOFS,
        used=bytes_of_proofs(entry),
        required=True,
        hint="手机上可直接拍照；也可上传协议、通知、纪要、新闻截图等。",
        rows=[_file_row(file) for file in proofs(entry)],
    )


def _file_row(file: WorkFile) -> Row:
    url = reverse("stations:work_detach", args=[file.entry.code])
    return Row(file.upload, remove_url=url, remove_name="file", remove_value=str(file.upload_id))


def _form(entry: WorkEntry, data: Any = None, *, only: str = "") -> WorkForm:
    items, ties = plan_queries.items_for(entry), plan_queries.ties_for(entry)
    return WorkForm(data, entry=entry, items=items, ties=ties, only=only)


def _if_not_open(asked: Asked, entry: WorkEntry) -> HttpResponse | None:
    """Where a page to write on leads when it is not open, or not for whoever asks to write. Raises PermissionDenied."""
    if not is_of(entry.station, asked.actor):
        raise PermissionDenied
    if may_write_work(entry, asked.actor):
        return None
    messages.info(asked, f"此件现为“{entry.stage_label}”，不能再修改。")
    return HttpResponseRedirect(entry.get_absolute_url())


def _page(
    asked: Asked,
    entry: WorkEntry,
    form: WorkForm,
    *,
    uploader: Uploader | None = None,
    sort_form: SortForm | None = None,
    refused: tuple[Finding, ...] = (),
) -> HttpResponse:
    wrong = bool(form.errors or refused or uploader or sort_form)
    form.mark_required()
    context = {
        "title": entry.kind_of_work.label,
        "subtitle": f"{entry.station.unit.name}　{entry.code}",
        "crumbs": [*crumbs_of(entry.station), (entry.code, entry.get_absolute_url()), ("填写", None)],
        "entry": entry,
        "form": form,
        "sort_form": sort_form or SortForm(initial={"sort": entry.sort}),
        "uploader": uploader or uploader_of(entry),
        "autosave_url": reverse("stations:work_save", args=[entry.code]),
        "saved_at": entry.saved_at,
        "refused": refused,
    }
    return render(asked, "stations/work_edit.html", context, status=422 if wrong else 200)
