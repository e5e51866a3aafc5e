"""Entering a whole workbook: the template, the look through, and entering what was looked through."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.experts import acts
from haizhi.experts.drafts import drop_batch, keep_batch
from haizhi.experts.facts import check, disciplines_in_force
from haizhi.experts.forms import PLAN, BatchForm, SheetForm, lines_of
from haizhi.experts.models import Batch
from haizhi.experts.views.pool import crumbs
from haizhi.files.sheets import columns_unread, wrong_cells
from haizhi.files.views.workbooks import blank_workbook
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.ui.admission import for_roles
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked


@for_roles(moves.ENTER_EXPERT.roles)
def import_sheet(asked: Asked) -> HttpResponse:
    """Choose a workbook; it is looked through, and nothing is entered yet."""
    form = SheetForm(asked.POST, asked.FILES) if asked.method == "POST" else SheetForm()
    if asked.method == "POST" and form.is_valid():
        keep_batch(form.called(), form.rows, by=asked.actor, at=asked.at)
        return HttpResponseRedirect(reverse("experts:import_check"))
    context = {
        "title": "批量入库",
        "crumbs": crumbs(asked, ("批量入库", "")),
        "form": form,
        "template_url": reverse("experts:template"),
        "check_url": reverse("experts:import_check"),
        "back_url": reverse("experts:list"),
        "waiting": Batch.held_by(asked.actor).first(),
    }
    return render(asked, "experts/import.html", context, status=422 if asked.method == "POST" else 200)


@for_roles(moves.ENTER_EXPERT.roles)
def template(asked: Asked) -> HttpResponseBase:
    """The workbook to be filled in."""
    return blank_workbook(PLAN, "专家批量入库", {"discipline": list(disciplines_in_force().values())})


@for_roles(moves.ENTER_EXPERT.roles)
def import_check(asked: Asked) -> HttpResponse:
    """What the look through found; POST enters everything at once when nothing is wrong."""
    batch = Batch.held_by(asked.actor).first()
    if batch is None:
        messages.info(asked, "没有等待入库的文件，请先选择文件。")
        return HttpResponseRedirect(reverse("experts:import"))
    rows = batch.rows
    lines = lines_of(rows, disciplines_in_force())
    form = BatchForm(asked.POST if asked.method == "POST" else None)
    if asked.method == "POST" and form.is_valid():
        try:
            settled = form.cleaned_data["settled"]
            entered = acts.enter_all(batch, lines, by=asked.actor, at=asked.at, doubts_settled=settled)
        except Refused as refused:
            show_findings(form, refused.findings)
        else:
            messages.success(asked, f"已入库 {len(entered)} 名专家，编号 {entered[0].code} 至 {entered[-1].code}。")
            return HttpResponseRedirect(reverse("experts:list") + "?sort=-at")
    found = check(lines, asked.at)
    context = {
        "title": "核对并入库",
        "crumbs": crumbs(asked, ("批量入库", reverse("experts:import")), ("核对", "")),
        "choose_url": reverse("experts:import"),
        "drop_url": reverse("experts:import_drop"),
        "entering": PLAN.entering,
        "batch": batch,
        "count": len(lines),
        "unread": columns_unread(rows),
        "faults": wrong_cells(lines, found.faults, rows, PLAN),
        "doubts": wrong_cells(lines, found.doubts, rows, PLAN),
        "form": form,
        "fine": sum(line.line not in found.faults for line in lines),
    }
    return render(asked, "experts/import_check.html", context, status=422 if asked.method == "POST" else 200)


@for_roles(moves.ENTER_EXPERT.roles)
@require_POST
def import_drop(asked: Asked) -> HttpResponse:
    """Forget the workbook; nothing was entered."""
    drop_batch(by=asked.actor)
    messages.info(asked, "已放弃，没有入库。")
    return HttpResponseRedirect(reverse("experts:import"))
