"""The result of a session of sixty units and fifteen judges, among many applications: ranking, scores, diagnostics."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from benchmarks.asking import queries_of
from benchmarks.measure import Figure, cpu
from benchmarks.serving import Served
from benchmarks.stock import Stock, signed_in
from haizhi.accounts.models import Membership, Person
from haizhi.fairness.ceremony import ranking_rows
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.review import SessionRules
from haizhi.regulation.roles import Role
from haizhi.reviews.facts import result_of, rules_detail, standings
from haizhi.reviews.models import Seat, Session, Sheet, Turn

UNITS, JUDGES = 60, 15
RANKING = "≤ 30 倍"

_RULES = SessionRules(leaders=5, drawn=10)


def figures(site: Served, stock: Stock, least: float) -> Iterator[Figure]:
    """The ranking as the Office sees it, the same over two pages, and who gave what as 纪检 does."""
    code = _concluded(stock).code
    witness = _supervisor()
    for name, address, cookie in (
        ("评审排名", f"/reviews/{code}/result/", stock.cookie),
        ("评审排名，第2页", f"/reviews/{code}/result/?page=2", stock.cookie),
        ("各评委评分（纪检）", f"/reviews/{code}/result/scores/", witness),
        ("评分诊断（纪检）", f"/reviews/{code}/result/diagnostics/", witness),
    ):
        cost = cpu(site.asking(address, cookie), times=5, spent=site.spent)
        target = RANKING if "排名" in name else ""
        yield Figure(name, cost, least, target, queries=queries_of(address, cookie))


def _concluded(stock: Stock) -> Session:
    """A closed session, made of rows."""
    at = timezone.now()
    session = Session.objects.create(
        code="PS-2026-01", call=stock.calls[-1], name="评审会（虚构）", held_at=at, place="虚构", stage="closed",
        version=1, rules=rules_detail(_RULES), closed_at=at,
    )  # fmt: skip
    seats = [
        Seat(session=session, serial=n, origin="leader", name=f"虚构{n}", employer="虚构", token=f"{n:064x}")
        for n in range(1, JUDGES + 1)
    ]
    Seat.objects.bulk_create(seats)
    for place, application in enumerate(stock.applications[-UNITS:], start=1):
        turn = Turn(session=session, application=application, position=place, stage="announced", version=1)
        sheets = [
            Sheet(turn=turn, seat=seat, stage="announced", version=1, locked_at=at, marks=_marks(place, seat.serial))
            for seat in seats
        ]
        turn.result = result_of(turn, _RULES, sheets)
        turn.announced_at = at
        turn.save()
        Sheet.objects.bulk_create(sheets)
    session.ranking = ranking_rows(standings(session, _RULES)[0], _RULES.places)
    session.save()
    return session


def _marks(place: int, serial: int) -> dict[str, int]:
    return {
        key: most * (60 + (place * 7 + serial * 11 + column * 5) % 37) // 100 // 5 * 5
        for column, (key, most) in enumerate(REVIEW.maxima.items())
    }


def _supervisor() -> str:
    """The cookie of a new person of 纪检."""
    person = Person(name="虚构监督", mobile="13800000001", stage="active", version=1)
    person.set_unusable_password()
    person.save()
    rows = {"role": Role.SUPERVISOR, "valid_from": date(2020, 1, 1), "stage": "active", "version": 1}
    Membership._base_manager.create(person=person, **rows)
    return signed_in(person)
