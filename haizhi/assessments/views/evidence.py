"""What a station's own sheet rests on, indicator by indicator: its plans, its ties, its log, and files."""

from http import HTTPStatus
from typing import cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.assessments import drafts, queries
from haizhi.assessments.forms import EvidenceForm
from haizhi.assessments.models import Evidence, Part, Score
from haizhi.assessments.queries.evidence import indicator_named
from haizhi.assessments.views.frame import part_crumbs, the_sheet
from haizhi.files.forms import Row, Uploader, answer_to, handed_in
from haizhi.files.kinds import KINDS
from haizhi.files.models import Upload
from haizhi.regulation.findings import Refused
from haizhi.regulation.indicators import Indicator, tenths
from haizhi.regulation.plans import PLANNED
from haizhi.regulation.ties import TIED
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_LARGEST = 20
"""Megabytes."""

_RECORDS = {PLANNED: "已报送的年度工作计划", TIED: "登记的海外联系"}
"""What the page calls the records that an indicator asks for by its words."""


@login_required
def choose(asked: Asked, code: str, station: str, slug: str, indicator: str) -> HttpResponse:
    """Which plans, ties and pieces of the log are evidence for an indicator; below it the files."""
    score, about = _open_sheet(asked, code, station, slug, indicator)
    choice = queries.evidence_choice(score, about)
    ids = [str(entry.pk) for entry in (*choice.records, *choice.fitting, *choice.others)]
    form = EvidenceForm(asked.POST if asked.method == "POST" else None, ids=ids)
    if asked.method == "POST":
        if form.is_valid():
            try:
                chosen = [UUID(one) for one in form.cleaned_data["chosen"]]
                drafts.choose(score, about.key, chosen, by=asked.actor, at=asked.at)
            except Refused as refused:
                show_findings(form, refused.findings)
            else:
                return HttpResponseRedirect(f"{score.get_absolute_url()}#row-{about.key}")
        return _page(asked, score, about, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page(asked, score, about, form)


@login_required
@require_POST
def attach(asked: Asked, code: str, station: str, slug: str, indicator: str) -> HttpResponse:
    """Take in files as evidence for an indicator."""
    score, about = _open_sheet(asked, code, station, slug, indicator)
    uploader = _uploader(score, about, ())
    rows, handed = [], handed_in(asked, uploader)
    for upload in handed.uploads:
        try:
            made = drafts.attach(score, about.key, upload, by=asked.actor, at=asked.at)
        except Refused as refused:
            handed.refuse(upload, refused)
        else:
            rows.append(_row(score, about, made))

    def page(outcome: Uploader) -> HttpResponse:
        return _page(
            asked, score, about, EvidenceForm(None, ids=[]), outcome=outcome, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )

    return answer_to(asked, handed, rows, page=page)


@login_required
@require_POST
def remove(asked: Asked, code: str, station: str, slug: str, indicator: str) -> HttpResponse:
    """Take a file out of the evidence; the file itself stays in the house until nothing refers to it."""
    score, about = _open_sheet(asked, code, station, slug, indicator)
    named = asked.POST.get("remove", "")
    if named.isdecimal():
        drafts.detach(score, int(named), by=asked.actor, at=asked.at)
    return HttpResponseRedirect(_url(score, about))


def _open_sheet(asked: Asked, code: str, station: str, slug: str, indicator: str) -> tuple[Score, Indicator]:
    score, about = the_sheet(asked, code, station, slug), indicator_named(indicator)
    if about is None or score.part != Part.SELF:
        raise Http404
    if not drafts.may_edit(score, asked.actor):
        raise PermissionDenied
    return score, about


def _url(score: Score, about: Indicator) -> str:
    named = [score.assessed.assessment.code, score.assessed.station.code, score.slug, about.key]
    return reverse("assessments:evidence", args=named)


def _uploader(score: Score, about: Indicator, files: tuple[Evidence, ...]) -> Uploader:
    return Uploader(
        name="evidence",
        label="证明材料",
        target_url=f"{_url(score, about)}files/",
        back_url=_url(score, about),
        kinds=KINDS,
        largest=_LARGEST,
        hint="工作记录里已有的照片和文件不必再传。",
        rows=[_row(score, about, file) for file in files],
    )


def _row(score: Score, about: Indicator, file: Evidence) -> Row:
    upload = cast("Upload", file.upload)  # the evidence of an uploader is files
    return Row(upload, remove_url=f"{_url(score, about)}remove/", remove_name="remove", remove_value=str(file.pk))


def _page(
    asked: Asked,
    score: Score,
    about: Indicator,
    form: EvidenceForm,
    *,
    outcome: Uploader | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    choice = queries.evidence_choice(score, about)
    posted = set(asked.POST.getlist("chosen")) if form.is_bound else set(map(str, choice.chosen))
    context = {
        "title": "选择依据",
        "subtitle": f"{about.label}（满分{tenths(about.maximum)}分）",
        "crumbs": [*part_crumbs(score.assessed), (str(score), score.get_absolute_url())],
        "record_label": _RECORDS.get(about.key, ""),
        "records": [(record, str(record.pk) in posted) for record in choice.records],
        "fitting": [(entry, str(entry.pk) in posted) for entry in choice.fitting],
        "others": [(entry, str(entry.pk) in posted) for entry in choice.others],
        "form": form,
        "form_url": _url(score, about),
        "uploader": outcome or _uploader(score, about, choice.files),
        "back_url": f"{score.get_absolute_url()}#row-{about.key}",
        "span": score.assessed.assessment,
        "log_url": reverse("stations:detail", args=[score.assessed.station.code]),
    }
    return render(asked, "assessments/evidence.html", context, status=status)
