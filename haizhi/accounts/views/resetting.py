"""Following the link by which a person sets a password."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from haizhi.accounts.acts import take_password
from haizhi.accounts.facts.resetting import person_by_reset
from haizhi.accounts.forms.people import TakePasswordForm
from haizhi.kernel.actor import public_named
from haizhi.kernel.door import AlreadyDone, submission
from haizhi.regulation.findings import Refused
from haizhi.ui.requests import Asked


@sensitive_post_parameters("password", "repeated")
def reset(asked: Asked, token: str) -> HttpResponse:
    """Where the link leads: a new password, then to signing in.

    Never cached, and never told to another site (`Referrer-Policy` of every page): to tell it not even to this one
    would take the form's Origin away, and with it the form would be refused.
    """
    found = person_by_reset(token, asked.at)
    if found is None:
        return _kept_nowhere(render(asked, "accounts/reset_void.html", {"title": "链接已失效"}, status=404))
    form = TakePasswordForm(asked.POST if asked.method == "POST" else None, asked=asked)
    if asked.method == "POST" and form.is_valid():
        try:
            with submission(form.cleaned_data.get("once"), None):
                by = public_named(found.name)
                take_password(found, token, form.cleaned_data["password"], by=by, at=asked.at)
        except Refused as refused:
            form.show(refused)
        except AlreadyDone:
            return HttpResponseRedirect(reverse("account_login"))
        else:
            messages.success(asked, "密码已重设，请用新密码登录。")
            return HttpResponseRedirect(reverse("account_login"))
    context = {"title": "设置新密码", "form": form}
    return _kept_nowhere(render(asked, "accounts/reset.html", context, status=422 if asked.method == "POST" else 200))


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer
