"""How a page reaches an application."""

from django.http import Http404

from haizhi.applications.models import Application
from haizhi.applications.queries import case
from haizhi.ui.requests import Asked


def case_of(asked: Asked, code: str) -> Application:
    """The application with everything its pages show. Raises Http404 when it is not to be seen."""
    try:
        return case.case_of(asked.actor, code)
    except Application.DoesNotExist as missing:
        raise Http404 from missing
