"""Rounds of assessment for the matrix: one of the unit's own station, one of another's, each with every kind of row."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from haizhi.assessments.facts import kept
from haizhi.assessments.models import Appeal, Assessed, Part, Round, Score
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.indicators import ASSESSMENT
from haizhi.stations.models import Station

if TYPE_CHECKING:
    from tests.authorization.world import Thing

MARKS = dict.fromkeys(ASSESSMENT.maxima, 5)
RULES = {"weights": {"self": 20, "peer": 30, "office": 50}, "pass_mark": 500, "peers": {"all_below": 11, "each": 5}}


def assessments(stations: "tuple[Model, Model]") -> "dict[str, Thing]":
    """What the addresses of the assessment speak of: (own, another's)."""
    from tests.authorization.world import Thing

    running = [_rows(station, f"PG-2026-9{n}", "scoring") for n, station in enumerate(stations)]
    published = [_rows(station, f"PG-2025-9{n}", "published") for n, station in enumerate(stations)]
    names = ("assessment", "assessed", "score", "appeal")
    own, other = running
    things = {name: Thing((own[name], other[name]), {}) for name in names}
    own, other = published
    return things | {f"{name}-published": Thing((own[name], other[name]), {}) for name in ("assessment", "assessed")}


def _rows(station: Any, code: str, stage: str) -> dict[str, Model]:
    from tests.authorization.world import NOW

    today = day_of(NOW)
    done = stage == "published"
    dates: dict[str, Any] = {
        "first_day": date(2023, 1, 1),
        "last_day": date(2025, 12, 31),
        "self_due": today,
        "peer_due": today + timedelta(days=1),
        "office_due": today + timedelta(days=2),
        "closed_at": NOW,
        "appeals_until": today,
        "published_on": today if done else None,
    }
    assessment = Round.objects.create(code=code, year=2026, name="评估", stage=stage, version=1, rules=RULES, **dates)
    result = {"exact": "60", "passed": True, "rank": 1}
    part = Assessed.objects.create(
        assessment=assessment, station=station, stage="published" if done else "enlisted", version=1, **result
    )
    peer = Station.objects.exclude(pk=station.pk).order_by("-code")[0]
    sheets = {
        "self": (Part.SELF, station, "submitted" if done else "draft"),
        "office": (Part.OFFICE, None, "confirmed" if done else "marking"),
        peer.code: (Part.PEER, peer, "locked" if done else "peering"),
    }
    made = [
        Score.objects.create(
            assessed=part, part=kind, rater=rater, slug=slug, token=slug, salt=b"", stage=at, version=1, due_on=today,
            given_at=NOW, commitment="0" * 64, marks=MARKS if done else {}, sealed=None if done else kept(MARKS, NOW),
        )
        for slug, (kind, rater, at) in sheets.items()
    ]  # fmt: skip
    appeal = Appeal.objects.create(
        code=f"SS-{code}", assessed=part, reasons="漏计", lodged_at=NOW, due_on=today, before="60", stage="lodged",
        version=1,
    )  # fmt: skip
    return {"assessment": assessment, "assessed": part, "score": made[0], "appeal": appeal}
