"""A row of the table, and the table that its rows enter."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from haizhi.regulation.citations import Citation
from haizhi.regulation.roles import Role
from haizhi.regulation.stages import STAGES


@dataclass(frozen=True, slots=True)
class Move:
    """One verb on one kind of subject. `roles` may do it; `tells` are told of it."""

    kind: str
    verb: str
    label: str
    roles: frozenset[Role]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    cites: tuple[Citation, ...]
    tells: frozenset[Role] = field(default=frozenset())
    duty: bool = False
    cause: str = ""
    sealed: bool = False
    awaited: str = ""
    prepared_by: frozenset[Role] = field(default=frozenset())
    preparing: str = ""

    @property
    def task(self) -> str:
        """What it is called while it is still to be done: a duty does not tell its outcome."""
        return self.awaited or self.label

    def task_of(self, role: Role) -> str:
        """What its stage waits for from a role: the task, or what goes before it; empty for everybody else."""
        if not self.duty or role is Role.SYSTEM:
            return ""
        return self.task if role in self.roles else self.preparing if role in self.prepared_by else ""

    @property
    def name(self) -> str:
        """`kind.verb`, unique in the table and what the ledger records as the verb."""
        return f"{self.kind}.{self.verb}"

    @property
    def creates(self) -> bool:
        """Whether the subject comes into being by it."""
        return not self.sources

    @property
    def causes(self) -> tuple[str, ...]:
        """The names of the moves in whose course alone it happens; none for a move done by itself."""
        return tuple(self.cause.split())

    @property
    def cite(self) -> Citation:
        """The article it stands under before all."""
        return self.cites[0]


MOVES: dict[str, Move] = {}
"""Every move by its name, in the order of the table."""


def declare(
    name: str,
    label: str,
    roles: frozenset[Role],
    path: str,
    *cites: Citation,
    tells: Iterable[Role] = (),
    duty: bool = False,
    cause: str = "",
    sealed: bool = False,
    awaited: str = "",
    prepared_by: Iterable[Role] = (),
    preparing: str = "",
) -> Move:
    """Enter a row: `path` is its source stages, `>`, its target stages. Raises ValueError for a row that can't be."""
    kind, verb = name.split(".")
    left, right = (side.split() for side in path.split(">"))
    unknown = {*left, *right} - STAGES[kind].keys()
    if unknown or name in MOVES or not right or not cites:
        raise ValueError(f"{name}: stages {unknown}, twice, or without target or article")
    ends = tuple(left), tuple(right)
    told, preparers = frozenset(tells), frozenset(prepared_by)
    move = Move(kind, verb, label, roles, *ends, cites, told, duty, cause, sealed, awaited, preparers, preparing)
    MOVES[name] = move
    return move
