"""统计: the figures as charts, each with its table."""

from django.http import HttpResponse

from haizhi.portal.queries import stations, statistics
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.regulation.civil_time import day_of
from haizhi.ui.requests import Asked


@public_page(Pace.DAY)
def figures(asked: Asked) -> HttpResponse:
    """The way of a closed call's applications, the newest unless `?call=` names another, and all about stations."""
    today = day_of(asked.at)
    calls = statistics.closed_calls()
    chosen = next((call for call in calls if call.code == asked.GET.get("call")), calls[0] if calls else None)
    context = {
        "title": "统计",
        "calls": calls,
        "chosen": chosen,
        "funnel": statistics.funnel(*statistics.year_figures([chosen])) if chosen else None,
        "charts": statistics.station_charts(statistics.station_figures(today), stations.counts(today)),
        "today": today,
    }
    description = "重庆海智工作站统计：历年申报、公示和授牌的单位数，工作站按年份、区县、领域和单位类别的数量。"
    return framed(asked, "portal/statistics.html", context, section="portal:statistics", description=description)
