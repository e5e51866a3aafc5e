"""The demonstration as it is built in 2027, before a calendar is known; today's is built by `tests/test_readme.py`."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.db.models import DateTimeField, Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haizhi.accounts.demonstration import DEMONSTRATION_ACCOUNTS, demonstration_accounts
from haizhi.accounts.facts.cosigning import lacking
from haizhi.accounts.models import Demonstration, Organisation, Person
from haizhi.accounts.queries import actor_for
from haizhi.applications.acts import close_due
from haizhi.applications.models import Application, Call, Record
from haizhi.archives.models import Archive, Package
from haizhi.assessments.facts import results_of
from haizhi.assessments.models import Part, Round, Score
from haizhi.cli import main
from haizhi.decisions.models import JointDocument, Objection, Publicity
from haizhi.desk.queries import waiting
from haizhi.desk.queries.calendar import events_between
from haizhi.experts.models import Expert
from haizhi.funding.models import Check, FinalAccount, Grant, Plea, Recovery, Spending
from haizhi.kernel import ledger
from haizhi.kernel.cosigning import unlocked
from haizhi.kernel.models import Act, Calendar, Entry
from haizhi.kernel.state_calendar import KNOWN_YEARS
from haizhi.regulation.archiving import CLOSED
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.roles import Role
from haizhi.regulation.term import add_months
from haizhi.rehearsal import tasks
from haizhi.rehearsal.calendars import INVENTED
from haizhi.rehearsal.stations.house import founded
from haizhi.rehearsal.tasks import keep_unlocked
from haizhi.reviews.acts import disable_key
from haizhi.reviews.models import Paper, Recusal, Session, Sheet, Turn
from haizhi.reviews.queries import pending_ranking
from haizhi.reviews.tasks import destroy_expired
from haizhi.standing.models import Ending, Rectification, Renewal, Revocation
from haizhi.standing.queries import alerts
from haizhi.stations.models import Assignment, Plaque, Presentation, Station, SummaryRound, WorkEntry
from tests.portal.crawl import everything
from tests.rehearsal.conftest import Undone

pytestmark = pytest.mark.django_db

MOMENT = datetime(2027, 2, 27, 16, 10, tzinfo=UTC)
"""Ten minutes into the 28th in Chongqing."""

AHEAD = {
    "applications.Call.deadline",
    "applications.DistrictCutoff.cutoff",
    "decisions.Publicity.publish_at",
    "kernel.Unlocked.until",
    "reviews.SheetKey.until",
}
"""The moments that lie ahead."""


def demo() -> tuple[int, str, dict[str, Any]]:
    """Run `haizhi demo --json`: its exit code, its first line, and its object."""
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(StringIO()):
        code = main(["demo", "--json"])
    lines = out.getvalue().splitlines()
    return code, lines[0], json.loads(lines[-1])


@pytest.fixture(scope="module")
def now(undone: Undone) -> Iterator[datetime]:
    """The moment at which the demonstration that is there was built."""
    with undone(), time_machine.travel(MOMENT, tick=False):
        code, said, answer = demo()
        assert (code, said, answer["built"]) == (0, "演示数据已建立。", True)
        yield MOMENT


def account(role: Role) -> Person:
    """Whoever the demonstration's account of a role belongs to."""
    return Person.objects.get(email=DEMONSTRATION_ACCOUNTS[role].mailbox)


def test_one_annual_call_is_open_with_applications_at_every_step(now: datetime) -> None:
    call = Call.objects.get(track=Track.ANNUAL, stage="open")
    assert call.deadline
    assert call.deadline > now + timedelta(days=7)
    stages = set(call.applications.values_list("stage", flat=True))
    assert stages >= {"draft", "endorsing", "qualifying", "qualified"}
    assert close_due(now) == []


def test_one_session_is_in_hearing_with_a_unit_being_scored(now: datetime) -> None:
    session = Session.objects.get(stage="in_hearing")
    turn = Turn.objects.get(stage="scoring")
    assert turn.session == session
    assert session.turns.filter(stage="announced").count() >= 3
    assert session.turns.filter(stage="waiting").count() >= 3
    assert Sheet.objects.filter(turn=turn, stage="draft", seat__person=account(Role.JUDGE)).count() == 1


