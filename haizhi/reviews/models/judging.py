"""What judges do: their score sheets, and that they stand aside."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.accounts.models import Person
from haizhi.experts.models import Expert
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.roles import Role
from haizhi.reviews.models.sessions import WITNESS_READERS, Seat, Session, Turn


class Sheet(Subject):
    """One judge's sheet for one applicant.

    `marks`, in tenths by indicator code, are readable once they are announced, never before: a draft keeps them with
    the notes in `draft`, under the platform's secret key; locking moves both to `sealed`, which the session's key
    alone opens, and leaves the `commitment` that the ledger has (docs/fairness.md §6). Notes stay in `draft`.
    """

    kind: ClassVar[str] = "sheet"
    scope: ClassVar[Mapping[Role, str]] = {Role.JUDGE: "seat__person_id"}
    readers = frozenset({Role.SUPERVISOR})
    shown_with = ("turn__session", "turn__application__unit")

    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sheets")
    marks = models.JSONField(default=dict)
    notes = models.TextField("备注", blank=True)
    draft = models.BinaryField(null=True)
    sealed = models.BinaryField(null=True)
    commitment = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    revision = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["turn", "seat__serial", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["turn", "seat"],
                condition=~Q(stage="voided"),
                name="a_judge_has_one_sheet_in_force_for_an_applicant",
            ),
            models.CheckConstraint(
                condition=Q(stage="draft") | Q(locked_at__isnull=False), name="what_left_the_draft_was_locked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.turn.application.unit.name}评分表"

    @property
    def number(self) -> str:
        return self.turn.application.code

    @property
    def case_id(self) -> object:
        return self.turn.session_id

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """Its judge alone; 纪检 once it is announced or a correction is asked for."""
        if grant.role is Role.SUPERVISOR:
            return Q(stage__in=["announced", "voiding", "voided"])
        return super().readable(grant)

    def get_absolute_url(self) -> str:
        return reverse("reviews:sheet", args=[self.turn.session.code, self.turn.application.code, self.seat.serial])


class Recusal(Subject):
    """That a judge (a seated person, or an expert of the pool) stands aside for one applicant."""

    class Source(models.TextChoices):
        """Who raised it."""

        DECLARED = "declared", "评委申报"
        REQUESTED = "requested", "申报单位申请"
        MATCHED = "matched", "比对发现"
        DEPARTED = "departed", "评委离会"

    kind: ClassVar[str] = "recusal"
    scope: ClassVar[Mapping[Role, str]] = {
        Role.JUDGE: "person_id",
        Role.SIGNATORY: "turn__application__unit_id",
    }
    readers = WITNESS_READERS
    shown_with = ("session", "turn__application__unit", "expert", "person")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="recusals")
    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="recusals")
    source = models.CharField("来源", max_length=12, choices=Source)
    expert = models.ForeignKey(Expert, null=True, blank=True, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="recusals")
    named = models.CharField("申请回避的评委姓名或单位", max_length=120, blank=True)
    ground = models.CharField("事由", max_length=20, choices=[(g.value, g.label) for g in InterestGround])
    explanation = models.TextField("说明", blank=True)
    granted = models.BooleanField("应予回避", null=True, editable=False)

    class Meta:
        ordering = ["session", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expert__isnull=False) | Q(person__isnull=False) | ~Q(named=""),
                name="a_recusal_says_who_stands_aside",
                violation_error_message="请写明需回避的评委",
            )
        ]

    def __str__(self) -> str:
        return f"{self.judge_name}回避{self.turn.application.unit.name}"

    @property
    def judge_name(self) -> str:
        """Who stands aside, as far as it may be said: an expert of the pool is named nowhere before being seated."""
        return self.named or (self.person.name if self.person else "专家库专家")

    @property
    def case_id(self) -> object:
        return self.session_id

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """A unit sees what it asked for, a judge what they declared."""
        if grant.role is Role.SIGNATORY and grant.place:
            return Q(turn__application__unit_id=grant.place, source="requested")
        if grant.role is Role.JUDGE and grant.place:
            return Q(person_id=grant.place, source="declared")
        return Q() if grant.role in cls.readers else None

    def get_absolute_url(self) -> str:
        return reverse("reviews:recusal", args=[self.session.code, self.pk])
