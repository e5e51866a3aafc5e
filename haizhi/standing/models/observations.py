"""What the Office saw of a station that does not work: the evidence for the first ground of 办法·13."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.standing.models.matter import Matter


class Observation(Matter):
    """One observation that a station can't work normally, with its day and how it was made. The unit reads it too."""

    kind: ClassVar[str] = "observation"
    page = "standing:observation"
    searched = {"station": "station_id", "organisation": "station__unit_id", "observation": "pk"}

    observed_on = models.DateField("核实日期")
    manner = models.CharField("核实方式", max_length=100)
    text = models.TextField("具体情况")

    class Meta:
        ordering = ["-observed_on", "-code"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(manner=""), name="an_observation_says_what_and_how")
        ]
        indexes = [models.Index(fields=["station", "stage"], name="observation_of_a_station")]

    def __str__(self) -> str:
        return f"{self.station.unit.name}运行情况记载"
