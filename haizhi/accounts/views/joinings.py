"""Asking to join a unit that is registered already, and answering."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib.auth import login
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from haizhi.accounts.acts import ask_to_join
from haizhi.accounts.forms.entries import JOINING_FORMS, JoinAsNewForm, JoinForm
from haizhi.accounts.identifiers import canonical_code
from haizhi.accounts.models import Joining, Organisation
from haizhi.kernel import limits
from haizhi.kernel.actor import public_named
from haizhi.kernel.limits import Limit
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.regulation.stages import STAGES
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.admission import for_roles, signed_in
from haizhi.ui.case import NextStep, case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import FilterForm, listed
from haizhi.ui.requests import Asked, origin_of

READERS = Joining.readers | {Role.SIGNATORY}
BACKEND = "haizhi.accounts.backends.MobileOrMailboxBackend"

FROM_AN_ADDRESS = Limit("entering/address", 30, timedelta(hours=1), "同一网络地址一小时内最多提交30次登记或加入申请")
"""An office behind one address fits."""

FOR_A_CODE = Limit("entering/code", 10, timedelta(hours=1), "同一统一社会信用代码一小时内最多提交10次登记或加入申请")

_COLUMNS = (
    Column("申请人", lambda j: j.person.name, 12),
    Column("单位", lambda j: j.organisation.name, 34),
    Column("统一社会信用代码", lambda j: j.organisation.code, 21),
    Column("说明", lambda j: j.note, 40),
    Column("申请时间", lambda j: j.asked_at, 18),
    Column("状态", lambda j: j.stage_label, 12),
    Column("答复", lambda j: j.answer, 40),
)


def count_entering(asked: Asked, code: str) -> None:
    """Count one more registration or request to join, by address and by unit. Raises TooOften."""
    limits.count(FOR_A_CODE, canonical_code(code), asked.at)
    limits.count(FROM_AN_ADDRESS, origin_of(asked), asked.at)


@sensitive_post_parameters("password", "repeated")
def join(asked: Asked) -> HttpResponse:
    """Ask with the account in hand; without one, open it with the request and be signed in by it."""
    new = not asked.actor.is_signed_in

    def call(form: ActForm) -> Subject:
        unit, password = form.cleaned_data["code"], form.cleaned_data.get("password")
        count_entering(asked, unit.code)
        by = public_named(form.cleaned_data["person_name"]) if new else asked.actor
        joining = ask_to_join(unit, password, by=by, at=asked.at, **form.arguments())
        if new:
            login(asked, joining.person, backend=BACKEND)
        return joining

    first = ("登录", reverse("account_login")) if new else ("我的账户", reverse("accounts:profile"))
    crumbs = [first, ("申请加入单位", "")]
    return creation_page(asked, moves.ASK_TO_JOIN, JoinAsNewForm if new else JoinForm, call, crumbs=crumbs)


def offer_joining(asked: Asked, unit: Organisation) -> HttpResponse:
    """What a second registration of a unit becomes: a request to join it, with everything that was typed."""
    typed = ("code", "person_name", "mobile", "email", "password", "repeated")
    form = JoinAsNewForm(asked=asked, initial={name: asked.POST.get(name, "") for name in typed})
    context = {
        "title": "此单位已有账号",
        "crumbs": [("登录", reverse("account_login")), ("申请加入单位", "")],
        "unit": unit,
        "has_signatory": unit.has_signatory(day_of(asked.at)),
        "form": form,
        "form_url": reverse("accounts:join"),
        "submit_label": "提交加入申请",
        "back_url": reverse("account_login"),
    }
    return render(asked, "accounts/offer_joining.html", context)


class JoiningFilters(FilterForm):
    """By person or unit, and whether it was answered."""

    q = forms.CharField(label="姓名或单位", max_length=64)
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["joining"].items()])

    def narrow(self, queryset: QuerySet[Joining]) -> QuerySet[Joining]:
        """The requests of somebody of that name, or to a unit called so."""
        if words := self.cleaned_data.get("q"):
            units = Organisation.objects.called(words).values("pk")
            queryset = queryset.filter(Q(person__name__icontains=words.strip()) | Q(organisation__in=units))
        if stage := self.cleaned_data.get("stage"):
            queryset = queryset.filter(stage=stage)
        return queryset


@for_roles(READERS)
def joinings(asked: Asked) -> HttpResponseBase:
    """The requests to join the units that I answer for, or watch over."""
    rows = Joining.objects.visible_to(asked.actor).select_related("person", "organisation")
    sorts = {"at": "asked_at", "person": "person__pinyin", "unit": "organisation__pinyin"}
    context = {
        "title": "加入申请",
        "listing": listed(asked, rows, sorts=sorts, default="-at", filters=JoiningFilters),
        "counted": "份",
    }
    return list_page(asked, "accounts/joinings.html", context, _COLUMNS, personal=True)


@signed_in
def joining(asked: Asked, pk: UUID) -> HttpResponse:
    """One request: to whoever made it what they wait for, to whoever answers who asks."""
    found = _found(asked, pk)
    own = found.person_id == asked.actor.id
    title = f"申请加入{found.organisation.name}" if own else str(found)
    crumbs = [
        ("我的账户", reverse("accounts:profile")) if own else ("加入申请", reverse("accounts:joinings")),
        (title, ""),
    ]
    context = case_context(asked, found, JOINING_FORMS, title=title, crumbs=crumbs)
    withdrawal = moves.WITHDRAW_JOINING.name
    context["panels"] = [panel for panel in context["panels"] if (panel.move.name == withdrawal) == own]
    to_office = not found.organisation.has_signatory(day_of(asked.at))
    if found.stage == "waiting":
        context["next_steps"] = [NextStep("答复", "海智办" if to_office else "单位负责人")]
    if own:  # who the unit's people are is nobody else's to know
        context["trail"] = [act for act in context["trail"] if act.by_id in (None, asked.actor.id)]
    context |= {
        "own": own,
        "to_office": to_office,
        "full": not own and asked.actor.holds(Role.SIGNATORY, *OFFICE_ROLES),
    }
    return render(asked, "accounts/joining.html", context)


@signed_in
def joining_act(asked: Asked, pk: UUID, verb: str) -> HttpResponse:
    """Answer it, or take it back."""
    return act_page(asked, _found(asked, pk), verb, JOINING_FORMS)


def _found(asked: Asked, pk: UUID) -> Joining:
    rows = Joining.objects.visible_to(asked.actor).select_related("person", "organisation")
    return get_object_or_404(rows, pk=pk)
