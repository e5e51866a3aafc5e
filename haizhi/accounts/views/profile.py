"""One's own account."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from haizhi.accounts import queries
from haizhi.accounts.drafts import change_password
from haizhi.accounts.forms.entrance import PasswordForm
from haizhi.accounts.models import Person
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.ui.admission import signed_in
from haizhi.ui.requests import Asked


@signed_in
def profile(asked: Asked) -> HttpResponse:
    """My roles, delegations from and to me, my password."""
    person = _person(asked)
    context = {
        "title": "我的账户",
        "profile": queries.profile(person, day_of(asked.at)),
        "may_delegate": queries.delegable(asked.actor, asked.at).exists(),
        "may_sign": asked.actor.holds(*moves.MAKE_KEY.roles),
        "in_unit": asked.actor.places(Role.DRAFTER, Role.SIGNATORY, Role.STATION_CLERK),
    }
    return render(asked, "accounts/profile.html", context)


@sensitive_post_parameters("current", "password", "repeated")
@signed_in
def password(asked: Asked) -> HttpResponse:
    """Change my password; the session in hand stays, all others end."""
    person = _person(asked)
    form = PasswordForm(asked.POST or None, person=person)
    if asked.method == "POST" and form.is_valid():
        change_password(person, form.cleaned_data["password"])
        update_session_auth_hash(asked, person)
        messages.success(asked, "密码已修改，您在其他设备上的登录已退出。")
        return HttpResponseRedirect(reverse("accounts:profile"))
    context = {
        "title": "修改密码",
        "subtitle": "您使用的是初始密码，请先改为自己的密码。" if person.password_is_initial else "",
        "crumbs": [] if person.password_is_initial else [("我的账户", reverse("accounts:profile")), ("修改密码", "")],
        "form": form,
        "submit_label": "修改密码",
        "back_url": "" if person.password_is_initial else reverse("accounts:profile"),
    }
    return render(asked, "ui/form.html", context, status=422 if asked.method == "POST" else 200)


def _person(asked: Asked) -> Person:
    person = asked.user
    if not isinstance(person, Person):
        raise TypeError("only people sign in")
    return person
