"""What two people do to the same unit at once: neither undoes what the other's act rests on, and nobody waits for ever."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haizhi.accounts.acts import end_membership, hand_over, make_key, merge
from haizhi.accounts.models import Key, Membership, Organisation
from haizhi.kernel.vault import stretching
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.factories import NOW, TODAY, actor, member, unit

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deeds: list[Callable[[], object]]) -> list[str]:
    """Do all at the same moment, each in a thread of its own: "done", or why it was refused."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> str:
        start.wait()
        try:
            deed()
        except Refused as refused:
            return refused.findings[0].reason
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def ending(signatory: Membership, other: Membership) -> Callable[[], object]:
    by, row = actor(signatory), Membership.objects.get(pk=other.pk)
    return lambda: end_membership(row, by=by, at=NOW, opinion="离任")


def test_of_the_signatories_who_end_each_other_at_once_one_stays() -> None:
    of = unit()
    ring = [member(Role.SIGNATORY, name=f"负责人{n}", at_unit=of) for n in range(8)]
    answers = at_once([ending(ring[n - 1], ring[n]) for n in range(8)])
    assert answers.count("done") == 7
    assert of.signatories(TODAY).count() == 1
    assert [answer for answer in answers if "唯一的负责人" in answer]


def test_one_who_is_ended_while_handing_over_is_handed_over_or_ended_but_the_unit_keeps_a_signatory() -> None:
    deeds: list[Callable[[], object]] = []
    units: list[Organisation] = []
    for _ in range(4):
        of = unit()
        first, second = (member(Role.SIGNATORY, name=name, at_unit=of) for name in ("甲某", "乙某"))
        third = member(Role.DRAFTER, name="丙某", at_unit=of)
        units.append(of)
        deeds.append(ending(second, first))
        deeds.append(
            lambda of=of, first=first, third=third: hand_over(  # type: ignore[misc]  # bound here, called in a thread
                Organisation.objects.get(pk=of.pk), by=actor(first), at=NOW, leaver=first.person, to=third.person
            )
        )
    answers = at_once(deeds)
    assert all("done" in pair for pair in zip(answers[::2], answers[1::2], strict=True))
    assert all(of.has_signatory(TODAY) for of in units)


def test_of_two_opposite_mergers_at_once_one_is_done_and_the_other_refused() -> None:
    head = actor(member(Role.OFFICE_HEAD))
    deeds: list[Callable[[], object]] = []
    for _ in range(4):
        pair = unit("重庆甲有限公司"), unit("重庆乙有限公司")
        for duplicate, stays in (pair, pair[::-1]):
            row = Organisation.objects.get(pk=duplicate.pk)
            deeds.append(
                lambda row=row, stays=stays: merge(  # type: ignore[misc]  # bound here, called in a thread
                    row, by=head, at=NOW, into=stays, opinion="重复登记"
                )
            )
    answers = at_once(deeds)
    assert all(
        sorted(a == "done" for a in pair) == [False, True] for pair in zip(answers[::2], answers[1::2], strict=True)
    )
    assert Organisation.objects.filter(stage="merged", merged_into__stage="active").count() == 4


def making(holder: Membership) -> Callable[[], object]:
    by = actor(holder)

    def make() -> None:
        with stretching(2):
            make_key(by=by, at=NOW, passphrase="缙云山下 两只白鹭 一渠春水 晴")

    return make


def test_keys_that_are_made_at_once_have_names_of_their_own_and_a_holder_keeps_one() -> None:
    one, other = (member(Role.SUPERVISOR, name=name) for name in ("甲某", "乙某"))
    assert at_once([making(holder) for holder in (one, other, one, other)]) == ["done"] * 4
    assert sorted(Key.objects.values_list("name", flat=True)) == [f"haizhi.chongqing/witness/{n}" for n in range(1, 5)]
    for holder in (one, other):
        assert Key.objects.filter(holder=holder.person, stage="active").count() == 1
