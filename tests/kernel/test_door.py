"""The door: everything or nothing, once, in order, and only for whom the table names."""

from uuid import UUID

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from haizhi.fairness.ceremony import body_hash
from haizhi.kernel import ledger
from haizhi.kernel.actor import PUBLIC, SYSTEM, Actor, Grant
from haizhi.kernel.door import (
    ACTS,
    AlreadyDone,
    available,
    create_all,
    creation_against,
    record,
    standing_against,
    submission,
)
from haizhi.kernel.models import Act, Calendar, Entry, Outgoing
from haizhi.kernel.record import commitment
from haizhi.regulation.findings import Refused
from haizhi.regulation.moves import MOVES
from haizhi.regulation.roles import Role
from tests.kernel.conftest import AT, CLERK, JUDGE, Procedure

pytestmark = pytest.mark.django_db

ONCE = UUID(int=7)


def reasons(refused: pytest.ExceptionInfo[Refused]) -> str:
    return "；".join(f"{f.reason}{f.remedy}" for f in refused.value.findings)


def test_each_move_has_exactly_one_act_and_each_act_a_move() -> None:
    assert sorted(ACTS) == sorted(MOVES)


def test_an_act_leaves_stage_trail_outbox_and_entry(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    procedure.shut(calendar, by=CLERK, at=AT, opinion="同意", basis="依据")
    calendar.refresh_from_db()
    assert (calendar.stage, calendar.version, calendar.basis) == ("shut", 2, "依据")
    act = Act.objects.get(verb="calendar.probe_shut")
    assert (act.actor_name, act.role_label, act.opinion, act.article) == (
        "经办人",
        "海智办经办人",
        "同意",
        "《办法》第七条第3项",
    )
    assert (act.stage_before, act.stage_after_label, act.label) == ("entered", "已关", "关")
    assert act.detail == {"basis": "依据", "counted": 2}
    assert [o.role for o in Outgoing.objects.all()] == [Role.OFFICE_HEAD]
    entries = list(Entry.objects.order_by("n"))
    assert [e.n for e in entries] == [0, 1]
    assert entries[1].body == body_hash(bytes(act.salt), act.body)
    assert list(ledger.faults()) == []


def test_what_begins_beside_a_parent_sees_it_as_it_is_now_and_asks_what_it_allows(procedure: Procedure) -> None:
    stale = procedure.begin(by=CLERK, at=AT, year=1998)
    Calendar.objects.filter(pk=stale.pk).update(basis="新的依据")
    assert procedure.branch(stale, by=CLERK, at=AT, year=1997).basis == "新的依据"
    with pytest.raises(Refused) as refused:
        procedure.branch(procedure.begin(by=CLERK, at=AT, year=1999), by=CLERK, at=AT, year=1996)
    assert "1999年的不能关" in reasons(refused)
    assert not Calendar.objects.filter(year=1996).exists()


def test_the_ledger_holds_no_name_and_no_opinion(procedure: Procedure) -> None:
    procedure.shut(procedure.begin(by=CLERK, at=AT, year=1998), by=CLERK, at=AT, opinion="张三的意见")
    for entry in Entry.objects.all():
        assert set(entry.header()) == {"n", "at", "verb", "subject", "body"}
        assert "张三" not in str(entry.header())
        assert "经办人" not in str(entry.header())


def test_the_body_that_can_be_published_does_not_say_whose_act_it_was(procedure: Procedure) -> None:
    procedure.begin(by=CLERK, at=AT, year=1998)
    act = Act.objects.get()
    assert "经办人" not in str(act.body)
    assert str(CLERK.id) not in str(act.body)
    assert act.body["by"] == ledger.identity(bytes(act.identity_salt), CLERK.id, "经办人", None, "")


def test_an_opinion_is_read_in_the_trail_and_only_committed_to_in_the_body(procedure: Procedure) -> None:
    procedure.shut(procedure.begin(by=CLERK, at=AT, year=1998), by=CLERK, at=AT, opinion="因病住院")
    act = Act.objects.get(verb="calendar.probe_shut")
    assert act.opinion == "因病住院"
    assert "因病住院" not in str(act.body)
    assert act.body["opinion"] == ledger.words(bytes(act.identity_salt), "因病住院")


def test_a_private_argument_is_recorded_as_a_commitment_only(procedure: Procedure) -> None:
    procedure.begin(by=CLERK, at=AT, year=1998, secret="李四 13800000000")
    act = Act.objects.get()
    assert "李四" not in str(act.body)
    assert len(act.detail["secret"]["sealed"]) == 64


def test_a_wrong_role_is_refused_and_told_who_may(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    with pytest.raises(Refused) as refused:
        procedure.shut(calendar, by=PUBLIC, at=AT)
    assert reasons(refused) == "“关”由海智办经办人、系统办理请换用有此岗位的账号。"
    with pytest.raises(Refused):
        procedure.begin(by=JUDGE, at=AT, year=1997)
    assert Entry.objects.count() == 1


def test_a_foreign_scope_is_refused(procedure: Procedure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haizhi.kernel.subjects.CITY_ROLES", frozenset())
    monkeypatch.setattr(Calendar, "scope", {Role.OFFICE_CLERK: "year"})
    here = Actor(UUID(int=3), "本地", (Grant(Role.OFFICE_CLERK, "1998"),))
    there = Actor(UUID(int=4), "外地", (Grant(Role.OFFICE_CLERK, "1997"), Grant(Role.OFFICE_CLERK)))
    with pytest.raises(Refused, match="不在您的办理范围内"):
        procedure.begin(by=there, at=AT, year=1998)
    calendar = procedure.begin(by=here, at=AT, year=1998)
    with pytest.raises(Refused, match="不在您的办理范围内"):
        procedure.shut(calendar, by=there, at=AT)
    assert available(there, calendar, AT) == []
    assert procedure.shut(calendar, by=here, at=AT).stage == "shut"


def test_a_wrong_stage_is_refused_with_the_stage_it_is_in(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    procedure.shut(calendar, by=CLERK, at=AT)
    with pytest.raises(Refused) as refused:
        procedure.shut(calendar, by=CLERK, at=AT)
    assert reasons(refused) == "此件现为“已关”，不能办理“关”只有处于“已录入”时才能办理。"


def test_a_refusal_lists_every_unmet_requirement_at_once(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1899)
    with pytest.raises(Refused) as refused:
        procedure.shut(calendar, by=CLERK, at=AT)
    assert [f.reason for f in refused.value.findings] == ["年份太早"]
    calendar.year = 1999
    calendar.save()
    assert [str(f.cite) for f in standing_against(MOVES["calendar.probe_shut"], calendar, CLERK, AT)] == [
        "《办法》第六条第1项"
    ]


def test_the_same_predicate_offers_the_act_and_guards_it(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1999)
    offers = {o.move.verb: o.findings for o in available(CLERK, calendar, AT) if o.move.verb.startswith("probe")}
    assert offers["probe_shut"][0].reason == "1999年的不能关"
    assert offers["probe_split"] == ()
    assert "probe_reopen" not in offers, "another stage's"
    assert "probe_caused" not in offers, "not done by hand"
    assert available(JUDGE, calendar, AT) == []


def test_several_targets_are_chosen_by_the_body_and_no_other_is_taken(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    with pytest.raises(ValueError, match="can't lead to"):
        procedure.split(calendar, by=CLERK, at=AT, way="shut")
    assert procedure.split(calendar, by=CLERK, at=AT, way="right").stage == "right"


def test_a_stale_page_is_refused_and_says_what_changed(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    procedure.shut(Calendar.objects.get(pk=calendar.pk), by=CLERK, at=AT)
    procedure.reopen(Calendar.objects.get(pk=calendar.pk), by=CLERK, at=AT)
    with submission(seen=1), pytest.raises(Refused, match="您打开页面之后"):
        procedure.shut(calendar, by=CLERK, at=AT)
    with submission(seen=3):
        assert procedure.shut(calendar, by=CLERK, at=AT).stage == "shut"


def test_a_double_submission_is_one_act(procedure: Procedure) -> None:
    with submission(once=ONCE):
        calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    with submission(once=ONCE), pytest.raises(AlreadyDone) as earlier:
        procedure.begin(by=CLERK, at=AT, year=1997)
    assert (earlier.value.kind, earlier.value.subject_id) == ("calendar", calendar.pk)
    assert not Calendar.objects.filter(year=1997).exists()
    assert Entry.objects.count() == 1


def test_what_an_act_causes_is_laid_down_after_it_in_order_and_told_apart(procedure: Procedure) -> None:
    first, second, third = (procedure.begin(by=CLERK, at=AT, year=year) for year in (1996, 1997, 1998))
    with submission(once=ONCE):
        procedure.bundle(first, by=CLERK, at=AT, others=[second, third])
    acts = list(Act.objects.order_by("entry_id"))[3:]
    assert [a.verb.split("_")[1] for a in acts] == ["bundle", "caused", "caused"]
    assert [a.cause_id for a in acts] == [None, acts[0].pk, acts[0].pk]
    assert [a.once for a in acts] == [ONCE, None, None]
    assert acts[1].role_label == "系统"
    assert acts[0].detail["others"] == [str(second.pk), str(third.pk)]


def test_a_caused_move_cannot_be_done_on_its_own(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    with pytest.raises(Refused, match="不能单独办理"):
        procedure.caused(calendar, by=SYSTEM, at=AT)


def test_one_refusal_undoes_all_that_the_act_caused(procedure: Procedure) -> None:
    first, second, third = (procedure.begin(by=CLERK, at=AT, year=year) for year in (1996, 1997, 1998))
    procedure.shut(third, by=CLERK, at=AT)
    with pytest.raises(Refused):
        procedure.bundle(first, by=CLERK, at=AT, others=[second, third])
    second.refresh_from_db()
    assert second.stage == "entered"
    assert Entry.objects.count() == 4


def test_a_caused_act_that_is_passed_over_leaves_no_entry(procedure: Procedure) -> None:
    first, second, third = (procedure.begin(by=CLERK, at=AT, year=year) for year in (1996, 1997, 1998))
    procedure.shut(second, by=CLERK, at=AT)
    procedure.bundle(first, by=CLERK, at=AT, others=[second, third], tolerant=True)
    assert [e.verb for e in Entry.objects.order_by("n")][-2:] == ["calendar.probe_bundle", "calendar.probe_caused"]
    assert list(ledger.faults()) == []


def test_a_failing_ledger_append_rolls_everything_back(procedure: Procedure, monkeypatch: pytest.MonkeyPatch) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(ledger, "lay_down", fail)
    with pytest.raises(OSError, match="disk full"):
        procedure.shut(calendar, by=CLERK, at=AT)
    calendar.refresh_from_db()
    assert (calendar.stage, calendar.version) == ("entered", 1)
    assert (Entry.objects.count(), Act.objects.count(), Outgoing.objects.count()) == (1, 1, 0)


def test_what_the_database_refuses_is_told_in_words(procedure: Procedure) -> None:
    procedure.begin(by=CLERK, at=AT, year=1998)
    with pytest.raises(Refused, match="这个年份已被使用"):
        procedure.begin(by=CLERK, at=AT, year=1998)


def test_what_the_database_refuses_without_a_sentence_is_not_hushed_up(
    procedure: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise IntegrityError("nobody has words for this")

    monkeypatch.setattr(ledger, "lay_down", fail)
    with pytest.raises(IntegrityError, match="nobody has words"):
        procedure.begin(by=CLERK, at=AT, year=1998)


class _Deadlock(Exception):
    sqlstate = "40P01"


@pytest.mark.parametrize(
    ("said", "cause"), [("database is locked", None), ("deadlock detected", _Deadlock())], ids=["SQLite", "PostgreSQL"]
)
def test_who_waited_in_vain_for_another_s_act_is_asked_to_do_it_again(
    procedure: Procedure, monkeypatch: pytest.MonkeyPatch, said: str, cause: Exception | None
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError(said) from cause

    monkeypatch.setattr(ledger, "lay_down", fail)
    with pytest.raises(Refused, match="另有人正在办理相关事项，这一次没有办成。请稍候再提交一次"):
        procedure.begin(by=CLERK, at=AT, year=1998)
    assert not Calendar.objects.filter(year=1998).exists()


def test_another_failure_of_the_database_is_not_hushed_up(
    procedure: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(ledger, "lay_down", fail)
    with pytest.raises(OperationalError, match="disk"):
        procedure.begin(by=CLERK, at=AT, year=1998)


def test_own_grants_come_before_delegated_ones_and_delegation_shows_both_names(procedure: Procedure) -> None:
    lent = Grant(Role.OFFICE_CLERK, behalf_id=UUID(int=9), behalf="王主任")
    both = Actor(UUID(int=5), "两者", (lent, Grant(Role.OFFICE_CLERK)))
    only_lent = Actor(UUID(int=6), "受托人", (lent,))
    calendar = procedure.begin(by=both, at=AT, year=1998)
    assert Act.objects.get().behalf_name == ""
    procedure.shut(calendar, by=only_lent, at=AT)
    act = Act.objects.get(verb="calendar.probe_shut")
    assert (act.by_name, act.behalf_name, act.behalf_id) == ("受托人", "王主任", UUID(int=9))


def test_an_act_has_one_registration_and_records_only_in_its_body(procedure: Procedure) -> None:
    from haizhi.kernel.door import act

    with pytest.raises(RuntimeError, match="body of an act"):
        record(anything=1)
    with pytest.raises(ValueError, match="has an act already"):
        act(MOVES["calendar.probe_shut"])(lambda calendar, *, by, at: None)


def test_nothing_is_left_of_an_act_inside_a_rolled_back_transaction(procedure: Procedure) -> None:
    with transaction.atomic():
        procedure.begin(by=CLERK, at=AT, year=1998)
        transaction.set_rollback(True)
    assert Entry.objects.count() == 0
    assert connection.in_atomic_block


def test_a_submission_that_carried_out_one_move_carries_out_no_other(procedure: Procedure) -> None:
    with submission(once=ONCE):
        calendar = procedure.begin(by=CLERK, at=AT, year=1998)
        with pytest.raises(Refused, match="这次提交已用于办理另一事项"):
            procedure.shut(calendar, by=CLERK, at=AT)
    assert Entry.objects.count() == 1


def test_what_is_private_is_sealed_under_the_salt_that_is_never_published(procedure: Procedure) -> None:
    procedure.begin(by=CLERK, at=AT, year=1998, secret="13900001111")
    act = Act.objects.get()
    assert act.detail["secret"] == {"sealed": commitment(bytes(act.identity_salt), "secret", "13900001111")}


def test_what_a_body_seals_is_recorded_as_a_commitment_only(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    procedure.reopen(procedure.shut(calendar, by=CLERK, at=AT), by=CLERK, at=AT)
    act = Act.objects.get(verb="calendar.probe_reopen")
    assert act.detail["witness"] == {"sealed": commitment(bytes(act.identity_salt), "witness", "张𬭎")}
    assert "张𬭎" not in str(act.body)


def test_a_row_waits_for_every_duty_of_its_stage_unless_its_kind_says_otherwise(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    assert calendar.waits_for(MOVES["calendar.probe_shut"])
    assert calendar.duties() == [(MOVES["calendar.probe_shut"], (Role.OFFICE_CLERK,))], "never the platform's own turn"
    assert not calendar.filled_in, "nobody prepares it for another"
    assert procedure.shut(calendar, by=CLERK, at=AT).duties() == []


def test_many_begin_at_once_each_by_an_act_of_its_own_and_are_found_at_once(
    procedure: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = MOVES["calendar.probe_begin"]
    monkeypatch.setattr(Calendar, "searched", {"calendar": "pk"})
    made = [(Calendar(year=year), {"year": year, "secret": str(year)}) for year in (1996, 1997)]
    first, other = create_all(move, made, by=CLERK, at=AT)
    assert [(row.stage, row.version) for row in (first, other)] == [("entered", 1)] * 2
    acts = list(Act.objects.order_by("entry_id"))
    assert [(act.subject_id, act.detail["year"]) for act in acts] == [(first.pk, 1996), (other.pk, 1997)]
    assert all("sealed" in act.detail["secret"] for act in acts)
    assert list(Calendar.objects.all().matching("1997")) == [other]
    assert list(ledger.faults()) == []
    monkeypatch.setattr(Calendar, "searched", {})
    (third,) = create_all(move, [(Calendar(year=1998), {"year": 1998})], by=CLERK, at=AT)
    assert third.year == 1998
    with pytest.raises(Refused):
        create_all(move, [(Calendar(year=1999), {"year": 1999})], by=JUDGE, at=AT)
    assert Calendar.objects.filter(year__lt=2000).count() == 3


def test_what_stands_against_a_beginning_is_told_before_it_is_tried(procedure: Procedure) -> None:
    parent = procedure.begin(by=CLERK, at=AT, year=1999)
    against = creation_against(MOVES["calendar.probe_branch"], parent, CLERK, AT)
    assert [finding.reason for finding in against] == ["1999年的不能关"]
    assert creation_against(MOVES["calendar.probe_begin"], parent, CLERK, AT) == ()
