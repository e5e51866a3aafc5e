"""本单位人员: who holds which role in a unit, since when."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.accounts.acts import grant
from haizhi.accounts.forms.units import ColleagueForm
from haizhi.accounts.models import Joining, Membership, Organisation
from haizhi.accounts.queries import colleagues
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.ui.acting import ActForm, carry_out
from haizhi.ui.admission import for_roles
from haizhi.ui.requests import Asked

READERS = UNIT_ROLES | OFFICE_ROLES | Membership.readers


@for_roles(READERS)
def unit_people(asked: Asked, code: str) -> HttpResponse:
    """Everybody with a role in the unit; its 负责人 changes them from here."""
    unit = _unit(asked, code)
    in_charge = str(unit.pk) in asked.actor.places(Role.SIGNATORY)
    waiting = Joining.objects.visible_to(asked.actor).filter(organisation=unit, stage="waiting")
    context = {
        "title": "本单位人员" if asked.actor.holds(*UNIT_ROLES) else "单位人员",
        "subtitle": unit.name,
        "crumbs": [(unit.name, unit.get_absolute_url()), ("人员", "")],
        "unit": unit,
        "colleagues": colleagues(unit, asked.actor, day_of(asked.at)),
        "in_charge": in_charge,
        "alone": in_charge and unit.signatories(day_of(asked.at)).count() == 1,
        "waiting": waiting.count() if in_charge else 0,
        "may_open": asked.actor.holds(Role.SIGNATORY, *Membership.readers),
    }
    return render(asked, "accounts/unit_people.html", context)


@for_roles({Role.SIGNATORY})
def unit_grant(asked: Asked, code: str) -> HttpResponse:
    """A further role for one of the unit's people."""
    unit = _unit(asked, code)
    crumbs = [
        (unit.name, unit.get_absolute_url()),
        ("人员", reverse("accounts:unit_people", args=[unit.code])),
        ("增设岗位", ""),
    ]

    def call(form: ActForm) -> Subject:
        who = form.cleaned_data["person"]
        return grant(who, by=asked.actor, at=asked.at, organisation=unit, **form.arguments())

    if asked.method == "POST":
        form = ColleagueForm(asked.POST, asked=asked, unit=unit)
        after = reverse("accounts:unit_people", args=[unit.code])
        return carry_out(asked, moves.GRANT, form, call, crumbs=crumbs, after=after)
    form = ColleagueForm(asked=asked, unit=unit)
    context = {"move": moves.GRANT, "form": form, "crumbs": crumbs, "danger": False}
    return render(asked, "ui/act_page.html", context)


def _unit(asked: Asked, code: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(asked.actor), code=code)
