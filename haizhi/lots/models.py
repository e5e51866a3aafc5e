"""What is drawn by lot: a sealed list, chance entered twice, the result."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from haizhi.accounts.models import Cosigned
from haizhi.accounts.models import Signers as TwoSigners
from haizhi.kernel.actor import Grant
from haizhi.regulation.citations import Citation, assessment_indicators, measures
from haizhi.regulation.moves import Move
from haizhi.regulation.roles import OFFICE_ROLES, Role

KEEPERS = OFFICE_ROLES | {Role.SUPERVISOR}
"""Who may know the dice and the result before they are public: the Office and 纪检."""


class Purpose(models.TextChoices):
    """What is drawn for."""

    PEERS = "peers", "互评对象"
    CHECK = "check", "抽查对象"


class Lot(Cosigned):
    """A drawing by lot (抽签): of whom everybody assesses, or of who is checked.

    `count`: how many each member assesses or how many are chosen; `conflicts` the pairs of codes that must not assess
    each other. `recorded` and `witnessed` are what the Office and 纪检 read off the dice, `way` is that of
    `fairness.formats.LotResult`. `interrupted` is the stage to which a refused void returns. `opened_at`: since when
    everybody may compute it again.
    """

    kind: ClassVar[str] = "lot"
    page = "lots:detail"
    readers = KEEPERS | {Role.AUDITOR}
    searched = {"lot": "pk"}
    signing_page = "lots:checkpoint"

    code = models.CharField("编号", max_length=24, unique=True)
    name = models.CharField("名称", max_length=120)
    purpose = models.CharField("用途", max_length=8, choices=Purpose)
    count = models.PositiveIntegerField("数量", editable=False)
    conflicts: Any = models.JSONField(default=list, editable=False)
    sealed_at = models.DateTimeField("封存时间", editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)
    recorded = models.CharField(max_length=200, blank=True, editable=False)
    witnessed = models.CharField(max_length=200, blank=True, editable=False)
    mismatches = models.PositiveSmallIntegerField(default=0, editable=False)
    way = models.CharField(max_length=8, blank=True, editable=False)
    drawn_at = models.DateTimeField("出结果时间", null=True, editable=False)
    opened_at = models.DateTimeField("公开时间", null=True, editable=False)
    interrupted = models.CharField(max_length=16, blank=True, editable=False)

    class Meta:
        ordering = ["-sealed_at", "-code"]
        constraints = [
            models.CheckConstraint(condition=Q(count__gt=0), name="a_lot_draws_somebody"),
            models.CheckConstraint(condition=~Q(stage="drawn") | ~Q(way=""), name="a_drawn_lot_has_a_result"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(stage="drawn"), name="only_a_drawn_lot_is_public"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def signed_under(self) -> Citation:
        return assessment_indicators() if self.purpose == Purpose.PEERS else measures(14)

    def cited_for(self, move: Move) -> Citation:
        return self.signed_under

    @property
    def agreed(self) -> bool:
        """Whether both entered the same dice."""
        return bool(self.recorded) and self.recorded == self.witnessed

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    @classmethod
    def awaited(cls, grant: Grant) -> Q:
        """Whoever entered the dice waits for the other, unless the two differ."""
        entered = ~Q(recorded=F("witnessed"))
        if grant.role in OFFICE_ROLES:
            return ~(Q(stage="sealed", witnessed="") & entered & ~Q(recorded=""))
        if grant.role is Role.SUPERVISOR:
            return ~(Q(stage="sealed", recorded="") & entered & ~Q(witnessed=""))
        return Q()


class Signers(TwoSigners):
    """Who sealed a lot and who countersigned."""

    lot = models.OneToOneField(Lot, primary_key=True, on_delete=models.CASCADE, related_name="signers")


class Member(models.Model):
    """One on the sealed list, by its public code. `position`: as how many-th chosen; `assesses`: codes, ascending."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="members")
    code = models.CharField("编号", max_length=24)
    name = models.CharField("名称", max_length=120)
    position = models.PositiveIntegerField("抽出次序", null=True)
    assesses: Any = models.JSONField(default=list)

    class Meta:
        ordering = ["lot", "code"]
        constraints = [
            models.UniqueConstraint(fields=["lot", "code"], name="a_lot_has_each_member_once"),
            models.UniqueConstraint(fields=["lot", "position"], name="each_place_of_a_lot_is_drawn_once"),
        ]

    def __str__(self) -> str:
        return self.name
