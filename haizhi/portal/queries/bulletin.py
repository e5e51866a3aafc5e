"""Everything that was made public, of every kind, in one row of days: 通知公告."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import CharField, DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from haizhi.applications.models import Call, Extension
from haizhi.decisions.models import JointDocument, Publicity, PublicityExtension
from haizhi.kernel.actor import PUBLIC
from haizhi.standing.queries import public_revocations
from haizhi.stations.models import Presentation, Station

_TEXT, _MOMENT = CharField(), DateTimeField()
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_NAMESPACE = uuid.UUID("0ad8b1a6-93a5-5f0e-9d4e-2f3f6a0c7d15")
"""Under which the ids of feeds and of what stands in them are named (RFC 9562, version 5); never to be changed."""


class Kind(StrEnum):
    """What a notice is, as its address says it."""

    CALL = "call"
    EXTENSION = "extension"
    PUBLICITY = "publicity"
    RESULT = "result"
    DOCUMENT = "document"
    STATION = "station"
    REVOCATION = "revocation"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    Kind.CALL: "申报通知",
    Kind.EXTENSION: "延期通知",
    Kind.PUBLICITY: "公示",
    Kind.RESULT: "公示结果",
    Kind.DOCUMENT: "联合发文",
    Kind.STATION: "工作站动态",
    Kind.REVOCATION: "撤销资格决定",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One line: what it is, what it is called, when it was made public (for what has a day alone, that day), where."""

    kind: Kind
    code: str
    heading: str
    at: datetime
    part: str = ""

    @property
    def url(self) -> str:
        """The page on which it is read."""
        page, anchor = _PAGES[self.kind]
        address = reverse(f"portal:{page}", args=[self.code])
        return f"{address}#{anchor}{self.part}" if anchor else address

    @property
    def guid(self) -> str:
        """Its name for all time (RFC 4287, 4.2.6), whatever becomes of its address."""
        return f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{self.kind}/{self.code}/{self.part}')}"


