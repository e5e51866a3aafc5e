"""Who acts: a frozen description, built by `accounts` from memberships and delegations."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from haizhi.regulation.roles import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held, where (unit id, district code or, for a judge, person id; empty = whole city), and for whom.

    `behalf` names the person whose role it is when it was delegated (A/B角).
    """

    role: Role
    place: str = ""
    behalf_id: UUID | None = None
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the grants in force now; `id` is None for the public and for the system itself.

    `on` is the day on which they are in force, None for an actor who was not asked for on a day.
    """

    id: UUID | None
    name: str
    grants: tuple[Grant, ...] = ()
    on: date | None = field(default=None, compare=False)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, own and delegated."""
        return frozenset(g.role for g in self.grants)

    @property
    def is_signed_in(self) -> bool:
        """Whether a person stands behind it."""
        return self.id is not None

    def holds(self, *roles: Role) -> bool:
        """Whether any of the roles is held."""
        return not self.roles.isdisjoint(roles)

    def places(self, *roles: Role) -> tuple[str, ...]:
        """The places in which any of the roles is held, each once, in order."""
        return tuple(dict.fromkeys(g.place for g in self.grants if g.role in roles and g.place))


PUBLIC = Actor(None, "公众", (Grant(Role.PUBLIC),))
"""Anyone who did not sign in."""


def public_named(name: str) -> Actor:
    """Somebody who did not sign in and says who they are: one of the public, in the trail under that name."""
    return Actor(None, name.strip() or PUBLIC.name, PUBLIC.grants)


SYSTEM = Actor(None, "系统", (Grant(Role.SYSTEM),))
"""The platform itself: deadlines, and what one act causes on other subjects."""