def test_the_sessions_of_earlier_years_show_whatever_may_come_in_between(now: datetime) -> None:
    for session in Session.objects.filter(stage="closed", call__track=Track.ANNUAL):
        ranked = pending_ranking(session)
        assert [row.tie.startswith("同分，比较第3项") for row in ranked].count(True) == 2
        assert [row.rank for row in ranked].count(None) == session.turns.filter(stage="absent").count() == 1
        assert session.departures.filter(stage="agreed").count() == 1
        assert Paper.objects.filter(turn__session=session, stage="taken").count() == 7
        assert Act.objects.filter(case_id=session.pk, verb="turn.confirm_readmit").count() == 1


def test_one_publicity_runs_with_one_unit_frozen_and_the_others_in_it(now: datetime) -> None:
    publicity = Publicity.objects.get(stage="running")
    assert publicity.last_day
    assert publicity.last_day >= day_of(now)
    objection = Objection.objects.get(publicity=publicity, stage__in=["accepted", "found"])
    assert objection.application
    assert objection.application.stage == "frozen"
    others = publicity.applications.exclude(pk=objection.application_id)
    assert set(others.values_list("stage", flat=True)) == {"in_publicity"}


def test_another_publicity_is_set_for_a_time_and_a_letter_was_found_to_be_true(now: datetime) -> None:
    waiting_for = Publicity.objects.get(stage="scheduled")
    assert waiting_for.publish_at
    assert now < waiting_for.publish_at < now + timedelta(days=5)
    letter = Objection.objects.get(channel=Objection.Channel.POST)
    assert (letter.stage, letter.publicity, letter.inquiries.get().stage) == ("upheld", None, "answered")
    outcomes = set(Objection.objects.values_list("stage", flat=True))
    assert outcomes == {"lodged", "accepted", "found", "upheld", "dismissed", "declined"}


def test_stations_of_two_earlier_years_stand(now: datetime) -> None:
    years = founded().values_list("awarded_on__year", flat=True)
    assert len(years) == 10
    assert len(set(years)) == 2
    assert max(years) < day_of(now).year


def test_a_plaque_is_shown_to_everybody_another_waits_to_be_handed_over_and_a_unit_for_its_own(now: datetime) -> None:
    shown = Plaque.objects.get(photo__isnull=False)
    assert (shown.state, shown.is_public) == (Plaque.State.HELD, True)
    made = Plaque.objects.get(state=Plaque.State.MADE)
    assert made.station.plaques.filter(state=Plaque.State.LOST).exists()
    assert Application.objects.filter(stage="approved").count() == 1
    held = Plaque.objects.filter(state=Plaque.State.HELD, station__in=founded())
    assert held.count() == founded().count() - 1
    assert not held.filter(received_by="").exists()


def test_stations_stand_at_every_point_of_their_term_and_after_it(now: datetime) -> None:
    today = day_of(now)
    stages = Counter(Station.objects.values_list("stage", flat=True))
    assert stages == {"active": 26, "due": 2, "revoked": 1, "given_up": 1}
    soon = Station.objects.filter(stage="active", valid_to__range=(today, add_months(today, 3)))
    assert soon.filter(application=None).count() >= 3
    assert Renewal.objects.get(stage="submitted").station in soon
    assert Rectification.objects.get(stage="issued").station == founded()[0]
    office = actor_for(account(Role.OFFICE_HEAD), now)
    heard = Revocation.objects.get(stage="noticed")
    assert {alert.station for alert in alerts(office, today)} > {heard.station}
    assert Revocation.objects.get(stage="revoked").station.stage == "revoked"
    assert set(Ending.objects.values_list("stage", flat=True)) == {"closed"}
    shown = Client().get(reverse("portal:ended_stations")).content.decode()
    ended = Station.objects.filter(stage__in=["revoked", "given_up"])
    assert all(station.short_name in shown for station in ended)


def test_work_tasks_and_summaries_are_met_on_every_step(now: datetime) -> None:
    work, own = WorkEntry.objects.all(), founded()[0]
    assert set(work.values_list("stage", flat=True)) == {"confirmed", "submitted", "questioned", "returned", "draft"}
    assert set(own.work.values_list("stage", flat=True)) == set(work.values_list("stage", flat=True))
    given = Assignment.objects.values_list("stage", flat=True)
    assert set(given) == {"sent", "accepted", "reported", "done"}
    assert Assignment.objects.filter(stage="sent", due_on__lt=day_of(now)).count() == 1
    latest = SummaryRound.objects.get(stage="open")
    summaries = Counter(latest.summaries.values_list("stage", flat=True))
    assert summaries.pop("accepted") > 15
    assert summaries == {"submitted": 1, "returned": 1, "draft": 1, "missed": 3}
    assert own.plans.filter(stage="filed").exists()
    assert own.ties.exists()


