"""Who reads the books beside the unit whose money it is."""

from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES, Role

READERS = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
"""They read every row of every station."""


def of_the_unit(path: str) -> dict[Role, str]:
    """The scope of what belongs to a unit: its people by the lookup path that leads to it."""
    return dict.fromkeys(sorted(UNIT_ROLES), path)
