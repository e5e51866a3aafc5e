"""Stations and what each shows of itself."""

from haizhi.stations.models.plaques import Plaque
from haizhi.stations.models.presentations import EDITED, OPEN, Presentation, PresentationField
from haizhi.stations.models.stations import Station

__all__ = ["EDITED", "OPEN", "Plaque", "Presentation", "PresentationField", "Station"]
