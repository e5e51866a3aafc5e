"""The directory of stations and where they lie."""

from functools import partial

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse

from haizhi.portal.forms import station_filters
from haizhi.portal.queries import cartogram
from haizhi.portal.queries import stations as queries
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.regulation.bodies import bodies_by_pinyin, body
from haizhi.regulation.civil_time import day_of
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {"name": "short_name", "unit": "unit__name", "approved": "approved_on", "valid_to": "valid_to"}

_COLUMNS = (
    Column("建站单位", lambda s: s.unit.name, 34),
    Column("工作站简称", lambda s: s.short_name, 22),
    Column("区县", lambda s: body(s.district).name, 12),
    Column("批准日期", lambda s: s.approved_on, 12),
    Column("授牌日期", lambda s: s.awarded_on, 12),
    Column("有效期起", lambda s: s.valid_from, 12),
    Column("有效期止", lambda s: s.valid_to, 12),
)


@public_page(Pace.DAY)
def stations(asked: Asked) -> HttpResponseBase:
    """The directory, with search."""
    today = day_of(asked.at)
    filters = station_filters(bodies_by_pinyin(today))
    listing = listed(asked, queries.stations(), sorts=_SORTS, default="-approved", filters=filters)
    rows = [queries.shown(station, today) for station in listing]
    context = {"title": "工作站名录", "listing": listing, "rows": rows, "counted": "家"}
    return list_page(asked, "portal/stations.html", context, _COLUMNS, show=partial(framed, section="portal:stations"))


@public_page(Pace.DAY)
def station(asked: Asked, code: str) -> HttpResponse:
    """One station: what may be public of it, and the papers on which it stands."""
    found = queries.stations().filter(code=code).first()
    if found is None:
        raise Http404
    public = queries.shown(found, day_of(asked.at))
    context = {
        "title": public.name,
        "crumbs": [("工作站名录", reverse("portal:stations"))],
        "station": public,
        "grounds": queries.grounds(found),
    }
    return framed(asked, "portal/station.html", context, section="portal:stations")


@public_page(Pace.DAY)
def station_map(asked: Asked) -> HttpResponse:
    """Stations by recommending body: the sketch and the table behind it."""
    counts = queries.counts(day_of(asked.at))
    context = {
        "title": "工作站分布",
        "crumbs": [("工作站名录", reverse("portal:stations"))],
        "rows": counts,
        "tiles": cartogram.tiles(counts),
        "legend": cartogram.legend(),
        "station_count": sum(row.count for row in counts),
        "body_count": len(counts),
    }
    return framed(asked, "portal/map.html", context, section="portal:stations")
