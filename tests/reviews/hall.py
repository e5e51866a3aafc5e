"""A hearing that is on, made of rows: for what goes on in the hall it does not matter how its panel was drawn."""

from datetime import date, timedelta
from typing import Any

from haizhi.accounts.models import Membership, Person
from haizhi.kernel import vault
from haizhi.kernel.actor import Actor
from haizhi.regulation.review import SessionRules
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.facts import rules_detail
from haizhi.reviews.facts.sealing import kept_open
from haizhi.reviews.models import Seat, Session, Sheet, Turn
from tests.applications.factories import open_call
from tests.experts.factories import CLERK, NOW, judge, next_mobile
from tests.reviews.factories import HELD, RULES, application, marks


def in_hearing(units: int = 2, judges: int = 7, rules: SessionRules = RULES) -> Session:
    """A session that was opened, its judges pledged, its units waiting in order."""
    session = Session.objects.create(
        code=f"PS-2026-{Session.objects.count() + 90}",
        call=open_call(),
        name="2026年度重庆海智工作站评审会",
        held_at=HELD,
        place="重庆市科协会议中心3楼报告厅",
        rules=rules_detail(rules),
        stage="in_hearing",
        version=1,
    )
    private = vault.new_private()
    session.sheet_keys.create(
        public=vault.public_half(private).hex(),
        wrapped={},
        made_at=NOW,
        opened=kept_open(private, NOW),
        until=HELD + timedelta(days=365),
    )
    for serial in range(1, judges + 1):
        person = Person(name=f"评委{serial}", mobile=next_mobile(), stage="active", version=1)
        person.set_unusable_password()
        person.save()
        Membership._base_manager.create(
            person=person, role=Role.JUDGE, valid_from=date(2026, 1, 1), stage="active", version=1
        )
        session.seats.create(
            serial=serial,
            origin=Seat.Origin.LEADER,
            person=person,
            name=person.name,
            employer=f"重庆市第{serial}成员单位",
            token=f"{serial:064x}",
            pledged_at=NOW,
        )
    for position in range(1, units + 1):
        unit = application(f"重庆第{position}大学", stage="in_review")
        session.turns.create(application=unit, position=position, stage="waiting", version=1)
    return session


def by_seat(session: Session, serial: int) -> Seat:
    """The seat of that number."""
    return session.seats.select_related("person").get(serial=serial)


def judge_of(seat: Seat) -> Actor:
    """Whoever sits there."""
    return judge(seat.person_id, seat.name)


def called(session: Session) -> Turn:
    """The next unit, called in."""
    return acts.call_in(session.turns.filter(stage="waiting").order_by("position")[0], by=CLERK, at=HELD)


def scored(session: Session) -> Turn:
    """The next unit, being scored."""
    return acts.open_scoring(called(session), by=CLERK, at=HELD)


def locked(turn: Turn, *serials: int) -> list[Sheet]:
    """The sheets of those seats, or of all, locked."""
    drafts = turn.sheets.filter(stage="draft").select_related("seat", "turn__session")
    chosen = drafts.filter(seat__serial__in=serials) if serials else drafts
    return [acts.lock(sheet, by=judge_of(sheet.seat), at=HELD, marks=marks(70 + sheet.seat.serial)) for sheet in chosen]


def result_of(turn: Turn) -> dict[str, Any]:
    """What was announced of a unit."""
    found = Turn.objects.get(pk=turn.pk).result
    assert found
    return dict(found)


def announce(turn: Turn) -> dict[str, Any]:
    """Announce a unit: its result."""
    return result_of(acts.announce(turn, by=CLERK, at=HELD))
