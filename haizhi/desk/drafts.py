"""What a person keeps for themselves: conditions of lists. Nothing official, so without a trail."""

from typing import Any

from django.db import transaction

from haizhi.kernel.actor import Actor
from haizhi.ui.models import SavedFilter

MOST = 20
"""Filters that a person keeps for one list."""


class TooMany(Exception):
    """The person keeps as many filters for the list as a page shows well."""


def keep_filter(by: Actor, *, path: str, name: str, query: str) -> SavedFilter:
    """Keep the conditions of a list under a name; what was kept under it before is replaced. Raises TooMany."""
    of_this_list: dict[str, Any] = {"person_id": by.id, "path": path}
    own = SavedFilter.objects.filter(**of_this_list)
    with transaction.atomic():
        if own.exclude(name=name).count() >= MOST:
            raise TooMany
        found, _ = own.update_or_create(**of_this_list, name=name, defaults={"query": query})
    return found


def drop_filter(saved: SavedFilter) -> None:
    """Keep it no longer."""
    saved.delete()
