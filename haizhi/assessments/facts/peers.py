"""Who assesses whom: conflicts, assignment, blank sheets."""

from collections.abc import Iterable
from datetime import date

from haizhi.assessments.models import Assessed, Conflict, Part, Round, Score
from haizhi.fairness.ceremony import seat_token
from haizhi.kernel.source import new_salt
from haizhi.lots.facts import pairs_of
from haizhi.lots.models import Lot
from haizhi.regulation.parameters import PEERS_ALL_BELOW
from haizhi.stations.models import Station


def standing_conflicts(assessment: Round) -> list[Conflict]:
    """The conflicts of a round that count. One query."""
    return list(assessment.conflicts.filter(lifted_reason="").select_related("one", "other"))


def conflicts_of(part: Assessed) -> list[Conflict]:
    """The conflicts of one station of a round that count. One query."""
    return [c for c in standing_conflicts(part.assessment) if part.station_id in (c.one_id, c.other_id)]


def needs_lot(stations: int) -> bool:
    """Whether so many stations are too many for everybody to assess everybody (interpretation 14)."""
    return stations >= PEERS_ALL_BELOW.value


def lot_of(assessment: Round) -> Lot | None:
    """The lot on which the peers depend; a voided one is none."""
    return None if assessment.lot is None or assessment.lot.stage == "voided" else assessment.lot


def pairs(assessment: Round, parts: Iterable[Assessed]) -> list[tuple[str, str]]:
    """Who assesses whom, by station codes, ascending: from the drawn lot, else everybody but oneself and conflicts.

    Stations that are no longer there are left out. Raises LookupError while the lot is not drawn.
    """
    codes = sorted(part.station.code for part in parts)
    lot = lot_of(assessment)
    if lot is None:
        apart = {frozenset((c.one.code, c.other.code)) for c in standing_conflicts(assessment)}
        return [(a, b) for a in codes for b in codes if a != b and frozenset((a, b)) not in apart]
    drawn = pairs_of(lot)
    return sorted((a, b) for a, whom in drawn.items() for b in whom if a in codes and b in codes)


def peer_sheet(part: Assessed, rater: Station, due_on: date, *, revision: int = 1) -> Score:
    """A blank sheet of a station's on another, unsaved; its token tells nobody whose it is."""
    salt = new_salt()
    return Score(
        assessed=part,
        part=Part.PEER,
        rater=rater,
        slug=rater.code if revision == 1 else f"{rater.code}-{revision}",
        salt=salt,
        token=seat_token(salt, rater.code),
        stage="peering",
        version=1,
        due_on=due_on,
        revision=revision,
    )
