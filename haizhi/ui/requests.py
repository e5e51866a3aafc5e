"""The request as every view gets it: with its actor and its moment, set by `accounts`' middleware."""

from datetime import datetime

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
