"""Cases that wait for somebody, put where a test needs them without their long way there."""

from datetime import date

from haizhi.accounts.models import Person
from haizhi.applications.models import Application
from haizhi.regulation.routing import Route
from haizhi.reviews.models import Seat, Session, Sheet, Turn
from tests.applications.factories import NOW, YUZHONG, open_call, unit
from tests.replay import replayed


@replayed
def case(
    stage: str = "qualifying", name: str = "重庆智造有限公司", district: str = YUZHONG, due_on: date | None = None
) -> Application:
    """An application of the year's call that comes by its district and stands at a stage."""
    return Application.objects.create(
        code=f"HZ-2026-{Application.objects.count() + 1:04d}",
        call=open_call(),
        unit=unit(name, district=district),
        district=district,
        route=Route.VIA_DISTRICT.value,
        station_name="智造",
        stage=stage,
        version=1,
        submitted_at=None if stage == "draft" else NOW,
        due_on=due_on,
    )


@replayed
def session(stage: str = "in_hearing") -> Session:
    """A session of the year's call at a stage."""
    serial = Session.objects.count() + 1
    return Session.objects.create(
        code=f"PS-2026-{serial:02d}",
        call=open_call(),
        name=f"第{serial}次评审会",
        held_at=NOW,
        place="会议厅",
        stage=stage,
        version=1,
    )


@replayed
def seat(of: Session, judge: Person, *, pledged: bool = True) -> Seat:
    """A judge's seat in a session."""
    return Seat.objects.create(
        session=of, serial=of.seats.count() + 1, origin=Seat.Origin.LEADER, person=judge, name=judge.name,
        employer="重庆市科学技术协会", token=f"{judge.pk.hex}{of.pk.hex}"[:64], pledged_at=NOW if pledged else None,
    )  # fmt: skip


@replayed
def sheet(of: Session, place: Seat) -> Sheet:
    """An open sheet of a seat for one more unit of the session."""
    count = of.turns.count() + 1
    turn = Turn.objects.create(
        session=of, application=case("in_review", f"重庆第{count}研究院"), stage="scoring", version=1, position=count
    )
    return Sheet.objects.create(turn=turn, seat=place, stage="draft", version=1)
