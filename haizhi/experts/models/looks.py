"""Who looked at what of an expert is kept from lists, or took the pool away as a file."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.experts.models.experts import Expert
from haizhi.kernel.actor import Actor
from haizhi.kernel.secrecy import seal, unseal
from haizhi.kernel.subjects import Subject, SubjectQuerySet
from haizhi.regulation.roles import Role

_SEALED = "expert-look"
OPEN_FOR = timedelta(minutes=15)
"""How long what was asked for stays open to whoever asked."""


class LookQuerySet(SubjectQuerySet["Look"]):
    """Looks, seen besides by whoever took them."""

    def visible_to(self, actor: Actor) -> Self:
        """As of any subject, and one's own."""
        seen = super().visible_to(actor)
        return seen if actor.id is None else self.filter(Q(pk__in=seen.values("pk")) | Q(by_id=actor.id))


class Look(Subject):
    """One look, with who, when and why; `expert` is None where the pool was taken away as a file.

    `sealed` is the query string of the list that was taken (it may name somebody), `rows` how many experts it held.
    """

    class Sort(models.TextChoices):
        """What was looked at."""

        CONTACT = "contact", "查看一名专家的完整资料"
        MASKED = "masked", "导出名单（隐去部分）"
        WHOLE = "whole", "导出名单（完整）"

    kind: ClassVar[str] = "look"
    readers = frozenset({Role.OFFICE_HEAD, Role.SUPERVISOR, Role.AUDITOR})
    shown_with = ("expert",)

    sort = models.CharField("事项", max_length=8, choices=Sort)
    expert = models.ForeignKey(Expert, null=True, on_delete=models.PROTECT, related_name="looks")
    by_id = models.UUIDField(null=True, db_index=True)
    by_name = models.CharField("查阅人", max_length=64)
    role = models.CharField("岗位", max_length=20)
    at = models.DateTimeField("时间", db_index=True)
    reason = models.CharField("用途", max_length=500)
    sealed = models.TextField(blank=True, default="", editable=False)
    conditions = models.CharField("条件", max_length=500, blank=True, default="")
    rows = models.PositiveIntegerField("人数", default=1)

    objects = models.Manager.from_queryset(LookQuerySet)()  # type: ignore[misc]  # the base has another

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort="contact", expert__isnull=False) | (~Q(sort="contact") & Q(expert__isnull=True)),
                name="a_look_is_at_one_expert_or_at_a_list",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_look_has_its_reason"),
        ]

    def __str__(self) -> str:
        about = self.expert.code if self.expert else f"{self.rows}名专家"
        return f"{self.get_sort_display()}（{about}）"

    @property
    def asked(self) -> str:
        """The query string of the list that was taken."""
        return unseal(_SEALED, self.sealed.encode())["asked"] if self.sealed else ""

    def ask_for(self, asked: str, at: datetime) -> None:
        """Seal the query string of the list that is taken."""
        self.sealed = seal(_SEALED, {"asked": asked}, at).decode()

    def open_to(self, actor: Actor, at: datetime) -> bool:
        """Whether what was asked for is still shown: to whoever asked, for a quarter of an hour."""
        return actor.id is not None and actor.id == self.by_id and self.at <= at < self.at + OPEN_FOR

    def get_absolute_url(self) -> str:
        return reverse("experts:look", args=[self.pk])
