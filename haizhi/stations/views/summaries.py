"""The summaries: the list, one of them, writing it, its paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from haizhi.documents.sheets import sheet_pdf
from haizhi.documents.word import sheet_docx
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused, unmet
from haizhi.regulation.summaries import FIGURES, Line, SummarySection, missed_consequence, summary_findings
from haizhi.stations import facts
from haizhi.stations.drafts import summaries as drafts
from haizhi.stations.drafts.writing import ChangedMeanwhile
from haizhi.stations.forms.summaries import SUMMARY_FORMS, SummaryFilters, SummaryForm
from haizhi.stations.models import WRITTEN, Summary
from haizhi.stations.queries import summaries as queries
from haizhi.stations.queries.summary_papers import summary_sheet
from haizhi.stations.views.assignments import changed_answer
from haizhi.ui.acting import act_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page, not_kept
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SORTS = {
    "code": "code",
    "station": ("station__code", "code"),
    "year": ("round__year", "code"),
    "due": ("due_on", "code"),
    "submitted": ("submitted_at", "code"),
    "stage": ("stage", "code"),
}


def _figure_column(key: str, label: str, unit: str) -> Column:
    """A figure of the summaries that were handed in; nothing of the others."""
    heading = f"{label}（万元）" if unit == "分" else f"{label}（{unit}）"
    return Column(heading, lambda row: queries.figure_of(row, key), 14, money=unit == "分")


def _columns(asked: Asked) -> tuple[Column, ...]:
    today = day_of(asked.at)
    return (
        Column("编号", lambda s: s.code, 16),
        Column("年度", lambda s: s.round.year, 8),
        Column("工作站编号", lambda s: s.station.code, 16),
        Column("建站单位", lambda s: s.station.unit.name, 34),
        Column("报送期限", lambda s: s.due_on, 12),
        Column("提交时间", lambda s: s.submitted_at, 18),
        Column("通过时间", lambda s: s.accepted_at, 18),
        Column("状态", lambda s: s.stage_label, 14),
        Column("逾期", lambda s: queries.lateness(s, today), 14),
        Column("逾期原因", lambda s: s.late_reason, 30),
        *(_figure_column(figure.key, figure.label, figure.unit) for figure in FIGURES),
    )


def crumbs(asked: Asked) -> list[tuple[str, str]]:
    """The way to the summaries."""
    place = "stations:summary_rounds" if asked.actor.holds(*queries.ROUND_READERS) else "stations:summaries"
    return [("工作站", reverse("stations:list")), ("年度总结", reverse(place))]


@for_roles(queries.SUMMARY_READERS)
def summaries(asked: Asked) -> HttpResponseBase:
    """The summaries of all stations, or of one's own."""
    today = day_of(asked.at)
    rows = queries.summaries_seen(asked.actor)
    listing = listed(
        asked, rows, sorts=_SORTS, default="-code", filters=lambda query: SummaryFilters(query, today=today)
    )
    context = {
        "title": "年度工作总结",
        "listing": listing,
        "subtitle": f"工作站{asked.GET['station'][:24]}" if asked.GET.get("station") else "",
        "counted": "份",
        "crumbs": crumbs(asked)[:1],
        "rows": [(row, queries.lateness(row, today)) for row in listing],
        "reads_rounds": asked.actor.holds(*queries.ROUND_READERS),
    }
    return list_page(asked, "stations/summaries.html", context, _columns(asked))


