"""A station's own people: who signs for it, what it hands in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.rehearsal.city import City
from haizhi.rehearsal.papers import paper
from haizhi.stations.models import STANDING, Station


@dataclass(slots=True)
class House:
    """One station with whoever signs for its unit; a paper is handed in once and laid beside many things."""

    city: City
    station: Station
    papers: dict[str, Upload] = field(default_factory=dict)

    @property
    def head(self) -> Actor:
        """The 负责人 of its unit."""
        return self.city.signatory_of(self.station.unit)

    @property
    def stands(self) -> bool:
        """Whether it still exists, asked anew."""
        self.station.refresh_from_db()
        return self.station.stage in STANDING

    def paper(self, title: str, at: datetime) -> Upload:
        """A paper of that title, received when first needed."""
        if title not in self.papers:
            self.papers[title] = receive(paper(title, self.station.unit.name), by=self.head, at=at)
        return self.papers[title]


def founded() -> QuerySet[Station]:
    """The stations that a call led to, with unit and application, in the order of their codes."""
    rows = Station.objects.filter(application__isnull=False)
    return rows.select_related("unit", "application").order_by("code")


def houses(city: City, stations: Iterable[Station]) -> list[House]:
    """The houses of these stations, in their order."""
    return [House(city, station) for station in stations]
