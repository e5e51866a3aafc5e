"""The sides of a station's life, as its home page shows them: each part of the platform adds its own.

A part declares, in its queries, a function under `@station_section(order)`; the addresses of the platform import every
part's queries, so that all are declared before the first page is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from haizhi.kernel.actor import Actor
from haizhi.stations.models import Station


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One thing in a section: what it is, where it is read, what is said beside it, its state as a tag."""

    text: str
    url: str = ""
    note: str = ""
    tag: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One side of a station's life: a few of its newest rows, and the way to all of them.

    `key` is its anchor on the page; `summary` one line of figures; `empty` what will stand there and how to begin,
    which an ended station is not told; `url` its list or page with `link` as its words; `act_url` and `act` what is
    mostly done there, for whom may do it.
    """

    key: str
    label: str
    rows: tuple[SectionRow, ...] = ()
    summary: str = ""
    empty: str = ""
    url: str = ""
    link: str = "查看全部"
    act_url: str = ""
    act: str = ""


SectionOf = Callable[[Station, Actor, datetime], Section | None]
"""What a part shows of a station to somebody, None for whom it does not concern. At most two queries."""

_SECTIONS: dict[SectionOf, int] = {}


def station_section(order: int) -> Callable[[SectionOf], SectionOf]:
    """Enter a part's section on the home page of stations, in its place among the others (lowest first)."""

    def enter(section: SectionOf) -> SectionOf:
        _SECTIONS[section] = order
        return section

    return enter


def sections_of(station: Station, actor: Actor, at: datetime) -> list[Section]:
    """What the actor is shown of a station's life, part by part."""
    declared = sorted(_SECTIONS, key=lambda section: _SECTIONS[section])
    return [shown for section in declared if (shown := section(station, actor, at)) is not None]
