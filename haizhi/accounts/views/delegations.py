"""Delegations: heads and signers hand their role to a colleague for some days."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.accounts.acts import delegate
from haizhi.accounts.forms.people import DELEGATION_FORMS, DelegateForm
from haizhi.accounts.models import Delegation
from haizhi.accounts.queries import delegable
from haizhi.regulation import moves
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import StageFilters, listed
from haizhi.ui.requests import Asked

READERS = Delegation.readers | moves.DELEGATE.roles


class DelegationFilters(StageFilters):
    """By either person, and whether it was ended."""

    stages_of = "delegation"
    contains = ("membership__person__name", "to__name")

    q = forms.CharField(label="姓名", max_length=64)


@for_roles(READERS)
def delegations(asked: Asked) -> HttpResponseBase:
    """The delegations of the offices that I hold, or of all for who watches over them."""
    rows = Delegation.objects.visible_to(asked.actor)
    rows = rows.select_related("membership__person", "membership__organisation", "to")
    sorts = {"from": "valid_from", "to": "valid_to", "person": "membership__person__pinyin"}
    listing = listed(asked, rows, sorts=sorts, default="-from", filters=DelegationFilters)
    context = {
        "title": "委托代办",
        "listing": listing,
        "may_delegate": delegable(asked.actor, asked.at).exists(),
    }
    return list_page(asked, "accounts/delegations.html", context, _columns(asked.at), personal=True)


def _columns(at: datetime) -> tuple[Column, ...]:
    return (
        Column("委托人", lambda d: d.membership.person.name, 12),
        Column("受托人", lambda d: d.to.name, 12),
        Column("岗位", lambda d: d.membership.role_label, 20),
        Column("范围", lambda d: d.membership.place_label, 34),
        Column("起始日期", lambda d: d.valid_from, 12),
        Column("终止日期", lambda d: d.valid_to, 12),
        Column("状态", lambda d: d.standing(at), 14),
    )


@for_roles(moves.DELEGATE.roles)
def new_delegation(asked: Asked) -> HttpResponse:
    """Delegate one of my own roles."""
    return creation_page(
        asked,
        moves.DELEGATE,
        DelegateForm,
        lambda form: delegate(form.cleaned_data["membership"], by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=[("委托代办", reverse("accounts:delegations")), ("新的委托", "")],
    )


@for_roles(READERS)
def delegation(asked: Asked, pk: UUID) -> HttpResponse:
    """One delegation."""
    found = _found(asked, pk)
    title = f"{found.membership.person.name}委托{found.to.name}"
    crumbs = [("委托代办", reverse("accounts:delegations")), (title, "")]
    context = case_context(asked, found, DELEGATION_FORMS, title=title, crumbs=crumbs)
    return render(asked, "accounts/delegation.html", context)


@for_roles(READERS)
def delegation_act(asked: Asked, pk: UUID, verb: str) -> HttpResponse:
    """End it."""
    return act_page(asked, _found(asked, pk), verb, DELEGATION_FORMS)


def _found(asked: Asked, pk: UUID) -> Delegation:
    rows = Delegation.objects.visible_to(asked.actor)
    return get_object_or_404(rows.select_related("membership__person", "membership__organisation", "to"), pk=pk)
