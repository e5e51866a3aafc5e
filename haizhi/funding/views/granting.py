"""Granting to many at once, approving many at once: first what would come of it, then each by an act of its own."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.funding import acts, queries
from haizhi.funding.forms.granting import GrantingForm
from haizhi.funding.models import Budget, Grant
from haizhi.funding.views.common import Crumbs
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding
from haizhi.regulation.funding import GrantKind
from haizhi.ui.admission import for_roles
from haizhi.ui.bulk import Bulk, created_once
from haizhi.ui.requests import Asked

AT_ONCE = 60
"""Grants that are proposed, or approved, by one press of the button."""


def _budget(asked: Asked, year: int) -> Budget:
    found = Budget.objects.visible_to(asked.actor).filter(year=min(year, 10_000)).first()
    if found is None:
        raise Http404
    return found


def _crumbs(budget: Budget) -> Crumbs:
    return [
        ("年度预算", reverse("funding:budgets")),
        (str(budget), budget.get_absolute_url()),
        ("批量拟定资助", ""),
    ]


@for_roles(moves.PROPOSE_GRANT.roles)
def granting(asked: Asked, year: int, sort: str) -> HttpResponse:
    """Propose grants of one sort to several stations."""
    budget = _budget(asked, year)
    if sort not in set(GrantKind):
        raise Http404
    kind = GrantKind(sort)
    typed = [name.removeprefix("amount_") for name, words in asked.POST.items() if name.startswith("amount_") and words]
    found, more = queries.candidates(budget, kind, AT_ONCE, typed[:AT_ONCE])
    form = GrantingForm(asked.POST or None, asked=asked, candidates=found, sort=kind)
    context: dict[str, Any] = {
        "title": f"批量拟定{kind.label}",
        "subtitle": str(budget),
        "crumbs": _crumbs(budget),
        "form": form,
        "budget": budget,
        "kind": kind,
        "kinds": [(one, reverse("funding:granting", args=[budget.year, one.value])) for one in GrantKind],
        "more": more,
        "wide": True,
    }
    if asked.method != "POST" or "edit" in asked.POST:
        return render(asked, "funding/granting.html", context)
    picked = form.picked() if form.is_valid() else []
    if form.is_valid() and not picked:
        form.add_error(None, "没有填写金额，请至少为一家工作站填写资助金额。")
    if not form.is_valid():
        return render(asked, "funding/granting.html", context, status=422)
    if "apply" in asked.POST:
        results = []
        for station, amount, reason in picked:
            said = form.common() | {"station": station, "sort": kind, "amount": amount, "reason": reason}
            propose = partial(acts.propose_grant, budget, by=asked.actor, at=asked.at, **said)
            results.append((station, created_once(asked, station.code, Grant, propose)))
        context["results"] = results
        return render(asked, "funding/granting_done.html", context)
    rows = queries.granting_rows(budget, kind, picked, form.common(), asked.at)
    ready = [row for row in rows if row.ready]
    context |= {"rows": rows, "ready": len(ready), "total": sum(row.amount for row in ready)}
    return render(asked, "funding/granting_check.html", context)


@for_roles(moves.APPROVE_GRANT.roles)
def approving(asked: Asked) -> HttpResponseBase:
    """Approve several at once: what each would come to, then each by an act of its own."""
    rows = queries.grants_of(asked.actor).filter(stage="proposed").order_by("code")
    context: dict[str, Any] = {
        "title": "批量批准资助",
        "crumbs": [("经费资助", reverse("funding:list")), ("批量批准", "")],
    }
    if asked.method == "POST":
        gone = Finding(False, moves.APPROVE_GRANT.cite, "已不在待批准之列", "可能已经办理，请查看列表。")
        bulk = Bulk(rows, "grant", "资助", "项", AT_ONCE, gone)
        if results := bulk.carried_out(asked, partial(acts.approve_grant, by=asked.actor, at=asked.at)):
            return render(asked, "funding/approving_done.html", context | {"thing": bulk.thing, "results": results})
        context["refused"] = [Finding(False, None, "没有选择资助", "请至少选择一项。")]
    context["rows"] = queries.approval_rows(list(rows[:AT_ONCE]), asked.actor)
    return render(asked, "funding/approving.html", context, status=422 if asked.method == "POST" else 200)
