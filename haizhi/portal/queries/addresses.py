"""Every public address, for search engines."""

from collections.abc import Iterator

from django.urls import reverse

from haizhi.applications.models import Call
from haizhi.assessments.queries.results import published_rounds
from haizhi.decisions.models import JointDocument, Publicity
from haizhi.kernel.actor import PUBLIC
from haizhi.portal.queries import proofs
from haizhi.portal.queries import stations as directory
from haizhi.standing.queries import public_revocations

MOST = 50_000
"""Addresses that one list may hold (sitemaps.org)."""

STANDING = (
    "home", "calls", "academicians", "publicities", "notices", "documents", "stations", "map", "statistics", "articles",
    "ended_stations", "procedure", "verification", "checkpoints", "sessions", "assessments", "open_data", "contact",
    "accessibility",
)  # fmt: skip
"""The pages that stand whatever was published."""


def public_addresses() -> Iterator[str]:
    """The paths of all public pages, the newest first within each kind, at most as many as a list holds."""
    left = MOST
    for name in STANDING:
        yield reverse(f"portal:{name}")
        left -= 1
    for page, rows in (
        ("call", Call.objects.visible_to(PUBLIC)),
        ("publicity", Publicity.objects.visible_to(PUBLIC)),
        ("document", JointDocument.objects.visible_to(PUBLIC)),
        ("revocation", public_revocations()),
        ("session", proofs.sessions()),
        ("assessment", published_rounds()),
        ("station", directory.stations()),
    ):
        for code in rows.order_by("-code").values_list("code", flat=True)[:left]:
            yield reverse(f"portal:{page}", args=[code])
            left -= 1
