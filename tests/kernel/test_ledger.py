"""The ledger: append-only in the database itself, verifiable at any size, exact about what was changed."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haizhi.fairness import merkle
from haizhi.kernel import ledger, standing_orders
from haizhi.kernel.models import Act, Entry
from tests.kernel.conftest import AT, CLERK, Procedure

pytestmark = pytest.mark.django_db


def play(procedure: Procedure, acts: int) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    for n in range(acts - 1):
        (procedure.reopen if n % 2 else procedure.shut)(calendar, by=CLERK, at=AT)


@pytest.mark.parametrize("statement", ["UPDATE kernel_entry SET verb = 'x'", "DELETE FROM kernel_entry"])
def test_the_database_refuses_to_change_or_delete_an_entry(procedure: Procedure, statement: str) -> None:
    play(procedure, 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 1


@pytest.mark.postgresql_only
def test_postgresql_refuses_to_truncate_the_ledger(procedure: Procedure) -> None:
    play(procedure, 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE kernel_entry CASCADE")


def test_a_missing_trigger_is_named_and_put_back() -> None:
    assert standing_orders.missing_triggers(connection) == []
    standing_orders.remove_triggers(connection)
    assert "ledger_refuses_update" in standing_orders.missing_triggers(connection)
    standing_orders.install_triggers(connection)
    assert standing_orders.missing_triggers(connection) == []


def test_an_empty_ledger_has_the_empty_root() -> None:
    assert ledger.size_and_root() == (0, merkle.EMPTY_ROOT)
    assert list(ledger.faults()) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.integers(1, 40))
def test_the_root_from_the_last_peaks_is_the_root_of_all_leaves(procedure: Procedure, acts: int) -> None:
    with transaction.atomic():
        play(procedure, acts)
        leaves = [ledger.leaf(entry) for entry in Entry.objects.order_by("n")]
        assert ledger.size_and_root() == (acts, merkle.root(leaves))
        transaction.set_rollback(True)


def wrongs() -> list[tuple[int, str]]:
    return [(fault.n, fault.wrong) for fault in ledger.faults()]


def test_a_changed_body_a_changed_header_a_missing_entry_and_a_missing_act_are_each_told(procedure: Procedure) -> None:
    play(procedure, 6)
    standing_orders.remove_triggers(connection)
    act = Act.objects.get(entry_id=1)
    act.body["opinion"] = "改过"
    act.save()
    assert wrongs() == [(1, "办理记录的内容与账本中的指纹不符，内容曾被改动")]
    Act.objects.filter(entry_id=4).update(by_name="别人")
    assert wrongs()[1:] == [(4, "流程轨迹与账本中的内容不符，轨迹曾被改动")]
    Entry.objects.filter(n=3).update(verb="calendar.other")
    assert (3, "记录头与默克尔树不符，记录曾被改动") in wrongs()
    Act.objects.filter(entry_id=5).delete()
    assert (5, "找不到对应的办理记录") in wrongs()
    Act.objects.filter(entry_id=2).delete()
    Entry.objects.filter(n=2).delete()
    assert (2, "缺少第2条至第2条记录，其后的记录无法核对") in wrongs()


def test_an_erased_salt_leaves_the_entry_verifiable(procedure: Procedure) -> None:
    play(procedure, 3)
    Act.objects.filter(entry_id=1).update(salt=b"", body={})
    Act.objects.filter(entry_id=2).update(identity_salt=b"", by_name="（已删除）")
    assert list(ledger.faults()) == []


def audit_path(leaves: list[bytes], n: int) -> tuple[bytes, ...]:
    return tuple(merkle.root(leaves[start:stop]) for start, stop in merkle.audit_ranges(n, len(leaves)))


@pytest.mark.parametrize("size", [1, 2, 7, 8, 21])
def test_the_audit_path_of_every_entry_leads_to_the_root(procedure: Procedure, size: int) -> None:
    play(procedure, 21)
    leaves = [ledger.leaf(entry) for entry in Entry.objects.order_by("n")[:size]]
    assert ledger.proofs(range(size), size) == {n: audit_path(leaves, n) for n in range(size)}
    with pytest.raises(IndexError):
        ledger.proofs([size], size)
