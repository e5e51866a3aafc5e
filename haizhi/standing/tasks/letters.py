"""What letters say about these matters: which unit, and by when."""

from haizhi.notifications.facts import Particulars, explains
from haizhi.standing.models.matter import Matter


def _of_matter(matter: Matter) -> Particulars:
    return Particulars(unit=matter.station.unit.name, due=matter.due)


for _kind in ("renewal", "observation", "rectification", "revocation", "ending"):
    explains(_kind, "station__unit")(_of_matter)
