"""Signing in, and registering a unit."""

from contextlib import suppress
from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from haizhi.accounts.acts import register as register_unit
from haizhi.accounts.demonstration import demonstration_accounts
from haizhi.accounts.forms.entrance import RegisterForm
from haizhi.accounts.models import Membership
from haizhi.accounts.queries import unit_by_code, waits_to_join
from haizhi.accounts.views.joinings import BACKEND, count_entering, offer_joining
from haizhi.kernel.actor import public_named
from haizhi.kernel.limits import TooOften
from haizhi.kernel.models import Act
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.ui.acting import ActForm, creation_page
from haizhi.ui.requests import Asked


class SignInView(LoginView):  # type: ignore[misc]  # allauth has no types, and no function to wrap
    """allauth's page, with the accounts of the demonstration where this is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`demonstration`: the accounts to list."""
        return {**super().get_context_data(**kwargs), "demonstration": demonstration_accounts()}

    def form_valid(self, form: Any) -> HttpResponse:
        """Lead whoever has nothing but a request to join a unit to what they wait for."""
        response: HttpResponse = super().form_valid(form)
        waiting = waits_to_join(self.request.user, day_of(self.request.at))
        home = resolve_url(settings.LOGIN_REDIRECT_URL)
        if waiting and response.headers.get("Location") == home:
            return HttpResponseRedirect(waiting.get_absolute_url())
        return response


@sensitive_post_parameters("password", "repeated")
def register(asked: Asked) -> HttpResponse:
    """A unit registers with its first person, who is signed in by it; one that is registered already is joined."""
    if asked.actor.is_signed_in:
        return HttpResponseRedirect(reverse("accounts:profile"))
    crumbs = [("登录", reverse("account_login")), ("单位登记", "")]
    known = unit_by_code(asked.POST.get("code", "")) if asked.method == "POST" else None
    if known and not _just_registered(asked):
        with suppress(TooOften):  # the page below says so, beside what was typed
            count_entering(asked, known.code)
            return offer_joining(asked, known)

    def call(form: ActForm) -> Subject:
        count_entering(asked, form.cleaned_data["code"])
        password, by = form.cleaned_data["password"], public_named(form.cleaned_data["person_name"])
        unit = register_unit(password, by=by, at=asked.at, **form.arguments())
        first = Membership.objects.select_related("person").get(organisation=unit, role=Role.SIGNATORY)
        login(asked, first.person, backend=BACKEND)
        return unit

    return creation_page(asked, moves.REGISTER, RegisterForm, call, crumbs=crumbs, after=reverse("applications:begin"))


def _just_registered(asked: Asked) -> bool:
    """Whether this very form registered the unit before: posted twice it is one registration."""
    form = ActForm(asked.POST, asked=asked)
    once = form.cleaned_data.get("once") if form.is_valid() else None
    return once is not None and Act.objects.filter(once=once).exists()
