"""Stations near the end of their term, and what stands on record against them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from haizhi.applications.models import Application
from haizhi.assessments.models import Assessed, Round
from haizhi.kernel.actor import Actor
from haizhi.regulation.renewal import CRITERIA
from haizhi.regulation.roles import Role
from haizhi.standing import acts, drafts
from haizhi.standing.models import Renewal, Revocation
from haizhi.stations.models import Station, Summary, SummaryRound
from tests.applications.factories import upload
from tests.decisions.factories import CLERK, HEAD, holding
from tests.replay import replayed
from tests.stations.factories import standing

NOW = datetime(2026, 10, 12, 2, 0, tzinfo=UTC)
VALID_TO = date(2026, 12, 10)
WRITTEN: dict[str, Any] = {
    "account": "引进海外专家三人，开展联合研究两项。",
    "goals": "建成联合实验室。",
    "staff": 3,
    "money": 50_000_000,
    "office_area": None,
    "contact": "李联系",
    "phone": "023-63000000",
    "late_reason": "",
}


def later(days: int) -> datetime:
    """So many days after NOW."""
    return NOW + timedelta(days=days)


@replayed
def ending_soon(units: int = 1, valid_to: date = VALID_TO) -> list[Station]:
    """Stations whose first term ends soon."""
    found = standing(units)
    for station in found:
        Application.objects.filter(station=station).update(office_area=80)
        station.awarded_on = station.approved_on = station.valid_from = date(2023, 12, 10)
        station.valid_to = valid_to
        station.save()
        station.terms.update(valid_from=station.valid_from, valid_to=valid_to, approved_on=station.approved_on)
    return found


def head_of(station: Station) -> Actor:
    """The 负责人 of its unit."""
    return holding(Role.SIGNATORY, str(station.unit_id))


def signed(station: Station, at: datetime = NOW, **more: Any) -> Renewal:
    """A request that is written, printed, signed and scanned."""
    renewal = acts.begin_renewal(station, by=head_of(station), at=at)
    drafts.write_renewal(renewal, WRITTEN | {"office_area": renewal.office_area} | more, at)
    drafts.attach_scan(renewal, upload("申请书.pdf"), recognised=True)
    return renewal


def checked(station: Station, at: datetime = NOW, *, unmet: str = "") -> Renewal:
    """A request that the Office has put its judgement on."""
    renewal = acts.submit_renewal(signed(station, at), by=head_of(station), at=at)
    drafts.judge(renewal, {c.key: (c.key != unmet, "不够具体" if c.key == unmet else "") for c in CRITERIA})
    return acts.check_renewal(renewal, by=CLERK, at=at, opinion="建议重新授牌。")


def observed(station: Station, at: datetime = NOW) -> None:
    """Ground A."""
    acts.note_observation(
        station,
        by=CLERK,
        at=at,
        observed_on=at.date() - timedelta(days=3),
        manner="现场核查",
        text="无工作人员，办公场地移作他用",
    )


def missed(station: Station, *years: int) -> None:
    """Ground B: the checks of these years were missed."""
    for year in years:
        round_, _ = SummaryRound.objects.get_or_create(
            year=year,
            defaults={
                "code": f"ZJ-{year}",
                "stage": "closed",
                "due_on": date(year + 1, 1, 31),
                "opened_at": NOW,
                "closed_at": NOW,
                "version": 1,
            },
        )
        Summary.objects.create(
            code=f"NZ-{year}-{Summary.objects.count() + 1:04}",
            round=round_,
            station=station,
            due_on=date(year + 1, 1, 31),
            stage="missed",
            asked_at=NOW,
            version=1,
        )


def failed(station: Station, published_on: date = date(2026, 9, 1)) -> None:
    """Ground C: a published assessment that was not passed."""
    round_, _ = Round.objects.get_or_create(
        year=2026,
        defaults={
            "code": "KH-2026",
            "name": "2026年评估考核",
            "first_day": date(2023, 1, 1),
            "last_day": date(2026, 6, 30),
            "self_due": date(2026, 7, 10),
            "peer_due": date(2026, 7, 20),
            "office_due": date(2026, 7, 30),
            "stage": "published",
            "closed_at": NOW,
            "appeals_until": published_on,
            "published_on": published_on,
            "version": 1,
        },
    )
    Assessed.objects.create(
        assessment=round_, station=station, stage="published", exact="40", passed=False, rank=1, version=1
    )


def noticed(station: Station, at: datetime = NOW) -> Revocation:
    """A revocation of which the unit was told, on grounds A and B."""
    observed(station, at)
    missed(station, 2024, 2025)
    revocation = acts.prepare_revocation(
        station, by=CLERK, at=at, grounds="长期无人办公，两年未报总结。", hear_by=(at + timedelta(days=14)).date()
    )
    return acts.notify_revocation(revocation, by=HEAD, at=at)


def heard(station: Station, at: datetime = NOW) -> Revocation:
    """A revocation on which the unit spoke."""
    return acts.state_on_revocation(noticed(station, at), by=head_of(station), at=at, statement="已恢复办公。")
