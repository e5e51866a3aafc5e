"""Pages of the emergency purge."""

from typing import cast

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.files.acts import request_purge
from haizhi.files.forms.purges import FORMS, PurgeFilters, RequestPurgeForm
from haizhi.files.models import Purge
from haizhi.files.queries import others_alike
from haizhi.kernel.subjects import Subject
from haizhi.regulation.moves import REQUEST_PURGE
from haizhi.ui.acting import ActForm, act_page, carry_out
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_CRUMB = "应急清除"

_COLUMNS = (
    Column("编号", lambda p: p.code, 16),
    Column("文件", lambda p: p.upload.name, 32),
    Column("依据", lambda p: p.authority, 32),
    Column("申请时间", lambda p: p.requested_at, 18),
    Column("状态", lambda p: p.stage_label, 12),
)


@for_roles(Purge.readers)
def purges(asked: Asked) -> HttpResponseBase:
    """Every purge, the latest first."""
    rows = Purge.objects.visible_to(asked.actor).select_related("upload")
    sorts = {"number": "code", "at": "requested_at"}
    listing = listed(asked, rows, sorts=sorts, default="-number", filters=PurgeFilters)
    may_request = asked.actor.holds(*REQUEST_PURGE.roles)
    context = {"title": _CRUMB, "listing": listing, "counted": "件", "may_request": may_request}
    return list_page(asked, "files/purges.html", context, _COLUMNS)


@for_roles(REQUEST_PURGE.roles)
def request(asked: Asked) -> HttpResponse:
    """Request the purge of a file, named by its number (`?file=` fills it in)."""
    crumbs = [(_CRUMB, reverse("files:purges")), ("申请", None)]
    if asked.method != "POST":
        form = RequestPurgeForm(asked=asked, initial={"number": asked.GET.get("file", "")[:80]})
        context = {"move": REQUEST_PURGE, "form": form, "crumbs": crumbs, "danger": form.danger}
        return render(asked, "ui/act_page.html", context)

    def call(form: ActForm) -> Subject:
        said = form.arguments()
        return request_purge(said.pop("number"), by=asked.actor, at=asked.at, **said)

    return carry_out(asked, REQUEST_PURGE, RequestPurgeForm(asked.POST, asked=asked), call, crumbs=crumbs)


@for_roles(Purge.readers)
def purge(asked: Asked, code: str) -> HttpResponse:
    """One purge: the file's data, never its content, and what may be done."""
    found = _found(asked, code)
    crumbs = [(_CRUMB, reverse("files:purges")), (found.code, None)]
    context = case_context(asked, found, FORMS, subtitle=found.code, crumbs=cast("list[tuple[str, str]]", crumbs))
    return render(asked, "files/purge.html", context | {"alike": others_alike(found.upload)})


@for_roles(Purge.readers)
def purge_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """Confirm or refuse it."""
    return act_page(asked, _found(asked, code), verb, FORMS)


def _found(asked: Asked, code: str) -> Purge:
    return get_object_or_404(Purge.objects.visible_to(asked.actor).select_related("upload"), code=code)
