"""What the Office saw of a station that does not work (办法·13, ground A): entered with its evidence."""

from collections.abc import Sequence
from datetime import date, datetime

from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.standing import day_has_come, said
from haizhi.standing.acts.filing import demand, it_exists, keep, usable
from haizhi.standing.models import Observation
from haizhi.stations.models import Station


@creates(moves.NOTE_OBSERVATION, requires=it_exists)
def note_observation(
    station: Station,
    *,
    by: Actor,
    at: datetime,
    observed_on: date,
    manner: str,
    text: str,
    evidence: Sequence[Upload] = (),
) -> Observation:
    """Put on record what was seen, on which day and how."""
    demand(
        day_has_come(observed_on, day_of(at), "observed_on"),
        said(manner, "核实方式", "manner"),
        said(text, "具体情况", "text"),
        *usable(evidence),
    )
    observation = Observation(
        code=next_number("YX", day_of(at).year),
        station=station,
        observed_on=observed_on,
        manner=manner.strip(),
        text=text.strip(),
    )
    keep(evidence, by, observation=observation)
    return observation


@act(moves.WITHDRAW_OBSERVATION)
def withdraw_observation(observation: Observation, *, by: Actor, at: datetime, opinion: str) -> None:
    """It no longer counts as evidence: mistaken, or the station works again."""
