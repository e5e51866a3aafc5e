"""Finance rules and final accounts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from haizhi.funding import acts, queries
from haizhi.funding.forms.filters import AccountFilters, RulesFilters
from haizhi.funding.forms.rules import RULES_FORMS, FinanceRulesForm
from haizhi.funding.models import FinalAccount, FinanceRules
from haizhi.funding.views.common import EVERYBODY, found, grant_crumbs, list_crumbs, paper, reads_all
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_RULES_SORTS = {"code": "code", "unit": ("unit__pinyin", "serial"), "filed_at": "filed_at"}
_RULES_COLUMNS = (
    Column("编号", lambda r: r.code, 14),
    Column("单位", lambda r: r.unit.name, 34),
    Column("第几版", lambda r: r.serial, 8),
    Column("制度名称", lambda r: r.name, 40),
    Column("施行日期", lambda r: r.in_force_on, 12),
    Column("报送时间", lambda r: r.filed_at, 18),
    Column("状态", lambda r: r.stage_label, 12),
)
_ACCOUNT_SORTS = {"code": "code", "unit": ("grant__station__unit__pinyin", "code"), "rest": "rest"}
_ACCOUNT_COLUMNS = (
    Column("编号", lambda a: a.code, 14),
    Column("建站单位", lambda a: a.grant.station.unit.name, 34),
    Column("资助编号", lambda a: a.grant.code, 14),
    Column("年度", lambda a: a.grant.budget.year, 8),
    Column("收到拨付（万元）", lambda a: a.paid, 16, money=True),
    Column("支出（万元）", lambda a: a.spent, 14, money=True),
    Column("违规使用（万元）", lambda a: a.misused, 16, money=True),
    Column("结余（万元）", lambda a: a.rest, 14, money=True),
    Column("已退回（万元）", lambda a: a.returned, 14, money=True),
    Column("已核销（万元）", lambda a: a.lost, 14, money=True),
    Column("报送时间", lambda a: a.signed_at, 18),
    Column("状态", lambda a: a.stage_label, 12),
)


@for_roles(EVERYBODY)
def rules(asked: Asked) -> HttpResponseBase:
    """The finance rules of every unit; a unit sees its own."""
    rows = queries.rules_of(asked.actor)
    listing = listed(asked, rows, sorts=_RULES_SORTS, default="-code", filters=RulesFilters)
    context = {
        "title": "财务管理制度",
        "crumbs": list_crumbs("", "funding:rules")[:1],
        "listing": listing,
        "counted": "份",
        "files": asked.actor.holds(*moves.FILE_FINANCE_RULES.roles),
        "without": list(queries.units_without_rules()[:20]) if reads_all(asked) else [],
    }
    return list_page(asked, "funding/rules.html", context, _RULES_COLUMNS)


@for_roles(moves.FILE_FINANCE_RULES.roles)
def rules_new(asked: Asked) -> HttpResponse:
    """Hand in a version of the unit's finance rules."""
    units = queries.units_of(asked.actor)
    if not units:
        raise PermissionDenied

    class Form(FinanceRulesForm):
        """For one of these units."""

        def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
            super().__init__(*args, asked=asked, units=units, **kwargs)

    def call(form: ActForm) -> Subject:
        said = form.arguments()
        return acts.file_finance_rules(said.pop("unit"), by=asked.actor, at=asked.at, **said)

    crumbs = list_crumbs("财务管理制度", "funding:rules")
    return creation_page(asked, moves.FILE_FINANCE_RULES, Form, call, crumbs=crumbs)


def _rules(asked: Asked, code: str) -> FinanceRules:
    return found(queries.rules_of(asked.actor), code)


@for_roles(EVERYBODY)
def finance_rules(asked: Asked, code: str) -> HttpResponse:
    """One version."""
    subject = _rules(asked, code)
    crumbs = list_crumbs("财务管理制度", "funding:rules")
    context = case_context(asked, subject, RULES_FORMS, subtitle=subject.code, crumbs=crumbs) | {
        "others": list(FinanceRules.objects.filter(unit=subject.unit_id).exclude(pk=subject.pk).order_by("-serial")),
    }
    return render(asked, "funding/finance_rules.html", context)


@for_roles(EVERYBODY)
def rules_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a version."""
    return act_page(asked, _rules(asked, code), verb, RULES_FORMS)


@for_roles(EVERYBODY)
def accounts(asked: Asked) -> HttpResponseBase:
    """Every final account; a unit sees its own."""
    rows = queries.accounts_of(asked.actor)
    listing = listed(asked, rows, sorts=_ACCOUNT_SORTS, default="-code", filters=AccountFilters)
    crumbs = list_crumbs("", "funding:accounts")[:1]
    context = {"title": "经费决算", "crumbs": crumbs, "listing": listing, "counted": "份"}
    return list_page(asked, "funding/accounts.html", context, _ACCOUNT_COLUMNS)


def _account(asked: Asked, code: str) -> FinalAccount:
    return found(queries.accounts_of(asked.actor), code)


@for_roles(EVERYBODY)
def account(asked: Asked, code: str) -> HttpResponse:
    """One final account."""
    subject = _account(asked, code)
    crumbs = [*grant_crumbs(subject.grant), ("决算", reverse("funding:accounts"))]
    context = case_context(asked, subject, RULES_FORMS, subtitle=subject.code, crumbs=crumbs) | {
        "owed": subject.owed,
    }
    return render(asked, "funding/account.html", context)


@for_roles(EVERYBODY)
def account_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a final account."""
    return act_page(asked, _account(asked, code), verb, RULES_FORMS)


@for_roles(EVERYBODY)
@require_GET
def account_paper(asked: Asked, code: str, form: str) -> HttpResponse:
    """The final account as PDF or DOCX, for signature."""
    subject = _account(asked, code)
    return paper(queries.account_sheet(subject, asked.at), f"{subject.code}建站经费决算表", form)
