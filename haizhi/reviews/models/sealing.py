"""Who signs a session's checkpoints, and the keys to which its sheets are sealed."""

from typing import Any

from django.db import models
from django.db.models import Q

from haizhi.accounts.models import Signers as TwoSigners
from haizhi.reviews.models.sessions import Session


class Signers(TwoSigners):
    """Who froze a session and who countersigned: operator and witness until it is closed or frozen anew."""

    session = models.OneToOneField(Session, primary_key=True, on_delete=models.CASCADE, related_name="signers")


class SheetKey(models.Model):
    """An X25519 key to which the sheets of a session are sealed as they are locked; the latest one counts.

    `wrapped` has the private half sealed to the recovery code ("code") and, where the witness's signing key is kept
    here, to that key ("box", of the key "key"). While it is opened for the sitting, `opened` has it sealed under the
    platform's secret key, until the moment `until`.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sheet_keys")
    public = models.CharField(max_length=64, unique=True)
    wrapped: Any = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    opened = models.BinaryField(null=True)
    until = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering = ["session", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened__isnull=True, until__isnull=True) | Q(opened__isnull=False, until__isnull=False),
                name="an_opened_sheet_key_is_shut_again",
            )
        ]
