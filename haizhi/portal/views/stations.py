"""The directory of stations and where they lie."""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse

from haizhi.files.keeping import Unavailable, piece_at
from haizhi.portal.forms import EndedFilters, station_filters
from haizhi.portal.queries import stations as queries
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.regulation.bodies import body
from haizhi.regulation.civil_time import day_of
from haizhi.stations.queries import cartogram, public_photo
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked
from haizhi.ui.wording import day_text

_SORTS = {
    "name": "short_name",
    "unit": "unit__pinyin",
    "district": ("district", "code"),
    "approved": "approved_on",
    "valid_to": "valid_to",
}

_COLUMNS = (
    Column("建站单位", lambda s: s.unit.name, 34),
    Column("工作站简称", lambda s: s.short_name, 22),
    Column("区县", lambda s: body(s.district).name, 12),
    Column("批准日期", lambda s: s.approved_on, 12),
    Column("授牌日期", lambda s: s.awarded_on, 12),
    Column("有效期起", lambda s: s.valid_from, 12),
    Column("有效期止", lambda s: s.valid_to, 12),
)


_ENDED_SORTS = {"unit": "unit__pinyin", "approved": "approved_on", "ended_on": "ended_on"}

_ENDED_COLUMNS = (
    Column("建站单位", lambda s: s.unit.name, 34),
    Column("工作站简称", lambda s: s.short_name, 22),
    Column("区县", lambda s: body(s.district).name, 12),
    Column("批准日期", lambda s: s.approved_on, 12),
    Column("终止日期", lambda s: s.ended_on, 12),
)


@public_page(Pace.DAY)
def stations(asked: Asked) -> HttpResponseBase:
    """The directory, with search."""
    today = day_of(asked.at)
    listing = listed(asked, queries.stations(), sorts=_SORTS, default="-approved", filters=station_filters(today))
    context = {
        "title": "工作站名录",
        "listing": listing,
        "rows": [queries.shown(station, today) for station in listing],
        "counted": "家",
        "chosen": asked.GET.get("district", ""),
        **_sketch(today),
    }
    description = "重庆海智工作站名录：按单位名称、曾用名、拼音、区县、领域、批准年份和状态查询。"
    show = partial(framed, section="portal:stations", description=description)
    return list_page(asked, "portal/stations.html", context, _COLUMNS, show=show)


@public_page(Pace.DAY)
def ended(asked: Asked) -> HttpResponseBase:
    """Those that are stations no more, and since when."""
    listing = listed(asked, queries.ended(), sorts=_ENDED_SORTS, default="-ended_on", filters=EndedFilters)
    today = day_of(asked.at)
    context = {
        "title": "不再是海智工作站的单位",
        "crumbs": [("工作站名录", reverse("portal:stations"))],
        "listing": listing,
        "rows": [queries.shown(station, today) for station in listing],
        "counted": "家",
    }
    show = partial(framed, section="portal:stations", description="曾为海智工作站的单位和终止日期。")
    return list_page(asked, "portal/ended.html", context, _ENDED_COLUMNS, show=show)


@public_page(Pace.DAY)
def station(asked: Asked, code: str) -> HttpResponse:
    """One station: what may be public of it, and the papers on which it stands."""
    rows = queries.ever().select_related("application__call").annotate(term_count=Count("terms"))
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    public = queries.shown(found, day_of(asked.at))
    former_names, former_short_names = queries.former_names(found)
    context = {
        "title": public.name,
        "crumbs": [("工作站名录", reverse("portal:stations"))],
        "station": public,
        "grounds": queries.grounds(found),
        "presentation": queries.presentation_of(found) if found.stands else None,
        "former_names": former_names,
        "former_short_names": former_short_names,
        "terms": queries.terms_of(found),
        "picture_url": reverse("portal:station_picture", args=[found.code]),
        "plaque": public_photo(found) if found.stands else None,
        "photo_url": reverse("portal:station_photo", args=[found.code]),
    }
    until = (
        f"至{day_text(public.ended_on)}前为海智工作站" if public.ended_on else f"有效期至{day_text(public.valid_to)}"
    )
    description = f"{public.name}，建站单位{public.unit}，{public.district}，{until}。"
    return framed(asked, "portal/station.html", context, section="portal:stations", description=description)


@public_page(Pace.DAY)
def picture(asked: Asked, code: str) -> HttpResponse:
    """The picture that a station shows: made small here, so that nothing its file carried along goes out with it."""
    found = queries.stations().filter(code=code).first()
    presentation = queries.presentation_of(found) if found else None
    upload = presentation.picture if presentation else None
    if upload is None or not upload.has_preview:
        raise Http404
    try:
        return HttpResponse(piece_at(upload.preview_at), content_type="image/png")
    except Unavailable as away:
        raise Http404 from away


@public_page(Pace.DAY)
def photo(asked: Asked, code: str) -> HttpResponse:
    """The photo of the plaque's handing over, made small here, once the Office and the unit agreed to show it."""
    found = queries.stations().filter(code=code).first()
    plaque = public_photo(found) if found else None
    if plaque is None or plaque.photo is None:
        raise Http404
    try:
        return HttpResponse(piece_at(plaque.photo.preview_at), content_type="image/png")
    except Unavailable as away:
        raise Http404 from away


@public_page(Pace.DAY)
def station_map(asked: Asked) -> HttpResponse:
    """Stations by recommending body: the sketch and the table behind it."""
    context = {
        "title": "工作站分布",
        "crumbs": [("工作站名录", reverse("portal:stations"))],
        **_sketch(day_of(asked.at)),
    }
    description = "重庆海智工作站按39家推荐单位的分布示意图和数据表。"
    return framed(asked, "portal/map.html", context, section="portal:stations", description=description)


def _sketch(today: date) -> dict[str, Any]:
    """What the sketch of tiles and the table behind it need. One query."""
    counts = queries.counts(today)
    return {
        "counts": counts,
        "tiles": cartogram.tiles(counts),
        "legend": cartogram.legend(counts),
        "station_count": sum(row.count for row in counts),
        "body_count": len(counts),
    }
