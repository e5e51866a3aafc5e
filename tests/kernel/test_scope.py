"""Who sees a row, for whom it waits, and whose it is: the same rule in the database and on a row in hand."""

from datetime import date
from uuid import UUID

import pytest
from django.db.models import Exists, OuterRef, Q

from haizhi.accounts.models import Delegation, Membership, Organisation, Person
from haizhi.assessments.models import Round
from haizhi.kernel.actor import PUBLIC, SYSTEM, Actor, Grant
from haizhi.kernel.models import Calendar
from haizhi.kernel.state_calendar import announced, announced_table
from haizhi.kernel.subjects import Subject, _may_double
from haizhi.regulation.roles import Role
from haizhi.stations.models import Station, WorkEntry
from tests.kernel.conftest import AT, CLERK, JUDGE, Procedure
from tests.stations.factories import standing

pytestmark = pytest.mark.django_db

HERE, THERE = "500103", "500108"


def unit(serial: int, district: str = HERE) -> Organisation:
    return Organisation._base_manager.create(
        id=UUID(int=serial), name=f"单位{serial}", code=f"{serial:018}", district=district, stage="registered"
    )


def holding(*grants: Grant) -> Actor:
    return Actor(UUID(int=1), "某人", grants)


def seen(actor: Actor) -> list[str]:
    return sorted(Organisation.objects.visible_to(actor).values_list("name", flat=True))


def test_nobody_sees_a_row_unless_a_grant_says_so() -> None:
    unit(1)
    assert seen(holding()) == seen(PUBLIC) == seen(JUDGE) == []


def test_a_unit_sees_its_own_a_district_its_own_and_the_office_all() -> None:
    one, two, three = unit(1), unit(2), unit(3, THERE)
    assert seen(holding(Grant(Role.DRAFTER, str(one.pk)))) == [one.name]
    assert seen(holding(Grant(Role.DISTRICT_HEAD, HERE))) == [one.name, two.name]
    assert seen(CLERK) == [one.name, two.name, three.name]


def test_what_several_grants_show_is_shown_once() -> None:
    one, two = unit(1), unit(2)
    own = Grant(Role.SIGNATORY, str(one.pk))
    assert seen(holding(own, Grant(Role.DISTRICT_CLERK, HERE), Grant(Role.JUDGE, "x"))) == [one.name, two.name]
    assert seen(holding(own, Grant(Role.OFFICE_HEAD))) == [one.name, two.name]


def test_a_role_bound_to_a_place_sees_nothing_without_one() -> None:
    unit(1)
    assert seen(holding(Grant(Role.DISTRICT_HEAD))) == []


def test_a_scope_through_a_relation_to_many_shows_a_row_once_however_many_lead_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, _ = unit(1), unit(2)
    both = Person._base_manager.create(id=UUID(int=9), name="某人", mobile="13800000001", stage="active")
    for role in (Role.DRAFTER, Role.SIGNATORY):
        Membership._base_manager.create(
            person=both, organisation=one, role=role, valid_from=date(2026, 1, 1), stage="active"
        )
    monkeypatch.setattr(Organisation, "scope", {Role.JUDGE: "memberships__person_id"})
    assert seen(holding(Grant(Role.JUDGE, str(both.pk)))) == [one.name]
    assert seen(holding(Grant(Role.JUDGE, str(both.pk)), Grant(Role.JUDGE, str(UUID(int=8))))) == [one.name]


@pytest.mark.parametrize(
    ("condition", "doubles"),
    [
        (Q(code="1"), False),
        (Q(pk=UUID(int=1)), False),
        (Q(memberships__role="drafter"), True),
        ((Q(code="1") | Q(district=HERE)) & (Q(code="2") | Q(memberships__person__name="某人")), True),
        (Q(Exists(Membership.objects.filter(organisation=OuterRef("pk")))), False),
    ],
)
def test_only_a_relation_to_many_can_show_a_row_twice(condition: Q, doubles: bool) -> None:
    assert _may_double(Organisation, condition) is doubles


def test_a_path_to_one_and_a_plain_column_lead_to_one_row() -> None:
    assert not _may_double(Membership, Q(organisation=UUID(int=1)))
    assert not _may_double(
        Membership, Q(organisation__code="1", district__startswith="50", person__name__contains="某")
    )


def test_a_kind_without_a_page_has_no_address_and_one_without_names_is_found_by_none() -> None:
    assert Subject.names(Calendar(year=2026)) == ()
    with pytest.raises(NotImplementedError, match="no page"):
        Subject.get_absolute_url(Calendar(year=2026))


def test_a_row_waits_for_whose_duty_its_stage_is_and_for_nobody_after(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    announced_years = Calendar.objects.exclude(year=1998)
    announced_years.update(stage="shut")
    assert [row.year for row in Calendar.objects.awaiting(CLERK)] == [1998]
    assert not Calendar.objects.awaiting(JUDGE).exists()
    procedure.shut(calendar, by=CLERK, at=AT)
    assert not Calendar.objects.awaiting(CLERK).exists()


def test_the_rule_on_a_row_in_hand_follows_the_path_of_the_scope() -> None:
    own = Delegation(membership=Membership(organisation_id=UUID(int=5)))
    assert own.within(Grant(Role.SIGNATORY, str(UUID(int=5))))
    assert not own.within(Grant(Role.SIGNATORY, str(UUID(int=6))))
    assert not own.within(Grant(Role.SIGNATORY))
    assert not own.within(Grant(Role.JUDGE, "anywhere"))
    assert not Delegation(membership=Membership()).within(Grant(Role.SIGNATORY, str(UUID(int=5))))
    assert own.within(Grant(Role.OFFICE_CLERK))
    assert own.within(SYSTEM.grants[0])


def test_an_act_is_told_in_the_place_of_the_row_to_the_city_everywhere_and_to_nobody_where_there_is_no_place() -> None:
    there = Organisation(id=UUID(int=5), district=THERE)
    assert there.addressees(Role.DISTRICT_HEAD) == (THERE,)
    assert there.addressees(Role.OFFICE_HEAD) == ("",)
    assert there.addressees(Role.JUDGE) == ()
    assert Organisation(district="").addressees(Role.DISTRICT_HEAD) == ()


def test_a_subject_says_its_stage_and_title_in_words() -> None:
    calendar = Calendar(year=2026, stage="entered")
    assert (calendar.stage_label, calendar.title) == ("已录入", "2026年工作日历")
    assert Membership().number == ""
    assert calendar.opens is None
    assert calendar.due is None
    assert calendar.case_id == calendar.pk


def test_every_announced_year_is_in_the_table_of_announced_years() -> None:
    assert announced_table() is not None
    assert announced(2026).make_up


def test_what_everybody_sees_concerns_only_those_who_have_a_place_in_it_or_look_after_all() -> None:
    one, other = standing(2)
    owner, auditor = holding(Grant(Role.SIGNATORY, str(one.unit_id))), holding(Grant(Role.AUDITOR))
    assert set(Station.objects.visible_to(owner)) == {one, other}
    assert list(Station.objects.concerning(owner)) == [one]
    assert set(Station.objects.concerning(auditor)) == {one, other}
    assert list(Station.objects.concerning(PUBLIC)) == []


def test_the_relations_that_tell_a_place_are_fetched_along_unless_they_lead_to_many() -> None:
    assert Station.placed_with() == frozenset()
    assert WorkEntry.placed_with() == {"station"}
    assert Round.placed_with() == frozenset()  # through its many stations
