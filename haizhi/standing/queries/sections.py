"""The side of a station's home page that tells of its terms and its standing."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Value
from django.urls import reverse

from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.renewal import window_has_opened
from haizhi.regulation.stages import label
from haizhi.standing.models import (
    OPEN_RENEWALS,
    OPEN_REVOCATIONS,
    WEIGHED_RENEWALS,
    Ending,
    Observation,
    Rectification,
    Renewal,
    Revocation,
)
from haizhi.standing.models.matter import READERS, Matter
from haizhi.stations.models import STANDING, Station
from haizhi.stations.queries.sections import Section, SectionRow, station_section
from haizhi.ui.tones import tone_of

_NEWEST = 6
_KINDS: dict[str, type[Matter]] = {
    model.kind: model for model in (Renewal, Observation, Rectification, Revocation, Ending)
}


@station_section(10)
def standing_section(station: Station, actor: Actor, at: datetime) -> Section | None:
    """Renewals, 整改, revocation and end, for whoever deals with them. One query."""
    own = any(grant.role in moves.BEGIN_RENEWAL.roles and station.within(grant) for grant in actor.grants)
    if not own and not actor.holds(*READERS):
        return None
    found = matters_in_short(station, actor)
    asked = any(one.kind == Renewal.kind and one.stage in (*OPEN_RENEWALS, "unqualified") for one in found)
    window = window_has_opened(day_of(at), station.valid_to)
    asks = own and station.stage in STANDING and window.met and not asked
    weighed = any(
        one.stage in (WEIGHED_RENEWALS if one.kind == Renewal.kind else OPEN_REVOCATIONS)
        for one in found
        if one.kind in (Renewal.kind, Revocation.kind)
    )
    ends = actor.holds(*moves.EXPIRE.roles) and station.stage == "due" and not weighed
    move, page = (moves.EXPIRE, "standing:expiry") if ends else (moves.BEGIN_RENEWAL, "standing:renewal_new")
    return Section(
        key="standing",
        label="有效期与资格",
        rows=tuple(
            SectionRow(
                f"{one.label} {one.code}",
                one.url,
                tag=label(one.kind, one.stage),
                tone=tone_of(one.kind, one.stage),
            )
            for one in found[:_NEWEST]
        ),
        summary=("" if station.stands else "原")
        + f"有效期{chinese_date(station.valid_from)}至{chinese_date(station.valid_to)}（含）",
        empty="到期前三个月起，由单位申请重新授牌；整改、撤销和终止的办理情况也列在这里。",
        url=reverse("standing:station", args=[station.code]),
        link="有效期和办理情况",
        act_url=reverse(page, args=[station.code]) if asks or ends else "",
        act=move.label if asks or ends else "",
    )


@dataclass(frozen=True, slots=True)
class InShort:
    """A matter as a line: what it is, its number, how far it is."""

    kind: str
    code: str
    stage: str

    @property
    def label(self) -> str:
        """What kind of matter it is."""
        return KIND_LABELS[self.kind]

    @property
    def url(self) -> str:
        """Its page."""
        return reverse(_KINDS[self.kind].page, args=[self.code])


def matters_in_short(station: Station, actor: Actor) -> list[InShort]:
    """What belongs to the station's standing, as far as the actor sees it, the newest first. One query."""
    text = CharField()
    first, *rest = (
        model.objects.visible_to(actor)
        .filter(station=station)
        .order_by()
        .values_list(Value(kind, text), "code", "stage")
        for kind, model in _KINDS.items()
    )
    found = [InShort(*row) for row in first.union(*rest, all=True)]
    return sorted(found, key=lambda one: (one.code.partition("-")[2], one.code), reverse=True)
