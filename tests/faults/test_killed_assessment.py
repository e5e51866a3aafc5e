"""A round of assessment whose process is killed in every act: what was under way leaves no trace, and is done again."""

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from haizhi.assessments import acts, drafts
from haizhi.assessments.models import Part, Round
from haizhi.kernel import ledger
from haizhi.kernel.models import Act, Entry, Outgoing
from haizhi.regulation.moves import moves_of
from tests.assessments.factories import (
    ASSIGNED,
    CLOSED,
    COMPOSED,
    PUBLISHED,
    RATED,
    SCORED,
    composed,
    given,
    head_of,
    part_of,
    sheets,
    team,
    whole,
)
from tests.decisions.factories import CLERK, HEAD

pytestmark = pytest.mark.django_db(transaction=True)

ONE, TWO = "GZ-2026-0001", "GZ-2026-0002"
Deed = Callable[[], object]


def course(assessment: Round) -> Iterator[Deed]:
    """The acts of a round of two stations, one after the other; each is made ready when the one before was done."""
    yield lambda: acts.announce(assessment, by=HEAD, at=COMPOSED)
    own = part_of(assessment, ONE)
    yield lambda: acts.declare_conflict(own, by=CLERK, at=RATED, other=TWO, opinion="同一负责人")
    yield lambda: acts.lift_conflict(own, by=CLERK, at=RATED, other=TWO, opinion="已经分立")
    for score in sheets(assessment, Part.SELF):
        yield lambda score=score: given(score, whole(0.8))  # type: ignore[misc]  # of this turn of the loop
    assessment.refresh_from_db()
    yield lambda: acts.assign(assessment, by=CLERK, at=ASSIGNED)
    for score in sheets(assessment, Part.PEER):
        yield lambda score=score: given(score, whole(0.6), SCORED)  # type: ignore[misc]  # as above
    for score in sheets(assessment, Part.OFFICE):
        for person in team():
            drafts.save_team_marks(score, whole(0.5), by=person, at=SCORED)
        yield lambda score=score: acts.agree(score, by=CLERK, at=SCORED, marks=whole(0.5))  # type: ignore[misc]
        yield lambda score=score: acts.confirm(score, by=HEAD, at=SCORED)  # type: ignore[misc]  # as above
    yield lambda: acts.close(assessment, by=HEAD, at=CLOSED)
    part = part_of(assessment, ONE)
    yield lambda: acts.lodge_appeal(part, by=head_of(part.station), at=CLOSED, reasons="漏计")
    appeal = part.appeals.get()
    better = whole(0.5) | {"b9": 90}
    yield lambda: acts.uphold_appeal(appeal, by=HEAD, at=CLOSED, opinion="属实", marks=better)
    yield lambda: acts.publish(assessment, by=HEAD, at=PUBLISHED)


def killed_in(deed: Deed, *, written: bool) -> None:
    """Do a deed in a process of its own that is killed before its transaction ends: before or after it was written."""
    connection.close()  # a connection does not survive being in two processes
    child = os.fork()
    if child == 0:
        lay_down = ledger.lay_down

        def die(*said: Any) -> None:
            if written:
                lay_down(*said)
            os.kill(os.getpid(), signal.SIGKILL)

        with patch.object(ledger, "lay_down", die):
            try:
                deed()
            finally:
                os._exit(1)  # never reached the end of the transaction
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def everything() -> dict[str, list[Any]]:
    """Every row of the round and of what is told of it."""
    models: list[type[Model]] = [*apps.get_app_config("assessments").get_models(), Entry, Act, Outgoing]
    return {model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in models}


@pytest.mark.once
def test_an_act_that_is_killed_leaves_no_trace_and_the_round_goes_on_to_the_same_result() -> None:
    assessment = composed(2)
    for turn, deed in enumerate(course(assessment)):
        before = everything()
        killed_in(deed, written=turn % 2 == 0)
        assert everything() == before
        deed()
    assert sorted(assessment.parts.values_list("stage", "exact", "rank")) == [
        ("published", "59", 2),
        ("published", "61", 1),
    ]
    assert not list(ledger.faults())
    done = set(Act.objects.values_list("verb", flat=True))
    by_hand = {move.name for kind in ("assessment", "score", "appeal") for move in moves_of(kind)}
    assert {"assessment.close", "score.open", "assessed.rerate", "appeal.uphold"} <= done
    assert len(done & by_hand) >= 12
