"""Asking for pages while watching what the database is asked in turn."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.signals import got_request_exception
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from haizhi.accounts.facts import token_of
from haizhi.accounts.facts.resetting import reset_token
from haizhi.accounts.models import Invitation, Person, RdBody, StandingProof
from haizhi.applications.models import DistrictCutoff, Material, Record
from haizhi.archives.models import Package
from haizhi.assessments.models import Assessed, Score
from haizhi.experts.facts import welcome_token
from haizhi.experts.models import Expert
from haizhi.funding.models import Budget
from haizhi.kernel.models import Calendar, Checkpoint
from haizhi.reviews.models import Departure, Opening, Paper, Recusal, Screen, Seat, Sheet, Turn

_BRACKETS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
_WRITES = ("INSERT", "UPDATE", "DELETE")
_OF_THE_SESSION = '"django_session"'
"""Where Django keeps who is signed in and what the next page says; nobody's case is in it."""


@dataclass(slots=True)
class Watch:
    """What a request asked of the database: how often, and what it wrote."""

    queries: list[str] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Django's hook around each statement."""
        verb = sql.split(None, 1)[0].upper()
        if verb not in _BRACKETS:
            self.queries.append(sql)
        if verb in _WRITES and _OF_THE_SESSION not in sql:
            self.writes.append(sql)
        return execute(sql, params, many, context)


class Browser(Client):
    """Django's client without its record of every template and context, which nobody here reads."""

    def request(self, **request: Any) -> Any:
        """Ask the handler, keep the cookies; whatever breaks behind it ends as the page that says so."""
        response = self.handler(self._base_environ(**request))  # type: ignore[attr-defined]  # its own way to ask
        if response.cookies:
            self.cookies.update(response.cookies)
        return response


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `outcome` as the matrix writes it, `trouble` what broke behind a 500."""

    outcome: str
    text: str
    trouble: str
    queries: tuple[str, ...]
    writes: tuple[str, ...]


def ask(client: Client, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Answer:
    """GET the address, or POST the data when there is some."""
    watch, broken = Watch(), list[str]()

    def keep(**_: Any) -> None:
        broken.append(traceback.format_exc())

    got_request_exception.connect(keep)
    with connection.execute_wrapper(watch):
        response = client.get(url, **kwargs) if data is None else client.post(url, data, **kwargs)
        body = b"".join(response) if response.streaming else response.content
    got_request_exception.disconnect(keep)
    return Answer(
        outcome=_outcome(response),
        text=body.decode(errors="replace"),
        trouble="".join(broken),
        queries=tuple(watch.queries),
        writes=tuple(watch.writes),
    )


def _outcome(response: Any) -> str:
    if response.status_code not in (301, 302):
        return str(response.status_code)
    return "sign-in" if response["Location"].startswith("/accounts/login/?next=") else "elsewhere"


_ADDRESSES: dict[type[Model], Callable[[Any], tuple[Any, ...]]] = {
    Turn: lambda row: (row.session.code, row.application.code),
    Sheet: lambda row: (row.turn.session.code, row.turn.application.code, row.seat.serial),
    Recusal: lambda row: (row.session.code, row.pk),
    Departure: lambda row: (row.session.code, row.pk),
    Paper: lambda row: (row.turn.session.code, row.pk),
    Screen: lambda row: (row.token,),
    Opening: lambda row: (row.turn.session.code, row.pk),
    Seat: lambda row: (row.session.code, row.serial),
    DistrictCutoff: lambda row: (row.call.code, row.district),
    Record: lambda row: (row.application.code, row.sort, row.mark),
    Material: lambda row: (row.application.code, row.sort, row.pk),
    RdBody: lambda row: (row.organisation.code, row.pk),
    StandingProof: lambda row: (row.organisation.code, row.pk),
    Invitation: lambda row: (token_of(row) if vars(row).get("by_link") else row.pk,),
    Person: lambda row: (reset_token(row) if vars(row).get("by_link") else row.pk,),
    Expert: lambda row: (welcome_token(row) if vars(row).get("by_link") else row.code,),
    Calendar: lambda row: (row.year,),
    Budget: lambda row: (row.year,),
    Package: lambda row: (row.archive.code, row.serial),
    Assessed: lambda row: (row.assessment.code, row.station.code),
    Score: lambda row: (row.assessed.assessment.code, row.assessed.station.code, row.slug),
    Checkpoint: lambda row: (*filter(None, [vars(row).get("case_code")]), row.size),
}


def address(row: Model) -> tuple[Any, ...]:
    """What of a row stands in its address: its code, or what the table says of its kind.

    Of an invitation, a person or an expert marked `by_link` it is the link's token, a checkpoint marked with a case's code
    is the case's.
    """
    written = _ADDRESSES.get(type(row))
    return written(row) if written else (getattr(row, "code", None) or row.pk,)


def patterns() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every address of the project: its full name, its route, its converters by parameter."""
    yield from _patterns(get_resolver(), "", "", {})


def _patterns(
    resolver: URLResolver, space: str, route: str, converters: dict[str, Any]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for found in resolver.url_patterns:
        here, known = route + str(found.pattern), converters | found.pattern.converters
        if isinstance(found, URLPattern):
            yield f"{space}{found.name}", here, known
        else:
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from _patterns(found, inner, here, known)
