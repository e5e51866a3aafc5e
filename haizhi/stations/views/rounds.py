"""The check of a year's summaries: the years, opening one, how it goes, its report, its end."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from haizhi.documents.reports import report_pdf
from haizhi.documents.word import report_docx
from haizhi.kernel.door import standing_against
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.stations import acts
from haizhi.stations.forms.summaries import ROUND_FORMS, OpenRoundForm
from haizhi.stations.models import SummaryRound
from haizhi.stations.queries import summaries as queries
from haizhi.stations.queries import summary_previews as previews
from haizhi.stations.queries.summary_papers import collected_report
from haizhi.stations.views.summaries import crumbs, file_answer
from haizhi.ui.acting import ActForm, act_page, carry_out
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {"year": "year", "due": "due_on", "stage": "stage"}

_COLUMNS = (
    Column("年度", lambda r: r.year, 8),
    Column("报送期限", lambda r: r.due_on, 12),
    Column("布置时间", lambda r: r.opened_at, 18),
    Column("结束时间", lambda r: r.closed_at, 18),
    Column("状态", lambda r: r.stage_label, 10),
    Column("应报送（家）", lambda r: r.asked, 12),
    Column("待审核（家）", lambda r: r.waiting, 12),
    Column("已通过（家）", lambda r: r.accepted, 12),
    Column("已逾期（家）", lambda r: r.overdue, 12),
    Column("未参加（家）", lambda r: r.missed, 12),
)


@for_roles(queries.ROUND_READERS)
def rounds(asked: Asked) -> HttpResponseBase:
    """Every year's check."""
    listing = listed(asked, queries.rounds_of(asked.actor, day_of(asked.at)), sorts=_SORTS, default="-year")
    context = {
        "title": "年度总结检查",
        "listing": listing,
        "counted": "个年度",
        "crumbs": crumbs(asked)[:1],
        "may_open": asked.actor.holds(*moves.OPEN_SUMMARIES.roles),
    }
    return list_page(asked, "stations/summary_rounds.html", context, _COLUMNS)


@for_roles(moves.OPEN_SUMMARIES.roles)
def open_round(asked: Asked) -> HttpResponse:
    """Set year and last day, see who is asked and who is left out, then ask them."""
    form = OpenRoundForm(asked.POST or None, asked=asked)
    if "apply" in asked.POST:
        answer = carry_out(
            asked,
            moves.OPEN_SUMMARIES,
            form,
            lambda valid: acts.open_summaries(by=asked.actor, at=asked.at, **valid.arguments()),
            crumbs=crumbs(asked),
        )
        return answer if answer.status_code != 422 else _opening_form(asked, form, status=422)
    if asked.method != "POST" or "edit" in asked.POST:
        return _opening_form(asked, form)
    if not form.is_valid():
        return _opening_form(asked, form, status=422)
    given = form.cleaned_data
    context = {
        "title": f"布置{given['year']}年度工作总结：核对",
        "crumbs": crumbs(asked),
        "form": form,
        "opening": previews.opening_of(given["year"], given["due_on"], asked.actor, asked.at),
    }
    return render(asked, "stations/summary_opening.html", context)


def _opening_form(asked: Asked, form: ActForm, status: int = 200) -> HttpResponse:
    context = {"title": OpenRoundForm.page_title, "subtitle": form.hint, "crumbs": crumbs(asked), "form": form}
    return render(asked, "stations/summary_open.html", context, status=status)


def _found(asked: Asked, code: str) -> SummaryRound:
    found = SummaryRound.objects.visible_to(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


@login_required
def one(asked: Asked, code: str) -> HttpResponse:
    """How a year's check goes: who has not handed in, what the stations did together."""
    found = _found(asked, code)
    context = case_context(asked, found, ROUND_FORMS, subtitle=found.code, crumbs=crumbs(asked)) | {
        "round": found,
        "overview": queries.overview_of(found, day_of(asked.at)),
        "left_out": queries.left_out_of(found) if found.stage == "open" else (),
    }
    context["totals"] = [
        (figure, queries.figure_text(figure, value))
        for figure, value in context["overview"].totals
        if figure.sort is None
    ]
    # Ending it and asking a further station have pages of their own: who would be missed, who may be asked.
    elsewhere = (moves.CLOSE_SUMMARIES, moves.INCLUDE_STATION)
    context["led_to"] = [panel for panel in context["panels"] if panel.move in elsewhere]
    context["panels"] = [panel for panel in context["panels"] if panel.move not in elsewhere]
    return render(asked, "stations/summary_round.html", context)


@login_required
def report(asked: Asked, code: str, form: str) -> HttpResponse:
    """The report of all stations as PDF (`form` pdf) or Word document."""
    found = _found(asked, code)
    made = collected_report(found, asked.at)
    word = form == "docx"
    return file_answer(report_docx(made) if word else report_pdf(made), f"{made.title}.{form}", word=word)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a year's check; before its end stands who would be on record as missed."""
    found = _found(asked, code)
    may_close = found.stage == "open" and asked.actor.holds(*moves.CLOSE_SUMMARIES.roles)
    if verb == moves.CLOSE_SUMMARIES.verb and asked.method != "POST" and may_close:
        return _closing(asked, found)
    return act_page(asked, found, verb, ROUND_FORMS)


def _closing(asked: Asked, found: SummaryRound) -> HttpResponse:
    context = {
        "title": f"结束{found.year}年度总结检查",
        "crumbs": [*crumbs(asked), (str(found), found.get_absolute_url())],
        "round": found,
        "form": ActForm(asked=asked, subject=found),
        "closing": previews.closing_of(found, asked.actor, asked.at),
        "against": standing_against(moves.CLOSE_SUMMARIES, found, asked.actor, asked.at),
    }
    return render(asked, "stations/summary_closing.html", context)
