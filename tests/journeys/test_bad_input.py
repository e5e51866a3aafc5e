"""Rubbish in every form that anybody meets in a year: a Chinese sentence, nothing lost, never an error of ours."""

from collections.abc import Callable
from html import escape
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import resolve

from haizhi.accounts import demonstration
from haizhi.accounts.models import Membership, Person
from haizhi.applications.models import Application
from haizhi.decisions.models import JointDocument, Objection, Publicity, Resolution
from haizhi.fairness.stream import Stream
from haizhi.kernel.models import Act
from haizhi.regulation.notices import NOTICES
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Agenda
from haizhi.rehearsal.city import City
from haizhi.rehearsal.hearing import Hearing
from haizhi.rehearsal.intake import Year, moment
from haizhi.rehearsal.report import Report
from haizhi.reviews.models import Session, Sheet, Turn
from haizhi.stations.models import Station
from tests.journeys.forms import RARE, Form, Reader
from tests.journeys.watch import english

ANSWERS = {200, 302, 400, 403, 404, 405, 409, 413, 422, 429}
"""What rubbish may be answered with."""

PUBLIC_PAGES = ("/", "/accounts/login/", "/accounts/register/", "/decisions/objections/follow/")
OWN_PAGES = (
    "/desk/todo/", "/desk/search/", "/applications/", "/applications/begin/", "/applications/record/",
    "/applications/calls/", "/applications/calls/new/", "/experts/", "/experts/new/", "/reviews/", "/reviews/new/",
    "/reviews/desk/", "/decisions/resolutions/", "/decisions/publicities/", "/decisions/objections/",
    "/decisions/documents/", "/stations/", "/stations/award/", "/accounts/people/", "/accounts/people/new/",
    "/accounts/memberships/", "/accounts/delegations/", "/accounts/delegations/new/", "/accounts/calendars/",
    "/accounts/calendars/new/", "/accounts/organisations/", "/accounts/organisations/new/", "/accounts/password/",
    "/notices/", "/rehearsal/",
)  # fmt: skip
"""Where whoever signed in may look for forms; what is not for them answers 403."""

MOMENTS: tuple[tuple[str, Callable[[], QuerySet[Any]]], ...] = (
    ("a call takes applications", lambda: Application.objects.filter(stage="endorsing")),
    ("the Office checks", lambda: Application.objects.filter(stage="qualifying")),
    ("a session is prepared", lambda: Session.objects.filter(stage="preparing", seats__isnull=False)),
    ("a session is sealed", lambda: Session.objects.filter(stage="frozen")),
    ("a panel is drawn", lambda: Session.objects.filter(stage="drawn")),
    ("a unit is marked", lambda: Turn.objects.filter(stage="scoring")),
    ("the party group decides", lambda: Resolution.objects.filter(stage="prepared")),
    ("a 公示 waits for its publication", lambda: Publicity.objects.filter(stage="prepared")),
    ("somebody objected", lambda: Objection.objects.filter(stage="lodged")),
    ("an objection is looked into", lambda: Objection.objects.filter(stage="found")),
    ("a document is signed", lambda: JointDocument.objects.filter(stage="signed")),
    ("a document waits for its number", lambda: JointDocument.objects.filter(stage="countersigned")),
    ("plaques wait", lambda: Application.objects.filter(stage="approved")),
    ("a station stands", lambda: Station.objects.all()),
)
"""When to look: as soon as there is such a row."""


class _ReachedError(Exception):
    """The moment has come."""


