"""What goes on in the hall beside the turns: the timer, judges who leave, the big screen."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import Role
from haizhi.reviews.models.sessions import WITNESS_READERS, Seat, Session, Turn


class Timer(models.Model):
    """The clock of the hall: of which unit, which phase, since when it runs and what had passed before (milliseconds).

    `phase` is empty once both have ended. `heard_at`: when a console last confirmed that it runs; a gap shows that
    the hall was cut off. `log`: [{turn, phase, began, ended, spent}], and {turn, phase, lost, deducted} of each gap.
    """

    class Phase(models.TextChoices):
        """What is timed."""

        PRESENTATION = "presentation", "陈述"
        DEFENCE = "defence", "答辩"

    session = models.OneToOneField(Session, primary_key=True, on_delete=models.CASCADE, related_name="timer")
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="timers")
    phase = models.CharField(max_length=16, choices=Phase, blank=True)
    began_at = models.DateTimeField(null=True)
    running_since = models.DateTimeField(null=True)
    spent = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    log = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(running_since__isnull=True) | ~Q(phase=""), name="a_running_timer_times_a_phase"
            )
        ]

    def __str__(self) -> str:
        return f"{self.turn}计时"


class Departure(Subject):
    """That a judge leaves the hall before the end: not heard of the units whose sheets they have not locked."""

    kind: ClassVar[str] = "departure"
    readers = WITNESS_READERS
    scope: ClassVar[Mapping[Role, str]] = {Role.JUDGE: "seat__person_id"}
    shown_with = ("session", "seat")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="departures")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="departures")
    reason = models.TextField("离会原因")
    left_at = models.DateTimeField("离会时间")

    class Meta:
        ordering = ["session", "left_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=~Q(stage="refused"),
                name="a_judge_leaves_once",
                violation_error_message="该评委的离会已经登记",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat.serial}号评委离会"

    @property
    def number(self) -> str:
        return self.session.code

    @property
    def case_id(self) -> object:
        return self.session_id

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """The Office, 纪检 and the auditor; a judge sees their own."""
        return cls.scoped(grant) if grant.role is Role.JUDGE else super().readable(grant)

    def get_absolute_url(self) -> str:
        return reverse("reviews:departure", args=[self.session.code, self.pk])


class Screen(models.Model):
    """The address of a session's big screen: whoever has it sees what the hall sees, until it is closed."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="screens")
    token = models.CharField(max_length=32, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["session", "opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(closed_at__isnull=True), name="a_session_has_one_screen_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}大屏"

    def get_absolute_url(self) -> str:
        """The address that is typed into the projector's browser."""
        return reverse("reviews:screen", args=[self.token])


class Paper(Subject):
    """A score sheet on paper, of one judge for one unit: entered twice by two people, signed for by 纪检.

    `differed`: the indicators in which the two entries differed, once the paper is taken.
    """

    kind: ClassVar[str] = "paper"
    readers = WITNESS_READERS
    shown_with = ("turn__session", "turn__application__unit", "seat")

    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="papers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="papers")
    revision = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField("改用纸质的原因")
    scan = models.ForeignKey("files.Upload", null=True, on_delete=models.PROTECT, related_name="papers")
    recognised = models.BooleanField("二维码相符", null=True)
    differed: Any = models.JSONField(default=list)

    class Meta:
        ordering = ["turn", "seat__serial", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["turn", "seat", "revision"],
                condition=~Q(stage="dropped"),
                name="a_sheet_is_on_one_paper",
                violation_error_message="该评分表已改用纸质评分",
            )
        ]

    def __str__(self) -> str:
        return f"{self.turn}{self.seat.serial}号评委纸质评分"

    @property
    def number(self) -> str:
        return self.turn.application.code

    @property
    def case_id(self) -> object:
        return self.turn.session_id

    @classmethod
    def awaited(cls, grant: Grant) -> Q:
        """纪检 signs when both entries and the scan are in."""
        entered = PaperEntry.objects.filter(third=False).values("paper").annotate(n=models.Count("pk")).filter(n=2)
        return Q(pk__in=entered.values("paper"), scan__isnull=False)

    def get_absolute_url(self) -> str:
        return reverse("reviews:paper", args=[self.turn.session.code, self.pk])


class PaperEntry(models.Model):
    """What one person read off a paper, encrypted; `third`: the cells in which two entries differed, read again.

    Emptied when the paper is taken: the marks are then in the sheet alone.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="entries")
    person_id = models.UUIDField()
    name = models.CharField(max_length=64)
    sealed = models.BinaryField(blank=True)
    third = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "third", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "person_id"], condition=Q(third=False), name="one_person_enters_a_paper_once"
            ),
            models.UniqueConstraint(
                fields=["paper"], condition=Q(third=True), name="a_paper_is_read_a_third_time_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}录入"
