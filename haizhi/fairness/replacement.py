"""Filling a vacancy after the notices went out: fresh entropy, a public order, the first who fits."""

from collections.abc import Collection, Iterable

from haizhi.fairness.encoding import tagged
from haizhi.fairness.panel import Draw, Expert, NoFeasiblePanel, Quotas, is_feasible


def priority(seed: bytes, expert_id: str) -> bytes:
    """The key by which candidates are ordered, ascending: tagged("hz/priority/v1", seed, id)."""
    return tagged("hz/priority/v1", seed, expert_id)


def draw_replacement(
    pool: Iterable[Expert], quotas: Quotas, seed: bytes, *, staying: Collection[str], gone: Collection[str]
) -> Draw:
    """Fill the one seat that `staying` leaves open (评审·7).

    Candidates are all experts of the pool who neither stay nor have `gone`, by ascending priority; the first
    who makes a feasible panel with those who stay is taken. The draw's `attempt` is that expert's place in the
    order, from 1, and `chosen` the whole panel. Raises ValueError when somebody who stays is not in the pool,
    NoFeasiblePanel when nobody fits.
    """
    experts = {expert.id: expert for expert in pool}
    if not experts.keys() >= set(staying):
        raise ValueError("somebody who stays is not in the pool")
    remaining = [experts[id_] for id_ in sorted(staying)]
    candidates = sorted(experts.keys() - set(staying) - set(gone), key=lambda id_: priority(seed, id_))
    for place, id_ in enumerate(candidates, start=1):
        if is_feasible([*remaining, experts[id_]], quotas):
            return Draw(place, tuple(sorted([*staying, id_])))
    raise NoFeasiblePanel("nobody left in the pool fits the vacancy")
