"""Work that a station is still writing: its fields, its files, what it belongs to; no ledger entry."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from haizhi.files.facts import may_be_used, total_within
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.stations.facts.work import WORK_VALUES, may_write_work, not_writable, proofs
from haizhi.stations.models import PlanItem, Tie, WorkEntry, WorkFile

MOST_FILES = 30
"""Files that prove one piece of work."""

LARGEST_PROOF, LARGEST_PROOFS = 20, 200
"""Megabytes of one file, and of all the files of one piece of work."""


def save_work(
    entry: WorkEntry,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    over: Mapping[str, Any] | None = None,
    ties: Collection[Tie] | None = None,
) -> dict[str, Any]:
    """Save columns of `WORK_VALUES` and `item`, and what it was done with; answers with those that clash.

    `over` are the values that the page showed: where another stands meanwhile, and not the new one, nothing is written
    and it is answered with what stands. Raises Refused when it is not the actor's to write, ValueError for a column
    that is none of these, or an item or ties of another station.
    """
    if unknown := values.keys() - {*WORK_VALUES, "item"}:
        raise ValueError(f"not told of work: {sorted(unknown)}")
    with transaction.atomic():
        _opened(entry, by)
        _refuse_foreign(entry, values.get("item"), ties or ())
        shown = over or {}
        typed = {name: value for name, value in values.items() if name not in shown or shown[name] != value}
        clashes = {
            name: getattr(entry, name)
            for name, value in typed.items()
            if name in shown and getattr(entry, name) not in (shown[name], value)
        }
        if entry.ended_on == entry.began_on and "began_on" in typed.keys() - clashes.keys():
            typed.setdefault("ended_on", typed["began_on"])  # a single day is moved as one
        for name, value in typed.items():
            if name not in clashes:
                setattr(entry, name, value)
        entry.saved_at = at
        entry.save()
        if ties is not None:
            entry.ties.set(ties)
    return clashes


def attach_proof(entry: WorkEntry, upload: Upload, *, by: Actor, at: datetime) -> WorkFile:
    """Lay a file beside it. Raises Refused for a file that may not be used, too many or too much."""
    with transaction.atomic():
        _opened(entry, by)
        files = list(WorkFile.objects.filter(entry=entry).select_related("upload"))
        here = [file for file in files if file.current]
        used = sum(file.upload.size for file in here)
        room = f"已有{len(here)}个证明材料，最多{MOST_FILES}个"
        refuse_unmet(
            may_be_used(upload),
            Finding(len(here) < MOST_FILES, moves.SUBMIT_WORK.cite, room, "请合并文件，或先移除不需要的。"),
            total_within(used, upload.size, LARGEST_PROOFS),
        )
        entry.saved_at = at
        entry.save()
        file, _ = WorkFile.objects.update_or_create(entry=entry, upload=upload, defaults={"current": True})
    return file


def detach_proof(entry: WorkEntry, upload_id: UUID, *, by: Actor, at: datetime) -> Upload | None:
    """Take a file out; of work that had been confirmed it stays with its former state. None when it is not there."""
    with transaction.atomic():
        _opened(entry, by)
        file = WorkFile.objects.filter(entry=entry, upload_id=upload_id, current=True).select_related("upload").first()
        if file is None:
            return None
        if entry.confirmed_at is None:
            file.delete()
        else:
            file.current = False
            file.save()
        entry.saved_at = at
        entry.save()
    return file.upload


def bytes_of_proofs(entry: WorkEntry) -> int:
    """How much its files are, in bytes."""
    return sum(file.upload.size for file in proofs(entry))


def _opened(entry: WorkEntry, by: Actor) -> None:
    entry.refresh_from_db(from_queryset=WorkEntry._base_manager.select_for_update())
    if not may_write_work(entry, by):
        raise Refused(not_writable(entry, moves.SUBMIT_WORK))


def _refuse_foreign(entry: WorkEntry, item: PlanItem | None, ties: Collection[Tie]) -> None:
    foreign = item is not None and item.plan.station_id != entry.station_id
    if foreign or any(tie.station_id != entry.station_id for tie in ties):
        raise ValueError("an item or a tie of another station")
