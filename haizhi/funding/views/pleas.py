"""What a unit says to a recovery: asked for time, objected, answered."""

from django.http import HttpResponse
from django.shortcuts import render

from haizhi.funding import acts, queries
from haizhi.funding.forms.pleas import PLEA_FORMS, AskForTimeForm, ObjectForm
from haizhi.funding.models import Plea
from haizhi.funding.views.common import EVERYBODY, Crumbs, found, grant_crumbs
from haizhi.funding.views.recoveries import the_recovery
from haizhi.regulation import moves
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.requests import Asked


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
