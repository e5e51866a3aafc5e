"""The request as every view gets it: with its actor and its moment, set by `accounts`' middleware."""

from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from haizhi.kernel.actor import Actor


class Asked(HttpRequest):
    """A request with who asks and when. `at` is the one reading of the clock for the whole request;
    `demonstration`: the database is the demonstration, whose clock may have been put forward."""

    actor: Actor
    at: datetime
    demonstration: bool
    htmx: HtmxDetails


def origin_of(asked: HttpRequest) -> str:
    """The network address that limits count: of IPv6 the /64, which one subscriber has whole; empty if there is none.

    Behind a proxy it is the client's (`config.proxy`).
    """
    try:
        address = ip_address(asked.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))
