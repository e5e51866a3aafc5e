"""更正登记信息 before it is done: what changes, what that brings about, what stands against it; then the form."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from haizhi.accounts.acts import consequences, corrected, corrections, standing_against_correction
from haizhi.accounts.forms.units import CorrectForm
from haizhi.accounts.models import Organisation
from haizhi.regulation import moves
from haizhi.ui.requests import Asked


def before_correcting(asked: Asked, unit: Organisation) -> HttpResponse:
    """First what the unit is to be registered by, then what a correction brings about."""
    chosen = CorrectForm(asked.GET if "code" in asked.GET else None, asked=asked, subject=unit, auto_id="to_%s")
    for name in ("opinion", "once", "seen"):
        del chosen.fields[name]
    context: dict[str, Any] = {
        "title": "更正登记信息",
        "subtitle": f"{unit.name}（{unit.code}）",
        "crumbs": [(unit.name, unit.get_absolute_url()), ("更正登记信息", "")],
        "unit": unit,
        "choice": chosen,
        "move": moves.CORRECT_UNIT,
    }
    if chosen.is_bound and chosen.is_valid():
        after = corrected(unit, **chosen.arguments())
        form = CorrectForm(asked=asked, subject=unit, initial={name: asked.GET.get(name, "") for name in chosen.fields})
        for name in chosen.fields:
            form.fields[name].widget = forms.HiddenInput()
        context |= {
            "tried": True,
            "changes": corrections(unit, after, asked.at),
            "consequences": consequences(unit, after, asked.at),
            "findings": standing_against_correction(unit, after, asked.at),
            "form": form,
        }
    return render(asked, "accounts/correct.html", context, status=422 if chosen.errors else 200)
