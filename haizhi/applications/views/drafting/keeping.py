"""Between a draft and 单位档案: R&D bodies brought in, contacts kept for the years to come."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.accounts.drafts import PROFILE_FIELDS, may_keep_profile, save_profile
from haizhi.applications import drafts
from haizhi.applications.models import Application
from haizhi.applications.queries import drafting
from haizhi.applications.queries.keeping import ToKeep, as_record, bodies_to_bring, to_keep
from haizhi.applications.views.drafting.opening import crumbs, draft_of, if_printed
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.sections import Section
from haizhi.ui.requests import Asked


@login_required
@require_POST
def bring_bodies(asked: Asked, code: str) -> HttpResponse:
    """Bring in the R&D bodies of the profile that were chosen."""
    application = draft_of(asked, code)
    back = drafting.section_url(application, Section.FOUNDATION)
    if elsewhere := if_printed(asked, application, back):
        return elsewhere
    chosen = set(asked.POST.getlist("body"))
    bodies = [body for body in bodies_to_bring(application) if str(body.pk) in chosen]
    entries = [drafts.Entry(RecordKind.RD_BODY, as_record(body)) for body in bodies]
    try:
        added = drafts.add_records(application, entries, by=asked.actor, at=asked.at)
    except Refused as refused:
        messages.error(asked, str(refused))
    else:
        done = f"已从单位档案带入{added}个研发机构，请逐个补充研发人员等内容。"
        messages.success(asked, done if added else "没有选择要带入的研发机构。")
    return HttpResponseRedirect(f"{back}#{RecordKind.RD_BODY.value}")


@login_required
def keep(asked: Asked, code: str) -> HttpResponse:
    """Show what the application says otherwise than the profile, and keep of it what is chosen."""
    application = draft_of(asked, code)
    if not may_keep_profile(application.unit, asked.actor).met:
        raise PermissionDenied
    found = to_keep(application)
    if asked.method != "POST":
        return _page(asked, application, found)
    chosen = [each for each in found if each.label in asked.POST.getlist("fact")]
    if not chosen:
        nothing = Finding(False, None, "没有选择要存入的内容", "请至少选择一项。")
        return _page(asked, application, found, (nothing,))
    values = {name: getattr(application, name) for each in chosen for name in each.names}
    try:
        save_profile(application.unit, values, by=asked.actor, at=asked.at, before=_seen(asked))
    except Refused as refused:
        application.unit.refresh_from_db()
        return _page(asked, application, to_keep(application), refused.findings)
    messages.success(asked, f"已存入单位档案：{'、'.join(each.label for each in chosen)}。以后申报时自动带入。")
    return HttpResponseRedirect(reverse("accounts:unit_profile", args=[application.unit.code]))


def _seen(asked: Asked) -> dict[str, str]:
    """What the profile said on the page."""
    try:
        said = json.loads(asked.POST.get("before", ""))
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}


def _page(
    asked: Asked, application: Application, found: list[ToKeep], refused: tuple[Finding, ...] = ()
) -> HttpResponse:
    names = [name for each in found for name in each.names if name in PROFILE_FIELDS]
    context = {
        "title": "存入单位档案",
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": crumbs(application, ("存入单位档案", None)),
        "application": application,
        "found": found,
        "before": json.dumps({name: getattr(application.unit, name) for name in names}),
        "back_url": drafting.section_url(application, Section.UNIT),
        "refused": refused,
        "chosen": asked.POST.getlist("fact") if refused else [each.label for each in found],
    }
    return render(asked, "applications/keep.html", context, status=422 if refused else 200)
