"""Filling in a checklist, the district's or the Office's: in one form, or row by row as it is typed."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import JsonResponse

from haizhi.applications.forms.checklists import ChecklistForm
from haizhi.regulation.findings import Refused
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked
from haizhi.ui.wording import clock_text

F = TypeVar("F", bound=ChecklistForm)


def filled_in(asked: Asked, form: F, keep: Callable[[F], None], tick_rest: Callable[[], int]) -> bool:
    """Keep what is in order, and tick the rest if asked to; whether all was. What was wrong stands on the form."""
    form.full_clean()
    try:
        keep(form)
        if "rest" in asked.POST and not form.errors:
            messages.success(asked, f"已将其余 {tick_rest()} 项判断为符合。")
        elif not form.errors:
            messages.success(asked, "已保存。")
    except Refused as refused:
        show_findings(form, refused.findings)
    return not form.errors


def autosaved(asked: Asked, form: F, keep: Callable[[F], None]) -> JsonResponse:
    """The answer to one field typed: 200 saved, 409 not open, 422 not in order."""
    name = asked.POST.get("field", "")
    if name not in form.fields:
        return JsonResponse({"error": "没有这一项"}, status=400)
    if not form.is_valid():
        return JsonResponse({"error": "；".join(str(e) for e in form.errors[name])}, status=422)
    try:
        keep(form)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    return JsonResponse({"saved_at": clock_text(asked.at)})
