"""Units: all of them for the Office, a district's for its association, one's own for its people."""

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.accounts.acts import register
from haizhi.accounts.forms.entrance import UnitForm, district_choices
from haizhi.accounts.identifiers import canonical_code
from haizhi.accounts.models import Membership, Organisation
from haizhi.regulation import moves
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import OFFICE_ROLES
from haizhi.ui.acting import creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.listing import FilterForm, listed
from haizhi.ui.requests import Asked

READERS = Organisation.readers | set(Organisation.scope)


class OrganisationFilters(FilterForm):
    """By name or code, kind and district."""

    q = forms.CharField(label="单位名称或统一社会信用代码", max_length=120)
    kind = forms.ChoiceField(label="单位类别", choices=[("", "全部"), *((k.value, k.label) for k in ApplicantKind)])
    district = forms.ChoiceField(label="所在区县")

    def __init__(self, data: object = None, *, asked: Asked) -> None:
        super().__init__(data)
        district = self.fields["district"]
        if isinstance(district, forms.ChoiceField):
            district.choices = [("", "全部"), *district_choices(asked.at)[1:]]

    def narrow(self, queryset: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """The units that meet the conditions."""
        if words := self.cleaned_data.get("q"):
            queryset = queryset.filter(Q(name__icontains=words) | Q(code__startswith=canonical_code(words)))
        if kind := self.cleaned_data.get("kind"):
            queryset = queryset.filter(applicant_kind=kind)
        if district := self.cleaned_data.get("district"):
            queryset = queryset.filter(district=district)
        return queryset


@for_roles(READERS)
def organisations(asked: Asked) -> HttpResponse:
    """The registered units."""
    rows = Organisation.objects.visible_to(asked.actor)
    sorts = {"name": "name", "code": "code", "district": "district"}
    listing = listed(
        asked, rows, sorts=sorts, default="name", filters=lambda data: OrganisationFilters(data, asked=asked)
    )
    today = day_of(asked.at)
    context = {
        "title": "单位",
        "listing": listing,
        "counted": "家",
        "today": today,
        "may_register": asked.actor.holds(*OFFICE_ROLES),
    }
    return render(asked, "accounts/organisations.html", context)


@for_roles(OFFICE_ROLES)
def new_organisation(asked: Asked) -> HttpResponse:
    """The Office registers a unit whose paper application it records."""
    return creation_page(
        asked,
        moves.REGISTER,
        UnitForm,
        lambda form: register(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=[("单位", reverse("accounts:organisations")), ("登记", "")],
    )


@for_roles(READERS)
def organisation(asked: Asked, code: str) -> HttpResponse:
    """One unit, with the people whom the reader may see in it."""
    found = get_object_or_404(Organisation.objects.visible_to(asked.actor), code=code)
    crumbs = [("单位", reverse("accounts:organisations")), (found.name, "")]
    held = Membership.objects.visible_to(asked.actor).filter(organisation=found, stage="active")
    context = case_context(asked, found, {}, subtitle=found.code, crumbs=crumbs)
    context |= {
        "district_name": found.district_name(day_of(asked.at)),
        "memberships": held.select_related("person", "organisation").order_by("role", "id"),
    }
    return render(asked, "accounts/organisation.html", context)
