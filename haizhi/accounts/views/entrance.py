"""Signing in, and registering a unit."""

from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from haizhi.accounts.acts import register as register_unit
from haizhi.accounts.demonstration import demonstration_accounts
from haizhi.accounts.forms.entrance import RegisterForm
from haizhi.accounts.models import Membership
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.roles import Role
from haizhi.ui.acting import ActForm, creation_page
from haizhi.ui.requests import Asked


class SignInView(LoginView):  # type: ignore[misc]  # allauth has no types, and no function to wrap
    """allauth's page, with the accounts of the demonstration where this is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`demonstration`: the accounts to list."""
        return {**super().get_context_data(**kwargs), "demonstration": demonstration_accounts()}


@sensitive_post_parameters("password", "repeated")
def register(asked: Asked) -> HttpResponse:
    """A unit registers with its first person, who is signed in by it."""
    if asked.actor.is_signed_in:
        return HttpResponseRedirect(reverse("accounts:profile"))

    def call(form: ActForm) -> Subject:
        password = form.cleaned_data["password"]
        unit = register_unit(password, by=asked.actor, at=asked.at, **form.arguments())
        first = Membership.objects.select_related("person").get(organisation=unit, role=Role.SIGNATORY)
        login(asked, first.person, backend="haizhi.accounts.backends.MobileOrMailboxBackend")
        return unit

    crumbs = [("登录", reverse("account_login")), ("单位登记", "")]
    return creation_page(asked, moves.REGISTER, RegisterForm, call, crumbs=crumbs, after=reverse("accounts:profile"))
