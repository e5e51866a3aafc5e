"""Pages on which an application is begun and filled in."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.applications import acts, drafts, facts
from haizhi.applications.forms.calls import BeginForm, RecordForm
from haizhi.applications.forms.draft import DraftForm
from haizhi.applications.models import Application, Material
from haizhi.applications.queries import case
from haizhi.applications.queries.lists import open_calls, own_units, way_of
from haizhi.applications.views.cases import case_of
from haizhi.files.drafts import receive
from haizhi.files.kinds import KINDS, LARGEST
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.moves import Move
from haizhi.regulation.parameters import OVERVIEW_WORDS
from haizhi.regulation.routing import Route
from haizhi.ui.acting import ActForm, carry_out
from haizhi.ui.requests import Asked
from haizhi.ui.wording import clock_text

_FILE = "file_"


@login_required
def begin(asked: Asked) -> HttpResponse:
    """Choose a call and begin one's own application."""
    if not asked.actor.holds(*moves.BEGIN.roles):
        raise PermissionDenied
    return _begun(asked, moves.BEGIN, BeginForm, "开始申报")


@login_required
def record(asked: Asked) -> HttpResponse:
    """Record a unit's paper application."""
    if not asked.actor.holds(*moves.RECORD.roles):
        raise PermissionDenied
    return _begun(asked, moves.RECORD, RecordForm, "代录纸质申报")


def _begun(asked: Asked, move: Move, form_class: type[ActForm], title: str) -> HttpResponse:
    crumbs = [("申报件", reverse("applications:list")), (title, None)]
    if asked.method == "POST":
        perform = acts.begin if move is moves.BEGIN else acts.record_paper

        def call(form: ActForm) -> Application:
            said = form.cleaned_data
            return perform(said["call"], by=asked.actor, at=asked.at, unit=said["unit"])

        return carry_out(asked, move, form_class(asked.POST, asked=asked), call, crumbs=crumbs)
    context = {
        "title": title,
        "crumbs": crumbs,
        "form": form_class(asked=asked, initial=_chosen(asked)),
        "submit_label": title,
        "calls": open_calls(asked.actor, asked.at),
        "ways": [way_of(unit, day_of(asked.at)) for unit in own_units(asked.actor)] if move is moves.BEGIN else [],
        "back_url": reverse("applications:list"),
    }
    return render(asked, "applications/begin.html", context)


def _chosen(asked: Asked) -> dict[str, Any]:
    code = asked.GET.get("call", "")
    return {"call": code} if code else {}


@login_required
def edit(asked: Asked, code: str) -> HttpResponse:
    """The form of 附件1 with its materials. One form: whatever button is pressed, what was typed is saved."""
    application = case_of(asked, code)
    if not facts.may_fill_in(application, asked.actor):
        raise PermissionDenied
    if asked.method == "POST":
        return _saved(asked, application)
    if application.stage not in case.OPEN_STAGES:
        messages.info(asked, f"此件现为“{application.stage_label}”，不能再修改申报内容。")
        return HttpResponseRedirect(application.get_absolute_url())
    return _page(asked, application, DraftForm(application=application))


def _saved(asked: Asked, application: Application) -> HttpResponse:
    form = DraftForm(asked.POST, application=application)
    form.full_clean()
    page = drafts.Page.read(asked.POST.get("seen", ""))
    refused: list[Finding] = []
    try:
        for clash in drafts.save(application, form.values(), by=asked.actor, at=asked.at, page=page):
            form.add_error(clash.field, _clash_words(clash))
        refused += _filed(asked, application)
    except Refused as refusal:
        refused += refusal.findings
    if form.errors or refused:
        return _page(asked, case_of(asked, application.code), form, refused)
    messages.success(asked, "已保存。")
    touched = asked.FILES or asked.POST.get("remove")
    return HttpResponseRedirect(
        reverse("applications:edit", args=[application.code]) + ("#materials" if touched else "")
    )


def _filed(asked: Asked, application: Application) -> list[Finding]:
    """Take in the files sent along and take out the one asked for; each file stands or falls by itself."""
    refused: list[Finding] = []
    for name, files in asked.FILES.lists():
        kind = name.removeprefix(_FILE)
        if not name.startswith(_FILE) or kind not in MATERIALS:
            continue
        for file in files:
            try:
                upload = receive(file, by=asked.actor, at=asked.at)
                drafts.attach(application, MaterialKind(kind), upload, by=asked.actor, at=asked.at)
            except Refused as refusal:
                refused += [Finding(False, f.cite, f.reason, f.remedy, kind) for f in refusal.findings]
    if removed := asked.POST.get("remove"):
        known = application.materials.filter(pk=int(removed)) if removed.isdecimal() and len(removed) < 18 else None
        material = known.first() if known is not None else None
        if material is None:
            refused.append(Finding(False, None, "没有找到要移除的材料", "可能已被移除，请看现在的清单。"))
        else:
            drafts.remove(material, by=asked.actor, at=asked.at)
    return refused


