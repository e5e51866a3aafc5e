"""通知公告: everything that was made public in one list, and as Atom feeds for whoever wants to be told."""

from functools import partial

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from haizhi.portal.forms import notice_filters
from haizhi.portal.queries import bulletin
from haizhi.portal.queries.bulletin import Kind
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.regulation.civil_time import day_of
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import Listing
from haizhi.ui.paging import MOST, PER_PAGE, Pages
from haizhi.ui.requests import Asked

IN_FEED = 30
"""Entries of a feed: more than are published between two visits of a reader."""

PUBLISHER = "重庆海智工作站工作办公室"

_COLUMNS = (
    Column("类别", lambda row: bulletin.read(row).kind.label, 12),
    Column("标题", lambda row: bulletin.read(row).heading, 60),
    Column("公布日期", lambda row: day_of(bulletin.read(row).at), 12),
    Column("网址", lambda row: settings.HAIZHI_BASE_URL + bulletin.read(row).url, 60),
)


@public_page(Pace.DAY)
def notices(asked: Asked) -> HttpResponseBase:
    """Every notice of every kind, newest first."""
    form = notice_filters(tuple(bulletin.years(day_of(asked.at).year)))(asked.GET)
    form.full_clean()
    rows = form.found()
    page = Pages(rows, PER_PAGE, MOST).get_page(asked.GET.get("page"))
    filtered = any(asked.GET.get(name, "").strip() for name in form.fields)
    context = {
        "title": "通知公告",
        "listing": Listing(page, "at", True, form, filtered, rows),
        "notices": [bulletin.read(row) for row in page],
        "kinds": list(Kind),
        "counted": "条",
    }
    description = (
        "重庆海智工作站申报通知、延期通知、公示、公示结果、联合发文和工作站动态，可按类别和年份查询，可用 Atom 订阅。"
    )
    show = partial(framed, section="portal:notices", description=description)
    return list_page(asked, "portal/notices.html", context, _COLUMNS, show=show)


@public_page(Pace.DAY)
def feed(asked: Asked, kind: str = "") -> HttpResponse:
    """The newest notices, of all kinds or of one, as an Atom feed (RFC 4287)."""
    chosen = next((each for each in Kind if each == kind), None)
    if kind and chosen is None:
        raise Http404
    base, made = settings.HAIZHI_BASE_URL, bulletin.latest(IN_FEED, [chosen] if chosen else ())
    written = Atom1Feed(
        title=f"重庆海智工作站{chosen.label if chosen else '通知公告'}",
        link=f"{base}{reverse('portal:notices')}{f'?kind={chosen}' if chosen else ''}",
        description="",
        language="zh-CN",
        author_name=PUBLISHER,
        feed_url=f"{base}{asked.path}",
        feed_guid=bulletin.feed_guid(chosen),
    )
    for notice in made:
        written.add_item(
            title=notice.heading,
            link=base + notice.url,
            description=escape(f"{notice.kind.label}：{notice.heading}"),  # a summary is read as HTML
            unique_id=notice.guid,
            pubdate=notice.at,
            updateddate=notice.at,
            categories=[notice.kind.label],
        )
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
