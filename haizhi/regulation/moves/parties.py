"""Who acts, in the words of the table: each a set of roles, joined with `|`."""

from haizhi.regulation.roles import Role

DRAFTER, SIGNATORY = frozenset({Role.DRAFTER}), frozenset({Role.SIGNATORY})
UNIT = DRAFTER | SIGNATORY
CLERK, HEAD = frozenset({Role.OFFICE_CLERK}), frozenset({Role.OFFICE_HEAD})
OFFICE = CLERK | HEAD
DISTRICT_HEAD = frozenset({Role.DISTRICT_HEAD})
DISTRICT_CLERK = frozenset({Role.DISTRICT_CLERK})
DISTRICT = DISTRICT_HEAD | DISTRICT_CLERK
JUDGE, WITNESS = frozenset({Role.JUDGE}), frozenset({Role.SUPERVISOR})
PARTY, PUBLIC, SYSTEM = frozenset({Role.PARTY_RECORDER}), frozenset({Role.PUBLIC}), frozenset({Role.SYSTEM})
SIGNER, COSIGNER = frozenset({Role.ASSOCIATION_SIGNER}), frozenset({Role.BUREAU_SIGNER})
STATION = frozenset({Role.STATION_CLERK})
SYSTEM_ADMIN, SECURITY_ADMIN = frozenset({Role.SYSTEM_ADMIN}), frozenset({Role.SECURITY_ADMIN})
