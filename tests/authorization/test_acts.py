"""Every act as every role that the table of moves does not name, and on what is not theirs as those that it names."""

from typing import Any

import pytest
from django.urls import reverse

from haizhi.kernel.subjects import Subject
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import MOVES, Move, moves_of
from haizhi.reviews.models import Seat
from tests.authorization.matrix import DENIED, HIDDEN, POST_ROWS, ROLES, SEES, SIGN_IN, Row
from tests.authorization.walking import Answer, address, ask, patterns
from tests.authorization.world import DISTRICTS, NOW, UNITS, Thing, World, places

pytestmark = pytest.mark.django_db

ACT_PAGES = {
    "call": ("applications:call_act", "call"),
    "cutoff": ("applications:cutoff_act", "cutoff"),
    "application": ("applications:act", "application"),
    "minutes": ("applications:minutes_act", "minutes-check"),
    "discipline": ("experts:discipline_act", "discipline"),
    "expert": ("experts:act", "expert"),
    "correction": ("experts:correction_act", "correction"),
    "session": ("reviews:act", "session"),
    "lot": ("lots:act", "lot"),
    "recusal": ("reviews:recusal_act", "recusal"),
    "turn": ("reviews:turn_act", "turn"),
    "sheet": ("reviews:sheet_act", "sheet"),
    "paper": ("reviews:paper_act", "paper"),
    "departure": ("reviews:departure_act", "departure"),
    "resolution": ("decisions:resolution_act", "resolution-prepared"),
    "publicity": ("decisions:publicity_act", "publicity-prepared"),
    "objection": ("decisions:objection_act", "objection"),
    "inquiry": ("decisions:inquiry_act", "inquiry"),
    "document": ("decisions:document_act", "document"),
    "letter": ("decisions:letter_act", "letter-prepared"),
    "station": ("stations:act", "station-papers"),
    "presentation": ("stations:presentation_act", "presentation"),
    "work": ("stations:work_act", "work"),
    "plan": ("stations:plan_act", "plan"),
    "tie": ("stations:tie_act", "tie"),
    "task": ("stations:task_act", "task"),
    "assignment": ("stations:assignment_act", "assignment"),
    "summary_round": ("stations:summary_round_act", "summary-round"),
    "summary": ("stations:summary_act", "summary"),
    "assessment": ("assessments:act", "assessment"),
    "assessed": ("assessments:part_act", "assessed"),
    "score": ("assessments:sheet_act", "score"),
    "appeal": ("assessments:appeal_act", "appeal"),
    "budget": ("funding:budget_act", "budget"),
    "finance_rules": ("funding:rules_act", "finance-rules"),
    "grant": ("funding:act", "grant"),
    "payment": ("funding:payment_act", "payment"),
    "spending": ("funding:spending_act", "spending"),
    "account": ("funding:account_act", "final-account"),
    "check_round": ("funding:round_act", "check-round"),
    "check": ("funding:check_act", "check"),
    "recovery": ("funding:recovery_act", "recovery"),
    "plea": ("funding:plea_act", "plea"),
    "renewal": ("standing:renewal_act", "renewal"),
    "observation": ("standing:observation_act", "observation"),
    "rectification": ("standing:rectification_act", "rectification"),
    "revocation": ("standing:revocation_act", "revocation"),
    "ending": ("standing:ending_act", "ending"),
    "archive": ("archives:act", "archive"),
    "person": ("accounts:person_act", "account"),
    "organisation": ("accounts:organisation_act", "organisation"),
    "renaming": ("accounts:renaming_act", "renaming"),
    "joining": ("accounts:joining_act", "joining"),
    "invitation": ("accounts:invitation_act", "invitation"),
    "membership": ("accounts:membership_act", "membership"),
    "delegation": ("accounts:delegation_act", "delegation"),
    "calendar": ("accounts:calendar_act", "calendar"),
    "key": ("accounts:key_act", "key"),
    "feed": ("desk:feed_act", "feed"),
    "purge": ("files:purge_act", "purge"),
}
"""Where the acts of a kind are done, and on which thing of the world they are tried."""

DONE = tuple(move for move in MOVES.values() if not move.creates and move.kind in ACT_PAGES)

BOUND = (*UNITS, *DISTRICTS, "jdg")
"""The roles of which each has its own things; every delegation besides is one role's own."""

REFUSED = ("sign-in", "403", "404", "422")

FILLED_IN: dict[str, Any] = {
    "opinion": "理由", "agreed": "on", "granted": "yes", "upheld": "no", "finding": "结论", "answer": "答复",
    "reasons": ["overview"], "reasons_overview": "理由", "due_on": "2027-01-31", "visited_on": "2026-11-20",
    "visitors": "二人", "copies": "1", "received_on": "2026-11-20",
    "workdays": "5", "route": "direct", "accountability": "追究", "deadline": "2027-01-31",
    "first_day": "2026-12-01", "last_day": "2026-12-02", "question": "问题", "title": "名称", "cutoff": "2026-12-01T18:00",
    "name": "李㛃", "discipline": "energy", "employer": "重庆市某单位", "mobile": "13900002222", "ground": "other",
    "detail": "往来", "held_at": "2026-12-24T09:00", "place": "会议厅", "leaders": "2", "drawn": "5",
    "max_per_employer": "1", "step": "5", "minimum_sheets": "5", "trim_from": "5", "places": "2", "presentation": "10",
    "defence": "5", "value": "6180339887498948482045868343656381177203", "number": "渝科协发〔2026〕99号",
    "issued_on": "2026-11-23", "hours": "12", "minutes_number": "〔2026〕12号", "met_on": "2026-11-20", "attendance": "七人",
    "answer_hours": "24", "none": "on", "coming": "yes",
    "retention": "short", "short_name": "简称", "plaque_serial": "甲9", "ended_on": "2026-11-20", "handed_on": "2026-11-20", "received_by": "李㛃",
    "publish_at": "2026-12-01T09:00", "text": "内容", "matters": "事项",
    "amount": "100", "visit_on": "2026-12-01", "repay_by": "2026-12-31",
    "checkers": "二人", "account": "已核对", "voucher": "收1", "decided_by": "机关纪委", "decided_on": "2026-11-20",
    "statement": "意见", "hear_by": "2027-01-31", "heard_on": "2026-11-20", "minutes": "记录", "approved_on": "2026-11-23",
    "rules": "有关规定", "measure": "诫勉", "days_off": "1月1日", "days_worked": "", "basis": "通知", "marks": "{}",
}  # fmt: skip
"""What every form of an act asks for, so that it is the door that refuses and not the form."""


