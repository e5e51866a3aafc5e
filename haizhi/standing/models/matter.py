"""What every matter of a station's standing has: its station, its number, who reads it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.stations.models import Station

READERS = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
"""Who reads every matter, besides the people of the station's own unit."""


class Matter(Subject):
    """A matter of one station, read in the trail of that station.

    `hidden` are the stages in which it is the Office's own paper: the unit does not see it yet, or never will.
    """

    scope = dict.fromkeys(sorted(UNIT_ROLES), "station__unit_id")
    readers = READERS
    shown_with = ("station__unit",)
    hidden: ClassVar[tuple[str, ...]] = ()

    code = models.CharField("编号", max_length=24, unique=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+", verbose_name="工作站")

    class Meta:
        abstract = True

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """Its readers see every matter, the unit its own unless it is hidden."""
        found = super().readable(grant)
        return found if found is None or grant.role in cls.readers else found & ~Q(stage__in=cls.hidden)

    def addressees(self, role: Role) -> tuple[str, ...]:
        """As of every subject; the unit is told nothing of what it does not see."""
        return () if role in UNIT_ROLES and self.stage in self.hidden else super().addressees(role)

    @property
    def case_id(self) -> object:
        """The station: its trail tells of what became of it."""
        return self.station_id
