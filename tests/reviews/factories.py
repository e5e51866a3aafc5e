"""Sessions for tests, led through the real acts as far as a test needs them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from haizhi.accounts.acts import enrol, make_key
from haizhi.accounts.facts.cosigning import lacking
from haizhi.accounts.models import Organisation, Person
from haizhi.applications.models import Application
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.vault import stretching
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.review import SessionRules
from haizhi.reviews import acts
from haizhi.reviews.models import Seat, Session, Sheet, Turn
from tests.applications.factories import open_call, university
from tests.experts.factories import CLERK, NOW, SUPERVISOR, judge, next_mobile, pool
from tests.replay import replayed

HELD = datetime(2026, 6, 18, 1, 0, tzinfo=UTC)
DICE = "6180339887498948482045868343656381177203"
OTHER_DICE = "1414213562373095048801688724209698078569"
RULES = SessionRules(leaders=2, drawn=5)
PASSPHRASE = "嘉陵江畔 一盏茶 九级台阶 晴"
CODE = "23456-789AB-CDEFG-HJKLM-NPQRS"
CHEAP = 2
"""scrypt's N: nobody attacks a test."""


@replayed
def application(name: str, stage: str = "qualified") -> Application:
    """An application of the year's call, qualified without its long way there."""
    unit: Organisation = university(name)
    call = open_call()
    serial = Application.objects.count() + 1
    return Application.objects.create(
        code=f"HZ-2026-{serial:04d}",
        call=call,
        unit=unit,
        district=unit.district,
        route="direct",
        station_name=name[:6],
        stage=stage,
        version=1,
        submitted_at=NOW,
        arrived_at=NOW,
    )


@replayed
def leader(name: str = "王敏") -> Person:
    """A leader of a member unit with an account."""
    return enrol(by=SYSTEM, at=NOW, name=name, mobile=next_mobile())


@replayed
def scheduled(name: str = "2026年度重庆海智工作站评审会") -> Session:
    """A session with a date."""
    return acts.schedule(open_call(), by=CLERK, at=NOW, name=name, held_at=HELD, place="重庆市科协会议中心3楼报告厅")


@replayed
def keys() -> None:
    """Both sides have a signing key of their own, made on the platform."""
    for actor in (CLERK, SUPERVISOR):
        if actor.id and not Person.objects.filter(pk=actor.id).exists():
            person = Person(pk=actor.id, name=actor.name, mobile=next_mobile(), stage="active", joined_at=NOW)
            person.set_unusable_password()
            person.save()
            with stretching(CHEAP):
                make_key(by=actor, at=NOW, passphrase=PASSPHRASE)


@replayed
def sit(session: Session, at: datetime = NOW) -> Session:
    """Both sides unlock their keys for a day from some moment on; the session's key is made first if it isn't there."""
    if not session.sheet_keys.exists():
        acts.make_sheet_key(session, by=SUPERVISOR, at=at, code=CODE)
    for by in (CLERK, SUPERVISOR):
        acts.enable_key(session, by=by, at=at, passphrase=PASSPHRASE, hours=24)
    return session


@replayed
def prepared(units: int = 2, experts: int = 16, rules: SessionRules = RULES) -> Session:
    """A session ready to be frozen: rules, leaders, applicants, a pool."""
    session = scheduled()
    acts.set_rules(session, by=CLERK, at=NOW, rules=rules)
    for n in range(rules.leaders):
        acts.seat(session, by=CLERK, at=NOW, person=leader(f"领导{n}"), employer=f"重庆市第{n}成员单位")
    for n in range(units):
        acts.enlist(session, by=CLERK, at=NOW, application=application(f"重庆第{n}大学"))
    pool(experts)
    keys()
    return session


@replayed
def frozen(units: int = 2, experts: int = 16, rules: SessionRules = RULES) -> Session:
    """A session whose pool is frozen and signed."""
    session = prepared(units, experts, rules)
    acts.freeze(session, by=CLERK, at=NOW)
    return sit(acts.confirm_freeze(session, by=SUPERVISOR, at=NOW))


@replayed
def throw(session: Session, dice: str = DICE) -> Session:
    """The dice of the round, entered by both."""
    if lacking(session):
        sit(session)
    acts.record_entropy(session, by=CLERK, at=NOW, value=dice)
    return acts.witness_entropy(session, by=SUPERVISOR, at=NOW, value=dice)


@replayed
def draw(session: Session, dice: str = DICE) -> Session:
    """Dice, draw and co-signature."""
    throw(session, dice)
    acts.draw(session, by=CLERK, at=NOW)
    return acts.confirm_draw(session, by=SUPERVISOR, at=NOW)


@replayed
def drawn(units: int = 2, experts: int = 16, rules: SessionRules = RULES, dice: str = DICE) -> Session:
    """A session whose panel stands."""
    return draw(frozen(units, experts, rules), dice)


def seated(session: Session) -> list[tuple[Seat, Actor]]:
    """Each seat with its judge."""
    seats = session.seats.filter(vacated_at__isnull=True).select_related("person")
    return [(seat, judge(seat.person_id, seat.name)) for seat in seats]


@replayed
def opened(units: int = 2, experts: int = 16, rules: SessionRules = RULES) -> Session:
    """A session in hearing, everybody pledged."""
    session = drawn(units, experts, rules)
    for _, by in seated(session):
        acts.pledge(session, by=by, at=NOW)
    return sit(acts.open_hearing(session, by=CLERK, at=HELD), HELD)


def next_turn(session: Session) -> Turn:
    """The unit whose turn is next."""
    return session.turns.filter(stage="waiting").order_by("position")[0]


@replayed
def scoring(session: Session) -> Turn:
    """The next unit, called in and being scored."""
    turn = acts.call_in(next_turn(session), by=CLERK, at=HELD)
    return acts.open_scoring(turn, by=CLERK, at=HELD)


def marks(percent: int = 80, step: int = 5) -> dict[str, int]:
    """A whole sheet: each indicator at about so many percent of its maximum, in steps."""
    return {key: most * percent // 100 // step * step for key, most in REVIEW.maxima.items()}


@replayed
def lock_all(turn: Turn, percent: Callable[[int], int] = lambda n: 70 + n, *, but: Seat | None = None) -> list[Sheet]:
    """Every judge's sheet, locked, but one's if given; `percent` by seat number."""
    sheets = turn.sheets.filter(stage="draft").select_related("seat", "turn__session")
    return [
        acts.lock(sheet, by=judge(sheet.seat.person_id), at=HELD, marks=marks(percent(sheet.seat.serial)))
        for sheet in (sheets.exclude(seat=but) if but else sheets)
    ]


@replayed
def announced(session: Session, percent: Callable[[int], int] = lambda n: 70 + n) -> Turn:
    """The next unit, heard and announced."""
    turn = scoring(session)
    lock_all(turn, percent)
    return acts.announce(turn, by=CLERK, at=HELD)


@replayed
def closed(units: int = 2, rules: SessionRules = RULES) -> Session:
    """A session that ran to its end: each unit better than the one before."""
    session = opened(units, rules=rules)
    for place in range(units):
        announced(session, lambda n, place=place: 70 + n + place)  # type: ignore[misc]  # a default binds the place
    acts.close(session, by=CLERK, at=HELD + timedelta(hours=4))
    return acts.confirm_close(session, by=SUPERVISOR, at=HELD + timedelta(hours=4))


def rules(**changes: object) -> SessionRules:
    """The usual rules with some changed."""
    return replace(RULES, **changes)  # type: ignore[arg-type]  # by name, as the dataclass has them
