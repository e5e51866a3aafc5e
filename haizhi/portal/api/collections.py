"""Pages by key, whatever the number of rows, and whole collections as CSV (RFC 4180)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from ninja import Schema

from haizhi.documents.spreadsheet import Cell, Column, Sheet, csv_lines
from haizhi.portal.api import schemas, shaping
from haizhi.portal.queries import bulletin

MOST = 200
"""Items of a page at most."""

USUAL = 50
"""Items of a page, unless asked otherwise."""

_AT_ONCE = 500
"""Rows fetched at a time for a CSV."""

R = TypeVar("R", bound=Model)
S = TypeVar("S", bound=Schema)


@dataclass(frozen=True, slots=True)
class Collection(Generic[R, S]):
    """Rows that are told apart by their `code`, newest first, and how each is shown."""

    name: str
    label: str
    schema: type[S]
    rows: Callable[[], QuerySet[R]]
    shape: Callable[[R, datetime], S]

    def page(
        self, request: HttpRequest, after: str, limit: int, narrowed: QuerySet[R] | None = None
    ) -> schemas.Page[S]:
        """The items after the one with the code `after`, and where to go on."""
        rows = (self.rows() if narrowed is None else narrowed).order_by("-code")
        found = list((rows.filter(code__lt=after) if after else rows)[: limit + 1])
        items = [self.shape(row, moment(request)) for row in found[:limit]]
        last = str(vars(found[limit - 1])["code"]) if len(found) > limit else ""
        return schemas.Page(items=items, next=next_url(request, last))

    def one(self, request: HttpRequest, code: str) -> S:
        """The item with this code. Raises Http404."""
        row = self.rows().filter(code=code).first()
        if row is None:
            raise Http404
        return self.shape(row, moment(request))

    def lines(self, at: datetime) -> Iterator[S]:
        """Every item, a batch at a time."""
        for row in self.rows().order_by("-code").iterator(chunk_size=_AT_ONCE):
            yield self.shape(row, at)


CALLS = Collection("calls", "申报通知", schemas.Call, shaping.calls, shaping.call)
PUBLICITIES = Collection("publicities", "公示", schemas.Publicity, shaping.publicities, shaping.publicity)
DOCUMENTS = Collection("documents", "联合发文", schemas.Document, shaping.documents, shaping.document)
STATIONS = Collection("stations", "工作站", schemas.Station, shaping.stations, shaping.station)
SESSIONS = Collection("sessions", "评审会", schemas.Session, shaping.sessions, shaping.session)


def moment(request: HttpRequest) -> datetime:
    """The moment of the request."""
    at: datetime = request.at  # type: ignore[attr-defined]  # see ui.requests.Asked
    return at


def next_url(request: HttpRequest, last: str) -> str | None:
    """The address of the page after the item with this key; None after the last."""
    if not last:
        return None
    asked = {name: value for name, value in request.GET.items() if name != "after"}
    return f"{settings.HAIZHI_BASE_URL}{request.path}?{urlencode(asked | {'after': last})}"


def notices_page(request: HttpRequest, rows: bulletin.Rows, limit: int) -> schemas.Page[schemas.Notice]:
    """A page of notices and where to go on."""
    found = list(rows[: limit + 1])
    last = bulletin.key_of(bulletin.read(found[limit - 1])) if len(found) > limit else ""
    return schemas.Page(items=shaping.notices_read(found[:limit]), next=next_url(request, last))


def csv(name: str, schema: type[Schema], items: Iterator[Schema]) -> HttpResponseBase:
    """A collection as CSV: the first line names the members as JSON does, lists are joined by ；."""
    columns = tuple(Column(member, _cell(member)) for member in schema.model_fields)
    answer = StreamingHttpResponse(csv_lines(Sheet(name, "", columns, items)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _cell(member: str) -> Callable[[Schema], Cell]:
    def value(item: Schema) -> Cell:
        found: Any = getattr(item, member)
        if isinstance(found, list):
            return "；".join(found)
        if isinstance(found, bool):
            return str(found).lower()
        return found if found is None or isinstance(found, int | date) else str(found)

    return value
