"""A hall of two hundred pads and two hundred screens: what saving costs, how many a second, how fresh the board is."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from benchmarks.crowd import ask_at_once, post
from benchmarks.measure import Figure, cpu
from benchmarks.serving import Served, served
from benchmarks.stock import signed_in
from haizhi.accounts.models import Membership, Organisation, Person
from haizhi.applications.models import Application, Call
from haizhi.fairness.encoding import canonical
from haizhi.kernel import vault
from haizhi.kernel.models import Act
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.review import SessionRules
from haizhi.regulation.roles import Role
from haizhi.reviews import drafts
from haizhi.reviews.facts import rules_detail
from haizhi.reviews.facts.sealing import kept_open
from haizhi.reviews.models import Seat, Session, Sheet, Turn

PADS = 200
SAVES = 5
"""Times that each pad saves, as fast as it is answered."""

SCREENS, EVERY = 200, 0.7
"""Screens, and seconds between two looks of each, as hall.js has it."""

WORKERS, THREADS = 2, 8
"""As `haizhi serve` has them where nobody says otherwise; each thread has a connection of its own."""

KEPT, FOUND = b"HTTP/1.1 204", b"HTTP/1.1 302"

_TOKEN = "x" * 32
"""What a browser has in its cookie and sends in the form against forgery."""

_MARKS = {key: most // 10 * 8 // 5 * 5 for key, most in REVIEW.maxima.items()}


@dataclass(frozen=True)
class Pad:
    """One judge's device: where its sheet is, and whose cookie it has."""

    sheet: Sheet
    address: str
    cookie: str


class Hall:
    """A unit that is being scored by two hundred judges, each with a pad; made of rows, all of them invented."""

    def __init__(self) -> None:
        at = timezone.now()
        call = Call.objects.create(
            code="2026", year=2026, heading="2026年申报通知（虚构）", stage="closed", version=1,
            issued_on=date(2026, 3, 16), deadline=datetime(2026, 5, 30, 16, tzinfo=UTC), edition="2026",
            published_at=at,
        )  # fmt: skip
        unit = Organisation.objects.create(
            name="重庆虚构大学", code="915000000000000000", applicant_kind="university", affiliation="municipal",
            district="500103", stage="active", version=1,
        )  # fmt: skip
        application = Application.objects.create(
            code="HZ-2026-0001", call=call, unit=unit, district=unit.district, route="direct", stage="in_review",
            version=1, station_name="虚构", submitted_at=at, arrived_at=at,
        )  # fmt: skip
        self.session = Session.objects.create(
            code="PS-2026-01", call=call, name="评审会（虚构）", held_at=at, place="虚构", stage="in_hearing",
            version=1,
            rules=rules_detail(SessionRules(leaders=2, drawn=5)),
        )  # fmt: skip
        private = vault.new_private()
        self.session.sheet_keys.create(
            public=vault.public_half(private).hex(), made_at=at, opened=kept_open(private, at),
            until=at + timedelta(days=1),
        )  # fmt: skip
        self.turn: Turn = self.session.turns.create(application=application, position=1, stage="scoring", version=1)
        self.screen = drafts.open_screen(self.session, at=at)
        self.pads = [self._pad(serial, at) for serial in range(1, PADS + 1)]

    def _pad(self, serial: int, at: datetime) -> Pad:
        person = Person(name=f"虚构{serial}", mobile=f"137{serial:08d}", stage="active", version=1)
        person.set_unusable_password()
        person.save()
        Membership.objects.create(
            person=person, role=Role.JUDGE, valid_from=date(2020, 1, 1), stage="active", version=1
        )
        seat = Seat.objects.create(
            session=self.session, serial=serial, origin=Seat.Origin.LEADER, person=person, name=person.name,
            employer="虚构", token=f"{serial:064x}", pledged_at=at,
        )  # fmt: skip
        sheet = Sheet.objects.create(turn=self.turn, seat=seat, stage="draft")
        return Pad(sheet, sheet.get_absolute_url(), f"{signed_in(person)}; {settings.CSRF_COOKIE_NAME}={_TOKEN}")


def figures() -> Iterator[Figure]:
    """Each piece of work with its floor and target. Raises RuntimeError when a sheet is lost or counted twice."""
    hall = Hall()
    connection.close()
    with served("benchmarks.bare") as bare:
        least = cpu(bare.asking("/"), times=400, spent=bare.spent)
    with served("haizhi.config.settings") as site:
        yield Figure("保存一项评分", cpu(_saving(site, hall.pads[0]), 40, spent=site.spent), least, "≤ 12 倍")
        look = cpu(_looking(site, hall), 200, spent=site.spent)
        yield Figure(f"{SCREENS} 块大屏看 1 秒", look * SCREENS / EVERY, None, "≤ 200 毫秒（一核的 20 %）")
    with served("haizhi.config.settings", WORKERS) as site:
        yield from _many_saves(site, hall)
        yield _freshness(site, hall)
        _lock_all(site, hall)


def _saving(site: Served, pad: Pad) -> Callable[[], None]:
    """A pad that saves a mark, another one each time."""
    way, turn = site.way(), 0

    def save() -> None:
        nonlocal turn
        turn += 1
        mark = {"field": "a3", "a3": tenths(turn % 20 * 5)}
        _post(way, f"{pad.address}save/", pad.cookie, {**mark, "csrfmiddlewaretoken": _TOKEN})

    return save


