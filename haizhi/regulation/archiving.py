"""归档: when a case is closed, how long its file is kept (interpretation 30)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.regulation.parameters import CONSULTATION_HOURS, LONG_RETENTION_YEARS, SHORT_RETENTION_YEARS
from haizhi.regulation.stages import label


class Retention(StrEnum):
    """保管期限: how long a file is kept."""

    PERMANENT = "permanent"
    LONG = "long"
    SHORT = "short"

    @property
    def label(self) -> str:
        """As it stands in an index: 永久, 30年, 10年."""
        years = self.years
        return "永久" if years is None else f"{years}年"

    @property
    def years(self) -> int | None:
        """Whole years, counted from the year after the case's; None for ever."""
        return {Retention.LONG: LONG_RETENTION_YEARS.value, Retention.SHORT: SHORT_RETENTION_YEARS.value}.get(self)


_USUAL = {
    "awarded": Retention.PERMANENT,
    "cancelled": Retention.LONG,
    "not_proposed": Retention.LONG,
    "rejected": Retention.LONG,
    "declined": Retention.LONG,
    "withdrawn": Retention.SHORT,
}
"""By the stage in which an application is closed."""

CLOSED = tuple(_USUAL)
"""The stages of an application after which nothing more happens in it."""


def usual_retention(stage: str) -> Retention:
    """The retention of a case closed in this stage. Raises KeyError for a stage that does not close it."""
    return _USUAL[stage]


def closed(stage: str) -> Finding:
    """Whether a case may be filed: it is filed once it is closed (办法·3)."""
    reason = f"申报现为“{label('application', stage)}”，尚未办结"
    return Finding(stage in _USUAL, measures(3), reason, "办结（授牌、未列入、不符、不予推荐、撤回或取消）后归档。")


def kept_until(year: int, retention: Retention) -> date | None:
    """The last day of keeping a case of that year: retention is counted from 1 January of the next. None for ever."""
    return None if retention.years is None else date(year + retention.years, 12, 31)


def consulted_until(at: datetime) -> datetime:
    """Until when (exclusive) whoever asked for a file at this moment may take it (办法·3)."""
    return at + timedelta(hours=CONSULTATION_HOURS.value)
