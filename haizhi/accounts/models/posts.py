"""The roles that people hold in units, districts or the whole city, and delegations (A/B角)."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.accounts.models.organisations import Organisation
from haizhi.accounts.models.people import Person
from haizhi.files.models import Upload
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.bodies import body
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import DELEGATE
from haizhi.regulation.roles import ADMIN_ROLES, DISTRICT_ROLES, OFFICE_ROLES, ROLE_LABELS, UNIT_ROLES, Role

ASSIGNABLE_ROLES = tuple(r for r in Role if r not in (Role.PUBLIC, Role.SYSTEM))
"""The roles a person can hold."""


def place_of(role: str, person: UUID, unit: UUID | None, district: str) -> str:
    """Where a role holds, as a grant says it: a judge judges in person, a role bound to no place for the whole city."""
    return str(person) if role == Role.JUDGE else str(unit or "") or district


def in_force_on(day: date) -> Q:
    """The roles that hold on a day: not ended, begun, and their term has not run out (both days inclusive)."""
    return Q(valid_from__lte=day) & not_lapsed_on(day)


def not_lapsed_on(day: date) -> Q:
    """The roles that hold on a day or will: not ended, and their term has not run out (its last day counts)."""
    return Q(stage="active") & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Membership(Subject):
    """A role held by a person: in a unit, in a district's association, or for the whole city."""

    kind: ClassVar[str] = "membership"
    scope = {Role.SIGNATORY: "organisation_id", Role.DISTRICT_HEAD: "district"}
    readers = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
    shown_with = ("person",)

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """Besides the readers, the Office sees who holds which role in the units, and a unit's people each other."""
        if grant.role in UNIT_ROLES:
            return Q(organisation_id=grant.place) if grant.place else None
        return Q(organisation__isnull=False) if grant.role in OFFICE_ROLES else super().readable(grant)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships", verbose_name="人员")
    role = models.CharField("岗位", max_length=20, choices=[(r.value, ROLE_LABELS[r]) for r in ASSIGNABLE_ROLES])
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships", verbose_name="单位"
    )
    district = models.CharField("区县", max_length=8, blank=True)
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True, blank=True)
    proof = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="证明材料"
    )

    class Meta:
        ordering = ["person__pinyin", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(stage="active", role__in=sorted(ADMIN_ROLES)),
                name="no_one_holds_two_administrator_roles",
                violation_error_message="系统管理员、安全管理员、审计员三者不得由同一人兼任",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(UNIT_ROLES), organisation__isnull=False)
                | ~Q(role__in=sorted(UNIT_ROLES)) & Q(organisation__isnull=True),
                name="a_unit_role_is_held_in_a_unit",
                violation_error_message="单位岗位须指明单位，其他岗位不得指定单位",
            ),
            models.CheckConstraint(
                condition=(Q(role__in=sorted(DISTRICT_ROLES)) & ~Q(district=""))
                | (~Q(role__in=sorted(DISTRICT_ROLES)) & Q(district="")),
                name="a_district_role_is_held_in_a_district",
                violation_error_message="区县岗位须指明区县，其他岗位不得指定区县",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="a_membership_ends_after_it_begins",
                violation_error_message="终止日期不得早于起始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}·{Role(self.role).label}"

    @property
    def place(self) -> str:
        """Where the role holds, as a grant says it."""
        return place_of(self.role, self.person_id, self.organisation_id, self.district)

    @property
    def place_label(self) -> str:
        """Where the role holds, in words; the whole city for a role bound to no place."""
        if self.organisation_id:
            return str(self.organisation)
        if self.district:
            return body(self.district).association
        return "本人" if self.role == Role.JUDGE else "全市"

    @property
    def role_label(self) -> str:
        """The role's Chinese name."""
        return Role(self.role).label

    def standing(self, at: datetime) -> str:
        """How it stands at a moment, in words: a term runs out by itself, and one may still be to begin."""
        if self.stage == "active" and self.valid_to and self.valid_to < day_of(at):
            return "任期届满"
        return "尚未到岗" if self.stage == "active" and self.valid_from > day_of(at) else self.stage_label

    def get_absolute_url(self) -> str:
        return reverse("accounts:membership", args=[self.pk])

    def grant(self, behalf: Person | None = None) -> Grant:
        """The grant it gives; `behalf` is whose role it is when delegated."""
        return Grant(Role(self.role), self.place, behalf.pk if behalf else None, behalf.name if behalf else "")


class Delegation(Subject):
    """A role handed to a named colleague from a day to a day, both inclusive (A/B角)."""

    kind: ClassVar[str] = "delegation"
    scope = {Role.SIGNATORY: "membership__organisation_id", Role.DISTRICT_HEAD: "membership__district"}
    readers = frozenset({Role.SECURITY_ADMIN, Role.AUDITOR})
    shown_with = ("membership__person", "to")

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """Besides the readers, whoever holds the delegated role in the same place: colleagues and the delegate."""
        if grant.role in cls.readers:
            return Q()
        if grant.role not in DELEGATE.roles:
            return None
        scoped = cls.scoped(grant)
        return None if scoped is None else scoped & Q(membership__role=grant.role)

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="delegations")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_received", verbose_name="受托人")
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期")

    class Meta:
        ordering = ["-valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=models.F("valid_from")),
                name="a_delegation_ends_after_it_begins",
                violation_error_message="终止日期不得早于起始日期",
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership}委托{self.to.name}"

    def standing(self, at: datetime) -> str:
        """How it stands at a moment, in words; it lapses with the role that it is from."""
        today, of = day_of(at), self.membership
        if self.stage != "active":
            return self.stage_label
        if of.stage != "active" or (of.valid_to and of.valid_to < today):
            return "原岗位已离任"
        if self.valid_to < today:
            return "已到期"
        return "尚未开始" if self.valid_from > today else self.stage_label

    def get_absolute_url(self) -> str:
        return reverse("accounts:delegation", args=[self.pk])
