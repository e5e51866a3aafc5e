"""Overseas ties: taken over from the application, registered, brought up to date, ended, taken up again."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from haizhi.applications.models import Record
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.ties import NOT_YET, Tied, TieSort, tie_findings
from haizhi.stations.acts.former import keep_former
from haizhi.stations.facts.work import TIE_VALUES, kept_values, stands, tie_rows
from haizhi.stations.models import Station, Tie

_PERSONAL = ("name", "name_zh", "institution", "fields", "note")


def station_stands(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    """There is the station."""
    yield stands(station, moves.REGISTER_TIE)


@creates(moves.REGISTER_TIE, requires=station_stands, private=_PERSONAL)
def register_tie(
    station: Station,
    *,
    by: Actor,
    at: datetime,
    sort: TieSort,
    name: str,
    country: str,
    fields: str,
    name_zh: str = "",
    institution: str = "",
    since: date | None = None,
    note: str = "",
) -> Tie:
    """A new tie. Raises Refused for what is missing, secret or a person's, and for one that stands there already."""
    refuse_unmet(
        *tie_findings(Tied(sort, name, name_zh, institution, country, fields, note)),
        _not_ahead("since", since, at),
        _is_new(station, sort, name),
    )
    return Tie(
        code=next_number("HW", day_of(at).year),
        station=station,
        sort=sort.value,
        name=name,
        name_zh=name_zh,
        institution=institution,
        country=country,
        fields=fields,
        since=since,
        note=note,
    )


@creates(moves.TAKE_OVER_TIE, requires=station_stands)
def take_over_tie(station: Station, *, by: Actor, at: datetime, mark: UUID) -> Tie:
    """A tie of the application goes on with the station; its post and résumé stay in the application.

    `mark` is that of its record. Raises Refused when there is none, it was only planned, or was taken over before.
    """
    cite = moves.TAKE_OVER_TIE.cite
    sorts = {sort.record.value: sort for sort in TieSort}
    found = Record.objects.filter(application=station.application_id, mark=mark, sort__in=sorts)
    entry = found.first() if station.application_id else None
    if entry is None:
        raise Refused(Finding(False, cite, "不是本站申报时填报的海外联系", "请登记新的海外联系。"))
    refuse_unmet(
        Finding(entry.values.get("relation") not in NOT_YET, cite, f"“{entry}”申报时还在计划中", "建立联系后请登记。"),
        Finding(not station.ties.filter(mark=entry.mark).exists(), cite, f"“{entry}”已经转入", "请在海外联系中更新。"),
    )
    said = entry.values
    since = said.get("since")
    return Tie(
        code=next_number("HW", day_of(at).year),
        station=station,
        sort=sorts[entry.sort].value,
        name=said.get("name") or said.get("name_zh") or "",
        name_zh=said.get("name_zh") or "",
        institution=said.get("institution") or "",
        country=said.get("region") or "",
        fields=said.get("fields") or "",
        since=date.fromisoformat(f"{since}-01") if since else None,
        mark=entry.mark,
    )


@act(moves.AMEND_TIE, private=_PERSONAL)
def amend_tie(
    tie: Tie,
    *,
    by: Actor,
    at: datetime,
    name: str,
    country: str,
    fields: str,
    name_zh: str = "",
    institution: str = "",
    since: date | None = None,
    note: str = "",
) -> None:
    """Bring it up to date; what was told before is kept. Raises Refused for what is missing, secret or a person's."""
    refuse_unmet(
        *tie_findings(Tied(tie.tie_sort, name, name_zh, institution, country, fields, note)),
        _not_ahead("since", since, at),
    )
    keep_former(tie, tie_rows(tie), kept_values(tie, TIE_VALUES), by=by, at=at)
    for column, value in zip(TIE_VALUES, (name, name_zh, institution, country, fields, since, note), strict=True):
        setattr(tie, column, value)


@act(moves.END_TIE)
def end_tie(tie: Tie, *, by: Actor, at: datetime, ended_on: date, opinion: str) -> None:
    """It is kept no more, since a day, for a reason. Raises Refused for a day ahead or before it began."""
    refuse_unmet(
        _not_ahead("ended_on", ended_on, at),
        Finding(
            tie.since is None or ended_on >= tie.since,
            moves.END_TIE.cite,
            "终止日期早于建立联系日期",
            "请核对日期。",
            "ended_on",
        ),
    )
    tie.ended_on = ended_on


@act(moves.RESUME_TIE)
def resume_tie(tie: Tie, *, by: Actor, at: datetime, opinion: str) -> None:
    """It is taken up again; when it had ended stays on record."""
    record(ended_on=tie.ended_on)
    tie.ended_on = None


def _not_ahead(place: str, day: date | None, at: datetime) -> Finding:
    return Finding(
        day is None or day <= day_of(at), moves.AMEND_TIE.cite, "日期还没有到", "请填写今天或以前的日期。", place
    )


def _is_new(station: Station, sort: TieSort, name: str) -> Finding:
    found = station.ties.filter(sort=sort.value, name=name.strip()).first()
    reason = f"“{name}”已登记（{found.code}，{found.stage_label}）" if found else ""
    return Finding(found is None, moves.REGISTER_TIE.cite, reason, "请在那一条上更新或恢复。", "name")