def _clash_words(clash: drafts.Clash) -> str:
    stands = str(clash.stands) if clash.stands not in (None, "") else "空白"
    return f"{clash.by}在您填写期间改过此项，现存内容为“{stands}”。您填写的仍在这里；再次保存，即以您的为准"


@dataclass(frozen=True, slots=True)
class MaterialInput:
    """A kind of material on the form: what is there, and the control that adds to it."""

    kind: MaterialKind
    label: str
    required: bool
    current: list[Material]
    refused: list[Finding]

    @property
    def name(self) -> str:
        """The control's name."""
        return f"{_FILE}{self.kind.value}"

    @property
    def several(self) -> bool:
        """Whether more than one file may be in force."""
        return self.kind not in drafts.SINGLE_MATERIALS


def _inputs(application: Application, refused: list[Finding]) -> list[MaterialInput]:
    kind, route = facts.kind_of(application.unit), Route(application.route)
    current = facts.current_materials(application)
    order = sorted(MATERIALS.values(), key=lambda m: m.kind is MaterialKind.SIGNED_FORM)
    return [
        MaterialInput(
            kind=m.kind,
            label=m.label,
            required=m.required(kind, route),
            current=[material for material in current if material.sort == m.kind],
            refused=[f for f in refused if f.field == m.kind],
        )
        for m in order
        if m.kind is not MaterialKind.DISTRICT_OPINION and (kind in m.required_of or not m.required_of)
    ]


def _page(
    asked: Asked, application: Application, form: DraftForm, refused: list[Finding] | None = None
) -> HttpResponse:
    wrong = refused or []
    inputs = _inputs(application, wrong)
    form.mark_required()
    parts = case.overview(application)
    missing = unmet(*facts.submission_findings(application, asked.at))
    context: dict[str, Any] = {
        "title": "填写申报表",
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": [
            ("申报件", reverse("applications:list")),
            (application.code, application.get_absolute_url()),
            ("填写申报表", None),
        ],
        "application": application,
        "form": form,
        "page": drafts.open_page(application),
        "refused": [f for f in wrong if f.field not in MATERIALS],
        "inputs": inputs,
        "refused_inputs": [each for each in inputs if each.refused],
        "accept": ",".join(ending for kind in KINDS for ending in kind.endings),
        "kinds": "、".join(kind.label for kind in KINDS),
        "largest": LARGEST,
        "missing": [(finding, _anchor(finding, form)) for finding in missing],
        "total_words": sum(part.words for part in parts),
        "word_limit": OVERVIEW_WORDS.value,
        "correction": application.opinions.get("correction"),
        "stale": case.stale_scan(application),
        "due": case.due_on(application),
        "way": application.way,
    }
    return render(asked, "applications/edit.html", context, status=422 if form.errors or wrong else 200)


def _anchor(finding: Finding, form: DraftForm) -> str:
    if finding.field in form.fields:
        return f"#id_{finding.field}"
    return f"#material-{finding.field}" if finding.field in MATERIALS else ""


@login_required
@require_POST
def save(asked: Asked, code: str) -> HttpResponse:
    """Autosave of one field: 200 saved, 409 changed elsewhere or no longer open, 422 not of its type."""
    application = case_of(asked, code)
    if not facts.may_fill_in(application, asked.actor):
        raise PermissionDenied
    name = asked.POST.get("field", "")
    form = DraftForm(asked.POST, application=application, only=(name,))
    if name not in form.fields:
        return JsonResponse({"error": "没有这一项"}, status=400)
    if not form.is_valid():
        return JsonResponse({"error": "；".join(str(e) for e in form.errors[name])}, status=422)
    page = drafts.Page.read(asked.POST.get("seen", ""))
    try:
        clashes = drafts.save(application, form.values(), by=asked.actor, at=asked.at, page=page)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    if clashes:
        return JsonResponse({"error": _clash_words(clashes[0])}, status=409)
    return JsonResponse({"saved_at": clock_text(asked.at)})
