"""How somebody comes into a unit: asking to join it, or being invited."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from haizhi.accounts.models.organisations import Organisation
from haizhi.accounts.models.people import Person
from haizhi.accounts.models.posts import Membership, in_force_on
from haizhi.kernel.actor import Actor
from haizhi.kernel.subjects import Subject, SubjectQuerySet
from haizhi.regulation.bodies import body
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import OFFICE_ROLES, Role


class JoiningQuerySet(SubjectQuerySet["Joining"]):
    """Requests, seen besides by whoever made them: they may hold no role yet."""

    def visible_to(self, actor: Actor) -> Self:
        """As of any subject, and one's own."""
        seen = super().visible_to(actor)
        return seen if actor.id is None else self.filter(Q(pk__in=seen.values("pk")) | Q(person_id=actor.id))

    def awaiting(self, actor: Actor) -> Self:
        """As of any subject; the Office answers only where nobody is 负责人 on the day (whose term is over is none)."""
        held = Membership.objects.filter(in_force_on(actor.on) if actor.on else Q(stage="active"))
        signing = held.filter(organisation=OuterRef("organisation"), role=Role.SIGNATORY, person__stage="active")
        own = Q(organisation__in=actor.places(Role.SIGNATORY))
        return super().awaiting(actor).filter(own | ~Exists(signing))


class Joining(Subject):
    """Somebody's request to join a unit that is registered already.

    Its 负责人 answers it; the Office does where the unit has none left.
    """

    kind: ClassVar[str] = "joining"
    scope = {Role.SIGNATORY: "organisation_id"}
    readers = OFFICE_ROLES | {Role.SECURITY_ADMIN, Role.AUDITOR}
    shown_with = ("person", "organisation")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="joinings", verbose_name="申请人")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="joinings", verbose_name="单位"
    )
    note = models.CharField("说明", max_length=500, blank=True)
    asked_at = models.DateTimeField("申请时间")
    answer = models.TextField("答复", blank=True)

    objects = models.Manager.from_queryset(JoiningQuerySet)()  # type: ignore[misc]  # the base has another

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(stage="waiting"),
                name="one_request_to_join_a_unit_waits_at_a_time",
                violation_error_message="您加入该单位的申请正在等待答复，无需重复提交",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.name}申请加入{self.organisation.name}"

    def addressees(self, role: Role) -> tuple[str, ...]:
        """The requester in person; the Office of a request that no 负责人 can answer."""
        if role is Role.PUBLIC:
            return (str(self.person_id),)
        if role in OFFICE_ROLES:
            return () if self.organisation.has_signatory(day_of(self.asked_at)) else ("",)
        return super().addressees(role)

    def awaits(self, role: Role) -> bool:
        """It waits for the Office only where nobody of the unit can answer."""
        return role not in OFFICE_ROLES or bool(self.addressees(role))

    def get_absolute_url(self) -> str:
        return reverse("accounts:joining", args=[self.pk])


class Invitation(Subject):
    """An invitation into roles, in a unit or elsewhere, for whoever follows its link while it is open.

    `serial` counts how often it was sent: the link of an earlier sending is void. `roles` are values of Role.
    """

    kind: ClassVar[str] = "invitation"
    scope = {Role.SIGNATORY: "organisation_id"}
    readers = frozenset({Role.SECURITY_ADMIN, Role.AUDITOR})
    shown_with = ("organisation",)

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations", verbose_name="单位"
    )
    district = models.CharField("区县", max_length=8, blank=True)
    roles = models.JSONField("岗位")
    name = models.CharField("姓名", max_length=64, blank=True)
    mobile = models.CharField("手机号码", max_length=16, blank=True)
    email = models.EmailField("电子信箱", blank=True)
    serial = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField("发出时间")
    expires_at = models.DateTimeField("失效时间")
    sent_by = models.CharField("邀请人", max_length=64)
    accepted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations", verbose_name="接受人"
    )

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(mobile="") & ~Q(email="")) | (~Q(mobile="") & Q(email="")),
                name="an_invitation_goes_to_one_number_or_mailbox",
                violation_error_message="手机号码和电子信箱填写其中一项",
            ),
            models.CheckConstraint(
                condition=Q(stage="accepted", accepted_by__isnull=False)
                | (~Q(stage="accepted") & Q(accepted_by__isnull=True)),
                name="who_accepted_is_known_and_only_then",
            ),
        ]

    def __str__(self) -> str:
        return f"邀请{self.name or self.contact}"

    @property
    def contact(self) -> str:
        """The number or mailbox it goes to."""
        return self.mobile or self.email

    @property
    def role_labels(self) -> list[str]:
        """The Chinese names of its roles."""
        return [Role(role).label for role in self.roles]

    @property
    def place_label(self) -> str:
        """Where the roles hold, in words."""
        if self.organisation:
            return self.organisation.name
        return body(self.district).association if self.district else "全市"

    def standing(self, at: datetime) -> str:
        """How it stands at a moment, in words: it expires by itself."""
        return "已过期" if self.stage == "open" and self.expires_at <= at else self.stage_label

    def addressees(self, role: Role) -> tuple[str, ...]:
        """Whoever has an account with this number or mailbox; the inviter's office, not the other."""
        if role is Role.PUBLIC:
            known = Person._base_manager.filter(**({"mobile": self.mobile} if self.mobile else {"email": self.email}))
            return tuple(str(pk) for pk in known.values_list("pk", flat=True))
        if role is Role.SECURITY_ADMIN:
            return () if self.organisation_id else ("",)
        return super().addressees(role)

    def get_absolute_url(self) -> str:
        return reverse("accounts:invitation", args=[self.pk])
