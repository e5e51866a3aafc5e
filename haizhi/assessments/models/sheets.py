"""The sheets of 附件4: a station's own, its peers', the Office's; and what a station's own rests on."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from haizhi.accounts.models import Person
from haizhi.assessments.models.rounds import WATCHERS, Assessed
from haizhi.files.models import Upload
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.indicators import ASSESSMENT
from haizhi.regulation.roles import UNIT_ROLES, Role
from haizhi.stations.models import Plan, Station, Tie, WorkEntry

EDITED = ("draft", "returned", "peering", "marking")
"""The stages in which a sheet is being filled in."""

COUNTED = ("submitted", "locked", "confirmed")
"""The stages in which a sheet counts."""

GONE = ("recused", "set_aside", "replaced")
"""The stages of a sheet that counts no more."""


class Part(models.TextChoices):
    """Whose sheet it is."""

    SELF = "self", "自评"
    PEER = "peer", "互评"
    OFFICE = "office", "海智办考评"


class Score(Subject):
    """One sheet on one station. `rater` is the station that fills it in, None for the Office.

    Until the result is closed the marks lie in `sealed`, under the platform's secret key, and the ledger has but the
    `commitment` to them; then `marks` (tenths by indicator) are opened. `token` is what the published bundle calls the
    rater. `slug` is its place in addresses.
    """

    kind: ClassVar[str] = "score"
    scope: ClassVar[Mapping[Role, str]] = dict.fromkeys(sorted(UNIT_ROLES), "rater__unit_id")
    readers = WATCHERS
    shown_with = ("assessed__assessment", "assessed__station", "rater")
    due_by: ClassVar[str] = "due_on"

    assessed = models.ForeignKey(Assessed, on_delete=models.PROTECT, related_name="scores")
    part = models.CharField("种类", max_length=8, choices=Part)
    rater = models.ForeignKey(Station, null=True, on_delete=models.PROTECT, related_name="scores_given")
    slug = models.CharField(max_length=80)
    token = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=32)
    texts = models.JSONField("说明", default=dict)
    marks = models.JSONField(default=dict)
    sealed = models.BinaryField(null=True)
    commitment = models.CharField(max_length=64, blank=True)
    due_on = models.DateField(null=True)
    saved_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)
    chased_on = models.DateField(null=True)
    revision = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["assessed", "part", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["assessed", "slug"], name="sheets_on_a_station_are_told_apart"),
            models.UniqueConstraint(
                fields=["assessed", "part", "rater"],
                condition=~Q(stage__in=GONE),
                name="a_station_gives_another_one_sheet",
            ),
            models.UniqueConstraint(
                fields=["assessed"],
                condition=Q(part="office") & ~Q(stage__in=GONE),
                name="the_office_gives_a_station_one_sheet",
            ),
            models.CheckConstraint(
                condition=Q(part="office", rater__isnull=True) | ~Q(part="office") & Q(rater__isnull=False),
                name="a_sheet_has_its_rater",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=COUNTED) | Q(given_at__isnull=False) & ~Q(commitment=""),
                name="a_sheet_that_counts_was_given",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "due_on"], name="score_stage_due"),
            models.Index(fields=["rater", "stage"], name="score_rater_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.assessed.station.short_name}{self.get_part_display()}表"

    @property
    def number(self) -> str:
        return self.assessed.station.code

    @classmethod
    def awaited(cls, grant: Grant) -> Q:
        """It is the turn of those who mark a station once its own sheet is there to be marked."""
        return cls.can_be_given()

    @classmethod
    def can_be_given(cls) -> Q:
        """All but the sheets of others on a station that has not given its own."""
        own = cls._base_manager.filter(assessed=OuterRef("assessed"), part=Part.SELF, stage="submitted")
        return ~Q(stage__in=["peering", "marking"]) | Q(Exists(own))

    @property
    def due(self) -> date | None:
        """The last day for giving it."""
        return self.due_on

    @property
    def case_id(self) -> object:
        """The round: a station does not learn from its own trail who assesses it."""
        return self.assessed.assessment_id

    def get_absolute_url(self) -> str:
        code, station = self.assessed.assessment.code, self.assessed.station.code
        return reverse("assessments:sheet", args=[code, station, self.slug])


class TeamMark(models.Model):
    """What one person of the Office's team gives a station, before the team agrees; `sealed` as in `Score`."""

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    notes = models.TextField("评分说明", blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["score", "person"], name="each_of_the_team_marks_once")]


EVIDENCE = ("entry", "plan", "tie", "upload")
"""What a piece of evidence may be."""


def _exactly_one(*fields: str) -> Q:
    """Of these fields one is filled in, the others are not."""
    every = [Q(**{f"{name}__isnull": name != filled for name in fields}) for filled in fields]
    return reduce(or_, every)


class Evidence(models.Model):
    """What a station's own sheet rests on for one indicator: a piece of its log, a plan on file, a tie, or a file.

    `frozen` is what the piece said when the sheet was given, as `name` and `rows` of label and words, `paper` the
    plan's paper then: what is changed afterwards nobody reads into the sheet. Empty of a sheet that is written.
    """

    score = models.ForeignKey(Score, on_delete=models.CASCADE, related_name="evidence")
    indicator = models.CharField(max_length=4, choices=[(i.key, i.label) for i in ASSESSMENT.indicators])
    entry = models.ForeignKey(WorkEntry, null=True, on_delete=models.PROTECT, related_name="assessed_by")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="assessed_by")
    tie = models.ForeignKey(Tie, null=True, on_delete=models.PROTECT, related_name="assessed_by")
    upload = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="assessed_by")
    frozen = models.JSONField(default=dict)
    paper = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["score", "indicator", "entry"], name="a_piece_of_work_is_evidence_once"),
            models.UniqueConstraint(fields=["score", "indicator", "plan"], name="a_plan_is_evidence_once"),
            models.UniqueConstraint(fields=["score", "indicator", "tie"], name="a_tie_is_evidence_once"),
            models.UniqueConstraint(fields=["score", "indicator", "upload"], name="a_file_is_evidence_once"),
            models.CheckConstraint(condition=_exactly_one(*EVIDENCE), name="evidence_is_one_thing"),
        ]

    @property
    def piece(self) -> WorkEntry | Plan | Tie | None:
        """What the platform keeps of it, None of a file."""
        return self.entry or self.plan or self.tie
