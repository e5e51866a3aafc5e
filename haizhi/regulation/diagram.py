"""The procedure as a page of diagrams and tables, drawn from the moves.

`docs/procedure.md` is the output; after a change of `moves.py` or `stages.py` write it anew from the project's root:

    python -m haizhi.regulation.diagram > docs/procedure.md

A test fails while the page is stale.
"""

from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.moves import MOVES, Move, moves_of
from haizhi.regulation.roles import Role
from haizhi.regulation.stages import STAGES, label

_MANY_SOURCES = 5
"""From so many stages on, a move is written under the diagram: its arrows would hide all the others."""

_KEEPS_OR_SEEDS = (("frozen", "frozen"), ("vacant", "vacant"), ("frozen", "seeded"), ("vacant", "seeded"))
_STEPS = {
    "session.record_entropy": _KEEPS_OR_SEEDS,
    "session.witness_entropy": _KEEPS_OR_SEEDS,
    "application.reroute": (("endorsing", "qualifying"), ("qualifying", "endorsing")),
    "objection.unseal": tuple((stage, stage) for stage in STAGES["objection"]),
}
"""Moves of several sources and targets that do not pair each with each."""

_HEADER = """\
# 办理流程

本页由 `python -m haizhi.regulation.diagram` 从 `haizhi/regulation/moves.py` 生成，请勿直接修改。
每类事项先列状态图，再列办理事项：谁可以办、从何状态到何状态、依据哪一条。
“随……”表示该步随另一步自动发生，不单独办理。
"""


def steps(move: Move) -> tuple[tuple[str, str], ...]:
    """The pairs of stages a move leads between; `[*]` stands for what was not there before."""
    if move.name in _STEPS:
        return _STEPS[move.name]
    if _keeps(move):
        return tuple((stage, stage) for stage in move.sources)
    return tuple((source, target) for source in move.sources or ("[*]",) for target in move.targets)


def _keeps(move: Move) -> bool:
    """Whether it leaves the stage as it is: its sources and targets are the same, in the same order."""
    return move.sources == move.targets


def _everywhere(move: Move) -> bool:
    return len(move.sources) >= _MANY_SOURCES


def _ends(kind: str) -> tuple[str, ...]:
    """Stages that nothing leads away from, in table order."""
    left = {source for m in moves_of(kind) for source, target in steps(m) if source != target}
    return tuple(stage for stage in STAGES[kind] if stage not in left)


def state_diagram(kind: str) -> str:
    """One kind's state diagram in Mermaid. Raises KeyError for an unknown kind."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{text}" as {stage}' for stage, text in STAGES[kind].items()]
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in moves_of(kind):
        if not _everywhere(move):
            for pair in steps(move):
                arrows.setdefault(pair, []).append(move.label)
    lines += [f"    {source} --> {target} : {'、'.join(labels)}" for (source, target), labels in arrows.items()]
    lines += [f"    {stage} --> [*]" for stage in _ends(kind)]
    return "\n".join(lines)


def _stages(kind: str, stages: tuple[str, ...]) -> str:
    return "、".join(label(kind, stage) for stage in stages) or "（新建）"


def _to(move: Move) -> str:
    return f"到{_stages(move.kind, move.targets)}"


def _row(move: Move) -> str:
    roles = "、".join(role.label for role in Role if role in move.roles)
    causes = "或".join(f"“{KIND_LABELS[MOVES[name].kind]}·{MOVES[name].label}”" for name in move.causes)
    cause = f"（随{causes}）" if causes else ""
    cites = "、".join(str(cite) for cite in move.cites)
    return (
        f"| {move.label}{cause} | {roles} | {_stages(move.kind, move.sources)}"
        f" | {'不变' if _keeps(move) else _stages(move.kind, move.targets)} | {cites} |"
    )


def section(kind: str) -> str:
    """One kind's heading, diagram, note on what may happen from many stages, and table of moves."""
    moves = moves_of(kind)
    parts = [f"## {KIND_LABELS[kind]}", f"```mermaid\n{state_diagram(kind)}\n```"]
    parts += [
        f"图中未画：“{m.label}”，从{_stages(kind, m.sources)}{'，办理后状态不变' if _keeps(m) else _to(m)}。"
        for m in moves
        if _everywhere(m)
    ]
    table = ["| 事项 | 办理人 | 从 | 到 | 依据 |", "| --- | --- | --- | --- | --- |", *(_row(m) for m in moves)]
    return "\n\n".join([*parts, "\n".join(table)])


def procedure_page() -> str:
    """The whole page, as it stands in `docs/procedure.md`."""
    return "\n".join([_HEADER, "\n\n".join(section(kind) for kind in STAGES), ""])


if __name__ == "__main__":
    print(procedure_page(), end="")  # noqa: T201 - printing the page is what the command is for
