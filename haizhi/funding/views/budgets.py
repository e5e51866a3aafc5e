"""Budgets by year."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from haizhi.funding import acts, queries
from haizhi.funding.forms.filters import BudgetFilters
from haizhi.funding.forms.grants import GRANT_FORMS, BudgetForm
from haizhi.funding.models import READERS, Budget
from haizhi.funding.views.common import Crumbs, paper
from haizhi.regulation import moves
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {"year": "year", "amount": "amount", "granted": "granted"}
_COLUMNS = (
    Column("年度", lambda b: b.year, 8),
    Column("预算（万元）", lambda b: b.amount, 16, money=True),
    Column("已资助（万元）", lambda b: b.granted, 16, money=True),
    Column("尚余（万元）", lambda b: b.left, 16, money=True),
    Column("资助项数", lambda b: b.count, 10),
    Column("已拨付（万元）", lambda b: b.paid, 16, money=True),
    Column("已确认支出（万元）", lambda b: b.spent, 18, money=True),
    Column("预算依据", lambda b: b.basis, 40),
)


def _crumbs() -> Crumbs:
    return [("经费", reverse("funding:list")), ("年度预算", reverse("funding:budgets"))]


@for_roles(READERS)
def budgets(asked: Asked) -> HttpResponseBase:
    """Every year's budget."""
    rows = queries.budgets_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-year", filters=BudgetFilters)
    context = {
        "title": "年度经费预算",
        "crumbs": _crumbs()[:1],
        "listing": listing,
        "counted": "个年度",
        "sets": asked.actor.holds(*moves.SET_BUDGET.roles),
    }
    return list_page(asked, "funding/budgets.html", context, _COLUMNS)


@for_roles(moves.SET_BUDGET.roles)
def new(asked: Asked) -> HttpResponse:
    """Lay down the budget of a year."""
    return creation_page(
        asked,
        moves.SET_BUDGET,
        BudgetForm,
        lambda form: acts.set_budget(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=_crumbs(),
    )


def _budget(asked: Asked, year: int) -> Budget:
    budget = Budget.objects.visible_to(asked.actor).filter(year=year).first() if year < _LATEST else None
    if budget is None:
        raise Http404
    return budget


_LATEST = 10_000
"""No year has five digits, and no database takes forty."""


@for_roles(READERS)
def budget(asked: Asked, year: int) -> HttpResponse:
    """One year: what was granted, where that money is, what it was spent on."""
    subject = _budget(asked, year)
    proposes = asked.actor.holds(*moves.PROPOSE_GRANT.roles)
    context = case_context(asked, subject, GRANT_FORMS, subtitle=subject.basis, crumbs=_crumbs()) | {
        "year": queries.budget_year(subject),
        "proposes": proposes,
        "approves": asked.actor.holds(*moves.APPROVE_GRANT.roles),
    }
    return render(asked, "funding/budget.html", context)


@for_roles(READERS)
def act(asked: Asked, year: int, verb: str) -> HttpResponse:
    """One act on a budget."""
    return act_page(asked, _budget(asked, year), verb, GRANT_FORMS)


@for_roles(READERS)
@require_GET
def statement(asked: Asked, year: int, form: str) -> HttpResponse:
    """The year's statement as PDF or DOCX."""
    subject = _budget(asked, year)
    return paper(queries.year_sheet(subject, asked.at), f"{subject.year}年度建站经费报表", form)
