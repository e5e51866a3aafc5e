"""The public home, and whether the site is alive."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from haizhi.portal.queries import bulletin, log, notices, stations, year
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.naming import PLATFORM_NAME
from haizhi.stations.queries import cartogram
from haizhi.ui.requests import Asked


@public_page(Pace.MINUTE)
def home(asked: Asked) -> HttpResponse:
    """The year's call, what is in 公示, the latest notices, where stations are, the ledger's root."""
    calls = year.recent_calls(asked.at, notices.NEWS)
    publicities = notices.recent_publicities(notices.NEWS)
    current = year.current_call(calls)
    counts = stations.counts(day_of(asked.at))
    context = {
        "current": current,
        "stages": year.year_stages(current) if current else None,
        "also_open": [found for found in calls if found.state is not year.State.CLOSED and found is not current],
        "running": notices.running(publicities, asked.at),
        "news": bulletin.latest(notices.NEWS, [kind for kind in bulletin.Kind if kind is not bulletin.Kind.STATION]),
        "tiles": cartogram.tiles(counts),
        "legend": cartogram.legend(counts),
        "station_count": sum(row.count for row in counts),
        "body_count": len(counts),
        "ledger": log.state(),
    }
    description = f"{PLATFORM_NAME}：申报通知和截止时间、公示、通知公告、工作站名录、统计、条文对照和公开核验。"
    return framed(asked, "portal/home.html", context, section="portal:home", description=description)


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """`ok` while the database answers and is set up; for machines that watch the site."""
    ready = log.is_set_up()
    text, status = ("ok", HTTPStatus.OK) if ready else ("not set up", HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
