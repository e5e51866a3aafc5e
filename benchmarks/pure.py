"""Draw, peers and the ledger's tree: pure computations, each beside the least that any implementation must do."""

import hashlib
from random import Random

from benchmarks.measure import Figure, cpu
from haizhi.fairness import merkle
from haizhi.fairness.panel import DISCIPLINE, Expert, Limit, Quotas, draw_panel
from haizhi.fairness.peers import circle
from haizhi.fairness.stream import Stream

EXPERTS = 5_000
ENTRIES = 10_000
STATIONS, CONFLICTS = 10_000, 25_000


def draw() -> Figure:
    """A panel of nine from 5,000 experts in ten disciplines and 1,000 employers; the floor is sorting them once."""
    chance = Random(7)  # noqa: S311 - invented experts; the draw itself reads its own stream
    pool = [
        Expert(f"{n:05}", discipline=f"D{chance.randrange(10)}", employer=f"E{chance.randrange(1_000)}")
        for n in range(EXPERTS)
    ]
    quotas = Quotas(size=9, limits=tuple(Limit(DISCIPLINE, f"D{d}", 1, 3) for d in range(3)))
    seed = bytes(32)
    floor = cpu(lambda: sorted(pool, key=lambda expert: expert.id), times=50)
    return Figure(
        f"从 {EXPERTS:,} 名专家中抽取 9 人", cpu(lambda: draw_panel(pool, quotas, seed), 20), floor, "< 10 毫秒"
    )


def peers() -> Figure:
    """Five peers for each of 10,000 stations with 25,000 conflicts; the floor is sorting and shuffling them once."""
    chance = Random(7)  # noqa: S311 - invented stations; the lot itself reads its own stream
    members = [f"GZ-2026-{n:05}" for n in range(STATIONS)]
    conflicts: set[tuple[str, str]] = set()
    while len(conflicts) < CONFLICTS:
        one, other = chance.sample(members, 2)
        conflicts.add((min(one, other), max(one, other)))
    seed = bytes(32)
    floor = cpu(lambda: Stream(seed, "peers").shuffled(sorted(members)), times=10)
    work = f"为 {STATIONS:,} 个工作站安排互评，避嫌 {CONFLICTS:,} 对"
    return Figure(work, cpu(lambda: circle(members, 5, conflicts, seed), 5), floor, "< 1 秒")


def append() -> Figure:
    """10,000 entries appended one by one to the tree; the floor is hashing each of them once."""
    leaves = [merkle.leaf_hash(n.to_bytes(8, "big")) for n in range(ENTRIES)]

    def grow() -> None:
        peaks: tuple[bytes, ...] = ()
        for size, leaf in enumerate(leaves):
            peaks = merkle.append(peaks, size, leaf)

    floor = cpu(lambda: [hashlib.sha256(leaf).digest() for leaf in leaves], times=10)
    return Figure(f"账本逐条追加 {ENTRIES:,} 条", cpu(grow, times=5), floor)
