"""Granting to many at once, approving many at once: first what would come of it, then each by an act of its own."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.funding import acts, queries
from haizhi.funding.forms.granting import GrantingForm
from haizhi.funding.models import Budget, Grant
from haizhi.funding.views.common import Crumbs
from haizhi.kernel.door import AlreadyDone, submission
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.funding import GrantKind
from haizhi.stations.models import Station
from haizhi.ui.acting import uuid_in
from haizhi.ui.admission import for_roles
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
        context["results"] = [_proposed(asked, budget, kind, one, form.common()) for one in picked]
        return render(asked, "funding/granting_done.html", context)
    rows = queries.granting_rows(budget, kind, picked, form.common(), asked.at)
    ready = [row for row in rows if row.ready]
    context |= {"rows": rows, "ready": len(ready), "total": sum(row.amount for row in ready)}
    return render(asked, "funding/granting_check.html", context)


def _proposed(
    asked: Asked, budget: Budget, kind: GrantKind, picked: tuple[Station, int, str], common: dict[str, Any]
) -> dict[str, Any]:
    """One of them, in a transaction of its own: what became of it."""
    station, amount, reason = picked
    findings: tuple[Finding, ...] = ()
    grant: Grant | None = None
    said = common | {"station": station, "sort": kind, "amount": amount, "reason": reason}
    try:
        with submission(uuid_in(asked.POST.get(f"once_{station.code}", ""))):
            grant = acts.propose_grant(budget, by=asked.actor, at=asked.at, **said)
    except AlreadyDone as earlier:
        grant = Grant.objects.filter(pk=earlier.subject_id).first()
    except Refused as refused:
        findings = refused.findings
    return {"station": station, "grant": grant, "findings": findings}


@for_roles(moves.APPROVE_GRANT.roles)
def approving(asked: Asked) -> HttpResponseBase:
    """Approve several at once: what each would come to, then each by an act of its own."""
    rows = queries.grants_of(asked.actor).filter(stage="proposed").order_by("code")
    context: dict[str, Any] = {
        "title": "批量批准资助",
        "crumbs": [("经费资助", reverse("funding:list")), ("批量批准", "")],
    }
    if asked.method == "POST":
        codes = list(dict.fromkeys(asked.POST.getlist("grant")))[:AT_ONCE]
        there = {grant.code: grant for grant in rows.filter(code__in=codes)}
        if codes:
            context["results"] = [_approved(asked, code, there.get(code)) for code in codes]
            return render(asked, "funding/approving_done.html", context)
        context["refused"] = [Finding(False, None, "没有选择资助", "请至少选择一项。")]
    context["rows"] = queries.approval_rows(list(rows[:AT_ONCE]))
    return render(asked, "funding/approving.html", context, status=422 if asked.method == "POST" else 200)


def _approved(asked: Asked, code: str, grant: Grant | None) -> dict[str, Any]:
    if grant is None:
        gone = Finding(False, moves.APPROVE_GRANT.cite, "已不在待批准之列", "可能已经办理，请查看列表。")
        return {"code": code, "grant": None, "findings": [gone]}
    seen = asked.POST.get(f"seen_{code}", "")
    try:
        with submission(None, int(seen) if seen.isdecimal() and len(seen) < 9 else None):
            acts.approve_grant(grant, by=asked.actor, at=asked.at)
    except Refused as refused:
        return {"code": code, "grant": grant, "findings": refused.findings}
    return {"code": code, "grant": grant, "findings": ()}
