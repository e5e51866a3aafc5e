"""The keys with which people sign the ledger's checkpoints: the Office's operators and the witnesses of 纪检."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.accounts.models.people import Person
from haizhi.fairness import note
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role


class Key(Subject):
    """An Ed25519 key of a holder's. Its name says the post and a number, never who holds it.

    Made here, `envelope` holds both private halves (Ed25519, then the X25519 one to which `box` belongs), locked up
    under a passphrase that its holder alone knows. Kept elsewhere, the public half alone is registered.
    """

    class Post(models.TextChoices):
        """In which post it signs."""

        OPERATOR = "operator", "经办方"
        WITNESS = "witness", "纪检监督方"

    kind: ClassVar[str] = "key"
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    shown_with = ("holder",)

    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="keys", verbose_name="持有人")
    post = models.CharField("岗位", max_length=8, choices=Post)
    name = models.CharField("名称", max_length=64, unique=True)
    public = models.CharField("公钥", max_length=64, unique=True)
    box = models.CharField(max_length=64, blank=True)
    envelope = models.JSONField(null=True)
    made_at = models.DateTimeField("登记时间")
    ended_at = models.DateTimeField("停用时间", null=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="successor")

    class Meta:
        ordering = ["-made_at", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "post"],
                condition=Q(stage="active"),
                name="a_holder_has_one_valid_key",
                violation_error_message="您已有一把有效的签名密钥",
            ),
            models.CheckConstraint(
                condition=Q(stage="active", ended_at__isnull=True) | ~Q(stage="active") & Q(ended_at__isnull=False),
                name="a_key_that_is_not_valid_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(envelope__isnull=True, box="") | Q(envelope__isnull=False) & ~Q(box=""),
                name="a_key_made_here_is_locked_up_here",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_here(self) -> bool:
        """Whether its private half is stored here, locked up."""
        return self.envelope is not None

    @property
    def vkey(self) -> note.Key:
        """The key as it verifies signatures; its text is what is published."""
        return note.make_key(self.name, bytes.fromhex(self.public))

    def addressees(self, role: Role) -> tuple[str, ...]:
        """The other side is told."""
        own = {Role.SUPERVISOR} if self.post == self.Post.WITNESS else OFFICE_ROLES
        return () if role in own else super().addressees(role)

    def get_absolute_url(self) -> str:
        return reverse("accounts:key", args=[self.pk])
