"""Stations as the pages read them."""

from haizhi.stations.queries import dates  # noqa: F401 - declares its dates by being imported
from haizhi.stations.queries import plans as plans_and_ties  # noqa: F401 - declares its sections by being imported
from haizhi.stations.queries import work as log_of_work  # noqa: F401 - as above, and whose files may be read
from haizhi.stations.queries.ceremonies import AwardRow, Ceremony, ceremony_of
from haizhi.stations.queries.plaques import (
    NamePreview,
    artwork,
    certificate,
    name_preview,
    public_photo,
    register,
    sees_papers,
    suggested_serial,
    suggested_serials,
)
from haizhi.stations.queries.stations import (
    Founding,
    awaiting_plaque,
    district_choices,
    district_label,
    founding,
    may_award,
    stations_of,
    with_predecessors,
)

__all__ = [
    "AwardRow",
    "Ceremony",
    "Founding",
    "NamePreview",
    "artwork",
    "awaiting_plaque",
    "ceremony_of",
    "certificate",
    "district_choices",
    "district_label",
    "founding",
    "may_award",
    "name_preview",
    "public_photo",
    "register",
    "sees_papers",
    "stations_of",
    "suggested_serial",
    "suggested_serials",
    "with_predecessors",
]
