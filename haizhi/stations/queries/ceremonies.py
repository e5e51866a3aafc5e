"""A ceremony at which several plaques are handed over: what each award would come to, shown before it is done."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from haizhi.applications.models import Application
from haizhi.decisions.facts import nothing_open_against
from haizhi.kernel.actor import Actor
from haizhi.kernel.source import new_id
from haizhi.notifications.tasks.foretelling import Foreseen, Wording, foretold, wording
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding
from haizhi.regulation.term import Term, term_from
from haizhi.stations import facts
from haizhi.stations.models import Plaque
from haizhi.stations.queries.plaques import NamePreview, name_preview


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award yet to be made: its arguments, the name on the plaque, the term, who is told, what stands against it.

    `once` names the submission by which it will be made.
    """

    application: Application
    said: dict[str, Any]
    preview: NamePreview
    term: Term
    people: int
    findings: tuple[Finding, ...]
    once: UUID

    @property
    def ready(self) -> bool:
        """Whether it can be made now."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Every award of a ceremony, and the message that the units get, None when nobody is told."""

    rows: tuple[AwardRow, ...]
    sample: Wording | None

    @property
    def ready(self) -> int:
        """How many can be made."""
        return sum(row.ready for row in self.rows)


def ceremony_of(picked: list[tuple[Application, dict[str, Any]]], by: Actor, at: datetime) -> Ceremony:
    """Work out what the awards would come to. The applications come as `awaiting_plaque` finds them.

    A constant number of queries; nothing is written.
    """
    applications = [application for application, _ in picked]
    tellings = foretold([Foreseen(moves.AWARD, application) for application in applications], by, at)
    people = Counter[str]()
    for telling in tellings:
        people[telling.foreseen.subject.number] += telling.people
    open_ones = dict(zip([a.code for a in applications], nothing_open_against(applications), strict=True))
    serials = Counter(said["plaque_serial"].strip() for _, said in picked)
    taken = set(Plaque.objects.filter(serial__in=serials).values_list("serial", flat=True))
    rows = []
    for application, said in picked:
        approved_on = application.__dict__["approved_on"]
        findings = facts.award_findings(said["short_name"], said["plaque_serial"], said["awarded_on"], approved_on, at)
        rows.append(
            AwardRow(
                application,
                said,
                name_preview(said["short_name"]),
                term_from(approved_on, month_grained=bool(application.__dict__["month_grained"])),
                people[application.code],
                (*findings, *_against(application, said["plaque_serial"].strip(), serials, taken, open_ones)),
                new_id(),
            )
        )
    told = next((telling for telling in tellings if telling.people), None)
    return Ceremony(tuple(rows), wording(told, by, at) if told else None)


def _against(
    application: Application, serial: str, serials: Counter[str], taken: set[str], open_ones: dict[str, Finding]
) -> list[Finding]:
    """What stands against an award besides its own arguments."""
    cite = moves.AWARD_STATION.cite
    found = [
        Finding(serials[serial] < 2 or not serial, cite, f"牌匾编号“{serial}”填写了两次", "请逐家编号。"),
        Finding(serial not in taken, cite, f"牌匾编号“{serial}”已被使用", "请核对牌匾登记簿。"),
        Finding(
            not application.hearing_notice,
            cite,
            f"{application.unit.name}{application.hearing_notice}",
            "请待作出处理决定后授牌。",
        ),
        open_ones[application.code],
    ]
    return [finding for finding in found if not finding.met]
