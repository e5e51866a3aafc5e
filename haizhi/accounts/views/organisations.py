"""Units: all of them for the Office, a district's for its association, one's own for its people."""

from datetime import date

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.accounts.acts import install, register, standing_against_merging
from haizhi.accounts.facts import what_follows
from haizhi.accounts.forms.entrance import UnitForm, district_choices
from haizhi.accounts.forms.units import ORGANISATION_FORMS, InstallForm, IntoForm, MergeForm
from haizhi.accounts.models import Membership, Organisation
from haizhi.accounts.views.correcting import before_correcting
from haizhi.accounts.views.people import INITIAL_LENGTH, tell_password
from haizhi.kernel.source import new_code
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.ui.acting import ActForm, act_page, carry_out, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context, trail
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import FilterForm, listed
from haizhi.ui.requests import Asked

READERS = Organisation.readers | set(Organisation.scope)

PANELS = frozenset({moves.RENAME.name, moves.INSTALL.name})
"""The acts whose forms stand on the unit's page; the others have pages of their own to lead to."""

MERGED = "merged"
"""The choice that lists the merged duplicates, which are otherwise left out."""


class OrganisationFilters(FilterForm):
    """By name (a former one too), code or pinyin, kind, district, and whether it still exists."""

    q = forms.CharField(label="单位名称、曾用名、拼音或统一社会信用代码", max_length=120)
    kind = forms.ChoiceField(label="单位类别", choices=[("", "全部"), *((k.value, k.label) for k in ApplicantKind)])
    district = forms.ChoiceField(label="所在区县")
    stage = forms.ChoiceField(label="状态", choices=[("", "正常"), (MERGED, "已合并的重复登记")])

    def __init__(self, data: object = None, *, asked: Asked) -> None:
        super().__init__(data)
        district = self.fields["district"]
        if isinstance(district, forms.ChoiceField):
            district.choices = [("", "全部"), *district_choices(asked.at)[1:]]

    def narrow(self, queryset: QuerySet[Organisation]) -> QuerySet[Organisation]:
        """The units that meet the conditions."""
        merged = self.cleaned_data.get("stage") == MERGED
        queryset = queryset.filter(stage=MERGED) if merged else queryset.exclude(stage=MERGED)
        if words := self.cleaned_data.get("q"):
            found = Organisation.objects.called(words).values("pk")
            queryset = queryset.filter(pk__in=found)
        if kind := self.cleaned_data.get("kind"):
            queryset = queryset.filter(applicant_kind=kind)
        if district := self.cleaned_data.get("district"):
            queryset = queryset.filter(district=district)
        return queryset


@for_roles(READERS)
def organisations(asked: Asked) -> HttpResponseBase:
    """The registered units."""
    rows = Organisation.objects.visible_to(asked.actor)
    sorts = {"name": "pinyin", "code": "code", "district": "district"}
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
    return list_page(asked, "accounts/organisations.html", context, _columns(today))


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column("单位名称", lambda unit: unit.name, 34),
        Column("统一社会信用代码", lambda unit: unit.code, 21),
        Column("单位类别", lambda unit: unit.get_applicant_kind_display(), 18),
        Column("隶属关系", lambda unit: unit.get_affiliation_display(), 14),
        Column("所在区县", lambda unit: unit.district_name(today), 14),
        Column("状态", lambda unit: unit.stage_label, 12),
    )


