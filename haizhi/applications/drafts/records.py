"""Structured records. The page that adds one names it (`mark`), so that sending it twice adds it once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from haizhi.applications.drafts.opening import lock, refuse_unless_open
from haizhi.applications.drafts.pages import Clash, Page, merged
from haizhi.applications.models import Application, Material, Record
from haizhi.kernel.actor import Actor
from haizhi.kernel.source import new_id
from haizhi.regulation.citations import measures
from haizhi.regulation.evidence import RECORDS, RecordKind
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.materials import MaterialKind

RECORDS_EACH: Final = 100
"""The most records of one kind."""

AGREEMENT: Final = "agreement"
"""The name under which a record's agreement is saved beside its values."""

_REMOVED: Final = Finding(
    False, measures(8), "他人在您填写期间移除了这条记录", "您填写的仍在这里；再次保存，即重新添加"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to be added: values by the keys of its kind's fields."""

    kind: RecordKind
    values: Mapping[str, Any]


def save_record(
    application: Application,
    kind: RecordKind,
    mark: UUID,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    page: Page | None = None,
    there: bool = False,
) -> tuple[Clash, ...]:
    """Save fields of one record, adding it when there is none of that mark yet and anything was filled in.

    `values` by the kind's keys, "agreement" among them where it has one (a Material or None); `there`: the page knows
    that the record was there. Answers with what another page changed meanwhile. Raises Refused when the draft is not
    open, the kind is full, or somebody removed the record that the page knew; ValueError for a key or a value that is
    none of the kind's, or a file that is no agreement of the application.
    """
    _refuse_unknown(application, kind, values)
    with transaction.atomic():
        lock(application)
        refuse_unless_open(application, by)
        record = application.records.select_related("agreement__upload").filter(mark=mark, sort=kind).first()
        if record is None:
            if all(value in (None, "") for value in values.values()):
                return ()
            if there:
                raise Refused(_REMOVED)
            record = _new(application, kind, mark, at)
        found = merged(lambda key: _stands(record, key), record.edits, _plain(values), by=by, at=at, page=page)
        for key, value in found.changed.items():
            if key == AGREEMENT:
                record.agreement = value
            else:
                record.values[key] = value
        record.values = {key: value for key, value in record.values.items() if value not in (None, "")}
        record.edits, record.saved_at, record.saved_by = found.edits, at, by.name
        record.save()
        _touch(application, at)
    return found.clashes


def add_records(application: Application, entries: Iterable[Entry], *, by: Actor, at: datetime) -> int:
    """Add records as they are, after those that are there; answers how many. What is there already is passed over.

    Raises Refused when the draft is not open or a kind would be too full, ValueError for an unknown key.
    """
    with transaction.atomic():
        lock(application)
        refuse_unless_open(application, by)
        there = list(application.records.all())
        known = [(record.sort, record.values) for record in there]
        counts = {kind: sum(record.sort == kind for record in there) for kind in RecordKind}
        places = {kind: max([r.place for r in there if r.sort == kind], default=0) for kind in RecordKind}
        added: list[Record] = []
        for entry in entries:
            _refuse_unknown(application, entry.kind, entry.values)
            values = {key: value for key, value in entry.values.items() if value not in (None, "")}
            if (entry.kind.value, values) in known:
                continue
            known.append((entry.kind.value, values))
            counts[entry.kind] += 1
            places[entry.kind] += 1
            _refuse_full(entry.kind, counts[entry.kind])
            added.append(
                Record(
                    application=application,
                    sort=entry.kind,
                    mark=new_id(),
                    place=places[entry.kind],
                    values=values,
                    saved_at=at,
                    saved_by=by.name,
                )
            )
        if added:
            Record.objects.bulk_create(added)
            _touch(application, at)
    return len(added)


def move_record(record: Record, *, up: bool, by: Actor, at: datetime) -> None:
    """Put a record before the one above it, or after the one below it; at the end of the row it stays where it is."""
    application = record.application
    with transaction.atomic():
        lock(application)
        refuse_unless_open(application, by)
        row = list(application.records.filter(sort=record.sort).order_by("place", "id"))
        here = next((place for place, each in enumerate(row) if each.pk == record.pk), None)
        if here is None:
            return
        there = here - 1 if up else here + 1
        if 0 <= there < len(row):
            row[here], row[there] = row[there], row[here]
        for place, each in enumerate(row, start=1):
            each.place = place
        Record.objects.bulk_update(row, ["place"])
        _touch(application, at)


def remove_record(record: Record, *, by: Actor, at: datetime) -> None:
    """Take a record out. Removing it twice is removing it once."""
    application = record.application
    with transaction.atomic():
        lock(application)
        refuse_unless_open(application, by)
        application.records.filter(pk=record.pk).delete()
        _touch(application, at)


def _refuse_unknown(application: Application, kind: RecordKind, values: Mapping[str, Any]) -> None:
    asked = RECORDS[kind]
    fields = {field.key: field for field in asked.fields}
    for key, value in values.items():
        if value in (None, ""):
            known = key in fields or (asked.has_agreement and key == AGREEMENT)
        elif key == AGREEMENT and asked.has_agreement:
            known = _is_agreement_of(application, value)
        else:
            known = key in fields and fields[key].holds(value)
        if not known:
            raise ValueError(f"not a field of {kind}, or not a value of it: {key}")


def _is_agreement_of(application: Application, material: Material) -> bool:
    return material.application_id == application.pk and material.sort == MaterialKind.AGREEMENTS


def _refuse_full(kind: RecordKind, count: int) -> None:
    if count > RECORDS_EACH:
        raise Refused(
            Finding(
                False,
                measures(8),
                f"“{kind.label}”最多填写{RECORDS_EACH}条",
                "请先移除不需要的，或在其他资料中列表说明",
            )
        )


def _new(application: Application, kind: RecordKind, mark: UUID, at: datetime) -> Record:
    row = application.records.filter(sort=kind)
    _refuse_full(kind, row.count() + 1)
    last = row.aggregate(last=Max("place"))["last"] or 0
    return Record(application=application, sort=kind, mark=mark, place=last + 1, saved_at=at)


def _stands(record: Record, key: str) -> Any:
    return record.agreement if key == AGREEMENT else record.values.get(key)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing is nothing, however it was typed."""
    return {key: None if value == "" else value for key, value in values.items()}


def _touch(application: Application, at: datetime) -> None:
    application.saved_at = at
    application.save(update_fields=["saved_at"])
