"""Who may open a page at all; which rows it reaches is the querysets' matter."""

from collections.abc import Collection
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import Role
from haizhi.ui.requests import Asked

S = TypeVar("S", bound=Subject)


def only_for(asked: Asked, roles: Collection[Role]) -> None:
    """Raise PermissionDenied unless one of the roles is held."""
    if not asked.actor.holds(*roles):
        raise PermissionDenied


def found(rows: QuerySet[S], code: str) -> S:
    """The row with this code among those that may be seen. Raises Http404."""
    row = rows.filter(code=code).first()
    if row is None:
        raise Http404
    return row
