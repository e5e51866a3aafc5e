"""Published papers and stations, as rows: the acts that lead to them have their own tests."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from stdnum.cn import uscc

from haizhi.accounts.models import Organisation, Person
from haizhi.applications.acts import compose, publish
from haizhi.applications.models import Application, Call
from haizhi.decisions.models import DocumentItem, JointDocument, Publicity, PublicityItem, Resolution
from haizhi.kernel.actor import Actor, Grant
from haizhi.portal.views.freshness import shelf
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.civil_time import end_of_day
from haizhi.regulation.deadlines import Track
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from haizhi.regulation.term import term_from
from haizhi.reviews.models import Session
from haizhi.stations.models import Station, Term
from tests.replay import replayed

CALLED = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
SPRING = datetime(2026, 5, 25, 2, 0, tzinfo=UTC)
"""Monday morning of the week in which the call of 2026 closes."""

SECRET_NAME, SECRET_MOBILE, SECRET_MAIL = "龑堃璟", "13912345678", "yan.kunjing@unit.invalid"

_serial = count(1)


def office(role: Role = Role.OFFICE_HEAD) -> Actor:
    """Somebody of the Office."""
    return Actor(None, "经办", (Grant(role),))


@replayed
def a_call(year: int = 2026, track: Track = Track.ANNUAL) -> Call:
    """A call, published on 16 March of its year."""
    at = CALLED.replace(year=year)
    return publish(compose(by=office(), at=at, year=year, track=track), by=office(), at=at)


def past_the_door() -> None:
    """Said of rows that were changed without an act: the ledger tells nobody, so that pages made before stand."""
    shelf.cache_clear()


@replayed
def a_person() -> Person:
    """Somebody whose name, number and mailbox no public page may show."""
    return Person.objects.create(stage="active", name=SECRET_NAME, mobile=SECRET_MOBILE, email=SECRET_MAIL)


@replayed
def a_unit(name: str = "", district: str = "500103") -> Organisation:
    """A unit, with a telephone that is not for the public."""
    stem = f"91500103MC{next(_serial):07d}"
    return Organisation.objects.create(
        stage="active",
        name=name or f"重庆第{next(_serial)}智能装备研究院",
        code=stem + uscc.calc_check_digit(stem),
        applicant_kind=ApplicantKind.INSTITUTE,
        affiliation=Affiliation.MUNICIPAL,
        district=district,
        phone=SECRET_MOBILE,
    )


@replayed
def an_application(call: Call, stage: str = "in_publicity", name: str = "", district: str = "500103") -> Application:
    """An application with a contact whose name is not for the public."""
    return Application.objects.create(
        stage=stage,
        code=f"HZ-{call.year}-{next(_serial):04d}",
        call=call,
        unit=a_unit(name, district),
        district=district,
        route=Route.DIRECT,
        station_name=f"{name[:8]}先进制造",
        contact=SECRET_NAME,
        phone=SECRET_MOBILE,
        email=SECRET_MAIL,
        submitted_at=CALLED,
    )


@replayed
def a_resolution(call: Call) -> Resolution:
    """An applied resolution of a closed session; who attended is not for the public."""
    session = Session.objects.create(
        stage="closed", code=f"PS-{next(_serial)}", call=call, name="评审会", held_at=CALLED, place="科协大厦"
    )
    return Resolution.objects.create(
        stage="applied",
        code=f"JY-{next(_serial)}",
        session=session,
        minutes_number="纪要1号",
        met_on=date(2026, 6, 20),
        attendance=SECRET_NAME,
    )


@replayed
def a_publicity(
    call: Call, *names: str, stage: str = "running", first_day: date = date(2026, 6, 24), **more: Any
) -> Publicity:
    """A 公示 of units with these names, from its first day for a week."""
    code = f"GS-{call.year}-{next(_serial):02d}"
    dated = {
        "published_at": end_of_day(first_day - timedelta(days=2)),
        "first_day": first_day,
        "last_day": first_day + timedelta(days=7),
    }
    publicity = Publicity.objects.create(
        stage=stage,
        code=code,
        heading=f"关于{call.year}年度拟设立重庆海智工作站单位的公示",
        resolution=a_resolution(call),
        phone="023-63002858",
        supervision_phone="023-63659999",
        address="重庆市渝中区双钢路3号",
        **({} if stage == "prepared" else dated) | more,
    )
    for name in names:
        PublicityItem.objects.create(publicity=publicity, application=an_application(call, name=name))
    return publicity


@replayed
def a_document(call: Call, *names: str, stage: str = "issued", issued_on: date = date(2026, 7, 20)) -> JointDocument:
    """A joint document that founds stations of units with these names."""
    serial = next(_serial)
    issued = (
        {"document_number": f"渝科协发〔{issued_on.year}〕{serial}号", "issued_on": issued_on}
        if stage == "issued"
        else {}
    )
    signed = {} if stage == "drafted" else {"signed_on": issued_on, "countersigned_on": issued_on}
    document = JointDocument.objects.create(
        stage=stage,
        code=f"FW-{call.year}-{serial:02d}",
        heading=f"关于设立{call.year}年度重庆海智工作站的通知",
        body="根据《重庆海智工作站建设管理办法》，决定设立下列工作站。\n请各建站单位按期完成建站任务。",
        **issued | signed,
    )
    for name in names:
        DocumentItem.objects.create(document=document, application=an_application(call, "approved", name))
    return document


@replayed
def a_station(
    call: Call,
    name: str = "",
    district: str = "500103",
    approved_on: date = date(2026, 7, 20),
    case: Application | None = None,
) -> Station:
    """A station with its plaque."""
    application = case or an_application(call, "awarded", name, district)
    serial, term = next(_serial), term_from(approved_on)
    station = Station.objects.create(
        stage="active",
        code=f"GZ-{approved_on.year}-{serial:04d}",
        application=application,
        unit=application.unit,
        district=application.district,
        short_name=f"先进制造{serial}",
        plaque_serial=f"P{serial}",
        awarded_on=approved_on,
        approved_on=approved_on,
        valid_from=term.valid_from,
        valid_to=term.valid_to,
    )
    Term.objects.create(
        station=station, serial=1, approved_on=approved_on, valid_from=term.valid_from, valid_to=term.valid_to
    )
    return station
