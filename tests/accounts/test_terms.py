"""A role counts until the last day of its term, and the worker ends it then."""

from datetime import date, timedelta

import pytest

from haizhi.accounts.acts import approve_joining, ask_to_join, delegate, end_lapsed, grant
from haizhi.accounts.models import Joining, Membership, Organisation
from haizhi.accounts.queries import actor_for, colleagues, waits_to_join
from haizhi.desk.queries import counts
from haizhi.kernel.actor import SYSTEM
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.conftest import SignIn
from tests.accounts.factories import NOW, TODAY, actor, member, person, unit

pytestmark = pytest.mark.django_db

NEXT_DAY = NOW + timedelta(days=1)


def for_today(role: Role, *, at_unit: Organisation | None = None, name: str = "甲某") -> Membership:
    """A role whose last day is today."""
    who = person(name)
    return grant(who, by=SYSTEM, at=NOW, role=role, valid_from=TODAY, valid_to=TODAY, organisation=at_unit)


def test_a_request_to_join_waits_at_the_office_from_the_day_after_the_last_signatory_s_term() -> None:
    of, clerk = unit(), member(Role.OFFICE_CLERK).person
    signatory = for_today(Role.SIGNATORY, at_unit=of)
    joining = ask_to_join(of, by=actor_for(person("李四"), NOW), at=NOW)
    assert counts(actor_for(signatory.person, NOW))["joining"] == 1
    assert counts(actor_for(clerk, NOW))["joining"] == 0
    assert counts(actor_for(signatory.person, NEXT_DAY))["joining"] == 0
    assert counts(actor_for(clerk, NEXT_DAY))["joining"] == 1
    assert list(Joining.objects.awaiting(actor_for(clerk, NEXT_DAY))) == [joining]
    approve_joining(joining, by=actor_for(clerk, NEXT_DAY), at=NEXT_DAY, roles=[Role.SIGNATORY])
    assert of.has_signatory(TODAY + timedelta(days=1))


def test_an_administrator_whose_term_is_over_takes_another_office_the_worker_having_come_or_not() -> None:
    clerk, auditor = for_today(Role.OFFICE_CLERK).person, for_today(Role.AUDITOR).person
    with pytest.raises(Refused, match="不得兼任"):
        grant(clerk, by=SYSTEM, at=NOW, role=Role.AUDITOR, valid_from=TODAY)
    for who in (clerk, auditor):
        given = grant(who, by=SYSTEM, at=NEXT_DAY, role=Role.SYSTEM_ADMIN, valid_from=date(2026, 3, 21))
        assert list(who.memberships.filter(stage="active")) == [given]


def test_the_worker_ends_what_has_run_out_and_says_so() -> None:
    lapsed, lasting = for_today(Role.OFFICE_CLERK), member(Role.OFFICE_HEAD)
    assert end_lapsed(NOW) == 0
    assert end_lapsed(NEXT_DAY) == 1
    assert end_lapsed(NEXT_DAY) == 0
    lapsed.refresh_from_db()
    assert (lapsed.stage, lapsed.valid_to, Membership.objects.get(pk=lasting.pk).stage) == ("ended", TODAY, "active")
    act = Act.objects.get(subject_id=lapsed.pk, verb="membership.end")
    assert (act.by_name, act.opinion) == ("系统", "任期届满")


def test_nobody_whose_term_is_over_counts_among_the_colleagues_or_is_told_that_they_wait() -> None:
    of = unit()
    lapsed, signatory = for_today(Role.DRAFTER, at_unit=of, name="乙某"), member(Role.SIGNATORY, at_unit=of)
    tomorrow = TODAY + timedelta(days=1)
    assert {c.person for c in colleagues(of, actor(signatory), TODAY)} == {lapsed.person, signatory.person}
    assert {c.person for c in colleagues(of, actor(signatory), tomorrow)} == {signatory.person}
    with pytest.raises(Refused, match="还不是本单位人员"):
        grant(
            lapsed.person,
            by=actor(signatory),
            at=NEXT_DAY,
            role=Role.STATION_CLERK,
            valid_from=tomorrow,
            organisation=of,
        )
    joining = ask_to_join(of, by=actor_for(lapsed.person, NEXT_DAY), at=NEXT_DAY)
    assert waits_to_join(lapsed.person, tomorrow) == joining
    assert waits_to_join(signatory.person, tomorrow) is None


def test_a_role_delegated_until_its_term_is_over_binds_the_delegate_no_longer() -> None:
    to, head = person("乙某"), for_today(Role.OFFICE_HEAD)
    delegate(head, by=actor(head), at=NOW, to=to, valid_from=TODAY, valid_to=TODAY)
    with pytest.raises(Refused, match="监督与被监督"):
        grant(to, by=SYSTEM, at=NOW, role=Role.SUPERVISOR, valid_from=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert grant(to, by=SYSTEM, at=NEXT_DAY, role=Role.SUPERVISOR, valid_from=tomorrow).stage == "active"


def test_the_lists_say_what_the_calendar_made_of_a_role_and_a_delegation(signed_in: SignIn) -> None:
    held, coming = for_today(Role.OFFICE_HEAD, name="甲某"), person("乙某")
    delegation = delegate(held, by=actor(held), at=NOW, to=coming, valid_from=TODAY, valid_to=TODAY)
    assert (held.standing(NOW), held.standing(NEXT_DAY)) == ("在岗", "任期届满")
    assert (delegation.standing(NOW), delegation.standing(NEXT_DAY)) == ("委托中", "原岗位已离任")
    later = grant(coming, by=SYSTEM, at=NOW, role=Role.OFFICE_CLERK, valid_from=TODAY + timedelta(days=1))
    assert (later.standing(NOW), later.standing(NEXT_DAY)) == ("尚未到岗", "在岗")
    client = signed_in(member(Role.SECURITY_ADMIN))
    assert "任期届满" in client.get("/accounts/memberships/").content.decode()
    export = client.get("/accounts/memberships/?export=csv")
    assert "任期届满" in b"".join(export.streaming_content).decode()  # type: ignore[attr-defined]  # it is streamed
