"""What the pool is drawn by: disciplines, terms, employers; and what it is made of."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.experts import acts, queries
from haizhi.experts.facts import terms_in_force
from haizhi.experts.forms import DISCIPLINE_FORMS, DisciplineForm, IdentifyForm, TermsForm
from haizhi.experts.models import Discipline, Expert, Terms
from haizhi.experts.views.pool import crumbs
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.paging import paged
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_DISCIPLINES = (
    Column("代码", lambda d: d.code, 16),
    Column("名称", lambda d: d.name, 20),
    Column("次序", lambda d: d.place, 8),
    Column("在库专家", lambda d: d.experts, 10),
    Column("状态", lambda d: d.stage_label, 10),
)


@for_roles(Discipline.readers)
def disciplines(asked: Asked) -> HttpResponseBase:
    """The list of disciplines, with how many experts stand under each."""
    rows = queries.disciplines_of(asked.actor)
    sorts = {"place": ("place", "code"), "name": "name", "code": "code", "experts": "experts"}
    context = {
        "title": "学科目录",
        "crumbs": crumbs(asked, ("学科目录", "")),
        "listing": listed(asked, rows, sorts=sorts, default="place"),
        "counted": "个",
        "may_add": asked.actor.holds(*moves.ADD_DISCIPLINE.roles),
    }
    return list_page(asked, "experts/disciplines.html", context, _DISCIPLINES)


@for_roles(moves.ADD_DISCIPLINE.roles)
def discipline_new(asked: Asked) -> HttpResponse:
    """Add a discipline."""

    def call(form: ActForm) -> Discipline:
        return acts.add_discipline(by=asked.actor, at=asked.at, **form.arguments())

    way = crumbs(asked, ("学科目录", reverse("experts:disciplines")), ("新增", ""))
    return creation_page(asked, moves.ADD_DISCIPLINE, DisciplineForm, call, crumbs=way)


def _discipline(asked: Asked, code: str) -> Discipline:
    return get_object_or_404(queries.disciplines_of(asked.actor), code=code)


@for_roles(Discipline.readers)
def discipline(asked: Asked, code: str) -> HttpResponse:
    """One discipline."""
    way = crumbs(asked, ("学科目录", reverse("experts:disciplines")))
    context = case_context(asked, _discipline(asked, code), DISCIPLINE_FORMS, subtitle=code, crumbs=way)
    context["may_list"] = asked.actor.holds(*Expert.readers)
    return render(asked, "experts/discipline.html", context)


@for_roles(Discipline.readers)
def discipline_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a discipline."""
    return act_page(asked, _discipline(asked, code), verb, DISCIPLINE_FORMS)


_TERMS = (
    Column("设定时间", lambda t: t.set_at, 18),
    Column("年龄上限", lambda t: t.age_limit, 10),
    Column("每年次数上限", lambda t: t.yearly_sessions, 12),
    Column("设定人", lambda t: t.set_by, 14),
    Column("理由", lambda t: t.reason, 40),
)


@for_roles(Terms.readers)
def terms(asked: Asked) -> HttpResponseBase:
    """On what terms the pool is drawn, and on what it was."""
    listing = listed(asked, Terms.objects.visible_to(asked.actor), sorts={"at": ("set_at",)}, default="-at")
    now = terms_in_force()
    context = {
        "title": "抽取条件",
        "crumbs": crumbs(asked, ("抽取条件", "")),
        "listing": listing,
        "counted": "次",
        "now": now,
        "may_set": asked.actor.holds(*moves.SET_TERMS.roles),
    }
    return list_page(asked, "experts/terms.html", context, _TERMS)


@for_roles(moves.SET_TERMS.roles)
def terms_new(asked: Asked) -> HttpResponse:
    """Set other terms."""

    def call(form: ActForm) -> Terms:
        return acts.set_terms(by=asked.actor, at=asked.at, **form.arguments())

    way = crumbs(asked, ("抽取条件", reverse("experts:terms")), ("设定", ""))
    return creation_page(asked, moves.SET_TERMS, TermsForm, call, crumbs=way)


@for_roles(Discipline.readers)
def pool_statistics(asked: Asked) -> HttpResponse:
    """The pool in numbers."""
    found = queries.statistics()
    groups = [
        ("按学科", "学科", found.disciplines),
        ("按范围", "范围", found.places),
        ("按工作单位", "工作单位", found.largest),
    ]
    context = {
        "title": "专家库统计",
        "crumbs": crumbs(asked, ("统计", "")),
        "found": found,
        "groups": groups,
        "width": queries.WIDTH,
        "may_enter": asked.actor.holds(*moves.ENTER_EXPERT.roles),
    }
    return render(asked, "experts/statistics.html", context)


@for_roles(moves.IDENTIFY_EMPLOYER.roles)
def employers(asked: Asked) -> HttpResponse:
    """Employers without a code, and the registered units they may be; POST says which one it is."""
    form = IdentifyForm(asked.POST if asked.method == "POST" else None)
    if asked.method == "POST" and form.is_valid():
        unit, name = form.cleaned_data["unit"], form.cleaned_data["employer"]
        theirs = Expert.objects.visible_to(asked.actor).filter(
            employer=name, employer_code="", stage__in=moves.IDENTIFY_EMPLOYER.sources
        )
        try:
            with transaction.atomic():
                done = [acts.identify(expert, by=asked.actor, at=asked.at, unit=unit) for expert in theirs]
        except Refused as refused:
            show_findings(form, refused.findings)
        else:
            messages.success(asked, f"已将 {len(done)} 名专家的工作单位核定为“{unit.name}”。")
            return HttpResponseRedirect(reverse("experts:employers"))
    page = paged(asked, queries.employers_unidentified())
    context = {
        "title": "核定工作单位",
        "crumbs": crumbs(asked, ("核定工作单位", "")),
        "page": page,
        "rows": queries.with_suggestions(page.object_list),
        "form": form if form.is_bound else None,
        "query": asked.GET.urlencode(),
    }
    return render(asked, "experts/employers.html", context, status=422 if asked.method == "POST" else 200)
