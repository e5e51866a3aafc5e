"""Changes of name: asked for by the unit, confirmed by the Office."""

from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.accounts.acts import request_renaming
from haizhi.accounts.forms.units import RENAMING_FORMS, RenamingForm
from haizhi.accounts.models import Organisation, Renaming
from haizhi.regulation import moves
from haizhi.regulation.roles import Role
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import StageFilters, listed
from haizhi.ui.requests import Asked

READERS = Renaming.readers | {Role.SIGNATORY, Role.DRAFTER}

_COLUMNS = (
    Column("原名称", lambda r: r.former, 34),
    Column("新名称", lambda r: r.name, 34),
    Column("统一社会信用代码", lambda r: r.organisation.code, 21),
    Column("变更日期", lambda r: r.changed_on, 12),
    Column("申请人", lambda r: r.asked_by, 12),
    Column("申请时间", lambda r: r.asked_at, 18),
    Column("状态", lambda r: r.stage_label, 16),
)


class RenamingFilters(StageFilters):
    """By either name, and what became of it."""

    stages_of = "renaming"
    contains = ("name", "former")

    q = forms.CharField(label="单位名称", max_length=120)


@for_roles(READERS)
def renamings(asked: Asked) -> HttpResponseBase:
    """The changes of name that I may see."""
    rows = Renaming.objects.visible_to(asked.actor).select_related("organisation")
    sorts = {"at": "asked_at", "on": "changed_on"}
    context = {
        "title": "单位更名",
        "listing": listed(asked, rows, sorts=sorts, default="-at", filters=RenamingFilters),
        "counted": "项",
        "own": Organisation.objects.existing().filter(pk__in=asked.actor.places(Role.SIGNATORY)).first(),
    }
    return list_page(asked, "accounts/renamings.html", context, _COLUMNS, personal=True)


@for_roles(moves.REQUEST_RENAMING.roles)
def new_renaming(asked: Asked, code: str) -> HttpResponse:
    """A 负责人 asks for the change."""
    unit = get_object_or_404(Organisation.objects.visible_to(asked.actor), code=code)
    return creation_page(
        asked,
        moves.REQUEST_RENAMING,
        RenamingForm,
        lambda form: request_renaming(unit, by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=[(unit.name, unit.get_absolute_url()), ("申请更名", "")],
    )


@for_roles(READERS)
def renaming(asked: Asked, pk: UUID) -> HttpResponse:
    """One change of name."""
    found = _found(asked, pk)
    crumbs = [("单位更名", reverse("accounts:renamings")), (f"更名为{found.name}", "")]
    context = case_context(asked, found, RENAMING_FORMS, title=f"更名为{found.name}", crumbs=crumbs)
    return render(asked, "accounts/renaming.html", context)


@for_roles(READERS)
def renaming_act(asked: Asked, pk: UUID, verb: str) -> HttpResponse:
    """Confirm it, refuse it, or take it back."""
    return act_page(asked, _found(asked, pk), verb, RENAMING_FORMS)


def _found(asked: Asked, pk: UUID) -> Renaming:
    rows = Renaming.objects.visible_to(asked.actor).select_related("organisation", "proof")
    return get_object_or_404(rows, pk=pk)
