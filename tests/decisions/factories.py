"""Decisions for tests: a session that was closed, and from there on the real acts."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haizhi.applications.models import Application
from haizhi.decisions import acts, drafts, queries
from haizhi.decisions.models import Inquiry, JointDocument, Objection, Publicity, Resolution
from haizhi.kernel.actor import PUBLIC, Actor, Grant
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.roles import Role
from haizhi.reviews.models import Session, Turn
from tests.accounts.factories import member
from tests.applications.factories import open_call, university
from tests.replay import replayed

CLOSED = datetime(2026, 6, 18, 9, 0, tzinfo=UTC)
RESOLVED = datetime(2026, 6, 26, 2, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
LAST_DAY = date(2026, 7, 8)
IN_TIME = datetime(2026, 7, 8, 15, 59, tzinfo=UTC)
OVER = datetime(2026, 7, 8, 16, 0, tzinfo=UTC)
SIGNED = datetime(2026, 7, 15, 2, 0, tzinfo=UTC)
ISSUED = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)

PHONE, SUPERVISION_PHONE = "023-63002858", "023-63659999"


def holding(role: Role, place: str = "", name: str = "") -> Actor:
    """Somebody in a role."""
    return Actor(uuid4(), name or role.label, (Grant(role, place),))


CLERK, HEAD = holding(Role.OFFICE_CLERK), holding(Role.OFFICE_HEAD)
RECORDER, SUPERVISOR = holding(Role.PARTY_RECORDER), holding(Role.SUPERVISOR)
SIGNER, COSIGNER = holding(Role.ASSOCIATION_SIGNER), holding(Role.BUREAU_SIGNER)
AUDITOR = holding(Role.AUDITOR)


@replayed
def reviewed(name: str = "", track: Track = Track.ANNUAL, stage: str = "reviewed") -> Application:
    """An application of the year's call that was reviewed."""
    serial = Application.objects.count() + 1
    unit = university(name or f"重庆第{serial}大学")
    return Application.objects.create(
        code=f"HZ-2026-{serial:04d}",
        call=open_call(track=track),
        unit=unit,
        district=unit.district,
        route="direct",
        station_name=unit.name[:20],
        stage=stage,
        version=1,
        submitted_at=CLOSED,
        arrived_at=CLOSED,
    )


@replayed
def closed_session(
    units: int = 8, ranks: Sequence[int | None] = (), target: int = 5, track: Track = Track.ANNUAL
) -> Session:
    """A closed session; `ranks` from the best on, 1, 2, 3 … when empty."""
    places = list(ranks or range(1, units + 1))
    applications = [reviewed(track=track) for _ in places]
    call = applications[0].call
    call.soft_target = target
    call.save(update_fields=["soft_target"])
    session = Session.objects.create(
        code=f"PS-2026-{Session.objects.count() + 1:02d}",
        call=call,
        name="2026年度重庆海智工作站评审会",
        held_at=CLOSED,
        place="重庆市科协会议中心",
        stage="closed",
        version=1,
        closed_at=CLOSED,
        ranking=[_row(a, rank, places.count(rank) > 1) for a, rank in zip(applications, places, strict=True)],
    )
    for place, application in enumerate(applications, 1):
        Turn.objects.create(session=session, application=application, position=place, stage="announced", version=1)
    return session


def _row(application: Application, rank: int | None, tied: bool) -> dict[str, object]:
    if rank is None:
        return {
            "applicant": application.code, "rank": None, "exact": None, "shown": None, "tied": False, "reason": "absent"
        }  # fmt: skip
    score = 95 - rank
    return {
        "applicant": application.code, "rank": rank, "exact": f"{score}/1", "shown": f"{score}.00", "tied": tied,
        "reason": "",
    }  # fmt: skip


@replayed
def prepared(units: int = 8, ranks: Sequence[int | None] = (), target: int = 5) -> Resolution:
    """A resolution as it is drawn up: the first five of eight proposed."""
    return acts.prepare_resolution(closed_session(units, ranks, target), by=RECORDER, at=RESOLVED)


@replayed
def decide_on(resolution: Resolution, application: Application, decision: str, reason: str = "") -> None:
    """Another decision on one application."""
    drafts.decide_lines(resolution, {application.code: (decision, reason)}, resolution.target_reason)


def explain_target(resolution: Resolution, reason: str) -> None:
    """Why more or fewer are proposed than the year's number."""
    drafts.decide_lines(resolution, {}, reason)


def decide(resolution: Resolution, place: int, decision: str, reason: str = "") -> None:
    """Another decision on the line at a place, from 0."""
    line = sorted(resolution.lines.all(), key=lambda found: found.application.code)[place]
    decide_on(resolution, line.application, decision, reason)


MEETING: dict[str, Any] = {
    "minutes_number": "渝科协党组会纪要〔2026〕12号",
    "met_on": date(2026, 6, 25),
    "attendance": "张𬭎、李㛃、王䶮、赵一、钱二",
    "absent": "孙三",
    "sitting_in": "周四",
}
"""A meeting of the party group: five of six were there, one sat in."""


