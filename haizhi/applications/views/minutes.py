"""Pages of the minutes of the meetings that look at applications in the check of qualification."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.applications import acts
from haizhi.applications.forms.minutes import MINUTES_FORMS, EnterMinutesForm, MinutesFilters
from haizhi.applications.models import CASE_READERS
from haizhi.applications.queries.checking import minutes_of
from haizhi.regulation import moves
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {"code": "code", "met": "met_on", "stage": "stage"}

_COLUMNS = (
    Column("登记号", lambda m: m.code, 16),
    Column("纪要编号", lambda m: m.minutes_number, 20),
    Column("会议日期", lambda m: m.met_on, 12),
    Column("涉及申报件", lambda m: "、".join(a.code for a in m.applications.all()), 40),
    Column("件数", lambda m: len(m.applications.all()), 8),
    Column("状态", lambda m: m.stage_label, 12),
)


@for_roles(CASE_READERS)
def index(asked: Asked) -> HttpResponseBase:
    """The minutes, newest first."""
    found = minutes_of(asked.actor).prefetch_related("applications")
    context = {
        "title": "资格审核会议纪要",
        "listing": listed(asked, found, sorts=_SORTS, default="-code", filters=MinutesFilters),
        "counted": "份",
        "enters": asked.actor.holds(*moves.ENTER_MINUTES.roles),
    }
    return list_page(asked, "applications/minutes_list.html", context, _COLUMNS)


@login_required
def new(asked: Asked) -> HttpResponse:
    """Enter the minutes of a meeting."""
    if not asked.actor.holds(*moves.ENTER_MINUTES.roles):
        raise PermissionDenied
    crumbs = [("资格审核会议纪要", reverse("applications:minutes_list")), ("登记", None)]
    return creation_page(
        asked,
        moves.ENTER_MINUTES,
        EnterMinutesForm,
        lambda form: acts.enter_minutes(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=crumbs,
    )


@for_roles(CASE_READERS)
def detail(asked: Asked, code: str) -> HttpResponse:
    """One paper with the applications that the meeting looked at."""
    minutes = get_object_or_404(minutes_of(asked.actor), code=code)
    context = case_context(
        asked,
        minutes,
        MINUTES_FORMS,
        crumbs=[("资格审核会议纪要", reverse("applications:minutes_list")), (minutes.code, "")],
    )
    listed_ones = minutes.applications.select_related("unit").order_by("code")
    return render(asked, "applications/minutes.html", context | {"minutes": minutes, "applications": listed_ones})


@for_roles(CASE_READERS)
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on minutes."""
    minutes = get_object_or_404(minutes_of(asked.actor), code=code)
    return act_page(asked, minutes, verb, MINUTES_FORMS)
