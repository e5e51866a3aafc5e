"""Roles: the security administrator grants and ends them, a 负责人 those of the own unit."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.accounts.forms.entrance import district_choices
from haizhi.accounts.forms.people import MEMBERSHIP_FORMS
from haizhi.accounts.models import ASSIGNABLE_ROLES, Membership, Organisation
from haizhi.regulation.roles import Role
from haizhi.regulation.stages import STAGES
from haizhi.ui.acting import act_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import FilterForm, listed
from haizhi.ui.requests import Asked

READERS = Membership.readers | set(Membership.scope)


class MembershipFilters(FilterForm):
    """By person or unit, role, district and state."""

    q = forms.CharField(label="姓名或单位", max_length=64)
    role = forms.ChoiceField(label="岗位", choices=[("", "全部"), *((r.value, r.label) for r in ASSIGNABLE_ROLES)])
    district = forms.ChoiceField(label="区县")
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["membership"].items()])

    def __init__(self, data: object = None, *, asked: Asked) -> None:
        super().__init__(data)
        district = self.fields["district"]
        if isinstance(district, forms.ChoiceField):
            district.choices = [("", "全部"), *district_choices(asked.at)[1:]]

    def narrow(self, queryset: QuerySet[Membership]) -> QuerySet[Membership]:
        """The roles that meet the conditions; a unit's roles lie in its district."""
        if words := self.cleaned_data.get("q"):
            units = Organisation.objects.called(words).values("pk")
            found = Q(person__name__icontains=words.strip()) | Q(organisation__in=units)
            queryset = queryset.filter(found | Q(person__initials=words.strip().lower()))
        if district := self.cleaned_data.get("district"):
            queryset = queryset.filter(Q(district=district) | Q(organisation__district=district))
        for name in ("role", "stage"):
            if value := self.cleaned_data.get(name):
                queryset = queryset.filter(**{name: value})
        return queryset


@for_roles(READERS)
def memberships(asked: Asked) -> HttpResponseBase:
    """Who holds which role."""
    rows = Membership.objects.visible_to(asked.actor).select_related("person", "organisation")
    sorts = {"person": "person__pinyin", "role": "role", "from": "valid_from", "to": "valid_to"}
    listing = listed(
        asked, rows, sorts=sorts, default="person", filters=lambda data: MembershipFilters(data, asked=asked)
    )
    context = {
        "title": "岗位",
        "listing": listing,
        "may_grant": asked.actor.holds(Role.SECURITY_ADMIN),
    }
    return list_page(asked, "accounts/memberships.html", context, _columns(asked.at), personal=True)


def _columns(at: datetime) -> tuple[Column, ...]:
    return (
        Column("姓名", lambda m: m.person.name, 12),
        Column("岗位", lambda m: m.role_label, 20),
        Column("范围", lambda m: m.place_label, 34),
        Column("起始日期", lambda m: m.valid_from, 12),
        Column("终止日期", lambda m: m.valid_to, 12),
        Column("状态", lambda m: m.standing(at), 14),
    )


@for_roles(READERS)
def membership(asked: Asked, pk: UUID) -> HttpResponse:
    """One role of one person, and what was delegated from it."""
    found = _found(asked, pk)
    crumbs = [("岗位", reverse("accounts:memberships")), (str(found), "")]
    context = case_context(
        asked, found, MEMBERSHIP_FORMS, title=f"{found.person.name}　{found.role_label}", crumbs=crumbs
    )
    context["delegations"] = found.delegations.select_related("to").order_by("-valid_from", "id")
    return render(asked, "accounts/membership.html", context)


@for_roles(READERS)
def membership_act(asked: Asked, pk: UUID, verb: str) -> HttpResponse:
    """End the role; who ends an own one may not see it afterwards."""
    found = _found(asked, pk)
    after = reverse("accounts:profile") if found.person_id == asked.actor.id else ""
    return act_page(asked, found, verb, MEMBERSHIP_FORMS, after=after)


def _found(asked: Asked, pk: UUID) -> Membership:
    rows = Membership.objects.visible_to(asked.actor).select_related("person", "organisation")
    return get_object_or_404(rows, pk=pk)
