"""The kernel's tables: acts and ledger, outbox, counters, search terms, calendars, the log's keys and checkpoints."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.kernel.actor import Grant
from haizhi.kernel.source import new_id
from haizhi.kernel.subjects import Subject
from haizhi.kernel.times import instant
from haizhi.regulation import stages
from haizhi.regulation.moves import MOVES
from haizhi.regulation.roles import Role


class Entry(models.Model):
    """One line of the append-only ledger; no personal data. `peaks` are the Merkle peaks up to and with it."""

    n = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=48)
    subject = models.UUIDField()
    body = models.CharField(max_length=64)
    peaks = models.JSONField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(n__gte=0), name="entries_count_from_zero")]

    def header(self) -> dict[str, str | int]:
        """The canonical header that the tree's leaf commits to."""
        return {
            "n": self.n,
            "at": instant(self.at),
            "verb": self.verb,
            "subject": str(self.subject),
            "body": self.body,
        }


class Head(models.Model):
    """One row, locked by whoever appends: one writer at a time on every database."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="the_ledger_has_one_head")]


class Act(models.Model):
    """An official act as people read it: who, when, for whom, opinion, article, from where to where.

    `body` is what the ledger's hash commits to under `salt`. It names nobody: who acted, for whom, and the
    opinion stand in it as commitments under `identity_salt`, so that a body can be published without them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="act")
    kind = models.CharField(max_length=16)
    verb = models.CharField(max_length=48)
    subject_id = models.UUIDField()
    case_id = models.UUIDField(db_index=True)
    number = models.CharField(max_length=32, blank=True)
    title = models.CharField(max_length=200, blank=True)
    by_id = models.UUIDField(null=True, db_index=True)
    by_name = models.CharField(max_length=64)
    role = models.CharField(max_length=20)
    behalf_id = models.UUIDField(null=True)
    behalf_name = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(db_index=True)
    opinion = models.TextField(blank=True)
    article = models.CharField(max_length=64)
    stage_before = models.CharField(max_length=16, blank=True)
    stage_after = models.CharField(max_length=16)
    cause = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="effects")
    once = models.UUIDField(null=True, unique=True)
    body = models.JSONField()
    salt = models.BinaryField(max_length=32)
    identity_salt = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["entry_id"]
        indexes = [models.Index(fields=["subject_id", "entry"], name="act_subject_entry")]

    @property
    def label(self) -> str:
        """The move's Chinese label."""
        return MOVES[self.verb].label

    @property
    def actor_name(self) -> str:
        """Who acted."""
        return self.by_name

    @property
    def role_label(self) -> str:
        """In which role."""
        return Role(self.role).label

    @property
    def stage_after_label(self) -> str:
        """The stage it led to."""
        return stages.label(self.kind, self.stage_after)

    @property
    def detail(self) -> dict[str, Any]:
        """What the act said beside its opinion (its arguments and what its body recorded)."""
        found = self.body.get("detail", {})
        return found if isinstance(found, dict) else {}


class Outgoing(models.Model):
    """The outbox: who is to be told of an act. `notifications` delivers it."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="outgoing")
    role = models.CharField(max_length=20)
    place = models.CharField(max_length=40, blank=True)
    delivered_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "role", "place"], name="an_act_is_told_once_to_each_role_and_place")
        ]


class Counter(models.Model):
    """The last serial given out under a prefix, so that public numbers have no gap and no double."""

    prefix = models.CharField(primary_key=True, max_length=24)
    last = models.PositiveIntegerField(default=0)


class Attempts(models.Model):
    """How often something limited was done until a moment; `mark` is a fingerprint from which nobody learns what."""

    mark = models.CharField(primary_key=True, max_length=64)
    until = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)


class Term(models.Model):
    """One way in which a row is found: `text` (UTF-8) is a name, a number or initials from one place in it to its end.

    What is stored as bytes sorts by bytes in every database, so that all that begins alike stands together.
    """

    kind = models.CharField(max_length=16)
    subject_id = models.UUIDField()
    text = models.BinaryField(max_length=480)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "text", "subject_id"], name="term_kind_text_subject"),
            models.Index(fields=["subject_id", "text"], name="term_subject_text"),
        ]


class Calendar(Subject):
    """The working days of one year: weekdays off and weekend days worked, by the State Council's notice."""

    kind: ClassVar[str] = "calendar"
    readers: ClassVar[frozenset[Role]] = frozenset(Role)

    year = models.PositiveSmallIntegerField("年份", unique=True)
    days_off = models.JSONField("放假的工作日", default=list)
    days_worked = models.JSONField("调休上班的周末", default=list)
    invented = models.BooleanField("演示用假设日历", default=False)
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年工作日历"

    @classmethod
    def readable(cls, grant: Grant) -> Q:
        """Everybody may read it."""
        return Q()

    @property
    def number(self) -> str:
        """The year."""
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("accounts:calendar", args=[self.year])

    def off(self) -> frozenset[date]:
        """Weekdays that are holidays."""
        return frozenset(date.fromisoformat(d) for d in self.days_off)

    def worked(self) -> frozenset[date]:
        """Weekend days that are worked."""
        return frozenset(date.fromisoformat(d) for d in self.days_worked)


class LogKey(models.Model):
    """The Ed25519 key with which the platform signs its own checkpoints; the private half is encrypted."""

    name = models.CharField(max_length=64, unique=True)
    public = models.CharField(max_length=64)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()


class Checkpoint(models.Model):
    """A signed statement of the ledger's size and root (C2SP tlog-checkpoint)."""

    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    occasion = models.CharField(max_length=48)
    subject_id = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering = ["size", "id"]


class CoSignature(models.Model):
    """A further signature under a checkpoint: `line` as it stands in the note, by the key `key_id` called `name`."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="signatures")
    key_id = models.UUIDField()
    name = models.CharField(max_length=64)
    line = models.CharField(max_length=240)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "key_id"], name="a_key_signs_a_checkpoint_once"),
        ]


class Unlocked(models.Model):
    """A key unlocked for one case until a moment: its private half, sealed under the platform's secret key."""

    case_id = models.UUIDField()
    key_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=64)
    public = models.CharField(max_length=64)
    sealed = models.BinaryField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_id", "key_id"], name="a_key_is_unlocked_once_for_a_case")]