def _looking(site: Served, hall: Hall) -> Callable[[], None]:
    """A screen that asks again and is told that nothing changed."""
    way, board = site.way(), f"{hall.screen.get_absolute_url()}board/"
    tag = _get(way, board)[1]

    def look() -> None:
        status, _ = _get(way, board, tag)
        if status != HTTPStatus.NOT_MODIFIED:
            raise RuntimeError(f"the board answered {status}")

    return look


def _many_saves(site: Served, hall: Hall) -> Iterator[Figure]:
    """Seconds of a durable save while two hundred pads save at once, beside a bare commit of as many connections.

    The second figure is the CPU of one such save: where the machine has other work, the first waits and this does not.
    """
    keys = [f"a{n + 4}" for n in range(SAVES)]

    def fill_in(pad: Pad, keys: list[str]) -> Iterator[bytes]:
        for key in keys:
            fields = {"field": key, key: tenths(_MARKS[key]), "csrfmiddlewaretoken": _TOKEN}
            yield post(f"{pad.address}save/", pad.cookie, fields)

    ask_at_once(site.port, (fill_in(pad, ["a3"]) for pad in hall.pads), KEPT)  # every process has answered before
    idle, before = _bare_commit(hall), site.spent()
    began = time.monotonic()
    ask_at_once(site.port, (fill_in(pad, keys) for pad in hall.pads), KEPT)
    taken, spent = time.monotonic() - began, site.spent() - before
    bare = (idle + _bare_commit(hall)) / 2
    for pad in hall.pads:
        marks = drafts.marks_of(Sheet.objects.get(pk=pad.sheet.pk))
        if any(marks.get(key) != _MARKS[key] for key in keys):
            raise RuntimeError(f"pad {pad.sheet.seat.serial} lost what it had saved")
    saves = PADS * SAVES
    yield Figure(f"{PADS} 台同时保存，每次（墙上时间）", taken / saves, bare, "≤ 3.3 倍（吞吐 ≥ 0.3）")
    yield Figure(f"{PADS} 台同时保存，每次（处理器时间）", spent / saves)


def _bare_commit(hall: Hall) -> float:
    """Seconds of a commit of one changed row, by as many connections as the server has threads."""
    connections_at_once, commits = WORKERS * THREADS, 60

    def commit(sheet: Sheet) -> None:
        known = sheet.pk.hex if connection.vendor == "sqlite" else sheet.pk
        with connection.cursor() as cursor:
            for _ in range(commits):
                cursor.execute("UPDATE reviews_sheet SET version = version + 1 WHERE id = %s", [known])
        connections.close_all()

    sheets = [pad.sheet for pad in hall.pads[:connections_at_once]]
    began = time.monotonic()
    with ThreadPoolExecutor(connections_at_once) as pool:
        list(pool.map(commit, sheets))
    return (time.monotonic() - began) / (connections_at_once * commits)


def _freshness(site: Served, hall: Hall) -> Figure:
    """From the answer to a lock until a screen shows it, if it looks as late as it may."""
    for pad in hall.pads:
        drafts.save_marks(pad.sheet, _MARKS, at=timezone.now())
    way, board = site.way(), f"{hall.screen.get_absolute_url()}board/"
    tag = _get(way, board)[1]
    pad = hall.pads[0]
    _post(way, f"{pad.address}lock/", pad.cookie, _locking(str(uuid4())), HTTPStatus.FOUND)
    began = time.monotonic()
    status, _ = _get(way, board, tag)
    if status != HTTPStatus.OK:
        raise RuntimeError(f"the board answers {status} to what was locked")
    return Figure("锁定后大屏最迟显示", EVERY + time.monotonic() - began, None, "≤ 1 秒")


def _lock_all(site: Served, hall: Hall) -> None:
    """Every other pad locks at once, each sending the same submission twice, as after a lost answer."""
    sent = [post(f"{pad.address}lock/", pad.cookie, _locking(str(uuid4()))) for pad in hall.pads[1:]]
    ask_at_once(site.port, ([once, once] for once in sent), FOUND)
    locks = Act.objects.filter(verb="sheet.lock").values_list("subject_id", flat=True)
    if sorted(locks) != sorted(pad.sheet.pk for pad in hall.pads):
        raise RuntimeError("a sheet was lost or counted twice")


def _locking(once: str) -> dict[str, str]:
    return {"marks": canonical(_MARKS).decode(), "once": once, "csrfmiddlewaretoken": _TOKEN}


def _get(way: HTTPConnection, address: str, tag: str = "") -> tuple[int, str]:
    way.request("GET", address, headers={"If-None-Match": tag} if tag else {})
    answer = way.getresponse()
    answer.read()
    return answer.status, answer.headers.get("ETag", "")


def _post(
    way: HTTPConnection,
    address: str,
    cookie: str,
    fields: dict[str, str],
    wanted: HTTPStatus = HTTPStatus.NO_CONTENT,
) -> None:
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(fields)
    try:
        way.request("POST", address, body, headers)
        answer = way.getresponse()
    except (RemoteDisconnected, ConnectionError):  # the server closed a line that was idle; a browser asks once more
        way.close()
        way.request("POST", address, body, headers)
        answer = way.getresponse()
    answer.read()
    if answer.status != wanted:
        raise RuntimeError(f"{address} answered {answer.status}")