def _found(asked: Asked, code: str) -> Summary:
    found = queries.summaries_seen(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


@login_required
def summary(asked: Asked, code: str) -> HttpResponse:
    """One summary: its text, its figures beside the log, what is to be done."""
    found = _found(asked, code)
    lines = facts.summary_lines(found)
    today = day_of(asked.at)
    context = case_context(
        asked,
        found,
        SUMMARY_FORMS,
        subtitle=found.code,
        crumbs=crumbs(asked),
        due=found.due,
    ) | {
        "summary": found,
        "sections": [(section, found.text_of(section)) for section in SummarySection],
        "lines": _shown_lines(found, lines),
        "live": found.stage in WRITTEN,
        "returned": queries.returned_parts(found),
        "missing": unmet(*summary_findings(found.texts, lines)) if found.stage in WRITTEN else (),
        "writes": drafts.may_write_summary(found, asked.actor),
        "late": queries.lateness(found, today),
        "consequence": missed_consequence(facts.missed_in_a_row_with(found)) if found.stage == "missed" else "",
        "reads_round": asked.actor.holds(*queries.ROUND_READERS),
    }
    return render(asked, "stations/summary.html", context)


def _shown_lines(found: Summary, lines: tuple[Line, ...]) -> list[dict[str, object]]:
    """The figures as the page shows them: each with what the log says, what is given, and where it is counted."""
    return [
        {
            "line": line,
            "counted": queries.figure_text(line.figure, line.counted),
            "value": queries.figure_text(line.figure, line.value),
            "url": queries.source_url(found, line.figure),
        }
        for line in lines
    ]


@login_required
def edit(asked: Asked, code: str) -> HttpResponse:
    """Write it, as often as one likes; nothing leaves the house by it."""
    found = _own(asked, code)
    if not drafts.may_write_summary(found, asked.actor):
        return HttpResponseRedirect(found.get_absolute_url())
    posted = asked.method == "POST"
    form = SummaryForm(asked.POST if posted else None, summary=found, lines=facts.summary_lines(found))
    if posted and form.is_valid():
        try:
            drafts.save_summary(found, by=asked.actor, at=asked.at, values=form.values(), over=form.over())
        except Refused as refused:
            for finding in refused.findings:
                form.add_error(None, str(finding))
        except ChangedMeanwhile as changed:
            form.show_changed(changed.stands, changed.by)
        else:
            return HttpResponseRedirect(found.get_absolute_url())
    context = {
        "title": f"填写{found.round.year}年度工作总结",
        "subtitle": found.station.unit.name,
        "crumbs": [*crumbs(asked), (found.code, found.get_absolute_url()), ("填写", None)],
        "form": form,
        "summary": found,
        "rows": [
            (
                line,
                queries.figure_text(line.figure, line.counted),
                queries.figure_text(line.figure, line.value),
                queries.source_url(found, line.figure),
                given,
                why,
            )
            for line, given, why in form.rows
        ],
        "returned": queries.returned_parts(found),
        "save_url": reverse("stations:summary_save", args=[found.code]),
        "fill_url": reverse("stations:summary_fill", args=[found.code]),
        "saved_at": found.saved_at,
        "back_url": found.get_absolute_url(),
        "unsaved": posted,
    }
    return render(asked, "stations/summary_edit.html", context, status=422 if posted else 200)


def _own(asked: Asked, code: str) -> Summary:
    """A summary of the asker's unit. Raises Http404, PermissionDenied."""
    found = _found(asked, code)
    if not facts.is_own(found, asked.actor):
        raise PermissionDenied
    return found


@login_required
@require_POST
def save(asked: Asked, code: str) -> HttpResponse:
    """Keep one field as typed: 204 when kept, 422 when it can't be read, 409 when it is another's turn by now."""
    found = _own(asked, code)
    form = SummaryForm(asked.POST, summary=found, lines=facts.summary_lines(found), partly=True)
    if not form.is_valid():
        told = [f"{form[name].label}：{text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": "；".join(told).removesuffix("。")}, status=422)
    try:
        drafts.save_summary(found, by=asked.actor, at=asked.at, values=form.values(), over=form.over())
    except Refused as refused:
        return JsonResponse({"error": str(refused).removesuffix("。")}, status=409)
    except ChangedMeanwhile as changed:
        name, value = next(iter(changed.stands.items()))
        return changed_answer(changed, form.shown(name, value))
    return HttpResponse(status=204)


@login_required
@require_POST
def fill(asked: Asked, code: str) -> HttpResponse:
    """Write into the empty sections what the log says by now."""
    found = _own(asked, code)
    try:
        filled = drafts.fill_in(found, by=asked.actor, at=asked.at)
    except Refused as refused:
        messages.error(asked, str(refused))
        return HttpResponseRedirect(found.get_absolute_url())
    nothing = "空着的部分没有已确认的工作记录可以填入。"
    messages.success(asked, f"已按工作记录填入{filled}个部分，请核对、补充。" if filled else nothing)
    return HttpResponseRedirect(reverse("stations:summary_edit", args=[code]))


@login_required
def paper(asked: Asked, code: str, form: str) -> HttpResponse:
    """A summary as PDF (`form` pdf) or Word document."""
    found = _found(asked, code)
    sheet = summary_sheet(found, asked.at)
    word = form == "docx"
    made = sheet_docx(sheet) if word else sheet_pdf(sheet)
    return file_answer(made, f"{found.code}{found.title}.{form}", word=word)


def file_answer(made: bytes, name: str, *, word: bool) -> HttpResponse:
    """A paper as a file: a Word document to save, a PDF to look at."""
    answer = HttpResponse(made, content_type=WORD if word else "application/pdf")
    answer["Content-Disposition"] = content_disposition_header(word, name) or "attachment"
    return not_kept(answer)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a summary."""
    return act_page(asked, _found(asked, code), verb, SUMMARY_FORMS)