def test_a_round_of_assessment_is_with_the_peers_and_an_earlier_one_is_public(now: datetime) -> None:
    running = Round.objects.get(stage="scoring")
    assert running.lot
    assert running.lot.stage == "drawn"
    assert lacking(running.lot) == []
    own = founded()[0]
    sheets = Score.objects.filter(assessed__assessment=running, part=Part.PEER, rater=own)
    assert Counter(sheets.values_list("stage", flat=True)) == {"locked": 2, "peering": 3}
    [result] = results_of(own)
    assert result.passed
    earlier = Round.objects.get(stage="published")
    shown = Client().get(reverse("portal:assessment", args=[earlier.code])).content.decode()
    assert own.short_name in shown


def test_money_is_granted_paid_spent_doubted_paid_back_and_checked(now: datetime) -> None:
    assert Counter(Grant.objects.values_list("stage", flat=True)) == {"approved": 4, "proposed": 1, "settled": 1}
    spendings = Counter(Spending.objects.values_list("stage", flat=True))
    assert spendings == {"confirmed": 2, "misused": 1, "submitted": 1, "flagged": 1, "draft": 1}
    recovery = Recovery.objects.get(stage="running")
    assert 0 < recovery.repaid < recovery.amount
    assert Counter(Plea.objects.values_list("stage", flat=True)) == {"dismissed": 1, "asked": 1}
    lost = FinalAccount.objects.get(lost__gt=0)
    assert (lost.stage, lost.grant.station.stage) == ("closed", "revoked")
    checks = Check.objects.filter(stage="announced", visit_on__gt=day_of(now))
    assert checks.count() == 2


@pytest.mark.parametrize("role", DEMONSTRATION_ACCOUNTS)
def test_the_calendar_of_a_role_has_dates_around_now(role: Role, now: datetime) -> None:
    today = day_of(now)
    around = today - timedelta(days=60), today + timedelta(days=400)
    assert events_between(actor_for(account(role), now), *around)


def test_nothing_is_dated_after_now(now: datetime) -> None:
    columns = [
        (f"{model._meta.label}.{field.name}", model._base_manager.aggregate(latest=Max(field.name))["latest"])
        for model in apps.get_models()
        if model.__module__.startswith("haizhi.")
        for field in model._meta.concrete_fields
        if isinstance(field, DateTimeField)
    ]
    assert [name for name, latest in columns if latest and latest > now and name not in AHEAD] == []
    assert sum(latest is not None for _, latest in columns) > 15
    assert Entry.objects.order_by("-n").values_list("at", flat=True)[0] == now


def test_calendars_that_nobody_announced_are_marked_as_invented(now: datetime) -> None:
    invented = Calendar.objects.filter(invented=True).order_by("year")
    first = Call.objects.order_by("year")[0].year
    spanned = range(first, day_of(now).year + 2)
    assert list(invented.values_list("year", flat=True)) == [year for year in spanned if year not in KNOWN_YEARS]
    assert set(invented.values_list("basis", flat=True)) == {INVENTED}
    client = Client()
    client.force_login(account(Role.SYSTEM_ADMIN))
    shown = client.get(reverse("accounts:calendar", args=[invented[0].year])).content.decode()
    assert INVENTED in shown


def test_there_is_an_account_for_every_role_whose_password_opens_it(now: datetime) -> None:
    accounts = demonstration_accounts()
    assert {each.role for each in accounts} == set(Role) - {Role.PUBLIC, Role.SYSTEM}
    for each in accounts:
        person = account(each.role)
        assert person.check_password(each.password)
        assert actor_for(person, now).holds(each.role)


def test_an_account_signs_in_through_the_page(now: datetime) -> None:
    shown = DEMONSTRATION_ACCOUNTS[Role.OFFICE_CLERK]
    client = Client()
    entered = client.post(reverse("account_login"), {"login": shown.mailbox, "password": shown.password}, follow=True)
    assert entered.status_code == 200
    assert "待办" in entered.content.decode()


