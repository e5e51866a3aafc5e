"""What is done to a session's units while its pool is being frozen: the freeze holds what stands, or nothing."""

from collections.abc import Callable
from functools import partial

import pytest

from haizhi.regulation.recusals import InterestGround
from haizhi.reviews import acts
from haizhi.reviews.models import Session, Turn
from tests.accounts.test_at_once import at_once
from tests.applications.factories import signatory
from tests.experts.factories import CLERK, NOW, pool
from tests.reviews.factories import RULES, application, keys, leader, scheduled

pytestmark = pytest.mark.django_db(transaction=True)

SESSIONS = 3


def ready() -> Session:
    """A session that only has to be frozen; the pool and the keys are there already."""
    session = scheduled()
    acts.set_rules(session, by=CLERK, at=NOW, rules=RULES)
    for n in range(RULES.leaders):
        acts.seat(session, by=CLERK, at=NOW, person=leader(f"领导{session.code}{n}"), employer="重庆市科学技术协会")
    for n in range(2):
        acts.enlist(session, by=CLERK, at=NOW, application=application(f"重庆{session.code}第{n}大学"))
    return session


def freeze(session: Session) -> None:
    acts.freeze(Session.objects.get(pk=session.pk), by=CLERK, at=NOW)


def ask(turn: Turn) -> None:
    by = signatory(turn.application.unit)
    acts.request(turn, by=by, at=NOW, named="某人", ground=InterestGround.KIN, explanation="堂兄")


def test_nothing_is_struck_or_asked_behind_a_freeze() -> None:
    pool(12)
    keys()
    sessions = [ready() for _ in range(SESSIONS)]
    turns = [Turn.objects.filter(session=each).order_by("application__code") for each in sessions]
    struck = [each[0] for each in turns]
    asking = [each[1] for each in turns]
    deeds: list[Callable[[], object]] = [partial(freeze, each) for each in sessions]
    deeds += [partial(acts.strike, turn, by=CLERK, at=NOW, opinion="退出") for turn in struck]
    deeds += [partial(ask, turn) for turn in asking]
    answers = at_once(deeds)
    for n, session in enumerate(sessions):
        session.refresh_from_db()
        frozen, gone, asked = (answers[n + SESSIONS * part] == "done" for part in range(3))
        assert frozen == (session.stage == "freezing")
        standing = sorted(session.turns.exclude(stage="struck").values_list("application__code", flat=True))
        assert len(standing) == (1 if gone else 2)
        if session.freeze:
            assert session.freeze["applicants"] == standing
            assert not asked
