"""People: the system administrator opens and closes accounts."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.accounts.acts import grant, open_account, reset_password
from haizhi.accounts.facts.resetting import LINK_HOURS
from haizhi.accounts.forms.people import PERSON_FORMS, GrantForm, PersonForm, ResetForm
from haizhi.accounts.identifiers import canonical_login
from haizhi.accounts.models import Membership, Person
from haizhi.kernel.source import new_code
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.regulation.stages import STAGES
from haizhi.ui.acting import ActForm, act_page, carry_out, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import FilterForm, listed
from haizhi.ui.requests import Asked
from haizhi.ui.wording import masked_phone_text

INITIAL_LENGTH = 12
"""Characters of an initial password: 60 bits."""

_COLUMNS = (
    Column("姓名", lambda p: p.name, 12),
    Column("登录账号", lambda p: masked_phone_text(p.mobile) if p.mobile else p.email, 26),
    Column("在任岗位", lambda p: "、".join(m.role_label for m in p.memberships.all() if m.stage == "active"), 40),
    Column("状态", lambda p: p.stage_label, 14),
    Column("开户时间", lambda p: p.joined_at, 18),
)


class PeopleFilters(FilterForm):
    """By name or what they sign in with, and whether the account is open."""

    q = forms.CharField(label="姓名、拼音、手机号码或电子信箱", max_length=64)
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["person"].items()])

    def narrow(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        """The people whose name contains the words, or whose pinyin, number or mailbox begins so."""
        if words := self.cleaned_data.get("q"):
            login = canonical_login(words)
            found = Q(name__icontains=words.strip()) | Q(mobile__startswith=login) | Q(email__istartswith=login)
            letters = words.strip().lower()
            if letters.isascii() and letters.isalpha():
                found |= Q(initials__startswith=letters) | Q(pinyin__startswith=letters)
            queryset = queryset.filter(found)
        if stage := self.cleaned_data.get("stage"):
            queryset = queryset.filter(stage=stage)
        return queryset


@for_roles(Person.readers)
def people(asked: Asked) -> HttpResponseBase:
    """Everybody with an account."""
    rows = Person.objects.visible_to(asked.actor).prefetch_related("memberships")
    sorts = {"name": "pinyin", "joined": "joined_at"}
    listing = listed(asked, rows, sorts=sorts, default="name", filters=PeopleFilters)
    context = {
        "title": "人员",
        "listing": listing,
        "counted": "名",
        "may_enrol": asked.actor.holds(Role.SYSTEM_ADMIN),
        "may_grant": asked.actor.holds(Role.SECURITY_ADMIN),
    }
    return list_page(asked, "accounts/people.html", context, _COLUMNS, personal=True)


@for_roles(moves.ENROL.roles)
def new_person(asked: Asked) -> HttpResponse:
    """Open an account."""

    def call(form: ActForm) -> Subject:
        initial = new_code(INITIAL_LENGTH)
        person = open_account(initial, by=asked.actor, at=asked.at, **form.arguments())
        tell_password(asked, person, initial)
        return person

    return creation_page(
        asked, moves.ENROL, PersonForm, call, crumbs=[("人员", reverse("accounts:people")), ("开户", "")]
    )


@for_roles(Person.readers)
def person(asked: Asked, pk: UUID) -> HttpResponse:
    """One account: who it is, which roles it has, what was done with it."""
    found = _found(asked, pk)
    crumbs = [("人员", reverse("accounts:people")), (found.name, "")]
    context = case_context(asked, found, PERSON_FORMS, crumbs=crumbs)
    context["panels"] = [panel for panel in context["panels"] if panel.move != moves.TAKE_PASSWORD]
    context |= {
        "memberships": Membership.objects.filter(person=found)
        .select_related("organisation")
        .order_by("-valid_from", "id"),
        "full": asked.actor.holds(Role.SYSTEM_ADMIN),
        "may_grant": asked.actor.holds(Role.SECURITY_ADMIN) and found.stage == "active",
        "today": day_of(asked.at),
    }
    return render(asked, "accounts/person.html", context)


@for_roles(Person.readers)
def person_act(asked: Asked, pk: UUID, verb: str) -> HttpResponse:
    """Suspend, restore, reset the password or send the link to do so; following that takes the link."""
    if verb == moves.TAKE_PASSWORD.verb:
        raise Http404
    found = _found(asked, pk)
    if verb != moves.RESET_PASSWORD.verb or asked.method != "POST":
        return act_page(asked, found, verb, PERSON_FORMS)

    def call(form: ActForm) -> Subject:
        initial = new_code(INITIAL_LENGTH)
        done = reset_password(found, initial, by=asked.actor, at=asked.at, **form.arguments())
        tell_password(asked, done, initial)
        return done

    form = ResetForm(asked.POST, asked=asked, subject=found)
    return carry_out(asked, moves.RESET_PASSWORD, form, call, subject=found)


@for_roles({Role.SECURITY_ADMIN})
def grant_role(asked: Asked, pk: UUID) -> HttpResponse:
    """Give a person a role."""
    found = _found(asked, pk)
    crumbs = [("人员", reverse("accounts:people")), (found.name, found.get_absolute_url()), ("授予岗位", "")]
    return creation_page(
        asked,
        moves.GRANT,
        GrantForm,
        lambda form: grant(found, by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=crumbs,
    )


def _found(asked: Asked, pk: UUID) -> Person:
    return get_object_or_404(Person.objects.visible_to(asked.actor), pk=pk)


def tell_password(asked: Asked, person: Person, initial: str) -> None:
    """Say how somebody comes by a password: by the link in their mailbox, or the initial one, shown this once."""
    if person.password_is_initial:
        messages.warning(asked, f"{person.name}的初始密码：{initial}。只显示这一次，请当面或电话告知本人。")
    else:
        messages.info(
            asked,
            f"设置密码的链接将发到{person.name}的电子信箱，{LINK_HOURS}小时内有效；没有收到的，由系统管理员重新发出。",
        )
