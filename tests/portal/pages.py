"""Every public page, on rows that are published."""

from dataclasses import dataclass

from django.urls import reverse

from haizhi.applications.models import Call
from tests.portal.factories import a_call, a_document, a_publicity, a_station

NAME = "西部（重庆）科学城先进材料与智能制造协同创新研究院有限责任公司"
"""A unit with a long name."""


@dataclass(frozen=True)
class City:
    """One of each, all published."""

    call: str
    publicity: str
    document: str
    station: str
    session: str

    def addresses(self) -> dict[str, str]:
        """Where each page is, by the name of its URL."""
        codes = {"call": self.call, "publicity": self.publicity, "document": self.document, "station": self.station}
        codes["session"] = self.session
        return {name: reverse(f"portal:{name}", args=[codes[name]] if name in codes else []) for name in PAGES}


PAGES = (
    "home", "calls", "call", "publicities", "publicity", "documents", "document", "stations", "station", "map",
    "articles", "procedure", "accessibility", "verification", "checkpoints", "sessions", "session",
    "notices", "statistics", "open_data", "contact",
)  # fmt: skip
LISTS = ("calls", "publicities", "documents", "stations", "checkpoints", "sessions", "notices")


def a_city(rows: int = 1) -> City:
    """So many papers and stations, each of several units, in one call."""
    call = Call.objects.first() or a_call()
    for n in range(rows):
        names = [f"{NAME}{m}" for m in range(n % 3 + 1)]
        publicity, document, station = a_publicity(call, *names), a_document(call, *names), a_station(call, NAME)
    session = publicity.resolution.session
    return City(call.code, publicity.code, document.code, station.code, session.code)
