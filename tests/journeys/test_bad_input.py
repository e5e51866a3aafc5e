"""Rubbish in every form that anybody meets in a year: a Chinese sentence, nothing lost, never an error of ours."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from html import escape
from types import SimpleNamespace
from typing import Any, TypeAlias
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
from haizhi.rehearsal.agenda import Agenda, moment
from haizhi.rehearsal.city import City
from haizhi.rehearsal.hearing import Hearing
from haizhi.rehearsal.intake import Year
from haizhi.rehearsal.report import Report
from haizhi.reviews.models import Session, Sheet, Turn
from tests.journeys.forms import RARE, Form, Reader
from tests.journeys.watch import english

ANSWERS = {200, 204, 302, 400, 403, 404, 405, 409, 413, 422, 429}
"""What rubbish may be answered with."""

PUBLIC_PAGES = ("/", "/accounts/login/", "/accounts/register/", "/accounts/join/", "/decisions/objections/follow/")
OWN_PAGES = (
    "/desk/todo/", "/desk/search/", "/applications/", "/applications/begin/", "/applications/record/",
    "/applications/calls/", "/applications/calls/new/", "/applications/forwarding/", "/applications/minutes/",
    "/applications/minutes/new/", "/files/purges/", "/files/purges/request/", "/notices/deliveries/", "/desk/ledger/",
    "/experts/", "/experts/new/", "/reviews/", "/reviews/new/",
    "/reviews/desk/", "/decisions/resolutions/", "/decisions/publicities/", "/decisions/objections/",
    "/decisions/documents/", "/stations/", "/stations/award/", "/accounts/people/", "/accounts/people/new/",
    "/accounts/memberships/", "/accounts/delegations/", "/accounts/delegations/new/", "/accounts/calendars/",
    "/accounts/calendars/new/", "/accounts/organisations/", "/accounts/organisations/new/", "/accounts/password/",
    "/accounts/organisations/own/", "/accounts/join/", "/accounts/joinings/", "/accounts/invitations/",
    "/accounts/invitations/new/", "/accounts/renamings/", "/notices/", "/rehearsal/",
)  # fmt: skip
"""Where whoever signed in may look for forms; what is not for them answers 403."""

ENOUGH = 3
"""Posts that look at such a page: what it shows to more of them is the same."""

NONSENSE = dict.fromkeys(
    ("q", "page", "sort", "stage", "year", "call", "district", "unit", "from", "session", "resolution", "kind", "back"),
    "\x00" + "9" * 40 + RARE,
)
"""What an address may be followed by."""

CASES = ("/applications/", "/reviews/", "/decisions/", "/stations/", "/experts/")
"""Where what waits for somebody leads."""

Rows: TypeAlias = Callable[[], QuerySet[Any]]

MOMENTS: tuple[tuple[str, Rows, tuple[str, ...]], ...] = (
    ("a unit fills in its form", lambda: Application.objects.filter(stage="draft"), ()),
    ("a district looks at it", lambda: Application.objects.filter(stage="endorsing"), ()),
    ("the Office checks", lambda: Application.objects.filter(stage="qualifying"), ()),
    ("a session is prepared", lambda: Session.objects.filter(stage="preparing", seats__isnull=False), ("/experts/",)),
    ("a session is sealed", lambda: Session.objects.filter(stage="frozen"), ()),
    ("a panel is drawn", lambda: Session.objects.filter(stage="drawn"), ()),
    ("a unit is heard", lambda: Turn.objects.filter(stage="presenting"), ()),
    ("a unit is marked", lambda: Turn.objects.filter(stage="scoring"), ()),
    ("a session is closed", lambda: Session.objects.filter(stage="closed"), ("/decisions/resolutions/new/",)),
    ("the party group decides", lambda: Resolution.objects.filter(stage="prepared"), ()),
    ("it decided", lambda: Resolution.objects.filter(stage="applied"), ("/decisions/publicities/new/",)),
    ("a 公示 waits for its publication", lambda: Publicity.objects.filter(stage="prepared"), ()),
    ("somebody objected", lambda: Objection.objects.filter(stage="lodged"), ()),
    ("an objection was accepted", lambda: Objection.objects.filter(stage="accepted"), ()),
    ("an objection was looked into", lambda: Objection.objects.filter(stage="found"), ()),
    ("nobody objects any more", lambda: Application.objects.filter(stage="cleared"), ("/decisions/documents/new/",)),
    ("a document is signed", lambda: JointDocument.objects.filter(stage="signed"), ()),
    ("a document waits for its number", lambda: JointDocument.objects.filter(stage="countersigned"), ()),
    ("plaques wait", lambda: Application.objects.filter(stage="approved"), ("/stations/award/",)),
)
"""When to look, as soon as there is such a row, and at which pages beside those of what waits for somebody."""


class _ReachedError(Exception):
    """The moment has come."""


class Tried:
    """Posts rubbish to each make of form once and takes back what it did."""

    def __init__(self) -> None:
        self.makes: set[tuple[str, tuple[str, ...]]] = set()
        self.asked: set[str] = set()
        self.files: set[str] = set()
        self.shown: Counter[str] = Counter()
        self.wrongs: list[str] = []

    def page(self, client: Client, url: str) -> Reader | None:
        """Look at a page, ask it for nonsense, and try its forms; what turned out to be a file is no page."""
        if _make(url) in self.files:
            return None
        answer = client.get(url)
        if answer.status_code != 200:
            self._judge(url, {}, answer)
            return None
        if "html" not in answer.headers["Content-Type"]:
            self.files.add(_make(url))
            answer.getvalue()
            return None
        if _make(url) not in self.asked:
            self.asked.add(_make(url))
            self._judge(url, NONSENSE, client.get(url, NONSENSE))
        read = Reader(answer.content.decode())
        for form in read.forms:
            self.form(client, urlsplit(urljoin(url, form.action or url)).path, form)
            if form.autosave:
                self.form(client, form.autosave, form, field=form.kept[-1])
        return read

    def form(self, client: Client, url: str, form: Form, **more: str) -> None:
        """Post every rubbish to a form, unless one of its make was tried before."""
        make = (_make(url), form.make)
        if make in self.makes or "account_logout" in make[0]:
            return
        self.makes.add(make)
        for said in form.rubbish():
            with transaction.atomic():
                self._judge(url, said | more, client.post(url, said | more))
                transaction.set_rollback(True)

    def _judge(self, url: str, said: dict[str, Any], answer: Any) -> None:
        trouble = getattr(answer, "exc_info", None)
        given = {name: str(value)[:12] for name, value in said.items()}
        what = f"{url} {given} {answer.status_code}"
        if answer.status_code not in ANSWERS:
            self.wrongs.append(f"{what} {trouble[1]!r:.200}" if trouble else what)
        if "html" not in answer.headers.get("Content-Type", "") or answer.status_code == 302:
            return
        html = answer.content.decode()
        self.wrongs += [f"{what} English: {found}" for found in map(english, Reader(html).texts) if found]
        typed = [value for name, value in said.items() if name != "passphrase"]  # which no page repeats
        if answer.status_code == 422 and RARE in typed and escape(RARE) not in html:
            self.wrongs.append(f"{what} lost what was typed")


@pytest.mark.once
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
    own: tuple[str, ...] = OWN_PAGES
    for _, rows, pages in MOMENTS:
        _play_until(agenda, rows)
        last = Act.objects.order_by("-entry_id")[0].at
        monkeypatch.setattr(demonstration, "timezone", SimpleNamespace(now=lambda at=last: at))
        _everybody_tries(tried, city, own + pages, last)
        own = ()
    assert not tried.wrongs, "\n".join(tried.wrongs)
    assert len(tried.makes) > 50


def _play_until(agenda: Agenda, rows: Rows) -> None:
    def look() -> None:
        if rows().exists():
            raise _ReachedError

    with pytest.raises(_ReachedError):
        agenda.run(tick=look)


def _everybody_tries(tried: Tried, city: City, own: tuple[str, ...], at: datetime) -> None:
    """Every post at its own pages, and at those of what waits for it."""
    public = Client(raise_request_exception=False)
    for url in PUBLIC_PAGES:
        read = tried.page(public, url)
        for link in read.links if read else ():
            if "/object/" in link:
                tried.page(public, link)
    for person in _one_of_each_post(city, at):
        client = Client(raise_request_exception=False)
        client.force_login(person)
        seen: set[str] = set()
        todo = ["/desk/todo/", *(url for url in own if tried.shown[url] < ENOUGH)]
        while todo:
            url = todo.pop(0)
            read = tried.page(client, url)
            links = dict.fromkeys(read.links if read else ())
            if read and url in own:
                tried.shown[url] += 1
            if url == "/desk/todo/":
                todo += [link for link in links if link.startswith(CASES) and link not in OWN_PAGES]
            else:
                todo += [link for link in links if link.startswith(url) and _new(link, seen)]


def _one_of_each_post(city: City, at: datetime) -> list[Person]:
    """Those for whom something waits where a post is held by many."""
    waits = Sheet.objects.filter(stage="draft").values_list("seat__person", flat=True)[:1]
    judges = waits or Membership.objects.filter(role=Role.JUDGE).values_list("person", flat=True)[:1]
    units = Application.objects.filter(stage="draft").values_list("unit", flat=True)[:1]
    districts = Application.objects.filter(stage="endorsing").values_list("district", flat=True)[:1]
    signatories = [city.signatories[str(unit)] for unit in units] or list(city.signatories.values())[:1]
    heads = [city.head_of(district, at) for district in districts] or list(city.heads.values())[:1]
    ids = [holder.id for holder in (*city.posts.values(), *signatories, *heads)]
    return list(Person.objects.filter(pk__in=[*ids, *judges]))


def _new(link: str, seen: set[str]) -> bool:
    """Whether a page of this make was not met yet."""
    if "?" in link:
        return False
    make = _make(link)
    if make in seen:
        return False
    seen.add(make)
    return True


def _make(url: str) -> str:
    """Whose address it is: the view, and the act where there is one."""
    match = resolve(urlsplit(url).path)
    return f"{match.view_name} {match.kwargs.get('verb', '')}"
