"""Who may open these pages, and how a row behind one is found."""

from collections.abc import Collection
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from haizhi.regulation.roles import UNIT_ROLES, Role
from haizhi.standing import queries
from haizhi.standing.models.matter import READERS, Matter
from haizhi.stations.models import Station
from haizhi.ui.requests import Asked

M = TypeVar("M", bound=Matter)

PARTIES = READERS | UNIT_ROLES
"""Whoever deals with these matters: the Office, who watches it, and the units themselves."""


def only_for(asked: Asked, roles: Collection[Role]) -> None:
    """Raise PermissionDenied unless one of the roles is held."""
    if not asked.actor.holds(*roles):
        raise PermissionDenied


def matter(asked: Asked, model: type[M], code: str) -> M:
    """A matter that whoever asks deals with. Raises PermissionDenied, Http404."""
    only_for(asked, PARTIES)
    found = queries.matters_of(asked.actor, model).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def the_station(asked: Asked, code: str) -> Station:
    """A station that whoever asks deals with. Raises PermissionDenied, Http404."""
    only_for(asked, PARTIES)
    found = Station.objects.visible_to(asked.actor).select_related("unit").filter(code=code).first()
    own = found and str(found.unit_id) in asked.actor.places(*sorted(UNIT_ROLES))
    if found is None or not (own or asked.actor.holds(*READERS)):
        raise Http404
    return found


def crumbs(station: Station) -> list[tuple[str, str]]:
    """The way to what belongs to a station."""
    return [
        ("工作站", reverse("stations:list")),
        (station.unit.name, station.get_absolute_url()),
        ("有效期与资格", reverse("standing:station", args=[station.code])),
    ]
