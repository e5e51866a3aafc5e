"""How machines and newcomers find their way: robots.txt, sitemap.xml, OpenSearch, and whom to turn to."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from haizhi.portal.queries.addresses import public_addresses
from haizhi.portal.queries.contact import contact as published_contact
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.ui.requests import Asked


@public_page(Pace.DAY)
def robots(asked: Asked) -> HttpResponse:
    """What crawlers may read (RFC 9309): the public face, and nothing that asks for a sign-in."""
    context = {"base": settings.HAIZHI_BASE_URL}
    return render(asked, "portal/robots.txt", context, content_type="text/plain; charset=utf-8")


@public_page(Pace.DAY)
def sitemap(asked: Asked) -> HttpResponse:
    """Every public page (sitemaps.org 0.9)."""
    context = {"base": settings.HAIZHI_BASE_URL, "addresses": public_addresses()}
    return render(asked, "portal/sitemap.xml", context, content_type="application/xml; charset=utf-8")


@public_page(Pace.DAY)
def opensearch(asked: Asked) -> HttpResponse:
    """The search over stations, for browsers that offer it (OpenSearch 1.1)."""
    context = {"base": settings.HAIZHI_BASE_URL}
    return render(
        asked, "portal/opensearch.xml", context, content_type="application/opensearchdescription+xml; charset=utf-8"
    )


@public_page(Pace.DAY)
def contact(asked: Asked) -> HttpResponse:
    """Whom to turn to: the Office, 纪检, and for what."""
    context = {"title": "联系我们", "contact": published_contact()}
    description = "重庆海智工作站受理部门的电话、邮箱和地址，纪检监督电话，异议和举报的渠道。"
    return framed(asked, "portal/contact.html", context, description=description)