@replayed
def apply(resolution: Resolution, at: datetime = RESOLVED) -> Resolution:
    """Entered as decided, after its meeting was written down."""
    if resolution.stage == "prepared":
        drafts.note_meeting(resolution, **MEETING)
    return acts.apply_resolution(resolution, by=RECORDER, at=at)


@replayed
def applied(units: int = 8) -> Resolution:
    """A resolution that took effect."""
    return apply(prepared(units))


@replayed
def publicity(units: int = 8) -> Publicity:
    """A 公示 in preparation."""
    return prepare_publicity(applied(units))


@replayed
def prepare_publicity(resolution: Resolution, *, count_first: bool = False) -> Publicity:
    """The 公示 of a resolution."""
    return acts.prepare_publicity(
        resolution,
        by=CLERK,
        at=PUBLISHED,
        heading=queries.suggested_heading(resolution),
        phone=PHONE,
        supervision_phone=SUPERVISION_PHONE,
        address="重庆市渝中区双钢路3号科协大厦",
        count_first=count_first,
    )


@replayed
def running(units: int = 8, at: datetime = PUBLISHED) -> Publicity:
    """A 公示 under way, from 2 to 8 July 2026."""
    return acts.publish_publicity(publicity(units), by=HEAD, at=at)


def named(found: Publicity | Resolution, place: int = 0) -> Application:
    """The unit at a place of the list, from 0."""
    if isinstance(found, Resolution):
        return found.lines.order_by("application__code")[place].application
    return found.applications.order_by("code")[place]


@replayed
def lodge(
    found: Publicity,
    place: int = 0,
    *,
    sort: str = Objection.Sort.OBJECTION.value,
    at: datetime = IN_TIME,
    name: str = "李㛃",
    anonymous: bool = False,
) -> Objection:
    """An objection by a person, with name and contact."""
    who: dict[str, Any] = {} if anonymous else {"name": name, "contact": "13900001111"}
    text = "该单位所附合作协议并未签署。"
    return acts.lodge(
        found, by=PUBLIC, at=at, application=named(found, place), sort=sort, text=text, anonymous=anonymous, **who
    )


@replayed
def accepted(found: Publicity, place: int = 0) -> Objection:
    """An objection that was taken up."""
    return acts.accept(lodge(found, place), by=CLERK, at=IN_TIME)


@replayed
def put_to(objection: Objection, *, at: datetime = IN_TIME, days: int = 3) -> Inquiry:
    """What the unit of an objection is asked to explain, within some days."""
    due_on = day_of(at) + timedelta(days=days)
    return acts.put_inquiry(objection, by=CLERK, at=at, matters="请说明合作协议的签署情况。", due_on=due_on)


def signatory_of(inquiry: Inquiry) -> Actor:
    """Whoever answers for the unit that was asked."""
    return holding(Role.SIGNATORY, str(inquiry.unit_id))


@replayed
def found_to_be(objection: Objection, *, upheld: bool, at: datetime = IN_TIME) -> Objection:
    """An objection with its finding, waiting for 纪检; what is upheld was put to the unit before, and answered."""
    if upheld and not objection.inquiries.exists():
        inquiry = put_to(objection, at=at)
        acts.answer_inquiry(inquiry, by=signatory_of(inquiry), at=at, answer="协议由我单位与对方签署。")
    return acts.find(
        objection,
        by=CLERK,
        at=at,
        upheld=upheld,
        finding="经核查合作协议原件，结论如上。",
        answer="感谢监督，核查结论已作出。",
    )


@replayed
def cleared(units: int = 8) -> list[Application]:
    """Units whose 公示 is over."""
    found = acts.conclude_publicity(running(units), by=CLERK, at=OVER)
    return list(found.applications.order_by("code"))


@replayed
def drafted(units: int = 8) -> JointDocument:
    """A joint document with every cleared unit."""
    named_ones = cleared(units)
    heading, body = queries.suggested_document(named_ones)
    return acts.draft_document(by=CLERK, at=OVER, applications=named_ones, heading=heading, body=body)


@replayed
def countersigned(units: int = 8, at: datetime = SIGNED) -> JointDocument:
    """A joint document signed by both, the second time at `at`."""
    signed = acts.sign(drafted(units), by=SIGNER, at=SIGNED)
    return acts.countersign(signed, by=COSIGNER, at=at)


@replayed
def issued(units: int = 8, number: str = "渝科协发〔2026〕60号") -> JointDocument:
    """A joint document in force since 20 July 2026."""
    return acts.issue(countersigned(units, ISSUED), by=CLERK, at=ISSUED, number=number)


def client_of(role: Role) -> Client:
    """A browser in which somebody of a city-wide role is signed in."""
    client = Client()
    client.force_login(member(role).person)
    return client


def queries_of(client: Client, url: str) -> int:
    """How many queries a page takes, warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as taken:
        assert client.get(url).status_code == 200
    return len(taken)


def text_of(response: Any) -> str:
    """A page's text as it was sent."""
    return str(response.content.decode())


def shown(client: Client, url: str, status: int = 200) -> str:
    """A page's text, once it answered as it should."""
    response = client.get(url)
    assert response.status_code == status
    return text_of(response)


def hidden(page: str, name: str) -> str:
    """The value of the first hidden field of that name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)
