"""Which other cases moved a case: as links, in one query for all their kinds."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from pytest_django import DjangoAssertNumQueries

from haizhi.kernel.actor import PUBLIC, Actor, Grant
from haizhi.kernel.models import Act, Entry
from haizhi.kernel.subjects import Subject, subject_model
from haizhi.regulation.moves import moves_of
from haizhi.regulation.roles import Role
from haizhi.ui.case import Related, related, trail
from tests.applications.factories import NOW
from tests.desk.factories import case, session

CLERK = Actor(UUID(int=1), "经办人", (Grant(Role.OFFICE_CLERK),))
OUTSIDER = Actor(UUID(int=2), "外人", (Grant(Role.JUDGE, str(UUID(int=2))), *PUBLIC.grants))
CAUSING = sorted({cause.partition(".")[0] for move in moves_of("application") for cause in move.causes})


def moved(by: Subject, of: Subject) -> None:
    """An act on one subject and what it caused on another."""
    n = Entry.objects.count()
    cause = None
    for at, subject in enumerate((by, of)):
        entry = Entry.objects.create(n=n + at, at=NOW, verb="x", subject=subject.pk, body="", peaks=[])
        cause = Act.objects.create(
            entry=entry, kind=subject.kind, verb="x", subject_id=subject.pk, case_id=subject.pk, number=subject.number,
            title=subject.title, by_name="某人", role=Role.OFFICE_CLERK, at=NOW, article="", stage_after="", cause=cause,
            body={}, salt=b"", identity_salt=b"",
        )  # fmt: skip


def found(actor: Actor, of: Subject) -> list[Related]:
    return related(actor, of, trail(of))


@pytest.mark.parametrize("kind", CAUSING)
def test_every_kind_that_moves_an_application_has_a_page_to_lead_to(kind: str) -> None:
    model = subject_model(kind)
    assert resolve(reverse(model.page, args=["some-code"] * len(model.page_by))).view_name == model.page
    assert len(model.page_by) <= 2


@pytest.mark.django_db
class TestRelated:
    def test_the_cases_that_moved_it_are_named_in_their_order_each_once(self) -> None:
        of, meetings = case(), [session(), session()]
        for meeting in (*meetings, meetings[0]):
            moved(meeting, of)
        moved(of, of)
        shown = [(each.label, each.title, each.url) for each in found(CLERK, of)]
        assert shown == [("评审会", m.name, m.get_absolute_url()) for m in meetings]

    def test_what_one_may_not_see_is_not_named(self) -> None:
        of = case()
        moved(session(), of)
        assert found(OUTSIDER, of) == []

    def test_many_cases_of_several_kinds_cost_two_queries(self) -> None:
        of, other = case(), case(name="重庆缙云厂")
        for by in (session(), session(), other):
            moved(by, of)
        acts = trail(of)
        with CaptureQueriesContext(connection) as queries:
            assert len(related(CLERK, of, acts)) == 3
        assert len(queries) == 2

    def test_a_case_that_none_moved_costs_no_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        of = case()
        with django_assert_num_queries(0):
            assert related(CLERK, of, []) == []
