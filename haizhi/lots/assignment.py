"""Who assesses whom where conflicts are too dense for the circle of `fairness.peers`: a flow of least cost.

Its result is published, and the verifier checks what it promises, not how it was found. OR-tools computes the same
from the same list, conflicts and seed.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

from haizhi.fairness.formats import LotRecord
from haizhi.fairness.peers import distances
from haizhi.fairness.stream import Stream

FLOW_AT_MOST = 1500
"""Members for whom every pair is weighed; beyond, 纪检 and the Office divide the list."""

_ORIENTATIONS = 4
"""How often each pair is given a direction by lot, before favours in return are admitted."""

_COSTS = 1000
"""Each pair costs a number below it by lot, so that nobody gains by an early number on the list."""

_RETURN = 100_000
"""What a pair costs more against its direction, once that is admitted."""


class Impossible(Exception):
    """No assignment keeps every promise; `members` have too many conflicts, if it lies with some of them alone."""

    def __init__(self, members: Sequence[str] = ()) -> None:
        super().__init__("no assignment keeps clear of every conflict")
        self.members = tuple(members)


def check_possible(record: LotRecord) -> None:
    """Prove that some assignment of peers keeps clear of every conflict. Raises Impossible.

    A member free to meet half of the others and as many more as it assesses never stands in the way (König);
    otherwise a flow settles it.
    """
    members, each = record["members"], record["count"]
    met = dict.fromkeys(members, 0)
    for one, other in record["conflicts"]:
        met[one] += 1
        met[other] += 1
    size = len(members)
    on_circle = bool(distances(size, each))
    needed = each if on_circle else 1
    if stuck := [one for one, apart in met.items() if size - 1 - apart < needed]:
        raise Impossible(stuck)
    if not on_circle:
        return
    if all(2 * (size - 1 - apart) >= size + 2 * (each - 1) for apart in met.values()):
        return
    if size > FLOW_AT_MOST or not _fits(record):
        raise Impossible


def _fits(record: LotRecord) -> bool:
    from ortools.graph.python import max_flow  # noqa: PLC0415 - takes a moment to load; only dense conflicts need it

    size, each = len(record["members"]), record["count"]
    flow = max_flow.SimpleMaxFlow()
    start, end = 2 * size, 2 * size + 1
    for place in range(size):
        flow.add_arc_with_capacity(start, place, each)
        flow.add_arc_with_capacity(size + place, end, each)
    for one, other in _allowed(record):
        flow.add_arc_with_capacity(one, size + other, 1)
        flow.add_arc_with_capacity(other, size + one, 1)
    return bool(flow.solve(start, end) == flow.OPTIMAL and flow.optimal_flow() == size * each)


def assign(record: LotRecord, seed: bytes) -> dict[str, tuple[str, ...]]:
    """Whom everybody assesses, ascending: `count` others, none in conflict, none in return as long as that can be.

    Each pair is given a direction by lot; when no assignment follows it, by another lot, and in the end the other
    direction is admitted at a cost. Raises Impossible.
    """
    if len(record["members"]) > FLOW_AT_MOST:
        raise Impossible
    for attempt in range(_ORIENTATIONS + 1):
        stream = Stream(seed, f"flow/{attempt}")
        found = _flow(record, stream, both_ways=attempt == _ORIENTATIONS)
        if found is not None:
            return found
    raise Impossible


def _flow(record: LotRecord, stream: Stream, *, both_ways: bool) -> dict[str, tuple[str, ...]] | None:
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - as above

    members, each = record["members"], record["count"]
    size = len(members)
    flow = min_cost_flow.SimpleMinCostFlow()
    start, end = 2 * size, 2 * size + 1
    for place in range(size):
        flow.add_arc_with_capacity_and_unit_cost(start, place, each, 0)
        flow.add_arc_with_capacity_and_unit_cost(size + place, end, each, 0)
    arcs: list[tuple[int, int, int]] = []
    for pair in _allowed(record):
        one, other = pair if stream.below(2) else pair[::-1]
        cost = stream.below(_COSTS)
        ways = [(one, other, cost)] + ([(other, one, cost + _RETURN)] if both_ways else [])
        for assessor, assessed, price in ways:
            arc = flow.add_arc_with_capacity_and_unit_cost(assessor, size + assessed, 1, price)
            arcs.append((arc, assessor, assessed))
    flow.set_node_supply(start, size * each)
    flow.set_node_supply(end, -size * each)
    if flow.solve() != flow.OPTIMAL:
        return None
    found: dict[str, list[str]] = {member: [] for member in members}
    for arc, assessor, assessed in arcs:
        if flow.flow(arc):
            found[members[assessor]].append(members[assessed])
    return {one: tuple(sorted(others)) for one, others in found.items()}


def _allowed(record: LotRecord) -> Iterable[tuple[int, int]]:
    """Every pair of places whose members are not in conflict, in order."""
    place = {member: n for n, member in enumerate(record["members"])}
    apart = {(place[one], place[other]) for one, other in record["conflicts"]}
    return (pair for pair in combinations(range(len(place)), 2) if pair not in apart)
