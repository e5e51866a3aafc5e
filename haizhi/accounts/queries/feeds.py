"""Whose calendar an address shows."""

from datetime import datetime

from haizhi.accounts.facts.feeds import digest_of
from haizhi.accounts.models import Feed
from haizhi.accounts.queries.roles import actor_for
from haizhi.kernel.actor import PUBLIC, Actor


def subscriber(token: str, at: datetime) -> Actor | None:
    """Who subscribed under an address, with the roles they hold now; None where it leads nowhere (any more).

    Nor does that of somebody who is suspended or holds no role any more. Two queries.
    """
    found = Feed._base_manager.filter(digest=digest_of(token), stage="active").select_related("person").first()
    actor = actor_for(found.person, at) if found else PUBLIC
    return None if actor.roles == PUBLIC.roles else actor
