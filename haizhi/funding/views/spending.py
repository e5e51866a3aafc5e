"""Spendings: entered on a phone, looked through by the Office, decided on by its head."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from haizhi.funding import acts, facts, queries
from haizhi.funding.drafts.spending import may_edit, save_spending
from haizhi.funding.forms.filters import SpendingFilters
from haizhi.funding.forms.spending import SPENDING_FORMS, SpendingForm
from haizhi.funding.models import EDITED, Spending
from haizhi.funding.views.common import EVERYBODY, found, grant_crumbs, list_crumbs
from haizhi.funding.views.grants import may_create, the_grant
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused, unmet
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_stale
from haizhi.ui.requests import Asked

_SORTS = {
    "code": "code",
    "unit": ("grant__station__unit__pinyin", "code"),
    "invoice_on": ("invoice_on", "code"),
    "amount": ("amount", "code"),
}
_COLUMNS = (
    Column("编号", lambda s: s.code, 14),
    Column("建站单位", lambda s: s.grant.station.unit.name, 34),
    Column("资助编号", lambda s: s.grant.code, 14),
    Column("发票号码", lambda s: s.invoice_number, 24),
    Column("重复登记", lambda s: "是" if s.doubled else "", 10),
    Column("开票日期", lambda s: s.invoice_on, 12),
    Column("开票单位", lambda s: s.issuer, 34),
    Column("金额（万元）", lambda s: s.amount, 14, money=True),
    Column("用途", lambda s: s.get_purpose_display(), 14),
    Column("用途说明", lambda s: s.text, 40),
    Column("工作记录", lambda s: s.work.code if s.work else "", 16),
    Column("提交时间", lambda s: s.submitted_at, 18),
    Column("状态", lambda s: s.stage_label, 12),
)


@for_roles(EVERYBODY)
def spendings(asked: Asked) -> HttpResponseBase:
    """Every spending; a unit sees its own."""
    rows = queries.spendings_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=SpendingFilters)
    context = {
        "title": "经费支出",
        "crumbs": list_crumbs("", "funding:spendings")[:1],
        "listing": listing,
        "counted": "笔",
        "enters": asked.actor.holds(*UNIT_ROLES),
    }
    return list_page(asked, "funding/spendings.html", context, _COLUMNS)


@for_roles(moves.BEGIN_SPENDING.roles)
def spend(asked: Asked, code: str) -> HttpResponse:
    """Enter a spending, as much as is known of it."""
    grant = the_grant(asked, code)
    if not may_create(asked, grant, moves.BEGIN_SPENDING):
        raise PermissionDenied

    class Form(SpendingForm):
        """For this grant."""

        def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
            super().__init__(*args, asked=asked, grant=grant, **kwargs)

    return creation_page(
        asked,
        moves.BEGIN_SPENDING,
        Form,
        lambda form: acts.begin_spending(grant, by=asked.actor, at=asked.at, **form.arguments()),
        parent=grant,
        crumbs=grant_crumbs(grant),
    )


def _spending(asked: Asked, code: str) -> Spending:
    return found(queries.spendings_of(asked.actor), code)


@for_roles(EVERYBODY)
def spending(asked: Asked, code: str) -> HttpResponse:
    """One spending: its invoice, what it was for, who decided what."""
    subject = _spending(asked, code)
    context = case_context(
        asked, subject, SPENDING_FORMS, subtitle=subject.code, crumbs=grant_crumbs(subject.grant)
    ) | {
        "edits": may_edit(subject, asked.actor),
        "doubts": facts.doubts(subject) if subject.purpose else (),
        "missing": unmet(*facts.handed_in(subject, day_of(asked.at))) if subject.stage in EDITED else (),
        "alike": queries.alike(subject, asked.actor),
        "recoveries": list(subject.recoveries.order_by("code")) if subject.stage in ("misused", "confirmed") else [],
    }
    return render(asked, "funding/spending.html", context)


@for_roles(moves.BEGIN_SPENDING.roles)
def edit(asked: Asked, code: str) -> HttpResponse:
    """Write it, as often as one likes, until it is handed in."""
    subject = _spending(asked, code)
    if not may_edit(subject, asked.actor):
        return HttpResponseRedirect(subject.get_absolute_url())
    posted = asked.method == "POST"
    given = (asked.POST, asked.FILES) if posted else ()
    form = SpendingForm(*given, asked=asked, grant=subject.grant, spending=subject)
    if posted and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            save_spending(subject, by=asked.actor, at=asked.at, seen=seen, **form.arguments())
        except Refused as refused:
            show_stale(form, refused, subject.edits)
        else:
            return HttpResponseRedirect(subject.get_absolute_url())
    context = {
        "title": "填写支出",
        "subtitle": f"{subject.code}　保存后可以反复修改，提交后由海智办确认。",
        "crumbs": [*grant_crumbs(subject.grant), (subject.code, subject.get_absolute_url())],
        "form": form,
        "submit_label": "保存",
        "back_url": subject.get_absolute_url(),
    }
    return render(asked, "ui/form.html", context, status=422 if posted else 200)


@for_roles(EVERYBODY)
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a spending."""
    return act_page(asked, _spending(asked, code), verb, SPENDING_FORMS)
