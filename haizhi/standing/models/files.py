"""The files of these matters: evidence, statements, reports."""

from django.db import models
from django.db.models import Q

from haizhi.files.models import Upload
from haizhi.standing.models.endings import Ending
from haizhi.standing.models.observations import Observation
from haizhi.standing.models.rectifications import Report
from haizhi.standing.models.renewals import Renewal
from haizhi.standing.models.revocations import Revocation

_OWNERS = ("renewal", "observation", "report", "revocation", "ending")


def _one_owner() -> Q:
    met = Q()
    for owner in _OWNERS:
        met |= Q(**{f"{name}__isnull": name != owner for name in _OWNERS})
    return met


class StandingFile(models.Model):
    """A file that belongs to exactly one matter, or report. `by_office`: the Office put it there, not the unit."""

    renewal = models.ForeignKey(Renewal, null=True, on_delete=models.CASCADE, related_name="files")
    observation = models.ForeignKey(Observation, null=True, on_delete=models.CASCADE, related_name="files")
    report = models.ForeignKey(Report, null=True, on_delete=models.CASCADE, related_name="files")
    revocation = models.ForeignKey(Revocation, null=True, on_delete=models.CASCADE, related_name="files")
    ending = models.ForeignKey(Ending, null=True, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="standing_files")
    by_office = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=_one_owner(), name="a_file_belongs_to_one_matter")]
