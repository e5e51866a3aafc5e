"""A round of assessment whose process is killed in every act: what was under way leaves no trace, and is done again."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import count
from typing import Any
from unittest.mock import patch
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.models import Model

from haizhi.assessments import acts
from haizhi.assessments.models import Assessed, Round, Score
from haizhi.fairness.stream import Stream
from haizhi.kernel import ledger
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import AlreadyDone, submission
from haizhi.kernel.models import Act, Entry, Outgoing
from haizhi.kernel.source import drawing_from
from haizhi.regulation.moves import moves_of
from tests.assessments.factories import (
    ASSIGNED,
    CLOSED,
    COMPOSED,
    PUBLISHED,
    RATED,
    SCORED,
    given,
    head_of,
    marked_by_two,
    part_of,
    plan,
    ready,
    sheet_on,
    team,
    whole,
)
from tests.experts.factories import CLERK, HEAD, SUPERVISOR
from tests.lots.factories import led
from tests.reviews.factories import keys

pytestmark = pytest.mark.django_db(transaction=True)

ONE, TWO, FOUR, ELEVEN = "GZ-2026-0001", "GZ-2026-0002", "GZ-2026-0004", "GZ-2026-0011"
"""As the dice fall, 1 assesses 2, 2 assesses 4 and 4 assesses 1; the others of the eleven give no sheet of their own."""

MOVES = {move.name for kind in ("assessment", "assessed", "score", "appeal") for move in moves_of(kind)}
Deed = Callable[[], object]


def course(people: Sequence[Actor]) -> Iterator[Deed]:
    """Every act of a round at least once, each made ready when the one before was done; `people` are the Office's."""
    yield lambda: acts.compose(by=CLERK, at=COMPOSED, **plan(name="另一轮"))
    other = Round.objects.get()
    changed = plan(name="又一轮")
    yield lambda: acts.amend(
        other, by=CLERK, at=COMPOSED, **{k: changed[k] for k in changed.keys() - {"year", "by_cohort"}}
    )
    yield lambda: acts.drop(other, by=CLERK, at=COMPOSED, opinion="重复")
    yield lambda: acts.compose(by=CLERK, at=COMPOSED, **plan())
    assessment = Round.objects.get(stage="composing")
    yield lambda: acts.strike(part_of(assessment, ELEVEN), by=CLERK, at=COMPOSED, opinion="正在合并")
    yield lambda: acts.restore(part_of(assessment, ELEVEN), by=CLERK, at=COMPOSED, opinion="合并推迟")
    yield lambda: acts.announce(assessment, by=HEAD, at=COMPOSED)
    yield from rating_themselves(assessment)
    yield from rating_each_other(assessment)
    for code in (ONE, TWO, FOUR):
        yield from rating_by_the_office(sheet_on(assessment, code, "office"), people)
    yield lambda: acts.close(assessment, by=HEAD, at=CLOSED)
    yield from appealing(assessment)
    yield lambda: acts.publish(assessment, by=HEAD, at=PUBLISHED)


def rating_themselves(assessment: Round) -> Iterator[Deed]:
    """Three give their own sheets, one of them twice; who gave none is left out of the drawn lot's assignment."""
    own = part_of(assessment, ONE)
    yield lambda: acts.declare_conflict(own, by=CLERK, at=RATED, other=TWO, opinion="同一负责人")
    yield lambda: acts.lift_conflict(own, by=CLERK, at=RATED, other=TWO, opinion="已经分立")
    yield lambda: acts.chase(sheet_on(assessment, FOUR), by=CLERK, at=RATED)
    for code in (ONE, TWO, FOUR):
        yield lambda code=code: given(sheet_on(assessment, code), whole(0.8))  # type: ignore[misc]  # of this turn
    yield lambda: acts.return_self(sheet_on(assessment, TWO), by=CLERK, at=RATED, opinion="请补充")
    yield lambda: given(sheet_on(assessment, TWO), whole(0.9))
    yield lambda: acts.seal_peers(assessment, by=CLERK, at=ASSIGNED)
    assessment.refresh_from_db()
    assert assessment.lot
    led(assessment.lot, CLERK, SUPERVISOR, ASSIGNED)
    first, *others = Assessed.objects.filter(assessment=assessment).exclude(station__code__in=[ONE, TWO, FOUR])
    yield lambda: acts.miss(first, by=HEAD, at=ASSIGNED, opinion="未提交")
    for part in others:
        acts.miss(part, by=HEAD, at=ASSIGNED, opinion="未提交")
    assessment.refresh_from_db()
    yield lambda: acts.assign(assessment, by=CLERK, at=ASSIGNED)


