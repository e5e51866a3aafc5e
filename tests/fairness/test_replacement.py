from collections import Counter

import pytest

from haizhi.fairness.encoding import tagged
from haizhi.fairness.panel import Expert, Limit, NoFeasiblePanel, Quotas
from haizhi.fairness.replacement import draw_replacement, priority

POOL = [Expert(f"E{i}", "AB"[i % 2], f"employer {i // 2}") for i in range(12)]
QUOTAS = Quotas(3, (Limit("discipline", "A", 2, 2),))


def test_the_order_follows_the_published_hash() -> None:
    assert priority(b"seed", "E1") == tagged("hz/priority/v1", b"seed", "E1")


def test_the_first_in_the_order_who_keeps_the_panel_feasible_is_taken() -> None:
    # E0 and E3 stay; another of discipline A is needed, from neither employer 0 nor employer 1; E4 is gone.
    draw = draw_replacement(POOL, QUOTAS, b"seed", staying={"E0", "E3"}, gone={"E4"})
    order = sorted({expert.id for expert in POOL} - {"E0", "E3", "E4"}, key=lambda id_: priority(b"seed", id_))
    fitting = [id_ for id_ in order if id_ in {"E6", "E8", "E10"}]
    assert set(draw.chosen) == {"E0", "E3", fitting[0]}
    assert draw.attempt == order.index(fitting[0]) + 1


def test_who_fits_is_equally_likely() -> None:
    seen = Counter(
        (set(draw_replacement(POOL, QUOTAS, b"%d" % i, staying={"E0", "E3"}, gone={"E4"}).chosen) - {"E0", "E3"}).pop()
        for i in range(600)
    )
    assert set(seen) == {"E6", "E8", "E10"}
    assert sum((count - 200) ** 2 / 200 for count in seen.values()) < 9.210  # 2 degrees of freedom, p = 0.01


def test_nobody_who_left_comes_back() -> None:
    with pytest.raises(NoFeasiblePanel):
        draw_replacement(POOL, QUOTAS, b"seed", staying={"E0", "E3"}, gone={"E4", "E6", "E8", "E10"})
