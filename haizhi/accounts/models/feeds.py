"""The secret address under which somebody's calendar is subscribed to."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.accounts.models.people import Person
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.subjects import Subject, SubjectQuerySet


class FeedQuerySet(SubjectQuerySet["Feed"]):
    """Each person's own."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own alone: nobody else has anything to do with it."""
        return self.none() if actor.id is None else self.filter(person_id=actor.id)


class Feed(Subject):
    """A calendar feed of a person's. Whoever has its address reads it; kept of the address is its SHA-256 alone.

    Ended, it has no address any more.
    """

    kind: ClassVar[str] = "feed"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feeds", verbose_name="订阅人")
    digest = models.CharField(max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField("开通时间")
    renewed_at = models.DateTimeField("更换地址时间", null=True)
    ended_at = models.DateTimeField("停止时间", null=True)

    objects = models.Manager.from_queryset(FeedQuerySet)()  # type: ignore[misc]  # the base has another

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(stage="active"),
                name="a_person_has_one_calendar_feed",
                violation_error_message="您已经开通日历订阅",
            ),
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="an_address_leads_to_one_feed"),
            models.CheckConstraint(
                condition=Q(stage="active", ended_at__isnull=True) & ~Q(digest="")
                | ~Q(stage="active") & Q(digest="", ended_at__isnull=False),
                name="an_ended_feed_has_no_address",
            ),
        ]

    def __str__(self) -> str:
        return "日历订阅"

    def within(self, grant: Grant) -> bool:
        """Nobody's by a role: whose it is, the acts ask."""
        return True

    def get_absolute_url(self) -> str:
        return reverse("desk:feed", args=[self.pk])