PUBLISHED = {"published_at": NOW, "first_day": day_of(NOW), "last_day": day_of(NOW)}
"""What a 公示 that was published has."""

HAS: dict[tuple[str, str], dict[str, Any]] = {
    ("publicity", "running"): PUBLISHED,
    ("publicity", "concluded"): PUBLISHED,
    ("tie", "ended"): {"ended_on": day_of(NOW)},
    ("tie", "kept"): {"ended_on": None},
    ("revocation", "decided"): {"heard_on": day_of(NOW), "reasons": "属实。"},
    ("ending", "settling"): {"ended_on": day_of(NOW)},
}
"""What a row of a kind has, or no longer has, in a stage."""


def filled_in(move: Move, world: World) -> dict[str, Any]:
    """A form that is in order for this move."""
    hearing = world.things["session"].own("ocl")
    origins = {"session.unseat": ["leader"], "session.vacate": ["drawn", "replacement"]}
    origins["session.note_answer"] = origins["session.vacate"]
    seats = Seat.objects.filter(session=hearing.pk, vacated_at__isnull=True, origin__in=origins.get(move.name, ()))
    own = {"serial": str(seats[0].serial)} if move.name in origins else {}
    return FILLED_IN | {"unit": getattr(world.things["organisation"].own("dft"), "code", "")} | own


def stage(thing: Thing, name: str) -> None:
    """Put every row of a thing in a stage, so that nothing but the role stands against the move."""
    for row in thing.rows:
        assert isinstance(row, Subject)
        more = HAS.get((row.kind, name), {})
        type(row)._base_manager.filter(pk=row.pk).update(stage=name, **more)


def says_who_does_it(answer: Answer, move: Move) -> bool:
    """Whether the page refuses for the role or the place, not for what was filled in."""
    return f"“{move.label}”由" in answer.text or "此件不在您的办理范围内" in answer.text


def test_every_act_has_its_address_here() -> None:
    assert {name for name, _, found in patterns() if "verb" in found} == {name for name, _ in ACT_PAGES.values()}
    only_created = {move.kind for move in MOVES.values()} - ACT_PAGES.keys()
    assert all(move.creates for kind in only_created for move in moves_of(kind))


@pytest.mark.parametrize("move", DONE, ids=lambda move: move.name)
def test_nobody_does_what_is_another_s_to_do(move: Move, world: World) -> None:
    name, of = ACT_PAGES[move.kind]
    thing = world.things[of]
    stage(thing, move.sources[0])
    form, wrong = filled_in(move, world), []
    for role, held in ROLES.items():
        may = held in move.roles and not move.cause
        if may and role not in BOUND and move.kind != "delegation":
            continue
        row = thing.foreign(role) if may else thing.own(role)
        answer = ask(world.clients[role], reverse(name, args=(*address(row), move.verb)), form)
        in_words = answer.outcome != "422" or says_who_does_it(answer, move)
        if answer.outcome not in REFUSED or answer.writes or not in_words:
            wrong.append(f"{role} {name} {row}: {answer.outcome} {answer.writes} {answer.trouble}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("move", DONE, ids=lambda move: move.name)
def test_the_page_of_an_act_shows_it_and_does_nothing(move: Move, world: World) -> None:
    name, of = ACT_PAGES[move.kind]
    stage(world.things[of], move.sources[0])
    wrong = []
    for role, held in ROLES.items():
        if held not in move.roles:
            continue
        answer = ask(world.clients[role], reverse(name, args=(*address(world.things[of].own(role)), move.verb)))
        if answer.outcome != ("404" if move.cause else "200") or answer.writes:
            wrong.append(f"{role} {name}: {answer.outcome} {answer.writes} {answer.trouble}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("row", POST_ROWS, ids=str)
def test_what_is_no_act_is_written_by_those_alone_whose_it_is(row: Row, world: World) -> None:
    wrong = []
    for role in ROLES:
        for url, expected in places(row, world, role).items():
            answer = ask(world.clients[role], url, FILLED_IN | {"field": "contact", "contact": "李㛃"})
            refused = answer.outcome in (DENIED, HIDDEN, SIGN_IN)
            if refused != (expected != SEES) or (refused and (answer.outcome != expected or answer.writes)):
                wrong.append(f"{role} {url}: {answer.outcome} instead of {expected} {answer.writes} {answer.trouble}")
    assert not wrong, "\n".join(wrong)