WAITING = {
    Role.DRAFTER: {"application"},
    Role.SIGNATORY: {"application", "inquiry", "rectification", "score", "plan", "summary", "assignment", "spending"},
    Role.DISTRICT_CLERK: {"application"},
    Role.DISTRICT_HEAD: {"application"},
    Role.OFFICE_CLERK: {
        "application", "session", "turn", "publicity", "objection", "presentation", "work", "assignment", "summary",
        "renewal", "assessment", "score", "check", "recovery",
    },
    Role.OFFICE_HEAD: {
        "application", "session", "turn", "publicity", "objection", "presentation", "letter", "grant", "spending",
        "station", "summary_round", "plea",
    },
    Role.JUDGE: {"sheet"},
    Role.SUPERVISOR: {"objection"},
    Role.PARTY_RECORDER: {"resolution"},
    Role.ASSOCIATION_SIGNER: {"document"},
    Role.BUREAU_SIGNER: {"document"},
    Role.STATION_CLERK: {"presentation", "work", "plan", "assignment", "summary", "score", "spending"},
    Role.SECURITY_ADMIN: {"purge"},
    Role.SYSTEM_ADMIN: set(),
    Role.AUDITOR: set(),
}  # fmt: skip
"""What waits for a role at least, so that somebody who signs in has something to do; for two nothing ever waits."""


@pytest.mark.parametrize("role", DEMONSTRATION_ACCOUNTS)
def test_who_signs_in_finds_a_desk_with_what_waits_for_the_role(role: Role, now: datetime) -> None:
    person = account(role)
    kinds = {group.kind for group in waiting(actor_for(person, now))}
    assert kinds >= WAITING[role]
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("desk:todo"))
    assert page.status_code == 200
    beside = 6 if role in {Role.STATION_CLERK, Role.SIGNATORY} else 1  # the station's own year stands beside its list
    assert len(queries) <= 7 + beside + len(kinds), "one for each kind that waits, however many of it do"
    assert ("没有待办" in page.content.decode()) == (not kinds)


def test_the_unit_of_the_demonstration_has_a_draft_half_filled_in(now: datetime) -> None:
    [place] = actor_for(account(Role.DRAFTER), now).places(Role.DRAFTER)
    draft = Application.objects.get(unit=UUID(place), stage="draft")
    assert draft.call.stage == "open"
    assert draft.station_name
    assert draft.overview_basis
    assert not draft.overview_goals


def test_the_unit_of_the_demonstration_was_heard_before_asked_for_a_recusal_and_was_told_why_not(now: datetime) -> None:
    signatory = account(Role.SIGNATORY)
    units = [UUID(place) for place in actor_for(signatory, now).places(Role.SIGNATORY)]
    former = Application.objects.get(unit__in=units, stage="not_proposed")
    turn = former.turns.get(stage="announced")
    assert turn.recusals.get(source=Recusal.Source.REQUESTED).stage == "dismissed"
    letter = former.result_letters.get(stage="sent")
    client = Client()
    client.force_login(signatory)
    case = client.get(former.get_absolute_url()).content.decode()
    heard = client.get(turn.get_absolute_url()).content.decode()
    assert turn.get_absolute_url() in case
    assert letter.get_absolute_url() in case
    assert client.get(letter.get_absolute_url()).status_code == 200
    assert reverse("reviews:slip", args=[turn.session.code, former.code]) in heard


def test_whoever_was_deferred_is_met_on_every_step_to_the_plaque(now: datetime) -> None:
    deferred = set(Act.objects.filter(verb="application.defer").values_list("subject_id", flat=True))
    stages = Application.objects.filter(pk__in=deferred).values_list("stage", flat=True)
    assert sorted(stages) == ["approved", "cleared", "cleared", "deferred", "proposed"]
    assert set(JointDocument.objects.values_list("stage", flat=True)) == {"issued", "drafted", "signed"}
    numbers = JointDocument.objects.filter(stage="issued").values_list("document_number", flat=True)
    assert len(set(numbers)) == len(numbers) == 3


