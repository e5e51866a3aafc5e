"""The side of a station's home page that tells of its terms and its standing."""

from datetime import datetime

from django.db.models import CharField, Value
from django.urls import reverse

from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.renewal import window_has_opened
from haizhi.regulation.stages import KIND_LABELS, label
from haizhi.standing.models import OPEN_RENEWALS, Ending, Observation, Rectification, Renewal, Revocation
from haizhi.standing.models.matter import READERS, Matter
from haizhi.stations.models import STANDING, Station
from haizhi.stations.queries.sections import Section, SectionRow, station_section
from haizhi.ui.tones import tone_of

_NEWEST = 6
_KINDS: dict[str, type[Matter]] = {
    model.kind: model for model in (Renewal, Observation, Rectification, Revocation, Ending)
}


@station_section(80)
def standing_section(station: Station, actor: Actor, at: datetime) -> Section | None:
    """Renewals, 整改, revocation and end, for whoever deals with them. One query."""
    own = any(grant.role in moves.BEGIN_RENEWAL.roles and station.within(grant) for grant in actor.grants)
    if not own and not actor.holds(*READERS):
        return None
    found = _matters(station, actor)
    asked = any(kind == Renewal.kind and stage in (*OPEN_RENEWALS, "unqualified") for kind, _, stage in found)
    window = window_has_opened(day_of(at), station.valid_to)
    asks = own and station.stage in STANDING and window.met and not asked
    return Section(
        key="standing",
        label="有效期与资格",
        rows=tuple(
            SectionRow(
                f"{KIND_LABELS[kind]} {code}",
                reverse(_KINDS[kind].page, args=[code]),
                tag=label(kind, stage),
                tone=tone_of(kind, stage),
            )
            for kind, code, stage in found[:_NEWEST]
        ),
        summary=f"有效期{chinese_date(station.valid_from)}至{chinese_date(station.valid_to)}（含）",
        empty="到期前三个月起，由单位申请重新授牌；整改、撤销和终止的办理情况也列在这里。",
        url=reverse("standing:station", args=[station.code]),
        link="有效期和办理情况",
        act_url=reverse("standing:renewal_new", args=[station.code]) if asks else "",
        act="申请重新授牌" if asks else "",
    )


def _matters(station: Station, actor: Actor) -> list[tuple[str, str, str]]:
    """Kind, number and stage of what belongs to the station, the newest first."""
    text = CharField()
    first, *rest = (
        model.objects.visible_to(actor)
        .filter(station=station)
        .order_by()
        .values_list(Value(kind, text), "code", "stage")
        for kind, model in _KINDS.items()
    )
    return sorted(first.union(*rest, all=True), key=lambda row: row[1].partition("-")[2], reverse=True)