def feed_guid(kind: Kind | None) -> str:
    """The name of the feed of a kind, or of all of them."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, 'feed/' + (kind or ''))}"


_PAGES = {
    Kind.CALL: ("call", ""),
    Kind.EXTENSION: ("call", "extension-"),
    Kind.PUBLICITY: ("publicity", ""),
    Kind.RESULT: ("publicity", "result"),
    Kind.DOCUMENT: ("document", ""),
    Kind.STATION: ("station", ""),
    Kind.REVOCATION: ("revocation", ""),
}

Rows = QuerySet[Any, tuple[Any, ...]]

_COLUMNS = ("notice_kind", "code_of", "heading_of", "at_of", "part_of")


KEY = rf"^[0-9]{{1,17}}~({'|'.join(Kind)})~[A-Za-z0-9-]{{1,24}}~[A-Za-z0-9-]{{0,24}}$"
"""How the place of a notice among all is written: its moment in microseconds since 1970, its kind, code and part."""


def key_of(notice: Notice) -> str:
    """The place of a notice."""
    return f"{(notice.at - _EPOCH) // _MICROSECOND}~{notice.kind}~{notice.code}~{notice.part}"


def notices(kinds: Collection[Kind] = (), *, words: str = "", year: int | None = None, after: str = "") -> Rows:
    """The notices of some kinds (of all, when none is named) whose heading contains the words, newest first.

    `after` is a place as `KEY` describes it: those that come behind it. Rows are tuples that `read` understands; one
    query, whatever is asked for.
    """
    first, *others = [
        _narrowed(source.rows(), words, year).filter(_behind(after, kind, source)).order_by().values_list(*_COLUMNS)
        for kind in (kinds or Kind)
        for source in _SOURCES[kind]
    ]
    together: Rows = first.union(*others, all=True)
    ordered: Rows = together.order_by("-at_of", "notice_kind", "-code_of", "-part_of")
    return ordered


def read(row: tuple[Any, ...]) -> Notice:
    """A row as what it is."""
    kind, code, heading, at, part = row
    return Notice(Kind(kind), code, heading, at, part)


def latest(limit: int, kinds: Collection[Kind] = ()) -> list[Notice]:
    """The newest of them. One query."""
    return [read(row) for row in notices(kinds)[:limit]]


def years(this_year: int) -> list[int]:
    """The years in which anything can have been made public, newest first. One query."""
    first = Call.objects.visible_to(PUBLIC).order_by("year").values_list("year", flat=True).first()
    return list(range(this_year, (first or this_year) - 1, -1))


def _behind(after: str, kind: Kind, source: "_Source") -> Q:
    """Of one source the rows behind a place, in the order of `notices`.

    Asked of the column itself: what is made of a day has another spelling in SQLite than the moment it is compared to.
    """
    if not after:
        return Q()
    micros, of, code, part = after.split("~")
    moment = _EPOCH + int(micros) * _MICROSECOND
    value, exact = (moment.date(), moment.time() == time.min) if source.by_day else (moment, True)
    until, before = Q(**{f"{source.at}__lte": value}), Q(**{f"{source.at}__{'lt' if exact else 'lte'}": value})
    if kind != of:
        return until if kind > of else before
    if not exact:
        return before
    same = Q(**{source.at: value})
    return before | (same & Q(code_of__lt=code)) | (same & Q(code_of=code, part_of__lt=part))


def _narrowed(rows: QuerySet[Any], words: str, year: int | None) -> QuerySet[Any]:
    met = Q(heading_of__icontains=words) if words else Q()
    found: QuerySet[Any] = rows.filter(met, at_of__year=year) if year else rows.filter(met)
    return found


def _as(rows: QuerySet[Any], kind: Kind, code: str, heading: Any, at: Any, part: Any = "") -> QuerySet[Any]:
    """Rows as the columns of a notice, each of the same type in every source."""
    shown: QuerySet[Any] = rows.annotate(
        notice_kind=Value(kind.value, _TEXT),
        code_of=Cast(F(code), _TEXT),
        heading_of=heading,
        at_of=at,
        part_of=Cast(part, _TEXT) if part else Value("", _TEXT),
    )
    return shown


def _calls() -> QuerySet[Any]:
    return _as(Call.objects.visible_to(PUBLIC), Kind.CALL, "code", F("heading"), F("published_at"))


def _extensions() -> QuerySet[Any]:
    rows = Extension.objects.filter(call__in=Call.objects.visible_to(PUBLIC))
    heading = Concat(Value("关于延长《"), F("call__heading"), Value("》申报时间的通知"), output_field=_TEXT)
    return _as(rows, Kind.EXTENSION, "call__code", heading, F("at"), F("serial"))


def _publicities() -> QuerySet[Any]:
    return _as(Publicity.objects.visible_to(PUBLIC), Kind.PUBLICITY, "code", F("heading"), F("published_at"))


def _prolongations() -> QuerySet[Any]:
    rows = PublicityExtension.objects.filter(publicity__in=Publicity.objects.visible_to(PUBLIC))
    heading = Concat(F("publicity__heading"), Value("（延长公示期）"), output_field=_TEXT)
    return _as(rows, Kind.PUBLICITY, "publicity__code", heading, F("at"), F("serial"))


def _results() -> QuerySet[Any]:
    rows = Publicity.objects.visible_to(PUBLIC).filter(stage="concluded", concluded_at__isnull=False)
    heading = Concat(F("heading"), Value("（结果）"), output_field=_TEXT)
    return _as(rows, Kind.RESULT, "code", heading, F("concluded_at"))


def _documents() -> QuerySet[Any]:
    rows = JointDocument.objects.visible_to(PUBLIC)
    return _as(rows, Kind.DOCUMENT, "code", F("heading"), Cast("issued_on", _MOMENT))


def _awards() -> QuerySet[Any]:
    heading = Concat(F("unit__name"), Value("海智工作站授牌"), output_field=_TEXT)
    rows = Station.objects.visible_to(PUBLIC).filter(application__isnull=False)  # those awarded here
    return _as(rows, Kind.STATION, "code", heading, Cast("awarded_on", _MOMENT))


def _introductions() -> QuerySet[Any]:
    heading = Concat(F("station__unit__name"), Value("海智工作站公布新的介绍"), output_field=_TEXT)
    rows = Presentation.objects.visible_to(PUBLIC)
    return _as(rows, Kind.STATION, "station__code", heading, F("published_at"), F("code"))


def _revocations() -> QuerySet[Any]:
    heading = Concat(Value("关于撤销"), F("station__unit__name"), Value("海智工作站资格的决定"), output_field=_TEXT)
    return _as(public_revocations(), Kind.REVOCATION, "code", heading, Cast("issued_on", _MOMENT))


@dataclass(frozen=True, slots=True)
class _Source:
    """Where notices of a kind come from, and by which column they are dated; `by_day`: it holds days."""

    rows: Callable[[], QuerySet[Any]]
    at: str
    by_day: bool = False


_SOURCES: dict[Kind, tuple[_Source, ...]] = {
    Kind.CALL: (_Source(_calls, "published_at"),),
    Kind.EXTENSION: (_Source(_extensions, "at"),),
    Kind.PUBLICITY: (_Source(_publicities, "published_at"), _Source(_prolongations, "at")),
    Kind.RESULT: (_Source(_results, "concluded_at"),),
    Kind.DOCUMENT: (_Source(_documents, "issued_on", by_day=True),),
    Kind.STATION: (_Source(_awards, "awarded_on", by_day=True), _Source(_introductions, "published_at")),
    Kind.REVOCATION: (_Source(_revocations, "issued_on", by_day=True),),
}
