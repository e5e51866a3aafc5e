"""What a unit says to a recovery: asked for time, objected, answered."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from haizhi.funding import acts, queries
from haizhi.funding.forms.filters import PleaFilters
from haizhi.funding.forms.pleas import PLEA_FORMS, AskForTimeForm, ObjectForm
from haizhi.funding.models import Plea
from haizhi.funding.views.common import EVERYBODY, Crumbs, found, grant_crumbs, list_crumbs
from haizhi.funding.views.recoveries import the_recovery
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {
    "code": "code",
    "unit": ("recovery__grant__station__unit__pinyin", "code"),
    "made_at": ("made_at", "code"),
    "due_on": ("due_on", "code"),
}
_COLUMNS = (
    Column("编号", lambda p: p.code, 14),
    Column("建站单位", lambda p: p.recovery.grant.station.unit.name, 34),
    Column("追回编号", lambda p: p.recovery.code, 14),
    Column("事项", lambda p: p.about, 12),
    Column("理由", lambda p: p.text, 40),
    Column("申请延至", lambda p: p.until, 12),
    Column("分期退回安排", lambda p: p.plan, 30),
    Column("提出时间", lambda p: p.made_at, 18),
    Column("答复期限", lambda p: p.due_on, 12),
    Column("答复", lambda p: p.answer, 40),
    Column("同意延至", lambda p: p.allowed_until, 12),
    Column("状态", lambda p: p.stage_label, 14),
)


@for_roles(EVERYBODY)
def pleas(asked: Asked) -> HttpResponseBase:
    """Every request for time and every objection; a unit sees its own."""
    rows = queries.pleas_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=PleaFilters)
    context = {
        "title": "追回的延期和异议",
        "crumbs": list_crumbs("", "funding:pleas")[:1],
        "listing": listing,
        "counted": "件",
        "today": day_of(asked.at),
    }
    return list_page(asked, "funding/pleas.html", context, _COLUMNS)


@for_roles(moves.ASK_FOR_TIME.roles)
def extend(asked: Asked, code: str) -> HttpResponse:
    """Ask for more time to give money back."""
    subject = the_recovery(asked, code)

    class Form(AskForTimeForm):
        """For this recovery."""

        def __init__(self, *args: object, asked: Asked, **kwargs: object) -> None:
            super().__init__(*args, asked=asked, recovery=subject, **kwargs)

    return creation_page(
        asked,
        moves.ASK_FOR_TIME,
        Form,
        lambda form: acts.ask_for_time(subject, by=asked.actor, at=asked.at, **form.arguments()),
        parent=subject,
        crumbs=[*grant_crumbs(subject.grant), (subject.code, subject.get_absolute_url())],
    )


@for_roles(moves.OBJECT_TO_RECOVERY.roles)
def dispute(asked: Asked, code: str) -> HttpResponse:
    """Object to a recovery."""
    subject = the_recovery(asked, code)
    last = queries.last_day_to_object(subject)

    class Form(ObjectForm):
        """For this recovery."""

        def __init__(self, *args: object, asked: Asked, **kwargs: object) -> None:
            super().__init__(*args, asked=asked, last=last, **kwargs)

    return creation_page(
        asked,
        moves.OBJECT_TO_RECOVERY,
        Form,
        lambda form: acts.object_to_recovery(subject, by=asked.actor, at=asked.at, **form.arguments()),
        parent=subject,
        crumbs=[*grant_crumbs(subject.grant), (subject.code, subject.get_absolute_url())],
    )


def _plea(asked: Asked, code: str) -> Plea:
    return found(queries.pleas_of(asked.actor), code)


@for_roles(EVERYBODY)
def plea(asked: Asked, code: str) -> HttpResponse:
    """One request for time, or one objection: what was said, and the answer."""
    subject = _plea(asked, code)
    recovery = subject.recovery
    crumbs: Crumbs = [*grant_crumbs(recovery.grant), (recovery.code, recovery.get_absolute_url())]
    context = case_context(asked, subject, PLEA_FORMS, subtitle=subject.code, crumbs=crumbs, due=subject.due)
    return render(asked, "funding/plea.html", context)


@for_roles(EVERYBODY)
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on it."""
    return act_page(asked, _plea(asked, code), verb, PLEA_FORMS)
