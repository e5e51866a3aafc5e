"""People, units, the roles people hold in them, and delegations (A/B角)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.subjects import Subject, SubjectQuerySet
from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType
from haizhi.regulation.bodies import body, body_on
from haizhi.regulation.moves import DELEGATE
from haizhi.regulation.roles import ADMIN_ROLES, DISTRICT_ROLES, OFFICE_ROLES, ROLE_LABELS, UNIT_ROLES, Role

ASSIGNABLE_ROLES = tuple(r for r in Role if r not in (Role.PUBLIC, Role.SYSTEM))
"""The roles a person can hold."""


class PersonManager(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""

    def visible_to(self, actor: Actor) -> "SubjectQuerySet[Person]":
        """As of any subject."""
        return SubjectQuerySet(self.model, using=self._db).visible_to(actor)

    def awaiting(self, actor: Actor) -> "SubjectQuerySet[Person]":
        """As of any subject."""
        return SubjectQuerySet(self.model, using=self._db).awaiting(actor)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this mobile number or mailbox. Raises Person.DoesNotExist."""
        name = (username or "").strip()
        if not name:
            raise Person.DoesNotExist
        return self.get(Q(mobile=name) | Q(email__iexact=name))


class Person(AbstractBaseUser, Subject):
    """Someone who can sign in, by mobile number or mailbox."""

    kind: ClassVar[str] = "person"
    readers: ClassVar[frozenset[Role]] = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})

    name = models.CharField("姓名", max_length=64)
    mobile = models.CharField("手机号码", max_length=16, unique=True, null=True, blank=True)
    email = models.EmailField("电子信箱", unique=True, null=True, blank=True)
    joined_at = models.DateTimeField("开户时间", null=True, editable=False)
    password_is_initial = models.BooleanField("初始密码", default=False, editable=False)

    USERNAME_FIELD = "mobile"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()  # type: ignore[misc,assignment]  # a user model needs the auth manager's methods

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mobile__isnull=False) | Q(email__isnull=False),
                name="a_person_has_a_mobile_number_or_a_mailbox",
                violation_error_message="手机号码和电子信箱至少填写一项",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # derived from the stage, not a column
        """Whether the person may sign in."""
        return self.stage == "active"

    @property
    def is_staff(self) -> bool:
        """There is no admin site: nobody."""
        return False

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.pk])


class Organisation(Subject):
    """A unit (单位) that applies, hosts a station or employs experts; `code` is the 统一社会信用代码 (GB 32100)."""

    kind: ClassVar[str] = "organisation"
    scope = {Role.DRAFTER: "id", Role.SIGNATORY: "id", Role.STATION_CLERK: "id",
             Role.DISTRICT_CLERK: "district", Role.DISTRICT_HEAD: "district"}  # fmt: skip
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR}

    name = models.CharField("单位名称", max_length=120)
    code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    applicant_kind = models.CharField("单位类别", max_length=24, choices=[(k.value, k.label) for k in ApplicantKind])
    affiliation = models.CharField("隶属关系", max_length=12, choices=[(a.value, a.label) for a in Affiliation])
    park_type = models.CharField("园区类型", max_length=20, blank=True, choices=[(t.value, t.label) for t in ParkType])
    district = models.CharField("所在区县", max_length=8)
    address = models.CharField("单位地址", max_length=200, blank=True)
    postcode = models.CharField("邮编", max_length=6, blank=True)
    phone_area = models.CharField("区号", max_length=4, blank=True)
    phone = models.CharField("电话", max_length=12, blank=True)
    phone_extension = models.CharField("分机", max_length=6, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The 统一社会信用代码."""
        return self.code

    def district_name(self, on: date) -> str:
        """The name of its district on a day."""
        found = body_on(self.district, on)
        return found.name if found else self.district

    def get_absolute_url(self) -> str:
        return reverse("accounts:organisation", args=[self.code])


def place_of(role: str, person: UUID, unit: UUID | None, district: str) -> str:
    """Where a role holds, as a grant says it: a judge judges in person, a role bound to no place for the whole city."""
    return str(person) if role == Role.JUDGE else str(unit or "") or district


class Membership(Subject):
    """A role held by a person: in a unit, in a district's association, or for the whole city."""

    kind: ClassVar[str] = "membership"
    scope = {Role.SIGNATORY: "organisation_id", Role.DISTRICT_HEAD: "district"}
    readers = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
    shown_with = ("person",)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships", verbose_name="人员")
    role = models.CharField("岗位", max_length=20, choices=[(r.value, ROLE_LABELS[r]) for r in ASSIGNABLE_ROLES])
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships", verbose_name="单位"
    )
    district = models.CharField("区县", max_length=8, blank=True)
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        ordering = ["person__name", "role", "id"]
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

    def get_absolute_url(self) -> str:
        return reverse("accounts:delegation", args=[self.pk])


class Demonstration(models.Model):
    """One row marks this database as the demonstration, whose passwords everybody knows.

    `ahead` is how many days its clock has been put forward, so that periods can be seen to end.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    marked_at = models.DateTimeField()
    ahead = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_demonstration")]
