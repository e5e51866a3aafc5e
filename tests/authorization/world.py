"""The city in which the matrix is walked: the demonstration, and what it lacks.

A thing has, for each role, a row of its own and another's. For the roles of the whole city both are the same to
them, so that any pair does; for administrators, signers and the public nothing is their own.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from haizhi.accounts.acts import delegate, enrol, grant
from haizhi.accounts.demonstration import DEMONSTRATION_ACCOUNTS
from haizhi.accounts.models import Delegation, Key, Membership, Organisation, Person
from haizhi.accounts.queries import actor_for
from haizhi.applications import acts as applications
from haizhi.applications.facts import content
from haizhi.applications.models import (
    Application,
    Call,
    DistrictCutoff,
    Material,
    PaperReceipt,
    Printing,
    Record,
    Submission,
)
from haizhi.archives.models import Archive, Package
from haizhi.decisions.models import DocumentItem, Inquiry, JointDocument, Objection, Publicity, Resolution, ResultLetter
from haizhi.experts import acts as pool
from haizhi.experts.models import Correction, Discipline, Expert, Look
from haizhi.files.acts import request_purge
from haizhi.files.drafts import receive
from haizhi.files.models import Purge, Reception, Upload
from haizhi.kernel.actor import PUBLIC, SYSTEM, Actor
from haizhi.kernel.models import Act, Calendar, Checkpoint
from haizhi.kernel.source import new_id
from haizhi.notifications.models import Delivery, Notice
from haizhi.regulation.civil_time import CHINA, day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from haizhi.rehearsal import demonstration
from haizhi.rehearsal.city import HOME_DISTRICT
from haizhi.rehearsal.papers import paper
from haizhi.reviews import acts as reviews
from haizhi.reviews import drafts as review_drafts
from haizhi.reviews.models import Departure, Opening, Paper, Recusal, Seat, Session, Sheet, Turn
from haizhi.stations.models import Presentation, Station
from haizhi.ui.models import SavedFilter
from tests.authorization.assessments import assessments
from tests.authorization.lot_things import lots
from tests.authorization.matrix import ROLES, SEES, Row
from tests.authorization.money_things import money_things
from tests.authorization.standing_things import standing_things
from tests.authorization.task_things import task_things
from tests.authorization.unit_things import calendar_feeds, profile_rows, ways_in
from tests.authorization.walking import Browser
from tests.authorization.work_things import work_things

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
"""A Monday morning: the demonstration looks the same in every year in which these tests are run."""

UNITS, DISTRICTS = ("dft", "sgn", "stn"), ("dcl", "dhd")

Pair = tuple[Model, Model]


@dataclass(frozen=True, slots=True)
class Thing:
    """What an address speaks of: (own, another's) for each role that has any of its own, `usual` for all others."""

    usual: Pair
    by_role: Mapping[str, Pair]

    def own(self, role: str) -> Model:
        """The role's own, or one that is nobody's."""
        return self.by_role.get(role, self.usual)[0]

    def foreign(self, role: str) -> Model:
        """Another's."""
        return self.by_role.get(role, self.usual)[1]

    @property
    def rows(self) -> tuple[Model, ...]:
        """Every row that it names, each once."""
        pairs = (self.usual, *self.by_role.values())
        return tuple({row.pk: row for pair in pairs for row in pair}.values())


@dataclass(frozen=True, slots=True)
class World:
    """A browser for each role by its short name, the people behind them, and the things."""

    clients: Mapping[str, Browser]
    people: Mapping[str, Person]
    things: Mapping[str, Thing]


def places(row: Row, world: World, role: str) -> dict[str, str]:
    """Address → what the role is to get there: its own thing's, and another's where that is another one."""
    own, foreign = row.expected(role)
    if not row.thing:
        return {row.url(): own}
    thing = world.things[row.thing]
    if own == foreign != SEES:  # refused for what lies nearest to it, all the more for what is far
        return {row.url(thing.own(role)): own}
    return {row.url(thing.foreign(role)): foreign} | {row.url(thing.own(role)): own}


def build() -> World:
    """The demonstration with the missing things, everybody signed in."""
    demonstration.build(NOW)
    mailboxes = {short: DEMONSTRATION_ACCOUNTS[role].mailbox for short, role in ROLES.items() if role}
    people = {short: Person.objects.get(email=mailbox) for short, mailbox in mailboxes.items()}
    clients = {short: Browser(raise_request_exception=False) for short in ROLES}
    things = _applications(people) | _calls(people)
    things |= (
        _reviews(people, things["application"]) | _decisions(people, things["application"]) | _accounts(people, things)
    )
    things |= _archives()
    things |= assessments(things["station-papers"].usual)
    things |= {name: _same(row) for name, row in lots(_by(people["ocl"]), _by(people["spv"]), NOW).items()}
    of_units = things["station-papers"].usual[0]
    assert isinstance(of_units, Station)
    things |= {name: Thing(pair, {}) for name, pair in money_things(of_units, NOW).items()}
    things |= {"material": _files_of(things["application"]), "material-of-draft": _files_of(things["draft"])}
    for short, person in people.items():
        clients[short].force_login(person)
    return World(clients, people, things)


def _same(row: Model) -> Thing:
    return Thing((row, row), {})


def _by(person: Person) -> Actor:
    return actor_for(person, NOW)


def _applications(people: dict[str, Person]) -> dict[str, Thing]:
    home = _unit_of(people["dft"])
    asked = Recusal.objects.get(source="requested", session__stage="in_hearing")
    heard = asked.turn.application
    station = Station.objects.select_related("application").get(unit=_unit_of(people["stn"]))
    assert station.application
    for role in (Role.DRAFTER, Role.SIGNATORY):
        short = "dft" if role is Role.DRAFTER else "sgn"
        held = people[short].memberships.filter(role=role).values("organisation")
        for unit in Organisation.objects.filter(pk__in=[heard.unit_id, station.unit_id]).exclude(pk__in=held):
            grant(people[short], by=SYSTEM, at=NOW, role=role, valid_from=day_of(NOW), organisation=unit)
    other = Turn.objects.filter(session=asked.session).exclude(pk=asked.turn_id).order_by("position")[0].application
    by_district = Application.objects.filter(route=Route.VIA_DISTRICT, submitted_at__isnull=False).order_by("code")
    district = by_district.filter(district=HOME_DISTRICT)[0], by_district.exclude(district=HOME_DISTRICT)[0]
    submitted = {"dft": (heard, other), "sgn": (heard, other), "stn": (station.application, other)}
    direct = Application.objects.filter(route=Route.DIRECT, district=HOME_DISTRICT, submitted_at__isnull=False)
    return (
        {
            "application": Thing((heard, other), submitted | dict.fromkeys(DISTRICTS, district)),
            "direct": _same(direct.exclude(unit__in=[heard.unit, station.unit])[0]),
            "station": _same(station),
            "station-papers": _papers(station),
            "presentation": _presentations(station),
            "approved": _same(_approved()),
        }
        | _checks(people, {heard, other, station.application, *district})
        | _drafts(people, home, station)
        | {
            name: Thing(of_units, dict.fromkeys(DISTRICTS, of_districts))
            for name, (of_units, of_districts) in (work_things(station, NOW) | task_things(station, NOW)).items()
        }
        | {name: Thing(pair, {}) for name, pair in standing_things(station, NOW).items()}
    )


def _papers(station: Station) -> Thing:
    """The unit's own station and another one, whose papers and plaque are its own people's."""
    return Thing((station, Station.objects.exclude(unit=station.unit).order_by("code")[0]), {})


def _presentations(station: Station) -> Thing:
    """What the station and another one are about to show of themselves."""
    elsewhere = Station.objects.exclude(unit=station.unit).order_by("code")[0]
    Presentation.objects.filter(station__in=[station, elsewhere]).update(stage="superseded")
    own, other = [
        Presentation.objects.create(stage="draft", version=1, code=f"ZS-{each.code}-9", station=each, published_at=NOW)
        for each in (station, elsewhere)
    ]
    return Thing((own, other), {})


def _checks(people: dict[str, Person], seen: Collection[Application]) -> dict[str, Thing]:
    """What waits for districts and Office; a receipt of paper and a second version of each case that is looked at."""
    clerk, day = _by(people["ocl"]), day_of(NOW)
    for application in seen:
        PaperReceipt.objects.create(
            application=application, serial=1, copies=1, received_on=day, is_current=False, received_by="甲", at=NOW
        )
        last = application.submissions.latest("serial")
        if last.serial == 1:
            Submission.objects.create(
                application=application, serial=2, at=NOW, content=last.content, digest=last.digest
            )
    waiting = Application.objects.filter(stage="endorsing").order_by("code")
    endorsing = waiting.filter(district=HOME_DISTRICT)[0], waiting.exclude(district=HOME_DISTRICT)[0]
    qualifying = Application.objects.filter(stage="qualifying", route=Route.DIRECT).order_by("code")[0]
    corrections = Act.objects.filter(verb="application.correct").values("subject_id")
    corrected = Application.objects.filter(pk__in=corrections).order_by("code")[0]
    minutes = applications.enter_minutes(
        by=clerk,
        at=NOW,
        applications=[qualifying],
        minutes_number="资审〔2026〕99号",
        met_on=day,
        attendance="七人",
        scan=receive(paper("资格审核会议纪要"), by=clerk, at=NOW),
    )
    return {
        "endorsing": Thing(endorsing, {}),
        "qualifying": _same(qualifying),
        "corrected": _same(corrected),
        "minutes-check": _same(minutes),
    }


def _drafts(people: dict[str, Person], home: Organisation, station: Station) -> dict[str, Thing]:
    call = Call.objects.get(stage="open", track=Track.ANNUAL)
    own = Application.objects.get(unit=home, call=call)
    other = Application.objects.filter(call=call, stage="draft").exclude(pk=own.pk).order_by("code")[0]
    of_station = applications.begin(call, by=_by(people["sgn"]), at=NOW, unit=station.unit)
    elsewhere = Application.objects.filter(stage="awarded").exclude(unit=station.unit).order_by("code")[0].unit
    recorded = applications.record_paper(call, by=_by(people["ocl"]), at=NOW, unit=elsewhere)
    for application in (own, other, of_station):
        scan = receive(paper("简介", application.code), by=SYSTEM, at=NOW)
        Material.objects.create(application=application, sort=MaterialKind.OTHER, upload=scan, added_at=NOW)
        unread = {"pages": 1, "printed": 0, "unmarked": [1], "missing": []}
        signed = {"sort": MaterialKind.SIGNED_FORM, "upload": scan, "reading": unread}
        Material.objects.create(application=application, added_at=NOW, **signed)
        Printing.objects.create(application=application, digest="ab" * 32, content=content(application), at=NOW)
    drafts = Thing((own, other), {"stn": (of_station, other)})
    beside = {"record": _records_of(drafts), "material-row": _others_of(drafts)}
    return beside | {"draft": drafts, "recorded": _same(recorded)}


def _others_of(drafts: Thing) -> Thing:
    """A file of each draft, as a row of its materials."""
    made = {
        draft.pk: Material.objects.filter(application=draft.pk, sort=MaterialKind.OTHER)[0] for draft in drafts.rows
    }
    by_role = {role: (made[own.pk], made[other.pk]) for role, (own, other) in drafts.by_role.items()}
    return Thing((made[drafts.usual[0].pk], made[drafts.usual[1].pk]), by_role)


def _records_of(drafts: Thing) -> Thing:
    """A record of each draft."""
    made = {
        draft.pk: Record.objects.create(application_id=draft.pk, sort=RecordKind.TASK, place=99, saved_at=NOW)
        for draft in drafts.rows
    }
    by_role = {role: (made[own.pk], made[other.pk]) for role, (own, other) in drafts.by_role.items()}
    return Thing((made[drafts.usual[0].pk], made[drafts.usual[1].pk]), by_role)


def _unit_of(person: Person) -> Organisation:
    unit = Membership.objects.get(person=person, organisation__isnull=False).organisation
    assert unit is not None
    return unit


def _approved() -> Application:
    """A unit whose document is issued and whose plaque is still to come."""
    approved = Application.objects.filter(stage="deferred").order_by("code")[0]
    document = JointDocument.objects.filter(stage="issued").order_by("code")[0]
    DocumentItem.objects.create(document=document, application=approved)
    Application.objects.filter(pk=approved.pk).update(stage="approved")
    approved.refresh_from_db()
    return approved


def _archives() -> dict[str, Thing]:
    """A closed case that was filed, and its package."""
    closed = Application.objects.filter(stage="not_proposed", archive=None).order_by("code")[0]
    filed = {"code": "DA-2020-0001", "year": 2020, "retention": "long", "filed_at": NOW, "stage": "filed", "version": 1}
    archive = Archive.objects.create(application=closed, **filed)
    package = Package.objects.create(archive=archive, serial=1, sha256="0" * 64, size=1, entries=1, bound_at=NOW)
    return {"archive": _same(archive), "archive-package": _same(package)}


def _calls(people: dict[str, Person]) -> dict[str, Thing]:
    year = Call.objects.order_by("-year")[0].year
    draft = applications.compose(by=_by(people["ocl"]), at=NOW, year=year, track=Track.ACADEMICIAN)
    published = Call.objects.get(stage="open", track=Track.ANNUAL)
    own = DistrictCutoff.objects.get(call=published, district=HOME_DISTRICT)
    elsewhere = {"stage": "set", "version": 1, "cutoff": own.cutoff, "set_at": NOW}
    other = DistrictCutoff.objects.create(call=published, district="500103", **elsewhere)
    cutoffs = Thing((own, other), dict.fromkeys(DISTRICTS, (own, other)))
    return {"call": _same(published), "call-draft": _same(draft), "cutoff": cutoffs}


def _reviews(people: dict[str, Person], application: Thing) -> dict[str, Thing]:
    judge, unit_role = people["jdg"], {"dft", "sgn"}
    hearing = Session.objects.get(stage="in_hearing")
    coming = _session_without(people)
    own, others = (Turn.objects.get(session=hearing, application=application.usual[n].pk) for n in (0, 1))
    elsewhere = coming.turns.get()
    sitting_in, left = _closed_sessions(judge, application.own("stn"))
    units = dict.fromkeys(unit_role, (hearing, coming))
    declared = Recusal.objects.get(session=hearing, source="declared", person=judge)
    requested = Recusal.objects.get(session=hearing, source="requested")
    draft = _sheets(hearing, judge, "draft")
    return {
        "session": Thing((hearing, coming), units | {"jdg": (hearing, coming)}),
        "session-closed": Thing(
            (sitting_in, left), dict.fromkeys(unit_role, (left, sitting_in)) | {"jdg": (sitting_in, left)}
        ),
        "seat": Thing((_seat_of(sitting_in, judge), _colleague(sitting_in, judge)), {}),
        "turn": Thing((own, others), {"jdg": (own, elsewhere)}),
        "turn-announced": _same(_somebody_else_announced(hearing, application)),
        "recusal": Thing((requested, declared), {"jdg": (declared, requested)}),
        "sheet-draft": Thing(draft, {}),
        "sheet": Thing(_sheets(hearing, judge, "announced"), {}),
        "session-hearing": _same(hearing),
        "checkpoint-of-session": _same(_checkpoint_of(hearing)),
        "screen": _same(review_drafts.open_screen(hearing, at=NOW)),
        **_sitting(hearing, judge),
        **_pool(people),
    }


def _somebody_else_announced(hearing: Session, application: Thing) -> Turn:
    """A turn with its score, of a unit at which nobody of these is: the lot says who presents first."""
    own = [application.own(role).pk for role in ("dft", "stn")]
    return hearing.turns.filter(stage="announced").exclude(application__in=own).order_by("position")[0]


def _seat_of(session: Session, judge: Person) -> Seat:
    return session.seats.get(person=judge)


def _colleague(session: Session, judge: Person) -> Seat:
    return session.seats.filter(vacated_at__isnull=True).exclude(person=judge).order_by("serial")[0]


def _checkpoint_of(hearing: Session) -> Checkpoint:
    """A checkpoint of a session, whose address names the session."""
    found = Checkpoint.objects.filter(subject_id=hearing.pk).order_by("size")[0]
    found.case_code = hearing.code  # type: ignore[attr-defined]  # read by `address`
    return found


def _sitting(hearing: Session, judge: Person) -> dict[str, Thing]:
    """That the judge leaves, and a colleague; a sheet of each that is given on paper."""
    turn = Turn.objects.get(session=hearing, stage="scoring")
    own = hearing.seats.get(person=judge)
    other = hearing.seats.exclude(pk=own.pk).filter(vacated_at__isnull=True).order_by("serial")[0]
    rows = {"stage": "raised", "version": 1, "session": hearing, "reason": "公务", "left_at": NOW}
    departures = [Departure.objects.create(seat=seat, **rows) for seat in (own, other)]
    papers = [
        Paper.objects.create(turn=turn, seat=seat, stage="entering", version=1, reason="断网") for seat in (own, other)
    ]
    left = (departures[0], departures[1])
    read = {"turn": turn, "stage": "opened", "version": 1, "what": "form", "name": "申报表", "at": NOW}
    looks = [Opening.objects.create(seat=seat, **read) for seat in (own, other)]
    return {
        "opening": Thing((looks[0], looks[1]), {}),
        "departure": Thing(left, {"jdg": left}),
        "paper": Thing((papers[0], papers[1]), {}),
    }


def _session_without(people: dict[str, Person]) -> Session:
    """A session in preparation, in which the demonstration's judge does not sit, with one unit enlisted."""
    clerk, call = _by(people["ocl"]), Call.objects.get(stage="open", track=Track.ANNUAL)
    session = reviews.schedule(
        call, by=clerk, at=NOW, name="下一场评审会", held_at=NOW + timedelta(days=30), place="科协大厦三楼会议厅"
    )
    qualified = Application.objects.filter(call=call, stage="qualified").order_by("code")[0]
    reviews.enlist(session, by=clerk, at=NOW, application=qualified)
    return session


def _closed_sessions(judge: Person, awarded: Model) -> tuple[Session, Session]:
    """One in which the judge sat to the end, and the one of the awarded unit, which the judge left."""
    left = Session.objects.get(turns__application=awarded.pk)
    Seat.objects.filter(session=left, person=judge).update(vacated_at=NOW, vacated_because="因公出差")
    stayed = Session.objects.filter(stage="closed", seats__person=judge).exclude(pk=left.pk)
    return stayed.exclude(turns__application__unit__in=left.turns.values("application__unit"))[0], left


def _sheets(hearing: Session, judge: Person, stage: str) -> tuple[Sheet, Sheet]:
    """The judge's own sheet in a stage, and a colleague's for the same unit."""
    sheets = Sheet.objects.filter(turn__session=hearing, stage=stage).order_by("turn__position", "seat__serial")
    own = sheets.filter(seat__person=judge)[0]
    return own, sheets.filter(turn=own.turn).exclude(seat__person=judge)[0]


def _pool(people: dict[str, Person]) -> dict[str, Thing]:
    """Experts, what the judge and another ask to be corrected, looks of clerk and head, one invited just now."""
    own, other = experts = _experts(people["jdg"])
    invited = Expert.objects.filter(person__isnull=True).exclude(pk=other.pk).order_by("code")[0]
    invited = pool.invite(invited, by=_by(people["ocl"]), at=NOW)
    vars(invited)["by_link"] = True
    asked = pool.ask_correction(
        own, by=_by(people["jdg"]), at=NOW, employer="重庆市某研究院", name="李㛃", discipline=own.discipline
    )
    another = Correction.objects.create(expert=other, stage="waiting", version=1, asked_at=NOW)
    by_clerk, by_head = (
        pool.look(by=_by(people[who]), at=NOW, sort=Look.Sort.MASKED, opinion="抽查", rows=1) for who in ("ocl", "ohd")
    )
    return {
        "expert": Thing(experts, {}),
        "expert-invited": _same(invited),
        "discipline": _same(Discipline.objects.get(code="energy")),
        "correction": Thing((asked, another), {}),
        "look": Thing((by_head, by_clerk), {"ocl": (by_clerk, by_head)}),
    }


def _experts(judge: Person) -> tuple[Expert, Expert]:
    own, other = Expert.objects.filter(person__isnull=True).order_by("code")[:2]
    Expert.objects.filter(pk=own.pk).update(person=judge)
    own.refresh_from_db()
    return own, other


def _decisions(people: dict[str, Person], applications: Thing) -> dict[str, Thing]:
    resolution = Resolution.objects.filter(session__call__track=Track.ANNUAL).order_by("code")[0]
    publicity = Publicity.objects.filter(stage="running")[0]
    document = JointDocument.objects.filter(stage="issued").order_by("code")[0]
    objection = Objection.objects.filter(stage="dismissed").order_by("code")[0]
    objection.attachment = receive(paper("证明材料"), by=PUBLIC, at=NOW)
    objection.save(update_fields=["attachment"])
    another = Objection.objects.exclude(pk=objection.pk).order_by("code")[0]
    own, publicly = (Application.objects.get(pk=row.pk) for row in applications.usual)
    resolution.minutes = receive(paper("会议纪要"), by=_by(people["pty"]), at=NOW)
    resolution.save(update_fields=["minutes"])
    return {
        "resolution": _same(resolution),
        "resolution-prepared": _same(_in_preparation(resolution, "lines", "resolution", stage="prepared")),
        "publicity": _same(publicity),
        "publicity-prepared": _same(_in_preparation(publicity, "items", "publicity", **_UNPUBLISHED)),
        "objection": _same(objection),
        "inquiry": Thing((_put_to(own.unit, objection, 1), _put_to(publicly.unit, another, 2)), {}),
        "document": _same(document),
        "document-drafted": _same(_in_preparation(document, "items", "document", stage="drafted", document_number="")),
        "letter": Thing((_letter_to(own, 1, "sent"), _letter_to(publicly, 2, "sent")), {}),
        "letter-prepared": _same(_letter_to(publicly, 3, "prepared")),
        "minutes": _same(resolution.minutes),
        "purge": _same(_purge(_by(people["ohd"]))),
        "reception": _same(_reception()),
        "evidence": _same(objection.attachment),
    }


_UNPUBLISHED = {
    "stage": "prepared",
    "publish_at": NOW,
    "planned_last_day": day_of(NOW),
    "published_at": None,
    "first_day": None,
    "last_day": None,
}
"""As a 公示 is before it is published, with what it would have if that were set for a time."""


def _put_to(unit: Organisation, objection: Objection, serial: int) -> Inquiry:
    said = {"matters": "请说明合作协议的签署情况。", "put_at": NOW, "due_on": day_of(NOW) + timedelta(days=7)}
    code = f"SM-2026-900{serial}"
    return Inquiry.objects.create(code=code, objection=objection, unit=unit, stage="put", version=1, **said)


def _letter_to(application: Application, serial: int, stage: str) -> ResultLetter:
    said = {"outcome": "not_proposed", "reason": "名次靠后。", "text": "未列入。", "prepared_at": NOW, "sent_at": NOW}
    code = f"JG-2026-900{serial}"
    return ResultLetter.objects.create(code=code, application=application, stage=stage, version=1, **said)


def _purge(head: Actor) -> Purge:
    misplaced = receive(paper("误传文件"), by=PUBLIC, at=NOW)
    return request_purge(misplaced, by=head, at=NOW, authority="分管领导口头指示", opinion="误传")


def _reception() -> Reception:
    said = {"owner": "session x", "target": "/x/", "name": "a.pdf", "size": 9, "modified": 0, "head": "0" * 64}
    return Reception.objects.create(**said, started_at=NOW, last_at=NOW)


def _in_preparation(row: Any, listed: str, parent: str, **changes: object) -> Any:
    """Another one like it, as it was before it took effect, with the same units on its list."""
    items = list(getattr(row, listed).all())
    copy = type(row).objects.get(pk=row.pk)
    copy.pk, copy.code, copy._state.adding = new_id(), f"{row.code}-B", True
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    for item in items:
        item.pk, item._state.adding = None, True
        setattr(item, parent, copy)
        item.save(force_insert=True)
    return copy


def _accounts(people: dict[str, Person], things: dict[str, Thing]) -> dict[str, Thing]:
    day = day_of(NOW)
    draft = things["draft"].usual[0]
    assert isinstance(draft, Application)
    own_unit, station_unit = draft.unit, _unit_of(people["stn"])
    other = Organisation.objects.exclude(district=HOME_DISTRICT).exclude(memberships__person__in=people.values())[0]
    at_home = Organisation.objects.filter(district=HOME_DISTRICT)[0]
    stranger = _somebody("无岗位人员")
    delegations = {}
    for short in ("sgn", "dhd", "ohd", "asc", "bur"):
        own = Membership.objects.filter(person=people[short]).order_by("id")[0]
        week = {"valid_from": day + timedelta(days=7), "valid_to": day + timedelta(days=14)}
        colleague = _somebody(f"{people[short].name}的同事")
        delegations[short] = delegate(own, by=_by(people[short]), at=NOW, to=colleague, **week)
    pairs = {short: (row, _next(delegations, short)) for short, row in delegations.items()}
    members = Membership.objects.filter(role=Role.SIGNATORY, organisation=other)[0]
    clerks = Membership.objects.filter(role=Role.DISTRICT_CLERK).exclude(district=HOME_DISTRICT)[0]
    drafter = Membership.objects.get(person=people["dft"], organisation=own_unit)
    at_district = Membership.objects.get(person=people["dcl"])
    here = own_unit, _by(Membership.objects.filter(role=Role.SIGNATORY, organisation=own_unit)[0].person)
    there = other, _by(members.person)
    told = _notice(stranger)
    notices = {short: (_notice(person), told) for short, person in people.items()}
    kept = _filter(stranger)
    filters = {short: (_filter(person), kept) for short, person in people.items()}
    return {
        "person": Thing((stranger, people["jdg"]), {short: (p, stranger) for short, p in people.items()}),
        "account": _same(stranger),
        "membership": Thing((drafter, members), {"dhd": (at_district, clerks)}),
        "delegation": Thing((delegations["sgn"], delegations["dhd"]), pairs),
        "organisation": Thing(
            (own_unit, other),
            {"stn": (station_unit, other)} | dict.fromkeys(DISTRICTS, (at_home, other)),
        ),
        **{name: Thing(pair, {}) for name, pair in ways_in(here, there, NOW).items()},
        **{
            name: Thing((first, others), {"sgn": (second, others)})
            for name, (first, second, others) in profile_rows(here, there, NOW).items()
        },
        "key": _same(Key.objects.get(holder=people["ocl"], stage="active")),
        "calendar": _same(Calendar.objects.get(year=day.year)),
        "notice": Thing((told, told), notices),
        "saved-filter": Thing((kept, kept), filters),
        "feed": Thing(calendar_feeds(NOW), {}),
        "delivery": _same(_delivery(told)),
        "checkpoint": _same(Checkpoint.objects.order_by("size")[0]),
    }


def _somebody(name: str) -> Person:
    return enrol(by=SYSTEM, at=NOW, name=name, email=f"{new_id().hex}@rehearsal.haizhi.invalid")


def _next(delegations: dict[str, Delegation], short: str) -> Delegation:
    order = list(delegations)
    return delegations[order[(order.index(short) + 1) % len(order)]]


def _filter(person: Person) -> SavedFilter:
    return SavedFilter.objects.create(person_id=person.pk, path="/applications/", name="待审核", query="q=1")


def _notice(person: Person) -> Notice:
    published = Act.objects.exclude(notices__person=person).filter(verb="call.publish").order_by("entry_id")[0]
    told = {"case_id": published.case_id, "role": Role.SIGNATORY, "important": True}
    return Notice.objects.create(person=person, act=published, at=NOW, **told)


def _delivery(notice: Notice) -> Delivery:
    return Delivery.objects.create(
        notice=notice, channel="mail", address="reader@example.cn", state="given_up", made_at=NOW
    )


def _files_of(thing: Thing) -> Thing:
    return Thing(_first_files(thing.usual), {short: _first_files(pair) for short, pair in thing.by_role.items()})


def _first_files(pair: Pair) -> tuple[Upload, Upload]:
    own, other = (Upload.objects.filter(material__application=row.pk).order_by("uploaded_at", "pk")[0] for row in pair)
    return own, other