def rating_each_other(assessment: Round) -> Iterator[Deed]:
    """One stands aside, at the second time with leave; two are appointed, of whom one gives no sheet."""
    aside = sheet_on(assessment, FOUR, TWO)
    assert aside.rater
    by = head_of(aside.rater)
    yield lambda: acts.recuse(aside, by=by, at=SCORED, opinion="曾有合作")
    yield lambda: acts.refuse_recusal(aside, by=HEAD, at=SCORED, opinion="已过三年")
    yield lambda: acts.recuse(aside, by=by, at=SCORED, opinion="新近投资")
    yield lambda: acts.grant_recusal(aside, by=HEAD, at=SCORED)
    for on, other in ((FOUR, ONE), (ONE, TWO)):
        part = part_of(assessment, on)
        yield lambda part=part, other=other: acts.appoint_peer(part, by=HEAD, at=SCORED, other=other, opinion="补派")  # type: ignore[misc]  # as above
    for on, slug in ((ONE, FOUR), (TWO, ONE), (FOUR, ONE)):
        score = sheet_on(assessment, on, slug)
        yield lambda score=score: given(score, whole(0.6), SCORED)  # type: ignore[misc]  # as above
    days = plan(peer_due=date(2029, 3, 20))
    days = {name: days[name] for name in ("self_due", "peer_due", "office_due")}
    yield lambda: acts.extend(assessment, by=HEAD, at=SCORED, opinion="停工", **days)
    part = part_of(assessment, ONE)
    yield lambda: acts.decide_missing(part, by=HEAD, at=CLOSED, counts_as=400, opinion="该站停工")


def rating_by_the_office(score: Score, people: Sequence[Actor]) -> Iterator[Deed]:
    """Agreed upon, on one station twice; then confirmed."""
    marked_by_two(score, whole(0.5), people)
    yield lambda: acts.agree(score, by=CLERK, at=SCORED, marks=whole(0.5))
    if score.assessed.station.code == ONE:
        yield lambda: acts.reopen(score, by=HEAD, at=SCORED, opinion="请再议")
        yield lambda: acts.agree(score, by=CLERK, at=SCORED, marks=whole(0.4))
    yield lambda: acts.confirm(score, by=HEAD, at=SCORED)


def appealing(assessment: Round) -> Iterator[Deed]:
    """One appeal is taken back and comes again, to be upheld; another is dismissed."""
    one, two = part_of(assessment, ONE), part_of(assessment, TWO)
    yield lambda: acts.lodge_appeal(one, by=head_of(one.station), at=CLOSED, reasons="漏计一项")
    first = one.appeals.get()
    yield lambda: acts.withdraw_appeal(first, by=head_of(one.station), at=CLOSED)
    yield lambda: acts.lodge_appeal(one, by=head_of(one.station), at=CLOSED, reasons="漏计两项")
    second = one.appeals.get(stage="lodged")
    better = whole(0.5) | {"b9": 90}
    yield lambda: acts.uphold_appeal(second, by=HEAD, at=CLOSED, opinion="属实", marks=better)
    yield lambda: acts.lodge_appeal(two, by=head_of(two.station), at=CLOSED, reasons="偏低")
    third = two.appeals.get()
    yield lambda: acts.dismiss_appeal(third, by=HEAD, at=CLOSED, opinion="与记录相符")