class Tried:
    """Posts rubbish to each make of form once and takes back what it did."""

    def __init__(self) -> None:
        self.makes: set[tuple[str, tuple[str, ...]]] = set()
        self.posts = 0
        self.wrongs: list[str] = []

    def page(self, client: Client, url: str) -> Reader | None:
        """Look at a page, and try its forms."""
        answer = client.get(url)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            return None
        read = Reader(answer.content.decode())
        for form in read.forms:
            self.form(client, urlsplit(urljoin(url, form.action or url)).path, form)
        return read

    def form(self, client: Client, url: str, form: Form) -> None:
        """Post every rubbish to a form, unless one of its make was tried before."""
        match = resolve(url)
        make = (f"{match.view_name} {match.kwargs.get('verb', '')}", form.make)
        if make in self.makes or match.view_name == "account_logout":
            return
        self.makes.add(make)
        for said in form.rubbish():
            with transaction.atomic():
                self._judge(url, said, client.post(url, said))
                transaction.set_rollback(True)
            self.posts += 1

    def _judge(self, url: str, said: dict[str, Any], answer: Any) -> None:
        trouble = getattr(answer, "exc_info", None)
        what = f"{url} { ({name: str(value)[:12] for name, value in said.items()}) } {answer.status_code}"
        if answer.status_code not in ANSWERS:
            self.wrongs.append(f"{what} {trouble[1]!r:.200}" if trouble else what)
        if "html" not in answer.headers.get("Content-Type", "") or answer.status_code == 302:
            return
        html = answer.content.decode()
        self.wrongs += [f"{what} English: {found}" for found in map(english, Reader(html).texts) if found]
        if answer.status_code == 422 and RARE in said.values() and escape(RARE) not in html:
            self.wrongs.append(f"{what} lost what was typed")


def test_rubbish_in_any_form_of_a_year_is_answered_in_chinese_and_never_by_an_error(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = NOTICES[2026].issued_on
    agenda, choices = Agenda(), Stream(bytes(32), "bad input")
    founded = moment(opening, 8)
    demonstration.mark_demonstration(founded)
    city = City(choices, "演示", accounts=True)
    city.found(founded)
    year = Year(2026, opening, 7, city, agenda, Report(), choices)
    year.put_down(Hearing(year).prepare)
    tried = Tried()
    for name, rows in MOMENTS:
        _play_until(agenda, rows)
        last = Act.objects.order_by("-entry_id")[0].at
        monkeypatch.setattr(demonstration, "timezone", SimpleNamespace(now=lambda at=last: at))
        _everybody_tries(tried, city, first=name == MOMENTS[0][0])
    assert not tried.wrongs, "\n".join(tried.wrongs)
    assert len(tried.makes) > 50


def _play_until(agenda: Agenda, rows: Callable[[], QuerySet[Any]]) -> None:
    def look() -> None:
        if rows().exists():
            raise _ReachedError

    with pytest.raises(_ReachedError):
        agenda.run(tick=look)


def _everybody_tries(tried: Tried, city: City, *, first: bool) -> None:
    """Every post at its own pages, and at those of what waits for it."""
    public = Client(raise_request_exception=False)
    for url in PUBLIC_PAGES if first else ("/",):
        read = tried.page(public, url)
        for link in read.links if read else ():
            if "/object/" in link:
                tried.page(public, link)
    for person in _one_of_each_post(city):
        client = Client(raise_request_exception=False)
        client.force_login(person)
        seen: set[str] = set()
        todo = ["/desk/todo/", *(OWN_PAGES if first else ())]
        while todo:
            url = todo.pop(0)
            read = tried.page(client, url)
            below = "/" if url == "/desk/todo/" else url
            links = dict.fromkeys(read.links if read else ())
            todo += [link for link in links if link.startswith(below) and link not in OWN_PAGES and _new(link, seen)]


def _one_of_each_post(city: City) -> list[Person]:
    """Those for whom something waits where a post is held by many."""
    waits = Sheet.objects.filter(stage="draft").values_list("seat__person", flat=True)[:1]
    judges = waits or Membership.objects.filter(role=Role.JUDGE).values_list("person", flat=True)[:1]
    holders = [*city.posts.values(), *list(city.heads.values())[:2], *list(city.signatories.values())[:2]]
    ids = [holder.id for holder in holders]
    return list(Person.objects.filter(pk__in=[*ids, *judges]))


def _new(link: str, seen: set[str]) -> bool:
    """Whether a page of this make was not met yet."""
    if "?" in link:
        return False
    match = resolve(link.partition("#")[0])
    make = f"{match.view_name} {match.kwargs.get('verb', '')}"
    if make in seen or match.view_name == "account_logout":
        return False
    seen.add(make)
    return True
