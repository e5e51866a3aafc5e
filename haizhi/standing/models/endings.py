"""How a station ends otherwise, and what remains to be done afterwards: plaque and money."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.standing.models.matter import Matter


class Ending(Matter):
    """The end of a station and its settlement: asked for by the unit, by expiry, after a revocation or a merger."""

    class Sort(models.TextChoices):
        """Why it ends."""

        GIVEN_UP = "given_up", "单位申请终止"
        LAPSED = "lapsed", "到期未重新授牌"
        REVOKED = "revoked", "撤销资格"
        MERGED = "merged", "并入其他工作站"

    kind: ClassVar[str] = "ending"
    page = "standing:ending"
    searched = {"station": "station_id", "organisation": "station__unit_id", "ending": "pk"}

    sort = models.CharField("终止原因", max_length=8, choices=Sort, editable=False)
    reason = models.TextField("说明", blank=True)
    ended_on = models.DateField("终止日期", null=True, editable=False)  # the first day without the station
    closed_on = models.DateField("办结日期", null=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(stage__in=["requested", "settling"]),
                name="a_station_ends_once",
                violation_error_message="本站已有一件正在办理的终止事项",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["settling", "closed"]) | Q(ended_on__isnull=False),
                name="a_station_that_ended_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station.unit.name}工作站终止"
