"""Where the link in an expert's invitation leads: a first password."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from haizhi.accounts.views.joinings import BACKEND
from haizhi.experts.drafts import choose_password
from haizhi.experts.facts import welcomed_by
from haizhi.experts.forms import WelcomeForm
from haizhi.regulation.findings import Refused
from haizhi.ui.requests import Asked


@sensitive_post_parameters("password", "repeated")
def welcome(asked: Asked, token: str) -> HttpResponse:
    """Choose the first password by the link; it is void from then on."""
    expert = welcomed_by(token)
    if expert is None or expert.person is None:
        return render(asked, "experts/welcome_void.html", {"title": "链接无效"}, status=404)
    form = WelcomeForm(asked.POST if asked.method == "POST" else None, asked=asked)
    if asked.method == "POST" and form.is_valid():
        try:
            choose_password(expert, form.cleaned_data["password"])
        except Refused as refused:
            form.show(refused)
        else:
            login(asked, expert.person, backend=BACKEND)
            messages.success(asked, "密码已设置。请核对您的资料，签署入库承诺，申报与单位的利益关系。")
            return HttpResponseRedirect(expert.get_absolute_url())
    login_name = expert.person.mobile or expert.person.email
    context = {"title": "设置密码", "form": form, "login": login_name, "mailbox": "@" in str(login_name)}
    return render(asked, "experts/welcome.html", context, status=422 if asked.method == "POST" else 200)
