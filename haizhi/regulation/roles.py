"""Who acts: every role the regulation knows, and the three separated administrators."""

from enum import StrEnum


class Role(StrEnum):
    """A role (岗位); a person holds it by a membership that may be bound to a unit or a district."""

    DRAFTER = "drafter"
    SIGNATORY = "signatory"
    DISTRICT_CLERK = "district_clerk"
    DISTRICT_HEAD = "district_head"
    OFFICE_CLERK = "office_clerk"
    OFFICE_HEAD = "office_head"
    JUDGE = "judge"
    SUPERVISOR = "supervisor"
    PARTY_RECORDER = "party_recorder"
    ASSOCIATION_SIGNER = "association_signer"
    BUREAU_SIGNER = "bureau_signer"
    STATION_CLERK = "station_clerk"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"
    PUBLIC = "public"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        """The role's Chinese name."""
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.DRAFTER: "申报单位经办人",
    Role.SIGNATORY: "申报单位负责人",
    Role.DISTRICT_CLERK: "区县科协经办人",
    Role.DISTRICT_HEAD: "区县科协负责人",
    Role.OFFICE_CLERK: "海智办经办人",
    Role.OFFICE_HEAD: "海智办负责人",
    Role.JUDGE: "评委",
    Role.SUPERVISOR: "纪检监督人员",
    Role.PARTY_RECORDER: "市科协党组记录人",
    Role.ASSOCIATION_SIGNER: "市科协签发人",
    Role.BUREAU_SIGNER: "市人力社保局会签人",
    Role.STATION_CLERK: "工作站工作人员",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDITOR: "审计员",
    Role.PUBLIC: "公众",
    Role.SYSTEM: "系统",
}

UNIT_ROLES = frozenset({Role.DRAFTER, Role.SIGNATORY, Role.STATION_CLERK})
"""Bound to one unit."""

DISTRICT_ROLES = frozenset({Role.DISTRICT_CLERK, Role.DISTRICT_HEAD})
"""Bound to one recommending body (district or county association)."""

OFFICE_ROLES = frozenset({Role.OFFICE_CLERK, Role.OFFICE_HEAD})

ADMIN_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""Kept apart: no person holds two of them, and none of them acts on a case."""

CITY_ROLES = frozenset(Role) - UNIT_ROLES - DISTRICT_ROLES - {Role.JUDGE, Role.PUBLIC}
"""Bound to no place: the whole city is their scope."""
