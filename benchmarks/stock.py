"""Invented rows in bulk: a database of so many applications in a few seconds, without a single act.

Everything in it is marked as invented; it is there to be measured and thrown away.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import islice

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from haizhi.accounts.models import Membership, Organisation, Person
from haizhi.applications.models import Application, Call
from haizhi.kernel import search, standing_orders
from haizhi.kernel.models import Act, Entry, Term
from haizhi.kernel.pinyin import initials, spelling
from haizhi.kernel.subjects import Subject
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.bodies import BODIES
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from haizhi.stations.models import Station

UNITS_OF = 5
"""Applications of one unit, one a year."""

WHERE = "南岸渝中江北沙坪巴綦长寿涪陵万州永川璧山铜梁潼"
WHAT = "智造云医新材光电生物农科数据汽车航天纳米芯片能源环境"
ENDS = ("科技有限公司", "研究院", "大学", "产业园管理委员会", "医院", "集团股份有限公司")
BUSY, DONE = ("endorsing", "qualifying", "returned", "qualified"), ("rejected", "not_proposed", "awarded", "approved")
OPEN = 40
"""So many of the last year's are open, in the stages named first: what waits does not grow with what was decided."""

TRAIL = 12
"""Acts on the case that is opened."""


class Stock:
    """A database with `size` applications, a clerk of the Office who is signed in, and one case with a trail."""

    def __init__(self, size: int) -> None:
        self.size = size
        make_haste()
        self.calls = list(_calls())
        self.units = list(some_units(max(40, size // UNITS_OF)))
        self.applications = list(islice(_applications(self.units, self.calls), size))
        Call._base_manager.bulk_create(self.calls)
        Organisation._base_manager.bulk_create(self.units, batch_size=2000)
        Application._base_manager.bulk_create(self.applications, batch_size=2000)
        keep_terms((*self.units, *self.applications))
        self.case = self.applications[size // 2]
        _trail(self.case)
        self.cookie = signed_in_as(Role.OFFICE_CLERK)
        analyse()
        connection.close()  # what follows begins with the settings that a city runs with


def keep_terms(subjects: Iterable[Subject]) -> None:
    """Let rows that were written in bulk be found. Millions of terms: past the ORM, which would take minutes."""
    rows = (
        (s.kind, s.pk, text) for s in subjects for text in search.terms(s.number, _names(s), phrases=s.named_by_phrases)
    )
    with _without_indexes(Term), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy("COPY kernel_term (kind, subject_id, text) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            said = ((kind, pk.hex, text) for kind, pk, text in rows)
            while some := list(islice(said, 50_000)):
                with transaction.atomic():  # else each row is a transaction of its own
                    cursor.executemany("INSERT INTO kernel_term (kind, subject_id, text) VALUES (%s, %s, %s)", some)


@contextmanager
def _without_indexes(model: type[Model]) -> Iterator[None]:
    """An index that is made of all rows at once takes a tenth of the time of one that each row is put into."""
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.add_index(model, index)


def _names(subject: Subject) -> tuple[str, ...]:
    if isinstance(subject, Organisation):
        return (subject.name,)
    return (subject.short_name,) if isinstance(subject, Station) else subject.names()


def _calls() -> Iterator[Call]:
    for year in range(2022, 2022 + UNITS_OF):
        yield Call(
            code=str(year), year=year, heading=f"{year}年申报通知（虚构）", stage="closed", version=1,
            issued_on=date(year, 3, 16), deadline=datetime(year, 5, 30, 16, tzinfo=UTC), edition="2026",
            published_at=datetime(year, 3, 16, 1, tzinfo=UTC),
        )  # fmt: skip


def some_units(count: int) -> Iterator[Organisation]:
    """Invented units, not saved."""
    kinds, affiliations = tuple(ApplicantKind), tuple(Affiliation)
    for n in range(count):
        where = WHERE[n % len(WHERE)] + WHERE[n // len(WHERE) % len(WHERE)]
        what = WHAT[n * 7 % len(WHAT)] + WHAT[n // 11 % len(WHAT)] + WHAT[n // 257 % len(WHAT)]
        name = f"重庆{where}{what}{ENDS[n % len(ENDS)]}（虚构{n}）"
        yield Organisation(
            name=name, code=f"91500000{n:010d}", applicant_kind=kinds[n // 5 % len(kinds)].value,
            affiliation=affiliations[n % len(affiliations)].value, district=BODIES[n % len(BODIES)].code,
            stage="active", version=1, initials=initials(name), pinyin=spelling(name),
        )  # fmt: skip


def _applications(units: list[Organisation], calls: list[Call]) -> Iterator[Application]:
    for n in range(len(units) * len(calls)):
        call, unit = calls[n // len(units)], units[n % len(units)]
        submitted = datetime(call.year, 4, 1, tzinfo=UTC) + timedelta(minutes=n % 80_000)
        is_open = n >= (len(calls) - 1) * len(units) and n % len(units) < OPEN
        yield Application(
            code=f"HZ-{call.year}-{n % len(units) + 1:06d}", call=call, unit=unit, district=unit.district,
            route=Route.VIA_DISTRICT if n % 3 else Route.DIRECT, station_name=unit.name[2:8],
            stage=(BUSY if is_open else DONE)[n % 4], version=3, submitted_at=submitted, arrived_at=submitted,
            money=n % 500 * 1_000_000, staff=n % 20,
            overview_basis="基础条件" * 25, overview_plan="拟建情况" * 25, overview_goals="预期目标" * 25,
            due_on=date(call.year, 6, 1) + timedelta(days=n % 60) if is_open and n % 4 == 0 else None,
        )  # fmt: skip


def _trail(case: Application) -> None:
    at = case.submitted_at or timezone.now()
    entries = [
        Entry(n=n, at=at, verb="application.reroute", subject=case.pk, body="0" * 64, peaks=[]) for n in range(TRAIL)
    ]
    Entry.objects.bulk_create(entries)
    Act.objects.bulk_create(
        Act(
            entry=entry, kind="application", verb=entry.verb, subject_id=case.pk, case_id=case.pk, number=case.code,
            title=case.title, by_name="虚构", role=Role.SIGNATORY, at=entry.at, opinion="同意。" * 10,
            article="《办法》", stage_before="draft", stage_after=case.stage, body={}, salt=b"", identity_salt=b"",
        )
        for entry in entries
    )  # fmt: skip


def signed_in_as(role: Role, unit: Organisation | None = None) -> str:
    """The cookie of a new person who holds a role, in a unit where it is one of a unit's."""
    person = Person(name="虚构经办人", mobile=f"138{len(role):08d}", stage="active", version=1)
    person.set_unusable_password()
    person.save()
    Membership._base_manager.create(
        person=person, role=role, organisation=unit, valid_from=date(2020, 1, 1), stage="active", version=1
    )
    return signed_in(person)


def signed_in(person: Person) -> str:
    """The cookie of somebody's session."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def make_haste() -> None:
    """Let SQLite keep what it writes in memory for now: nothing here has to outlive a power cut."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-400000")


def analyse() -> None:
    """Let the database know what it holds: PostgreSQL does so by itself, SQLite at each start."""
    standing_orders.take_stock(connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
