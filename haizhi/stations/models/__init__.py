"""Stations, their terms, what each shows of itself and what each does."""

from haizhi.stations.models.plaques import Plaque
from haizhi.stations.models.presentations import EDITED, OPEN, Presentation, PresentationField
from haizhi.stations.models.stations import STANDING, Station, Term
from haizhi.stations.models.work import WorkEntry, WorkFile

__all__ = [
    "EDITED",
    "OPEN",
    "STANDING",
    "Plaque",
    "Presentation",
    "PresentationField",
    "Station",
    "Term",
    "WorkEntry",
    "WorkFile",
]