def played(people: Sequence[Actor], carry_out: Callable[[Deed, int], None]) -> tuple[tuple[int, bytes], list[Any]]:
    """The whole course, each turn with chance of its own: the ledger's size and root, and the results."""
    deeds = course(people)
    for turn in count():
        with drawing_from(Stream(b"faults", f"turn/{turn}").take):
            deed = next(deeds, None)
            if deed is None:
                rows = Assessed.objects.order_by("assessment__code", "station__code")
                return ledger.size_and_root(), list(rows.values_list("station__code", "stage", "exact", "rank"))
            carry_out(deed, turn)
    raise AssertionError


def submitted(turn: int) -> UUID:
    """What names the submission of a turn, whoever sends it how often."""
    return uuid5(NAMESPACE_OID, f"turn/{turn}")


def killed_in(deed: Deed, turn: int, point: str) -> None:
    """Do a deed in a process of its own that is killed at a point of it.

    The point is the name of a move whose act has changed its row, or "written": everything is, nothing committed; or
    "committed": all is done, and nobody was told.
    """
    held = connections[DEFAULT_DB_ALIAS]
    held.close()  # a connection does not survive being in two processes, nor does a pool of them
    if isinstance(held, PostgreSQL):
        held.close_pool()
    child = os.fork()
    if child == 0:
        try:
            with ExitStack() as way:
                way.enter_context(submission(submitted(turn)))
                way.enter_context(patch.object(ledger, "Writing", _die_when(ledger.Writing, point)))
                way.enter_context(patch.object(ledger, "lay_down", _die_after(ledger.lay_down, point)))
                deed()
            if point == "committed":
                _die()
        finally:
            os._exit(1)  # never came to the point
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL, point


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_when(write: Callable[..., Any], point: str) -> Callable[..., Any]:
    def written(**said: Any) -> Any:
        if said["move"].name == point:
            _die()
        return write(**said)

    return written


def _die_after(lay_down: Callable[..., None], point: str) -> Callable[..., None]:
    def laid_down(*said: Any) -> None:
        lay_down(*said)
        if point == "written":
            _die()

    return laid_down


def everything() -> dict[str, list[Any]]:
    """Every row of the round and of what is told of it."""
    models: list[type[Model]] = [*apps.get_app_config("assessments").get_models(), Entry, Act, Outgoing]
    return {model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in models}


@pytest.mark.once  # ten seconds, and what PostgreSQL keeps when a process dies the hearing's test asks
def test_an_act_that_is_killed_leaves_no_trace_and_the_round_goes_on_to_the_same_root() -> None:
    ready(11)
    keys()
    people = team()
    verbs: list[list[str]] = []
    known = Entry.objects.count()

    def unharmed(deed: Deed, turn: int) -> None:
        before = Entry.objects.count()
        with submission(submitted(turn)):
            deed()
        verbs.append(list(Entry.objects.filter(n__gte=before).values_list("verb", flat=True)))

    with transaction.atomic():
        expected = played(people, unharmed)
        transaction.set_rollback(True)
    assert Entry.objects.count() == known
    killed: set[str] = set()

    def harmed(deed: Deed, turn: int) -> None:
        before = everything()
        points = list(dict.fromkeys(verb for verb in verbs[turn] if verb not in killed))
        for point in [*points, "written"] if points else []:
            killed_in(deed, turn, point)
            assert everything() == before, point
            killed.add(point)
        killed_in(deed, turn, "committed")
        after = everything()
        with pytest.raises(AlreadyDone), submission(submitted(turn)):
            deed()
        assert everything() == after != before

    assert played(people, harmed) == expected
    assert killed >= MOVES, MOVES - killed
    assert not list(ledger.faults())
    assert [row for row in expected[1] if row[1] == "published"]
