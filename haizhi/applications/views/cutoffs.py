"""Pages of a district's own cut-off in a call."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.applications import acts
from haizhi.applications.forms.cutoffs import CUTOFF_FORMS, admit_late_form, set_cutoff_form
from haizhi.applications.models import Call, DistrictCutoff, LateAdmission
from haizhi.kernel.models import Act
from haizhi.regulation import moves
from haizhi.regulation.findings import unmet
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.requests import Asked


@login_required
def new(asked: Asked, code: str) -> HttpResponse:
    """Set the cut-off of one's own district."""
    call = get_object_or_404(Call.objects.visible_to(asked.actor), code=code)
    if not asked.actor.holds(*moves.SET_CUTOFF.roles):
        raise PermissionDenied
    return creation_page(
        asked,
        moves.SET_CUTOFF,
        set_cutoff_form(call),
        lambda form: acts.set_cutoff(call, by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=[*_crumbs(call), ("设定区县截止时间", None)],
    )


@login_required
def detail(asked: Asked, code: str, district: str) -> HttpResponse:
    """A district's cut-off: until when, what it says, whom it admitted after it."""
    cutoff = _cutoff(asked, code, district)
    context = case_context(
        asked,
        cutoff,
        CUTOFF_FORMS,
        title=f"{cutoff.association}的截止时间",
        subtitle=cutoff.call.heading,
        crumbs=[*_crumbs(cutoff.call), (cutoff.association, "")],
    )
    admissions = list(LateAdmission.objects.visible_to(asked.actor).filter(cutoff=cutoff).select_related("unit"))
    shown = [cutoff.pk, *(admission.pk for admission in admissions)]
    context |= {
        "cutoff": cutoff,
        "admissions": admissions,
        "trail": list(Act.objects.filter(subject_id__in=shown).order_by("-entry_id")),
        "admits": _is_own(asked, cutoff) and not unmet(*acts.may_admit_late(cutoff, asked.actor, asked.at)),
    }
    return render(asked, "applications/cutoff.html", context)


@login_required
def admit(asked: Asked, code: str, district: str) -> HttpResponse:
    """Let one unit hand in to the district after its cut-off."""
    cutoff = _cutoff(asked, code, district)
    if not _is_own(asked, cutoff):
        raise PermissionDenied

    def admitted(form: ActForm) -> LateAdmission:
        return acts.admit_late(cutoff, by=asked.actor, at=asked.at, **form.arguments())

    crumbs = [*_crumbs(cutoff.call), (cutoff.association, cutoff.get_absolute_url()), ("准予逾期提交", None)]
    return creation_page(asked, moves.ADMIT_LATE, admit_late_form(cutoff), admitted, crumbs=crumbs)


@login_required
def act(asked: Asked, code: str, district: str, verb: str) -> HttpResponse:
    """One act on a district's cut-off."""
    return act_page(asked, _cutoff(asked, code, district), verb, CUTOFF_FORMS)


def _cutoff(asked: Asked, code: str, district: str) -> DistrictCutoff:
    found = DistrictCutoff.objects.visible_to(asked.actor).select_related("call")
    return get_object_or_404(found, call__code=code, district=district)


def _is_own(asked: Asked, cutoff: DistrictCutoff) -> bool:
    return any(g.role in moves.ADMIT_LATE.roles and cutoff.within(g) for g in asked.actor.grants)


def _crumbs(call: Call) -> list[tuple[str, Any]]:
    return [("年度申报", reverse("applications:calls")), (call.code, call.get_absolute_url())]