def test_the_cases_of_the_first_year_are_filed_and_those_of_the_second_wait(now: datetime) -> None:
    first, second = Call.objects.filter(track=Track.ANNUAL, stage="closed").order_by("year")[:2]
    filed = Archive.objects.filter(application__call=first)
    closed = first.applications.filter(stage__in=CLOSED)
    assert set(filed.values_list("stage", flat=True)) == {"filed"}
    assert filed.count() == closed.count() == Package.objects.count() >= 6
    assert second.applications.filter(stage__in=CLOSED, archive=None).exists()


def test_the_keys_of_a_demonstration_left_running_for_days_still_sign(now: datetime) -> None:
    session = Session.objects.get(stage="in_hearing")

    def unlocked_after(days: int) -> list[str]:
        later = now + timedelta(days=days)
        destroy_expired(later)
        assert not unlocked(session.pk, later).exists()
        keep_unlocked(later)
        return [key.name.split("/")[1] for key in unlocked(session.pk, later)]

    assert unlocked_after(3) == ["operator", "witness"]
    assert lacking(session) == []
    assert session.sheet_keys.get().until == now + timedelta(days=4)
    supervisor = account(Role.SUPERVISOR)
    disable_key(session, by=actor_for(supervisor, now), at=now + timedelta(days=3))
    assert unlocked_after(5) == ["operator"], "what somebody locked stays locked"
    Demonstration.objects.all().delete()
    assert unlocked_after(7) == [], "elsewhere nobody unlocks a key for anybody"


def test_a_clock_put_forward_brings_about_what_falls_due_meanwhile(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "deliver", lambda at: 0)  # every notice of the years before: seconds
    hearing = Revocation.objects.get(stage="noticed")
    assert hearing.hear_by is not None
    client = Client()
    client.force_login(account(Role.OFFICE_CLERK))
    days = (hearing.hear_by - day_of(now)).days + 1
    client.post(reverse("rehearsal:forward"), {"days": days})
    hearing.refresh_from_db()
    assert hearing.stage == "heard", "nobody of the Office need wait for the worker"


def test_a_second_run_only_lists_the_accounts(now: datetime) -> None:
    before = ledger.size_and_root()
    code, said, answer = demo()
    assert (code, said, answer["built"]) == (0, "演示数据已经存在。", False)
    assert [row["role"] for row in answer["accounts"]] == [role.value for role in DEMONSTRATION_ACCOUNTS]
    assert ledger.size_and_root() == before


def test_the_ledger_of_the_demonstration_verifies(now: datetime) -> None:
    assert list(ledger.faults()) == []


def _persons() -> set[str]:
    """Names, numbers and mailboxes of everybody in the database; accounts named after their role are nobody."""
    found: set[Any] = {value for row in Person.objects.values_list("name", "mobile", "email") for value in row}
    found |= {
        value for row in Organisation.objects.values_list("contact", "head_name", "email", "phone") for value in row
    }
    found |= {value for row in Application.objects.values_list("contact", "email", "phone") for value in row}
    for expert in Expert.objects.exclude(sealed=""):
        found |= {expert.name, expert.contact.mobile, expert.contact.email}
    overseas = Record.objects.filter(sort=RecordKind.OVERSEAS_EXPERT).values_list("values__name", flat=True)
    return {value for value in (found | set(overseas)) - {role.label for role in Role} if value and len(value) > 1}


def test_no_public_byte_holds_a_person_and_no_public_answer_sets_a_cookie(now: datetime) -> None:
    # notices give a contact, and stations the telephone of an office
    published = {value for row in Call.objects.values_list("contact", "phone", "mailbox") for value in row}
    published |= {value for row in Publicity.objects.values_list("phone", "supervision_phone") for value in row}
    published |= set(Presentation.objects.values_list("phone", flat=True))
    secret = {value for value in _persons() if not any(value in shown for shown in published)}
    persons = re.compile("|".join(map(re.escape, sorted(secret, key=len, reverse=True))))
    pages = list(everything(Client()))
    held = [f"{name}: {found[0]}" for page in pages for name, text in page.texts if (found := persons.findall(text))]
    assert held == []
    assert [page.address for page in pages if page.sets_cookie] == []
    kinds = {name.partition("?")[0].rpartition(".")[2] for page in pages for name, _ in page.texts}
    assert kinds >= {"pdf", "docx", "zip", "jsonl", "atom", "csv", "xml", "txt", "note"}
    assert len(pages) > 100
