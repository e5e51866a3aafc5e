"""Writing a summary before it is handed in: as often as one likes, without a trace in the ledger."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.summaries import FIGURES, SummarySection
from haizhi.stations.drafts.writing import ChangedMeanwhile, Kept, same
from haizhi.stations.facts import first_texts, is_own
from haizhi.stations.models import WRITTEN, Summary

SUMMARY_FIELDS = (
    *(section.value for section in SummarySection),
    *(f"{part}_{figure.key}" for figure in FIGURES for part in ("given", "why")),
)
"""What is written by hand: each section, and of each figure what is given in the place of the count, and why."""


def may_write_summary(summary: Summary, by: Actor) -> bool:
    """Whether the summary is the actor's to write: their unit's, and not handed in."""
    return is_own(summary, by) and summary.stage in WRITTEN


def standing_in(summary: Summary, field: str) -> Kept:
    """What a field of the summary holds. Raises ValueError for a field that there is not."""
    if field not in SUMMARY_FIELDS:
        raise ValueError(f"no field {field}")
    part, _, key = field.partition("_")
    correction = summary.corrections.get(key, {})
    if part == "given":
        return correction.get("given")  # type: ignore[no-any-return]  # a whole number or None, as it was kept
    return str(correction.get("why", "")) if part == "why" else str(summary.texts.get(field, ""))


def save_summary(
    summary: Summary, *, by: Actor, at: datetime, values: Mapping[str, Kept], over: Mapping[str, Kept]
) -> None:
    """Keep what was typed of these fields; the others stay. `over`: what their writer saw before typing.

    Raises Refused when it is not the actor's to write, ChangedMeanwhile when another changed one of them since; nothing
    is kept then. Raises ValueError for a field that there is not.
    """
    with transaction.atomic():
        _lock(summary, by)
        stands = {field: standing_in(summary, field) for field in values}
        clashing = {
            field: now
            for field, now in stands.items()
            if field in over and not same(now, over[field]) and not same(now, values[field])
        }
        if clashing:
            raise ChangedMeanwhile(clashing, summary.saved_by, summary.saved_at)
        changed = {field: value for field, value in values.items() if stands[field] != value}
        for field, value in changed.items():
            _put(summary, field, value)
        if changed:
            _kept(summary, by, at)


def fill_in(summary: Summary, *, by: Actor, at: datetime) -> int:
    """Write into the empty sections what the log says by now; how many were written.

    Raises Refused when it is not the actor's to write.
    """
    with transaction.atomic():
        _lock(summary, by)
        found = first_texts([summary.station_id], summary.round.year)[summary.station_id]
        new = {section: text for section, text in found.items() if not summary.texts.get(section, "").strip()}
        if new:
            summary.texts = summary.texts | new
            _kept(summary, by, at)
    return len(new)


def _put(summary: Summary, field: str, value: Kept) -> None:
    part, _, key = field.partition("_")
    if part not in ("given", "why"):
        summary.texts = summary.texts | {field: value}
        return
    correction = {"given": None, "why": ""} | summary.corrections.get(key, {}) | {part: value}
    others = {known: said for known, said in summary.corrections.items() if known != key}
    summary.corrections = others | ({key: correction} if correction["given"] is not None or correction["why"] else {})


def _lock(summary: Summary, by: Actor) -> None:
    summary.refresh_from_db(from_queryset=Summary._base_manager.select_for_update())
    if not may_write_summary(summary, by):
        reason, remedy = f"此件现为“{summary.stage_label}”，不能再修改", "如需修改，请先收回，或者与海智办联系。"
        raise Refused(Finding(False, measures(12), reason, remedy))


def _kept(summary: Summary, by: Actor, at: datetime) -> None:
    summary.saved_at, summary.saved_by = at, by.name[:64]
    summary.save()