@for_roles(READERS)
def own_unit(asked: Asked) -> HttpResponse:
    """One's own unit; the list for whoever has none or several."""
    own = Organisation.objects.filter(pk__in=asked.actor.places(*UNIT_ROLES))[:2]
    return HttpResponseRedirect(own[0].get_absolute_url() if len(own) == 1 else reverse("accounts:organisations"))


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
    """One unit with its names; the address of a merged one leads to the unit that stays."""
    found = _found(asked, code)
    if found.merged_into:
        messages.info(asked, f"{found.name}（{found.code}）是重复登记，已并入{found.merged_into.name}。")
        return HttpResponseRedirect(found.merged_into.get_absolute_url())
    crumbs = [("单位", reverse("accounts:organisations")), (found.name, "")]
    context = case_context(asked, found, ORGANISATION_FORMS, subtitle=found.code, crumbs=crumbs)
    context["panels"] = [
        panel
        for panel in context["panels"]
        if panel.move.name in PANELS and not (panel.move.name == moves.INSTALL.name and panel.findings)
    ]
    own = asked.actor.places(Role.SIGNATORY)
    context |= {
        "district_name": found.district_name(day_of(asked.at)),
        "former_names": found.former_names.select_related("proof") if found.named_from else (),
        "duplicates": found.duplicates.order_by("pinyin", "id"),
        "trail": trail(found, whole_case=True),
        "sees_people": asked.actor.holds(*UNIT_ROLES, *OFFICE_ROLES, *Membership.readers),
        "may_rename": str(found.pk) in own,
        "may_merge": asked.actor.holds(*moves.MERGE.roles),
    }
    context["corrections"] = [act for act in context["trail"] if act.verb == moves.CORRECT_UNIT.name]
    return render(asked, "accounts/organisation.html", context)


@for_roles(READERS)
def organisation_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """Rename it, hand over, install a 负责人, merge it."""
    found = _found(asked, code)
    if verb == moves.MERGE.verb and asked.method != "POST" and asked.actor.holds(*moves.MERGE.roles):
        return _before_merging(asked, found)
    if verb == moves.CORRECT_UNIT.verb and asked.method != "POST" and asked.actor.holds(*moves.CORRECT_UNIT.roles):
        return before_correcting(asked, found)
    if verb != moves.INSTALL.verb or asked.method != "POST" or not asked.actor.holds(*moves.INSTALL.roles):
        return act_page(asked, found, verb, ORGANISATION_FORMS, after=_after(asked, found, verb))

    def call(form: ActForm) -> Subject:
        initial = new_code(INITIAL_LENGTH)
        before = set(found.memberships.values_list("person", flat=True))
        done = install(found, initial, by=asked.actor, at=asked.at, **form.arguments())
        for held in found.memberships.filter(role=Role.SIGNATORY, stage="active").exclude(person__in=before):
            if held.person.joined_at == asked.at:
                tell_password(asked, held.person, initial)
        return done

    form = InstallForm(asked.POST, asked.FILES, asked=asked, subject=found)
    return carry_out(asked, moves.INSTALL, form, call, subject=found)


def _after(asked: Asked, unit: Organisation, verb: str) -> str:
    """Where an act leads: after a handing over to the unit's people, whom one's successor alone still sees."""
    if verb != moves.HAND_OVER.verb:
        return ""
    leaves = asked.POST.get("leaver", "") == str(asked.actor.id)
    return reverse("accounts:profile") if leaves else reverse("accounts:unit_people", args=[unit.code])


def _before_merging(asked: Asked, duplicate: Organisation) -> HttpResponse:
    """The dry run: which unit stays, what will move, what stands against it; and the form that does it."""
    choice = IntoForm(asked.GET if "into" in asked.GET else None)
    context = {
        "title": "合并重复登记",
        "subtitle": f"{duplicate.name}（{duplicate.code}）",
        "crumbs": [(duplicate.name, duplicate.get_absolute_url()), ("合并重复登记", "")],
        "duplicate": duplicate,
        "choice": choice,
        "move": moves.MERGE,
    }
    if choice.is_bound and choice.is_valid():
        stays = choice.cleaned_data["into"]
        form = MergeForm(asked=asked, subject=duplicate, initial={"into": stays.code})
        form.fields["into"].widget = forms.HiddenInput()
        context |= {
            "stays": stays,
            "following": what_follows(duplicate),
            "findings": standing_against_merging(duplicate, stays),
            "form": form,
        }
    return render(asked, "accounts/merge.html", context)


def _found(asked: Asked, code: str) -> Organisation:
    """A visible unit; a merged one besides to whoever sees the unit that stays."""
    rows = Organisation.objects.select_related("merged_into").filter(code=code)
    seen = Organisation.objects.visible_to(asked.actor).values("pk")
    return get_object_or_404(rows.filter(pk__in=seen) | rows.filter(merged_into__in=seen))
