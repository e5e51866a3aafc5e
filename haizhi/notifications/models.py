"""Notices to people, the letters and short messages they are sent by, what people chose, and the worker's pulse."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from haizhi.accounts.models import Person
from haizhi.kernel.models import Act
from haizhi.kernel.source import new_id
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.reminders import Occasion, reminder_label
from haizhi.regulation.roles import Role


class Reminder(models.Model):
    """That a last day comes near, or has passed: told once for each subject, place, day and mark.

    `place` is the district whose files are meant; empty where the subject itself says whom it concerns. `mark` counts
    working days. `count` is how many files wait.
    """

    kind = models.CharField(max_length=16)
    subject_id = models.UUIDField()
    case_id = models.UUIDField()
    number = models.CharField(max_length=32, blank=True)
    title = models.CharField(max_length=200, blank=True)
    occasion = models.CharField(max_length=16, choices=[(o.value, o.label) for o in Occasion])
    mark = models.SmallIntegerField()
    due = models.DateField()
    place = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "occasion", "due", "mark", "place"],
                name="a_last_day_is_recalled_once_at_each_mark",
            )
        ]

    stage_after: ClassVar[str] = ""
    stage_after_label: ClassVar[str] = ""

    @property
    def verb(self) -> str:
        """What stands where an act has its move's name."""
        return f"reminder.{self.occasion}"

    @property
    def label(self) -> str:
        """What is recalled, in a few words."""
        return reminder_label(Occasion(self.occasion), self.mark)


class Notice(models.Model):
    """That a person was told of an act or reminded of a last day, in which capacity, and when they read it.

    `important`: it is theirs to do or concerns their own case; the rest is kept to be read and counted nowhere.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    act = models.ForeignKey(Act, null=True, on_delete=models.CASCADE, related_name="notices")
    reminder = models.ForeignKey(Reminder, null=True, on_delete=models.CASCADE, related_name="notices")
    case_id = models.UUIDField()
    role = models.CharField(max_length=20)
    place = models.CharField(max_length=40, blank=True)
    important = models.BooleanField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "act"], name="a_person_is_told_once_of_an_act"),
            models.UniqueConstraint(fields=["person", "reminder"], name="a_person_is_reminded_once_at_each_mark"),
            models.CheckConstraint(
                condition=Q(act__isnull=False, reminder__isnull=True) | Q(act__isnull=True, reminder__isnull=False),
                name="a_notice_tells_of_an_act_or_of_a_last_day",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "case_id", "id"], name="notice_person_case"),
            models.Index(fields=["case_id", "role"], name="notice_case_role"),
            models.Index(
                fields=["person"], condition=Q(important=True, read_at__isnull=True), name="notice_person_unread"
            ),
        ]

    @property
    def news(self) -> Act | Reminder:
        """What it tells of."""
        found = self.act or self.reminder
        if found is None:
            raise TypeError("the database holds no such notice")
        return found

    @property
    def role_label(self) -> str:
        """The capacity in which the person was told; 本人 where they were told as themselves."""
        return "本人" if self.role == Role.PUBLIC else Role(self.role).label

    @property
    def kind_label(self) -> str:
        """What kind of case it is about."""
        return KIND_LABELS[self.news.kind]


class Channel(models.TextChoices):
    """A way to reach people besides the platform's own pages."""

    MAIL = "mail", "邮件"
    SMS = "sms", "短信"


class DeliveryState(models.TextChoices):
    """Where a letter or short message stands; `FAILED` is tried again, `GIVEN_UP` and `SKIPPED` are not."""

    WAITING = "waiting", "待发送"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发出"
    FAILED = "failed", "未成功，将重试"
    GIVEN_UP = "given_up", "未送达，已停止重试"
    SKIPPED = "skipped", "未发送"


class Delivery(models.Model):
    """One letter or short message to one person about one notice, or about an act to somebody without an account.

    `address` is what the person's was when it was written. While it is being sent `leased_until` says how long its
    worker has; whoever finds it still sending after that takes it up again, under the same `message_id`, so that the
    receiving side can tell a repetition. Times are instants, `attempts` counts tries.
    """

    notice = models.ForeignKey(Notice, null=True, on_delete=models.CASCADE, related_name="deliveries")
    act = models.ForeignKey(Act, null=True, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField("渠道", max_length=4, choices=Channel)
    address = models.CharField(max_length=254)
    state = models.CharField("状态", max_length=8, choices=DeliveryState)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    message_id: "models.UUIDField[UUID, UUID]" = models.UUIDField(unique=True, default=new_id)

    class Meta:
        verbose_name = "通知发送"
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="a_notice_is_sent_once_by_each_channel"),
            models.UniqueConstraint(fields=["act", "channel"], name="an_outsider_is_told_once_by_each_channel"),
            models.CheckConstraint(
                condition=Q(notice__isnull=False, act__isnull=True) | Q(notice__isnull=True, act__isnull=False),
                name="a_delivery_is_of_a_notice_or_to_an_outsider",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", leased_until__isnull=False)
                | ~Q(state="sending") & Q(leased_until__isnull=True),
                name="what_is_being_sent_is_leased_and_nothing_else",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at__isnull=True),
                name="what_was_sent_was_sent_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed"], next_try_at__isnull=False)
                | ~Q(state__in=["waiting", "failed"]) & Q(next_try_at__isnull=True),
                name="what_will_be_tried_has_a_time_for_it_and_nothing_else",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "next_try_at", "id"],
                condition=Q(state__in=["waiting", "failed"]),
                name="delivery_to_be_tried",
            ),
            models.Index(fields=["leased_until"], condition=Q(state="sending"), name="delivery_being_sent"),
            models.Index(fields=["state", "made_at"], name="delivery_state_made"),
        ]

    @property
    def told(self) -> Notice:
        """The notice it tells of; for somebody without an account one that is kept nowhere."""
        return self.notice or Notice(act=self.act, role=Role.PUBLIC, important=True)

    @property
    def may_be_retried(self) -> bool:
        """Whether somebody may have it tried at once."""
        return self.state in (DeliveryState.FAILED, DeliveryState.GIVEN_UP)


class Preference(models.Model):
    """By which channels a person wants to be told besides the platform's own pages; without a row, by both."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="preference")
    mail = models.BooleanField("邮件", default=True)
    sms = models.BooleanField("短信", default=True)


class Heartbeat(models.Model):
    """One row: when a worker last came by, whichever it was."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_heartbeat")]
