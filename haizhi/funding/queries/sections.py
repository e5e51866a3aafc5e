"""The money of a station on its home page."""

from datetime import datetime

from django.urls import reverse

from haizhi.funding.models import READERS, Grant
from haizhi.funding.queries.grants import money_of_station
from haizhi.kernel.actor import Actor
from haizhi.regulation.funding import yuan
from haizhi.stations.models import Station
from haizhi.stations.queries.sections import Section, SectionRow, station_section
from haizhi.ui.tones import tone_of

_FIRST = 4


@station_section(80)
def funding_section(station: Station, actor: Actor, at: datetime) -> Section | None:
    """What it was granted and where that money is, for its own people and those who read every book. One query."""
    own = any(grant.role in Grant.scope and grant.place == str(station.unit_id) for grant in actor.grants)
    if not own and not actor.holds(*READERS):
        return None
    balance, grants = money_of_station(station)
    return Section(
        "funding",
        "经费",
        tuple(
            SectionRow(
                f"{grant.budget.year}年度{grant.get_sort_display()}",
                grant.get_absolute_url(),
                f"{grant.code}　资助{yuan(grant.amount)}元，结存{yuan(grant.balance.held)}元",
                grant.stage_label,
                tone_of(grant.kind, grant.stage),
            )
            for grant in grants[:_FIRST]
        ),
        f"已拨付{yuan(balance.paid)}元，已确认支出{yuan(balance.spent)}元，账面结存{yuan(balance.held)}元"
        if grants
        else "",
        "海智办批准的资助、拨付和支出列在这里。",
        f"{reverse('funding:list')}?q={station.code}",
    )
