"""A small procedure of its own on calendars, so that the door is tested without any app's rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from haizhi.kernel import door
from haizhi.kernel.actor import SYSTEM, Actor, Grant
from haizhi.kernel.models import Calendar
from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.moves import MOVES, Move
from haizhi.regulation.roles import Role
from haizhi.regulation.stages import STAGES

AT = datetime(2026, 3, 16, 1, 30, tzinfo=UTC)
CLERK = Actor(UUID(int=1), "经办人", (Grant(Role.OFFICE_CLERK),))
JUDGE = Actor(UUID(int=2), "评委", (Grant(Role.JUDGE, "somewhere"),))


@dataclass(frozen=True)
class Procedure:
    """open 开 (creates) → shut 关 → reopen 重开, split 分 (two ways), bundle 并 (causes shut on others), branch 支
    (creates beside a parent)."""

    begin: Any
    branch: Any
    shut: Any
    reopen: Any
    split: Any
    bundle: Any
    caused: Any
    sealed: Any


def _move(verb: str, label: str, *path: tuple[str, ...], **more: Any) -> Move:
    sources, targets = path
    return Move("calendar", verb, label, frozenset({Role.OFFICE_CLERK, Role.SYSTEM}), sources, targets,
                (measures(7, 3), review_rules(6, 1)), **more)  # fmt: skip


@pytest.fixture
def procedure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Procedure]:  # noqa: C901 - a procedure has its acts
    """The procedure, with its moves and acts registered for one test."""
    monkeypatch.setitem(STAGES, "calendar", {"entered": "已录入", "shut": "已关", "left": "左", "right": "右"})
    told: dict[str, Any] = {"tells": frozenset({Role.OFFICE_HEAD})}
    moves = [
        _move("probe_begin", "开", (), ("entered",)),
        _move("probe_shut", "关", ("entered",), ("shut",), duty=True, **told),
        _move("probe_reopen", "重开", ("shut",), ("entered",)),
        _move("probe_split", "分", ("entered",), ("left", "right")),
        _move("probe_bundle", "并", ("entered",), ("entered",)),
        _move("probe_caused", "随", ("entered",), ("shut",), cause="calendar.probe_bundle"),
        _move("probe_sealed", "封", ("entered",), ("entered",), sealed=True),
        _move("probe_branch", "支", (), ("entered",)),
    ]
    for move in moves:
        monkeypatch.setitem(MOVES, move.name, move)
    begin_move, shut_move, reopen_move, split_move, bundle_move, caused_move, sealed_move, branch_move = moves

    def not_of_1999(calendar: Calendar, by: Actor, at: datetime) -> list[Finding]:
        return [
            Finding(calendar.year != 1999, measures(6, 1), "1999年的不能关", "请换一年"),
            Finding(calendar.year > 1900, measures(6, 2), "年份太早", "请填1900年以后"),
        ]

    @door.creates(begin_move, private=("secret",))
    def begin(*, by: Actor, at: datetime, year: int, secret: str = "") -> Calendar:
        return Calendar(year=year)

    @door.creates(branch_move, requires=not_of_1999)
    def branch(parent: Calendar, *, by: Actor, at: datetime, year: int) -> Calendar:
        return Calendar(year=year, basis=parent.basis)

    @door.act(shut_move, requires=not_of_1999)
    def shut(calendar: Calendar, *, by: Actor, at: datetime, opinion: str = "", basis: str = "") -> None:
        calendar.basis = basis
        door.record(counted=len(basis))

    @door.act(reopen_move)
    def reopen(calendar: Calendar, *, by: Actor, at: datetime) -> None:
        door.seal(witness="张𬭎")

    @door.act(split_move)
    def split(calendar: Calendar, *, by: Actor, at: datetime, way: str) -> str:
        return way

    @door.act(caused_move)
    def caused(calendar: Calendar, *, by: Actor, at: datetime) -> None: ...

    @door.act(sealed_move)
    def sealed(calendar: Calendar, *, by: Actor, at: datetime) -> None: ...

    @door.act(bundle_move)
    def bundle(calendar: Calendar, *, by: Actor, at: datetime, others: list[Calendar], tolerant: bool = False) -> None:
        for other in others:
            try:
                caused(other, by=SYSTEM, at=at)
            except Refused:
                if not tolerant:
                    raise

    registered = door.ACTS  # a test may put another table in its place meanwhile
    yield Procedure(begin, branch, shut, reopen, split, bundle, caused, sealed)
    for move in moves:
        registered.pop(move.name)
